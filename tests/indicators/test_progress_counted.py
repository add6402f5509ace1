"""What is left in what people count: the fewest whole units that reach the target."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.progress import Direction, reaches, remaining

RISE, FALL, MAINTAIN = Direction.RISE, Direction.FALL, Direction.MAINTAIN

counts = st.integers(0, 20_000)


def left(numerator, denominator, target, direction, *, factor=100, strict=False):
    def number(value):
        return None if value is None else Decimal(value)

    return remaining(
        numerator=number(numerator),
        denominator=number(denominator),
        target=number(target),
        factor=Decimal(factor),
        direction=direction,
        strict=strict,
    )


@pytest.mark.parametrize(
    ("numerator", "denominator", "target", "direction", "units"),
    [
        (174, 181, "100", RISE, 7),
        (181, 181, "100", RISE, 0),
        (180, 181, "99.6", RISE, 1),  # 180.276 communes: a part of a commune is a commune
        (181, 181, "99.6", RISE, 0),
        (179, 181, "99.6", MAINTAIN, 2),
        (0, 181, "100", RISE, 181),
        (0, 181, "0", RISE, 0),
        (6912, 205_714, "3.2", FALL, 330),  # 3.2 % allows 6,582.8 households, so 6,582
        (6582, 205_714, "3.2", FALL, 0),
        (6583, 205_714, "3.2", FALL, 1),
        (32, 1000, "3.2", FALL, 0),
        (33, 1000, "0", FALL, 33),
    ],
)
def test_remaining_counts_whole_units(numerator, denominator, target, direction, units):
    found = left(numerator, denominator, target, direction)

    assert found == units
    assert isinstance(found, int)


def test_remaining_of_a_plain_count_needs_no_denominator():
    assert left(11, None, "47", RISE, factor=1) == 36
    assert left(47, None, "47", RISE, factor=1) == 0


def test_remaining_uses_the_indicators_factor():
    assert left(3, 4, "0.9", RISE, factor=1) == 1
    assert left(12, 4000, "2", FALL, factor=1000) == 4


@pytest.mark.parametrize(
    ("numerator", "target", "direction", "units"),
    [
        (98, "98", RISE, 1),  # “trên 98 %” is not reached by 98 %
        (99, "98", RISE, 0),
        (97, "97.5", RISE, 1),
        (3, "3", FALL, 1),
        (2, "3", FALL, 0),
    ],
)
def test_remaining_to_a_target_that_must_be_passed(numerator, target, direction, units):
    assert left(numerator, 100, target, direction, strict=True) == units


@pytest.mark.parametrize(
    ("numerator", "denominator", "target"),
    [
        (None, 181, "100"),
        (174, 181, None),
        (0, 0, "100"),
        ("56.34", None, "60"),  # an amount is not counted
        (1, "2.5", "100"),
    ],
)
def test_remaining_is_none_where_it_cannot_be_said(numerator, denominator, target):
    assert left(numerator, denominator, target, RISE) is None
    assert left(numerator, denominator, target, FALL) is None


def test_remaining_is_none_where_no_number_of_units_is_enough():
    assert left(5, 100, "-1", FALL) is None
    assert left(5, 100, "0", FALL, strict=True) is None


def test_remaining_does_not_round_a_third_up():
    # One third of three in decimals is 0.999…, which would cost a fourth unit or spare one.
    assert left(0, 3, "1", RISE, factor=3) == 1
    assert left(1, 3, "1", RISE, factor=3) == 0


@given(counts, st.integers(1, 20_000), st.decimals(0, 100, places=2))
def test_remaining_is_the_fewest_that_reach_it(numerator, denominator, target):
    assume(numerator <= denominator)
    for direction, step in ((RISE, 1), (FALL, -1)):
        units = left(numerator, denominator, target, direction)

        def is_reached(changed, direction=direction, step=step):
            # Cross-multiplied: nothing is divided, so nothing is rounded.
            return reaches(
                Decimal(numerator + step * changed) * 100, target * denominator, direction
            )

        assert is_reached(units)
        assert units == 0 or not is_reached(units - 1)
