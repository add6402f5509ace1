"""The Theil–Sen outlook."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.progress import Point, Spread, band, outlook, years_between

TARGET = Point(date(2025, 12, 31), Decimal(100))
ENDS = [(3, 31), (6, 30), (9, 30), (12, 31)]
QUARTERS = [date(year, month, day) for year in (2022, 2023, 2024) for month, day in ENDS]
TINY = Decimal("1e-20")

values = st.decimals(0, 100, places=2)
series = st.lists(values, min_size=4, max_size=12).map(
    lambda heights: [Point(on, value) for on, value in zip(QUARTERS, heights, strict=False)]
)


def straight(first, per_year, count=12):
    start = QUARTERS[0]
    return [
        Point(on, Decimal(first) + Decimal(per_year) * years_between(start, on))
        for on in QUARTERS[:count]
    ]


def test_outlook_carries_a_straight_line_on():
    ahead = outlook(straight(80, 4), TARGET)

    assert ahead.slope_per_year == 4
    assert ahead.projected == Point(TARGET.on, Decimal(95))
    assert (ahead.low, ahead.high) == (95, 95)


def test_outlook_has_the_pace_needed_beside_the_pace_held():
    ahead = outlook(straight(80, 4), TARGET)

    assert ahead.pace_held == 4
    assert ahead.pace_needed == 9  # from 91 at the end of 2024 to 100 a year later


def test_outlook_of_a_fall_is_negative():
    ahead = outlook(straight("12.2", -2), Point(TARGET.on, Decimal("3.2")))

    assert ahead.slope_per_year == -2
    assert ahead.projected.value == Decimal("4.7")
    assert ahead.pace_needed == Decimal("-3.5")


def test_outlook_is_the_median_of_slopes_worked_by_hand():
    heights = {2021: 0, 2022: 1, 2023: 3, 2024: 9}
    years = [Point(date(year, 12, 31), Decimal(height)) for year, height in heights.items()]

    ahead = outlook(years, TARGET)

    # Slopes 1, 2, 6 (one year apart), 1.5, 4 (two), 3 (three): sorted 1, 1.5, 2, 3, 4, 6.
    assert ahead.slope_per_year == Decimal("2.5")
    # Carried on to 2025: 0 + 10, 1 + 7.5, 3 + 5, 9 + 2.5; the median of 8, 8.5, 10, 11.5.
    assert ahead.projected == Point(TARGET.on, Decimal("9.25"))
    # Quartiles 1.625 and 3.75: 6.5, 5.875, 6.25, 10.625 and 15, 12.25, 10.5, 12.75.
    assert ahead.low == Decimal("6.375")
    assert ahead.high == Decimal("12.5")


def test_outlook_is_not_moved_by_one_odd_quarter():
    odd = straight(80, 4)
    odd[8] = Point(odd[8].on, Decimal(20))

    ahead = outlook(odd, TARGET)

    assert ahead.slope_per_year == 4
    assert ahead.projected.value == 95


def test_outlook_sees_only_the_last_eight_points():
    curve = [Point(on, Decimal(step**2)) for step, on in enumerate(QUARTERS)]

    ahead = outlook(curve, TARGET)

    assert ahead == outlook(curve[-8:], TARGET)
    assert ahead.slope_per_year != outlook(curve[-7:], TARGET).slope_per_year


def test_outlook_of_a_flat_line_stays_flat():
    ahead = outlook(straight(81, 0), TARGET)

    assert (ahead.slope_per_year, ahead.projected.value, ahead.pace_held) == (0, 81, 0)


def test_outlook_needs_four_points():
    assert outlook([], TARGET) is None
    assert outlook(straight(80, 4, count=3), TARGET) is None
    assert outlook(straight(80, 4, count=4), TARGET) is not None


def test_outlook_without_a_year_of_data_has_no_pace_held():
    assert outlook(straight(80, 4, count=4), TARGET).pace_held is None


def test_outlook_ends_with_the_target():
    assert outlook(straight(80, 4), Point(QUARTERS[-1], Decimal(100))) is None
    assert outlook(straight(80, 4), Point(date(2023, 6, 30), Decimal(100))) is None


def test_outlook_is_not_clamped():
    assert outlook(straight(95, 4), TARGET).projected.value == 110


@pytest.mark.parametrize("extra", [0, 5])
def test_outlook_refuses_two_values_of_one_date(extra):
    points = straight(80, 4)

    with pytest.raises(ValueError, match="two values"):
        outlook([*points, Point(points[extra].on, Decimal(50))], TARGET)


@given(series)
def test_outlook_does_not_mind_the_order_of_the_points(points):
    assert outlook(points[::-1], TARGET) == outlook(points, TARGET)


@given(series)
def test_outlook_keeps_the_projection_between_low_and_high(points):
    ahead = outlook(points, TARGET)

    assert ahead.low <= ahead.projected.value + TINY
    assert ahead.projected.value <= ahead.high + TINY


@given(series)
def test_outlook_of_rise_and_fall_are_mirror_images(points):
    ahead = outlook(points, TARGET)
    mirrored = outlook(
        [Point(point.on, -point.value) for point in points], Point(TARGET.on, -TARGET.value)
    )

    assert mirrored.slope_per_year == pytest.approx(-ahead.slope_per_year, abs=TINY)
    assert mirrored.projected.value == pytest.approx(-ahead.projected.value, abs=TINY)
    assert mirrored.low == pytest.approx(-ahead.high, abs=TINY)
    assert mirrored.high == pytest.approx(-ahead.low, abs=TINY)
    assert mirrored.pace_needed == -ahead.pace_needed


@given(series, st.decimals(-50, 50, places=2))
def test_outlook_moves_with_the_whole_series(points, shift):
    ahead = outlook(points, TARGET)
    shifted = outlook([Point(point.on, point.value + shift) for point in points], TARGET)

    assert shifted.slope_per_year == ahead.slope_per_year
    assert shifted.projected.value == pytest.approx(ahead.projected.value + shift, abs=TINY)


@given(st.decimals(0, 100, places=2), st.decimals(-10, 10, places=2), st.integers(4, 12))
def test_outlook_finds_any_straight_line(first, per_year, count):
    ahead = outlook(straight(first, per_year, count), TARGET)

    on_the_line = first + per_year * years_between(QUARTERS[0], TARGET.on)
    assert ahead.slope_per_year == pytest.approx(per_year, abs=TINY)
    assert ahead.projected.value == pytest.approx(on_the_line, abs=TINY)


def test_band_of_a_straight_line_has_no_width():
    spreads = band(straight(96, 2, count=4), TARGET)

    assert spreads[-1] == Spread(TARGET.on, Decimal("103.5"), Decimal("103.5"), Decimal("103.5"))


def test_band_runs_by_quarter_from_the_last_point_to_the_target():
    days = [spread.on for spread in band(straight(96, 2), TARGET)]

    assert days == [date(2024, 12, 31), *(date(2025, m, d) for m, d in ENDS)]


def test_band_is_empty_where_there_is_no_outlook():
    assert band(straight(96, 2, count=3), TARGET) == ()
    assert band([], TARGET) == ()


@given(series)
def test_band_ends_in_the_outlook_and_is_in_order(points):
    ahead, spreads = outlook(points, TARGET), band(points, TARGET)

    assert spreads[-1] == Spread(TARGET.on, ahead.low, ahead.projected.value, ahead.high)
    assert all(one.low <= one.middle <= one.high for one in spreads)
