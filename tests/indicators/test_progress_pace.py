"""Change per year: what there was, and what it takes from here."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.progress import (
    Point,
    change_points,
    months_between,
    pace_held,
    pace_needed,
    years_between,
)

ROADS = [Point(date(2023, 12, 31), Decimal("96.1")), Point(date(2024, 12, 31), Decimal("98.3"))]
ROADS_TARGET = Point(date(2025, 12, 31), Decimal(100))

dates = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (date(2023, 12, 31), date(2024, 12, 31), "1"),  # through a leap day
        (date(2024, 12, 31), date(2025, 12, 31), "1"),
        (date(2023, 12, 31), date(2025, 6, 30), "1.5"),
        (date(2024, 3, 31), date(2024, 6, 30), "0.25"),
        (date(2024, 3, 14), date(2025, 3, 14), "1"),  # an administrative quarter's end
        (date(2023, 2, 28), date(2024, 2, 29), "1"),
        (date(2024, 2, 29), date(2025, 2, 28), "1"),
        (date(2024, 12, 31), date(2023, 12, 31), "-1"),
        (date(2024, 5, 5), date(2024, 5, 5), "0"),
    ],
)
def test_years_between_follows_the_calendar(start, end, years):
    assert years_between(start, end) == Decimal(years)


@given(dates, dates)
def test_years_between_grows_with_the_days(start, end):
    days = (end - start).days

    assert abs(years_between(start, end) - Decimal(days) / Decimal("365.25")) < Decimal("0.02")
    assert (years_between(start, end) > 0) is (days > 0)


@given(dates.filter(lambda on: on.month != 2))  # February's length, so a day's share, changes
def test_years_between_a_day_and_its_anniversary_is_exactly_one(on):
    assert years_between(on, on.replace(year=on.year + 1)) == 1


def test_months_between_the_ends_of_months_are_whole():
    assert months_between(date(2025, 8, 31), date(2025, 12, 31)) == 4
    assert months_between(date(2024, 12, 31), date(2025, 2, 28)) == 2
    assert months_between(date(2025, 12, 31), date(2025, 9, 30)) == -3


@given(dates, dates, dates)
def test_years_between_adds_up(one, two, three):
    whole = years_between(one, three)

    assert years_between(one, two) + years_between(two, three) == pytest.approx(
        whole, abs=Decimal("1e-20")
    )


def test_change_points_is_signed():
    assert change_points(Decimal("98.3"), Decimal("96.1")) == Decimal("2.2")
    assert change_points(Decimal("3.36"), Decimal("12.2")) == Decimal("-8.84")
    assert change_points(Decimal(0), Decimal(0)) == 0


def test_change_points_of_something_missing_is_none():
    assert change_points(None, Decimal("96.1")) is None
    assert change_points(Decimal("98.3"), None) is None


def test_pace_needed_spreads_the_distance_over_the_years_left():
    assert pace_needed(Decimal("96.1"), date(2023, 12, 31), ROADS_TARGET) == Decimal("1.95")
    assert pace_needed(Decimal("99"), date(2025, 6, 30), ROADS_TARGET) == Decimal(2)


def test_pace_needed_is_negative_for_a_fall():
    target = Point(date(2025, 12, 31), Decimal("3.2"))

    assert pace_needed(Decimal("12.2"), date(2021, 12, 31), target) == Decimal("-2.25")


def test_pace_needed_is_none_without_a_value_or_time_left():
    assert pace_needed(None, date(2023, 12, 31), ROADS_TARGET) is None
    assert pace_needed(Decimal("96.1"), ROADS_TARGET.on, ROADS_TARGET) is None
    assert pace_needed(Decimal("96.1"), date(2026, 3, 31), ROADS_TARGET) is None


def test_pace_held_is_the_change_since_a_year_before():
    assert pace_held(ROADS) == Decimal("2.2")
    assert pace_held(ROADS[::-1]) == Decimal("2.2")


def test_pace_held_looks_past_the_quarters_between():
    quarters = [
        Point(date(2024, 3, 31), Decimal(1)),
        Point(date(2024, 6, 30), Decimal(4)),
        Point(date(2024, 9, 30), Decimal(4)),
        Point(date(2024, 12, 31), Decimal(5)),
        Point(date(2025, 3, 31), Decimal(7)),
    ]

    assert pace_held(quarters) == Decimal(6)


def test_pace_held_scales_a_longer_or_shorter_span_to_a_year():
    eleven_months = [Point(date(2024, 1, 31), Decimal(0)), Point(date(2024, 12, 31), Decimal(11))]

    assert pace_held(eleven_months) == pytest.approx(Decimal(12), abs=Decimal("1e-20"))


@pytest.mark.parametrize(
    ("earlier", "is_near"),
    [
        (date(2023, 11, 16), True),  # 45 days before 2023-12-31
        (date(2023, 11, 15), False),
        (date(2024, 2, 14), True),  # 45 days after it
        (date(2024, 2, 15), False),
    ],
)
def test_pace_held_accepts_45_days_either_way(earlier, is_near):
    series = [Point(earlier, Decimal(1)), Point(date(2024, 12, 31), Decimal(2))]

    assert (pace_held(series) is not None) is is_near


def test_pace_held_takes_the_nearest_and_of_equals_the_earlier():
    last = Point(date(2024, 12, 31), Decimal(10))
    before, after = Point(date(2023, 12, 30), Decimal(7)), Point(date(2024, 1, 1), Decimal(8))

    assert pace_held([before, Point(date(2023, 12, 20), Decimal(0)), last]) < Decimal(4)
    assert pace_held([after, before, last]) == pace_held([before, last])


def test_pace_held_of_a_leap_day_looks_back_to_28_february():
    series = [Point(date(2023, 2, 28), Decimal(1)), Point(date(2024, 2, 29), Decimal(3))]

    assert pace_held(series) == Decimal(2)


def test_pace_held_without_a_year_of_data_is_none():
    assert pace_held([]) is None
    assert pace_held(ROADS[:1]) is None
    assert pace_held([Point(date(2024, 9, 30), Decimal(1)), ROADS[1]]) is None


def test_pace_held_refuses_two_values_of_one_date():
    with pytest.raises(ValueError, match="two values on 2024-12-31"):
        pace_held([*ROADS, Point(date(2024, 12, 31), Decimal(99))])
