"""The invented obstacles: in every state, through the services, never beside real ones."""

from datetime import date

import pytest

from indicators.services.cast import create_cast
from indicators.services.sample import SampleRefused
from programs.models import Obstacle, ObstacleState
from programs.register import replay, told
from programs.sample.obstacles import STORIES
from programs.services.obstacle_sample import load_obstacle_sample
from programs.services.obstacles import FIELDS
from tests.factories.people import PASSWORD
from tests.factories.work import new_obstacle

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded() -> None:
    if not Obstacle.objects.exists():
        load_obstacle_sample(cast=create_cast(password=PASSWORD))


def test_sample_has_every_state_and_every_category(loaded: None) -> None:
    rows = Obstacle.objects.filter(is_sample=True)

    assert rows.count() == len(STORIES) == 15
    # What was taken back counts nowhere, so it is no story to show.
    assert {row.state for row in rows} == set(ObstacleState) - {ObstacleState.WITHDRAWN}
    assert len({story.category for story in STORIES}) == 14
    assert not Obstacle.objects.filter(is_sample=False).exists()


def test_sample_replayed_from_its_steps_gives_what_stands(loaded: None) -> None:
    for row in Obstacle.objects.all():
        steps = row.updates.order_by("version").values_list("changes", flat=True)
        fields = replay(steps)
        assert {name: fields.get(name) for name in FIELDS} == {
            name: told(getattr(row, name)) for name in FIELDS
        }


def test_every_step_of_the_sample_was_on_its_own_day(loaded: None) -> None:
    for row in Obstacle.objects.prefetch_related("updates"):
        days = [update.at.date() for update in row.updates.all()]
        assert days == sorted(days)
        assert days[0] == row.raised_on
        assert days[-1] < date(2025, 7, 1)


def test_sample_again_changes_nothing(loaded: None) -> None:
    assert not load_obstacle_sample(cast=create_cast(password=PASSWORD))
    assert Obstacle.objects.count() == len(STORIES)


def test_sample_is_refused_beside_real_obstacles() -> None:
    Obstacle.objects.filter(is_sample=True).update(is_sample=False)
    if not Obstacle.objects.exists():
        new_obstacle().save()

    with pytest.raises(SampleRefused, match="khó khăn, vướng mắc thật"):
        load_obstacle_sample(cast=create_cast(password=PASSWORD))
