"""Loading the invented capital: once, and never beside real money."""

import pytest

from indicators.models import User
from indicators.services.cast import create_cast
from indicators.services.sample import SampleRefused
from programs.models import Agency, Allocation, Disbursement
from programs.services.sample import (
    capital_sample_is_loaded,
    check_no_real_capital,
    load_capital_sample,
)
from tests.factories import capital
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("new_row", [capital.new_allocation, capital.new_disbursement])
def test_capital_sample_is_refused_beside_real_money(new_row: object) -> None:
    new_row().save()

    with pytest.raises(SampleRefused, match="vốn giao hoặc giải ngân thật"):
        load_capital_sample(cast=create_cast(password=PASSWORD))

    assert not capital_sample_is_loaded()
    assert not Agency.objects.filter(is_sample=True).exists()


def test_capital_sample_again_changes_nothing(sample_loaded: None) -> None:
    before = (Allocation.objects.count(), Disbursement.objects.count(), User.objects.count())

    fresh = load_capital_sample(cast=create_cast(password=PASSWORD))

    assert not fresh
    after = (Allocation.objects.count(), Disbursement.objects.count(), User.objects.count())
    assert after == before


def test_what_visitors_write_beside_the_sample_is_not_taken_for_real(sample_loaded: None) -> None:
    capital.new_allocation().save()

    check_no_real_capital()
