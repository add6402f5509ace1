"""Money a month."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.progress import Point, months_between
from programs.disbursement import left_to_spend, pace_held, pace_needed, pace_recent

USABLE, PAID = Decimal("1746.6"), Decimal("349.8")
AUGUST, DECEMBER, CLOSING = date(2025, 8, 31), date(2025, 12, 31), date(2026, 1, 31)


def points(*pairs):
    return [Point(date(2025, month, day), Decimal(value)) for month, day, value in pairs]


def test_left_to_spend_is_what_is_usable_and_not_disbursed():
    assert left_to_spend(USABLE, PAID) == Decimal("1396.8")


def test_left_to_spend_is_never_below_nothing():
    assert left_to_spend(PAID, USABLE) == 0


def test_left_to_spend_of_something_missing_is_none():
    assert left_to_spend(None, PAID) is None
    assert left_to_spend(USABLE, None) is None


def test_pace_needed_spreads_what_is_left_over_the_months_left():
    assert pace_needed(USABLE, PAID, on=AUGUST, until=DECEMBER) == Decimal("349.2")
    assert pace_needed(USABLE, PAID, on=AUGUST, until=CLOSING) == Decimal("279.36")


def test_pace_needed_is_nothing_when_all_is_spent():
    assert pace_needed(PAID, USABLE, on=AUGUST, until=DECEMBER) == 0


def test_pace_needed_is_none_without_an_amount_or_time_left():
    assert pace_needed(None, PAID, on=AUGUST, until=DECEMBER) is None
    assert pace_needed(USABLE, None, on=AUGUST, until=DECEMBER) is None
    assert pace_needed(USABLE, PAID, on=DECEMBER, until=DECEMBER) is None
    assert pace_needed(USABLE, PAID, on=CLOSING, until=DECEMBER) is None


def test_pace_held_is_from_the_start_of_the_year():
    assert pace_held(points((8, 31, "349.8"), (3, 31, "50")), year=2025) == Decimal("43.725")


def test_pace_held_of_another_years_points_is_none():
    assert pace_held([], year=2025) is None
    assert pace_held(points((8, 31, "349.8")), year=2026) is None


def test_pace_recent_is_of_the_last_three_months():
    series = points((3, 31, "50"), (5, 31, "217.5"), (7, 31, "300"), (8, 31, "349.8"))

    assert pace_recent(series, year=2025) == Decimal("44.1")
    assert pace_recent(series, year=2025, months=1) == Decimal("49.8")


def test_pace_recent_divides_by_the_months_that_lie_between():
    # 15 August less 30 April: 3 months and 15 of 31 days.
    series = points((4, 30, "100"), (8, 15, "200"))

    assert pace_recent(series, year=2025).quantize(Decimal("0.01")) == Decimal("28.70")


def test_pace_recent_early_in_the_year_is_from_its_start():
    assert pace_recent(points((3, 31, "90")), year=2025) == 30


@pytest.mark.parametrize(
    "series",
    [
        [],
        points((8, 31, "349.8")),
        points((7, 31, "300"), (8, 31, "349.8")),  # nothing near the end of May
        points((1, 31, "10")),
    ],
)
def test_pace_recent_is_none_without_a_point_three_months_before(series):
    assert pace_recent(series, year=2025) is None


def test_pace_recent_of_two_equally_near_takes_the_earlier():
    series = points((5, 15, "100"), (6, 15, "130"), (8, 31, "200"))
    nearer = points((5, 16, "100"), (6, 15, "130"), (8, 31, "200"))

    assert pace_recent(nearer, year=2025) != pace_recent(series, year=2025)


def test_pace_recent_is_negative_where_the_sum_fell():
    assert pace_recent(points((5, 31, "90"), (8, 31, "60")), year=2025) == -10


@pytest.mark.parametrize("pace", [pace_held, pace_recent])
def test_paces_refuse_two_amounts_of_one_day(pace):
    with pytest.raises(ValueError, match="2025-08-31: 300 and 310"):
        pace(points((8, 31, "300"), (8, 31, "310")), year=2025)


@given(
    st.integers(0, 1000).map(Decimal),
    st.integers(0, 1000).map(Decimal),
    st.dates(date(2025, 1, 1), date(2025, 12, 30)),
)
def test_pace_needed_spends_exactly_what_is_left(capital, paid, on):
    needed = pace_needed(capital, paid, on=on, until=DECEMBER)

    assert needed * months_between(on, DECEMBER) == pytest.approx(
        left_to_spend(capital, paid), abs=Decimal("1e-20")
    )
