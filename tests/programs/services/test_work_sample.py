"""The invented tasks and reviews: through the services, in agreement with what was published."""

from datetime import date

import pytest

from indicators.models import OfficialFigure
from indicators.services.cast import create_cast
from indicators.services.sample import SampleRefused
from programs.models import AreaReview, ReviewKind, ReviewState, Task
from programs.sample.work import TASKS
from programs.selectors.reviews import against_targets
from programs.services.work_sample import check_no_real_reviews, load_work_sample
from tests.factories.people import PASSWORD
from tests.factories.work import new_review, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(sample_loaded: None) -> None:
    load_work_sample(cast=create_cast(password=PASSWORD))


def test_as_many_communes_left_as_were_published(loaded: None) -> None:
    commune, _ = against_targets(AreaReview.objects.all())

    assert (commune.left, commune.sample, commune.target.value) == (11, 11, 47)
    assert commune.published.value == commune.left
    assert commune.published == OfficialFigure.objects.get(
        indicator__code="xa-ra-khoi-dbkk", status="reported"
    )


def test_everything_is_marked_and_every_state_is_met(loaded: None) -> None:
    assert not AreaReview.objects.filter(is_sample=False).exists()
    states = set(AreaReview.objects.filter(kind=ReviewKind.COMMUNE).values_list("state", flat=True))
    assert states == set(ReviewState) - {ReviewState.WITHDRAWN}
    assert Task.objects.filter(is_sample=True).count() == len(TASKS)
    assert Task.objects.filter(is_sample=False).count() == 4


def test_each_step_was_on_its_own_day(loaded: None) -> None:
    for review in AreaReview.objects.prefetch_related("updates"):
        days = [update.at.date() for update in review.updates.order_by("version")]
        assert days == sorted(days)
        assert days[-1] < date(2025, 1, 1)


def test_sample_again_changes_nothing(loaded: None) -> None:
    before = AreaReview.objects.count(), Task.objects.count()

    assert not load_work_sample(cast=create_cast(password=PASSWORD))
    assert (AreaReview.objects.count(), Task.objects.count()) == before


def test_sample_is_refused_beside_real_reviews() -> None:
    stored(new_review())

    with pytest.raises(SampleRefused):
        check_no_real_reviews()
