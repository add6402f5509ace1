"""Two forecasts of the amount at the year's end."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.progress import Point
from programs.disbursement import PastYear, YearShare, forecast, year_share, years_earlier

DECEMBER = date(2025, 12, 31)
SO_FAR = (
    Point(date(2025, 5, 31), Decimal("217.5")),
    Point(date(2025, 8, 31), Decimal("349.8")),
)
LAST_YEAR = PastYear(
    2024, (Point(date(2024, 8, 31), Decimal(300)), Point(date(2024, 12, 31), Decimal(750)))
)
JANUARY = date(2026, 1, 31)
CLOSED_IN_JANUARY = PastYear(2024, (*LAST_YEAR.points, Point(date(2025, 1, 31), Decimal(1000))))


def foreseen(points=SO_FAR, until=DECEMBER, **more):
    return forecast(points, year=2025, until=until, **more)


def test_forecast_by_pace_carries_on_the_last_three_months():
    found = foreseen()

    assert (found.pace, found.by_pace) == (Decimal("44.1"), Decimal("526.2"))
    assert (found.low, found.high) == (Decimal("526.2"), Decimal("526.2"))
    assert (found.shares, found.by_past) == ((), None)


def test_forecast_by_earlier_years_divides_by_their_share():
    found = foreseen(past=[LAST_YEAR])

    assert found.shares == (YearShare(2024, Decimal(300), Decimal(750)),)
    assert found.shares[0].percent == 40
    assert found.by_past == Decimal("874.5")
    assert (found.low, found.high) == (Decimal("526.2"), Decimal("874.5"))


def test_forecast_weighs_earlier_years_by_their_money():
    small = PastYear(
        2023, (Point(date(2023, 8, 31), Decimal(1)), Point(date(2023, 12, 31), Decimal(250)))
    )

    # 301 of 1,000, not the mean of 40 % and 0.4 %.
    assert foreseen(past=[LAST_YEAR, small]).by_past == Decimal("349.8") * 1000 / 301


def test_forecast_is_cut_at_the_usable_capital_in_its_range_only():
    found = foreseen(past=[LAST_YEAR], usable=Decimal(600))

    assert (found.low, found.high) == (Decimal("526.2"), Decimal(600))
    assert found.by_past == Decimal("874.5")


def test_forecast_is_by_earlier_years_alone_where_no_pace_can_be_told():
    found = foreseen(points=SO_FAR[1:], past=[LAST_YEAR])

    assert (found.pace, found.by_pace) == (None, None)
    assert found.low == found.high == Decimal("874.5")


def test_forecast_has_no_range_where_neither_can_be_told():
    found = foreseen(points=SO_FAR[1:])

    assert (found.low, found.high) == (None, None)


def test_forecast_a_fall_is_not_carried_on():
    falling = (Point(date(2025, 5, 31), Decimal(90)), Point(date(2025, 8, 31), Decimal(60)))

    found = foreseen(points=falling)

    assert (found.pace, found.by_pace) == (-10, 60)


@pytest.mark.parametrize("until", [date(2025, 8, 31), date(2025, 6, 30)])
def test_forecast_of_a_year_that_is_over_is_none(until):
    assert foreseen(until=until) is None


def test_forecast_without_a_point_in_the_year_is_none():
    assert foreseen(points=()) is None
    assert foreseen(points=LAST_YEAR.points[:1]) is None


def test_year_share_lies_on_the_line_between_two_figures():
    past = PastYear(
        2024,
        (
            Point(date(2024, 7, 31), Decimal(100)),
            Point(date(2024, 9, 30), Decimal(161)),
            Point(date(2024, 12, 31), Decimal(400)),
        ),
    )

    assert year_share(past, year=2025, on=date(2025, 8, 31), until=DECEMBER).by_then == 131


def test_year_share_before_the_first_figure_lies_on_the_line_from_the_start():
    # 1 March 2024 is day 61 of the 244 to 31 August.
    assert year_share(LAST_YEAR, year=2025, on=date(2025, 3, 1), until=DECEMBER).by_then == 75


def test_forecast_of_the_years_end_is_without_the_january_after_it():
    # 300 of the 750 that last year had by 31 December, not of the 1,000 by its closing.
    assert foreseen(past=[CLOSED_IN_JANUARY]).by_past == Decimal("874.5")


def test_forecast_of_the_closing_is_with_the_january_before_it():
    december = Point(DECEMBER, Decimal(600))

    found = foreseen(points=(*SO_FAR, december), until=JANUARY, past=[CLOSED_IN_JANUARY])

    assert found.by_past == 800  # 600 of 750 of 1,000


def test_year_share_in_january_is_of_the_january_after_the_year():
    found = year_share(CLOSED_IN_JANUARY, year=2025, on=JANUARY, until=JANUARY)

    assert (found.by_then, found.final) == (1000, 1000)


@pytest.mark.parametrize(
    "points",
    [
        (),
        (Point(date(2024, 11, 30), Decimal(600)),),  # never closed
        (Point(date(2024, 12, 31), Decimal(0)),),
    ],
)
def test_year_share_of_a_year_whose_end_is_not_known_is_none(points):
    assert (
        year_share(PastYear(2024, points), year=2025, on=date(2025, 8, 31), until=DECEMBER) is None
    )


def test_year_share_takes_the_leap_day_for_the_28th():
    past = PastYear(2023, (Point(date(2023, 12, 31), Decimal(365)),))

    assert year_share(past, year=2024, on=date(2024, 2, 29), until=date(2024, 12, 31)).by_then == 59


@pytest.mark.parametrize(
    ("on", "years", "earlier"),
    [
        (date(2025, 8, 31), 2, date(2023, 8, 31)),
        (date(2026, 1, 31), 1, date(2025, 1, 31)),
        (date(2024, 2, 29), 1, date(2023, 2, 28)),
        (date(2025, 2, 28), 1, date(2024, 2, 29)),
        (date(2024, 2, 28), 1, date(2023, 2, 28)),
        (date(2025, 2, 27), 1, date(2024, 2, 27)),
        (date(2024, 2, 29), -1, date(2025, 2, 28)),
    ],
)
def test_same_day_of_another_year_keeps_the_end_of_february(on, years, earlier):
    assert years_earlier(on, years) == earlier


def test_forecast_of_earlier_years_that_had_nothing_by_then_is_none():
    late = PastYear(
        2024, (Point(date(2024, 8, 31), Decimal(0)), Point(date(2024, 12, 31), Decimal(9)))
    )

    assert foreseen(past=[late]).by_past is None


@given(st.lists(st.integers(0, 1000).map(Decimal), min_size=2, max_size=8), st.integers(0, 2000))
def test_forecast_range_holds_both_ways_and_no_more_than_is_usable(values, usable):
    series = [
        Point(date(2025, month, 28), value) for month, value in enumerate(sorted(values), start=1)
    ]

    found = foreseen(points=series, past=[LAST_YEAR], usable=Decimal(usable))

    told = [amount for amount in (found.by_pace, found.by_past) if amount is not None]
    assert found.low <= found.high <= usable
    assert {found.low, found.high} <= {min(amount, Decimal(usable)) for amount in told}
    assert found.by_pace is None or found.by_pace >= found.last.value
