"""The target path: what could be expected by a date."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.progress import Direction, Point, expected

RISE, FALL, MAINTAIN = Direction.RISE, Direction.FALL, Direction.MAINTAIN

END_2021, END_2023, END_2025 = date(2021, 12, 31), date(2023, 12, 31), date(2025, 12, 31)
POVERTY_2021 = Point(END_2021, Decimal("12.2"))
POVERTY_TARGET = Point(END_2025, Decimal("3.2"))

dates = st.dates(date(2020, 1, 1), date(2026, 12, 31))
values = st.decimals(0, 100, places=2)
paths = st.lists(st.builds(Point, dates, values), max_size=5, unique_by=lambda point: point.on)


def test_expected_is_the_target_of_that_very_date():
    yearly = [Point(END_2023, Decimal("6.5")), POVERTY_TARGET]

    assert expected(END_2023, POVERTY_2021, yearly, FALL) == Decimal("6.5")
    assert expected(END_2023, None, yearly, FALL) == Decimal("6.5")


def test_expected_between_baseline_and_target_is_a_straight_line_by_days():
    by_now = expected(END_2023, POVERTY_2021, [POVERTY_TARGET], FALL)

    assert (END_2023 - END_2021).days == 730
    assert by_now == Decimal("12.2") - Decimal(9 * 730) / 1461


def test_expected_between_two_targets_needs_no_baseline():
    targets = [Point(date(2023, 1, 1), Decimal(90)), Point(date(2023, 1, 11), Decimal(100))]

    assert expected(date(2023, 1, 4), None, targets, RISE) == Decimal(93)


def test_expected_between_two_targets_ignores_an_earlier_baseline():
    targets = [Point(date(2023, 1, 1), Decimal(90)), Point(date(2023, 1, 11), Decimal(100))]

    assert expected(date(2023, 1, 4), Point(END_2021, Decimal(10)), targets, RISE) == Decimal(93)


def test_expected_takes_the_points_in_any_order():
    targets = [POVERTY_TARGET, Point(END_2023, Decimal("6.5"))]

    assert expected(END_2023, POVERTY_2021, targets, FALL) == Decimal("6.5")
    assert expected(date(2022, 12, 31), POVERTY_2021, targets, FALL) == Decimal("9.35")


def test_expected_passes_exactly_through_round_values():
    start, target = Point(date(2023, 1, 1), Decimal(0)), Point(date(2023, 1, 4), Decimal(1))

    assert expected(date(2023, 1, 2), start, [target], RISE) == Decimal(1) / 3
    assert expected(date(2023, 1, 2), start, [Point(target.on, Decimal(3))], RISE) == 1


@pytest.mark.parametrize("direction", Direction)
def test_expected_after_the_last_target_is_its_value(direction):
    assert expected(date(2027, 3, 31), None, [POVERTY_TARGET], direction) == Decimal("3.2")
    assert expected(date(2027, 3, 31), POVERTY_2021, [POVERTY_TARGET], direction) == Decimal("3.2")


def test_expected_after_the_last_target_is_not_drawn_from_a_later_baseline():
    late_start = Point(date(2026, 6, 30), Decimal(50))

    assert expected(date(2027, 3, 31), late_start, [POVERTY_TARGET], FALL) == Decimal("3.2")


@pytest.mark.parametrize("direction", [RISE, FALL])
def test_expected_before_the_first_point_is_none(direction):
    before = date(2021, 6, 30)

    assert expected(before, POVERTY_2021, [POVERTY_TARGET], direction) is None
    assert expected(END_2023, None, [POVERTY_TARGET], direction) is None


@pytest.mark.parametrize("direction", Direction)
def test_expected_without_targets_is_none(direction):
    assert expected(END_2023, POVERTY_2021, [], direction) is None


def test_expected_on_the_baselines_date_is_the_baseline():
    assert expected(END_2021, POVERTY_2021, [POVERTY_TARGET], FALL) == Decimal("12.2")


def test_expected_on_the_baselines_date_a_target_takes_its_place():
    targets = [Point(END_2021, Decimal(11)), POVERTY_TARGET]

    assert expected(END_2021, POVERTY_2021, targets, FALL) == Decimal(11)
    assert expected(END_2023, POVERTY_2021, targets, FALL) == expected(
        END_2023, None, targets, FALL
    )


def test_expected_to_maintain_is_the_next_target_at_once():
    targets = [Point(END_2023, Decimal(99)), Point(END_2025, Decimal("99.6"))]

    assert expected(date(2022, 3, 31), None, targets, MAINTAIN) == Decimal(99)
    assert expected(END_2023, None, targets, MAINTAIN) == Decimal(99)
    assert expected(date(2024, 3, 31), Point(END_2021, Decimal(95)), targets, MAINTAIN) == Decimal(
        "99.6"
    )


@pytest.mark.parametrize("direction", Direction)
def test_expected_refuses_two_targets_of_one_date(direction):
    targets = [Point(END_2025, Decimal("3.2")), Point(END_2025, Decimal("3"))]

    with pytest.raises(ValueError, match="two values on 2025-12-31"):
        expected(END_2023, POVERTY_2021, targets, direction)


@given(dates, st.none() | st.builds(Point, dates, values), paths)
def test_expected_of_rise_and_fall_are_mirror_images(on, baseline, targets):
    mirrored_baseline = baseline and Point(baseline.on, -baseline.value)
    mirrored = [Point(target.on, -target.value) for target in targets]

    rising = expected(on, baseline, targets, RISE)
    falling = expected(on, mirrored_baseline, mirrored, FALL)

    assert rising == (None if falling is None else -falling)


@given(dates, st.none() | st.builds(Point, dates, values), paths.filter(bool))
def test_expected_lies_between_the_values_of_the_path(on, baseline, targets):
    by_now = expected(on, baseline, targets, RISE)

    heights = [point.value for point in (*targets, baseline) if point is not None]
    assert by_now is None or min(heights) <= by_now <= max(heights)


@given(st.integers(0, 1461))
def test_expected_moves_by_the_same_amount_each_day(day):
    today = expected(END_2021 + timedelta(day), POVERTY_2021, [POVERTY_TARGET], FALL)

    assert today - (Decimal("12.2") - Decimal(9 * day) / 1461) == pytest.approx(
        Decimal(0), abs=Decimal("1e-24")
    )
