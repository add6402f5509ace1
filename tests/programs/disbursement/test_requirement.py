"""What must be disbursed by a day."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.disbursement import Requirement, requirement_at

HALF, END = (
    Requirement(date(2025, 6, 30), Decimal(30)),
    Requirement(date(2025, 12, 31), Decimal(95)),
)
ROWS = [HALF, END]


def required(day, rows=ROWS, year=2025):
    return requirement_at(rows, year=year, day=day)


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (date(2024, 12, 31), "0"),
        (date(2025, 1, 1), "0"),
        (date(2025, 4, 1), "15"),  # 90 of 180 days
        (date(2025, 6, 30), "30"),
        (date(2025, 9, 30), "62.5"),  # 92 of 184 days
        (date(2025, 12, 31), "95"),
        (date(2026, 1, 31), "95"),
    ],
)
def test_requirement_is_a_straight_line_between_the_rows(day, percent):
    assert required(day) == Decimal(percent)


def test_requirement_on_31_august_of_the_published_figure():
    assert required(date(2025, 8, 31)).quantize(Decimal("0.001")) == Decimal("51.902")


def test_requirement_does_not_depend_on_the_order_of_the_rows():
    assert required(date(2025, 9, 30), [END, HALF]) == Decimal("62.5")


def test_requirement_reaches_into_january_of_the_next_year():
    rows = [END, Requirement(date(2026, 1, 31), Decimal(100))]

    assert required(date(2026, 1, 31), rows) == 100
    assert 95 < required(date(2026, 1, 15), rows) < 100


def test_requirement_of_the_first_of_january_takes_the_place_of_nothing():
    first = Requirement(date(2025, 1, 1), Decimal(5))

    assert required(date(2025, 1, 1), [first, *ROWS]) == 5
    assert required(date(2024, 12, 31), [first, *ROWS]) == 0


def test_requirement_is_none_without_rows():
    assert required(date(2025, 6, 30), []) is None


def test_requirement_of_another_year_is_refused():
    with pytest.raises(ValueError, match="30 % by 2025-06-30 for the year 2026"):
        required(date(2026, 6, 30), ROWS, year=2026)


def test_requirement_two_rows_of_one_day_are_refused():
    with pytest.raises(ValueError, match="2025-06-30"):
        required(date(2025, 6, 30), [HALF, Requirement(HALF.on, Decimal(35))])


@given(st.dates(date(2025, 1, 1), date(2026, 1, 31)), st.dates(date(2025, 1, 1), date(2026, 1, 31)))
def test_requirement_never_falls_where_its_rows_rise(one, other):
    earlier, later = sorted([one, other])

    assert 0 <= required(earlier) <= required(later) <= 95
