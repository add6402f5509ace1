"""Progress, per cent of plan, distance: how much of the way is done and how much is left."""

from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from indicators.progress import (
    Direction,
    distance,
    per_cent_of_plan,
    progress,
    reaches,
)

RISE, FALL, MAINTAIN = Direction.RISE, Direction.FALL, Direction.MAINTAIN
MIRROR = {RISE: FALL, FALL: RISE}

values = st.decimals(-1000, 1000, places=3)
counts = st.integers(0, 20_000)


def test_direction_is_the_text_that_is_stored():
    assert [direction.value for direction in Direction] == ["rise", "fall", "maintain"]
    assert progress(Decimal("12.2"), Decimal("3.2"), Decimal("7.7"), "fall") == progress(
        Decimal("12.2"), Decimal("3.2"), Decimal("7.7"), FALL
    )


@pytest.mark.parametrize(
    ("value", "target", "direction", "reached"),
    [
        ("99.99", "99.6", RISE, True),
        ("99.6", "99.6", RISE, True),
        ("99.59", "99.6", RISE, False),
        ("3.1", "3.2", FALL, True),
        ("3.2", "3.2", FALL, True),
        ("3.36", "3.2", FALL, False),
        ("99.7", "99.6", MAINTAIN, True),
        ("99.6", "99.6", MAINTAIN, True),
        ("99.5", "99.6", MAINTAIN, False),
    ],
)
def test_reaches_is_at_or_beyond_in_the_good_direction(value, target, direction, reached):
    assert reaches(Decimal(value), Decimal(target), direction) is reached


def test_progress_of_poverty_is_the_published_98_2_per_cent():
    done = progress(Decimal("12.2"), Decimal("3.2"), Decimal("3.36"), FALL)

    assert done == Decimal("8.84") / 9
    assert round(done * 100, 1) == Decimal("98.2")


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "direction", "done"),
    [
        ("96", "100", "99", RISE, "0.75"),
        ("96", "100", "100", RISE, "1"),
        ("96", "100", "96", RISE, "0"),
        ("96", "98", "100", RISE, "2"),  # beyond the target, not clamped
        ("96", "100", "95", RISE, "-0.25"),  # worse than at the start, not clamped
        ("12", "4", "6", FALL, "0.75"),
        ("12", "4", "4", FALL, "1"),
        ("12", "4", "12", FALL, "0"),
        ("12", "4", "2", FALL, "1.25"),
        ("12", "4", "14", FALL, "-0.25"),
        ("0", "47", "11.75", RISE, "0.25"),  # a start of zero is a start
        ("12", "0", "3", FALL, "0.75"),  # a target of zero is a target
        ("12", "4", "0", FALL, "1.5"),
    ],
)
def test_progress_is_the_share_of_the_way(baseline, target, actual, direction, done):
    assert progress(Decimal(baseline), Decimal(target), Decimal(actual), direction) == Decimal(done)


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "direction", "done"),
    [
        ("100", "100", "100", RISE, 1),
        ("100", "100", "100.5", RISE, 1),
        ("100", "100", "99.9", RISE, 0),
        ("3", "3", "3", FALL, 1),
        ("3", "3", "2.9", FALL, 1),
        ("3", "3", "3.1", FALL, 0),
        ("98", "99.6", "99.99", MAINTAIN, 1),
        ("98", "99.6", "99.6", MAINTAIN, 1),
        ("98", "99.6", "99", MAINTAIN, 0),
        ("0", "0", "0", RISE, 1),
        ("0", "0", "0", FALL, 1),
        ("99.9", "99.6", "99.99", RISE, 1),  # started beyond the target: nothing but to hold it
        ("99.9", "99.6", "99.5", RISE, 0),
        ("2", "3.2", "2.5", FALL, 1),
        ("2", "3.2", "3.5", FALL, 0),
    ],
)
def test_progress_with_no_way_to_go_is_met_or_not(baseline, target, actual, direction, done):
    assert progress(Decimal(baseline), Decimal(target), Decimal(actual), direction) == Decimal(done)


