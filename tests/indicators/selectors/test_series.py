"""A flow is shown as the year so far; what stands at a date is not added up."""

from decimal import Decimal

import pytest

from indicators.models import Result, TimeRule
from indicators.selectors.cases import indicator_rows, load_series
from tests.factories.reference import indicator, measure, period, province

pytestmark = pytest.mark.django_db

LEFT = "xa-ra-khoi-dbkk"


def values_of(rule: TimeRule) -> list[Decimal]:
    """What is shown of 2, 3 and 4 in the last quarter of a year and the first two of the next."""
    counted = measure("communes_left")
    counted.time_rule = rule
    counted.save()
    for code, number in (("2022Q4", 2), ("2023Q1", 3), ("2023Q2", 4)):
        Result.objects.create(
            indicator=indicator(LEFT),
            area=province(),
            period=period(code),
            numerator=number,
            value=number,
            reported=11,
            expected=11,
            approved=11,
            children_reported=11,
            children_expected=11,
        )
    rows = {row.pk: row for row in indicator_rows()}
    (series,) = load_series(Result.objects.all(), rows).values()
    return [observation.value for observation in series]


def test_flow_adds_up_within_the_year_and_starts_anew() -> None:
    assert values_of(TimeRule.FLOW) == [2, 3, 7]


@pytest.mark.parametrize("rule", [TimeRule.STOCK, TimeRule.CUMULATIVE])
def test_stock_and_running_total_stand_as_they_are(rule: TimeRule) -> None:
    assert values_of(rule) == [2, 3, 4]