@given(st.sampled_from(Direction), st.lists(st.none() | values, min_size=3, max_size=3))
def test_progress_is_none_exactly_when_something_is_missing(direction, three):
    assert (progress(*three, direction) is None) is (None in three)


@given(values, values, values, st.sampled_from([RISE, FALL]))
@example(Decimal(5), Decimal(5), Decimal(5), RISE)
def test_progress_of_rise_and_fall_are_mirror_images(baseline, target, actual, direction):
    there = progress(baseline, target, actual, direction)
    mirrored = progress(-baseline, -target, -actual, MIRROR[direction])

    assert there == mirrored


@given(values, values, values, values, st.sampled_from(Direction))
def test_progress_of_a_better_value_is_never_less(baseline, target, one, other, direction):
    assume(reaches(other, one, direction))

    assert progress(baseline, target, other, direction) >= progress(
        baseline, target, one, direction
    )


@given(values, values, values, st.sampled_from([RISE, FALL]))
def test_progress_is_1_or_more_exactly_when_the_target_is_reached(
    baseline, target, actual, direction
):
    done = progress(baseline, target, actual, direction)

    assert (done >= 1) is reaches(actual, target, direction)


@pytest.mark.parametrize(
    ("actual", "target", "direction", "share"),
    [
        ("81", "100", RISE, "0.81"),
        ("11", "47", RISE, Decimal(11) / 47),
        ("110", "100", RISE, "1.1"),
        ("0", "100", RISE, "0"),
        ("99.99", "99.6", MAINTAIN, Decimal("99.99") / Decimal("99.6")),
        ("4", "3.2", FALL, "0.8"),
        ("2.5", "3", FALL, "1.2"),
        ("0", "3.2", FALL, "1"),
        ("0", "0", FALL, "1"),
        ("3", "0", FALL, "0"),
    ],
)
def test_per_cent_of_plan_is_a_ratio(actual, target, direction, share):
    assert per_cent_of_plan(Decimal(actual), Decimal(target), direction) == Decimal(share)


@pytest.mark.parametrize(
    ("actual", "target", "direction"),
    [
        (None, "100", RISE),
        ("81", None, RISE),
        (None, "3.2", FALL),
        ("0", None, FALL),
        ("81", "0", RISE),
        ("0", "0", RISE),
        ("81", "0", MAINTAIN),
        ("1", "-2", RISE),
        ("-1", "3", FALL),
        ("-2.9", "-3", FALL),
    ],
)
def test_per_cent_of_plan_is_none_where_it_means_nothing(actual, target, direction):
    plan = per_cent_of_plan(actual and Decimal(actual), target and Decimal(target), direction)

    assert plan is None


@given(st.decimals(0, 1000, places=3), st.decimals("0.001", 1000, places=3))
def test_per_cent_of_plan_of_1_or_more_means_reached(actual, target):
    for direction in (RISE, FALL):
        share = per_cent_of_plan(actual, target, direction)
        assert (share >= 1) is reaches(actual, target, direction)


@pytest.mark.parametrize(
    ("actual", "target", "direction", "left"),
    [
        ("96.1", "100", RISE, "3.9"),
        ("99.99", "99.6", RISE, "0"),
        ("3.36", "3.2", FALL, "0.16"),
        ("3.1", "3.2", FALL, "0"),
        ("99", "99.6", MAINTAIN, "0.6"),
        ("100", "99.6", MAINTAIN, "0"),
    ],
)
def test_distance_is_what_is_left_and_never_negative(actual, target, direction, left):
    assert distance(Decimal(actual), Decimal(target), direction) == Decimal(left)


def test_distance_of_something_missing_is_none():
    assert distance(None, Decimal(100), RISE) is None
    assert distance(Decimal(81), None, RISE) is None


@given(values, values, st.sampled_from([RISE, FALL]))
def test_distance_of_rise_and_fall_are_mirror_images(actual, target, direction):
    assert distance(actual, target, direction) == distance(-actual, -target, MIRROR[direction])
