"""When a figure is unusual: by itself, beside last time, beside its own past."""

from decimal import Decimal

import pytest

from indicators.outliers import is_jump, is_outlier, score


@pytest.mark.parametrize(
    ("before", "value", "unit", "jumps"),
    [
        (45, 60, "count", True),  # a third more
        (45, 58, "count", False),
        (3, 5, "count", False),  # two households
        (0, 5, "count", True),
        (0, 4, "count", False),
        (100, 69, "count", True),
        (100, 70, "count", False),  # a third exactly is not more than a third
        (90, 84, "rate", True),
        (90, 86, "rate", False),
        (2, 8, "rate", True),
    ],
)
def test_jump_is_a_third_and_at_least_five(before: int, value: int, unit: str, jumps: bool) -> None:
    assert is_jump(Decimal(before), Decimal(value), unit) is jumps


def test_score_is_the_modified_z_score_of_the_last_change() -> None:
    past = [Decimal(n) for n in (100, 98, 97, 95, 93)]  # MAD of the changes: 0, held at 0.93

    assert round(score(past, Decimal(60)), 1) == Decimal("22.5")
    assert score(past, Decimal(91)) == 0


def test_spread_of_the_past_widens_what_is_usual() -> None:
    uneven = [Decimal(n) for n in (100, 90, 95, 80, 88, 70)]  # changes -10, 5, -15, 8, -18

    assert not is_outlier(uneven, Decimal(50))
    assert is_outlier([Decimal(n) for n in (100, 99, 98, 97, 96, 95)], Decimal(85))


def test_falling_steadily_is_not_unusual() -> None:
    past = [Decimal(n) for n in range(200, 100, -12)]

    assert not is_outlier(past, past[-1] - 12)


def test_short_past_says_nothing() -> None:
    assert score([Decimal(5)] * 4, Decimal(900)) is None
    assert not is_outlier([Decimal(5)] * 4, Decimal(900))


def test_difference_of_a_few_is_never_an_outlier() -> None:
    assert not is_outlier([Decimal(8)] * 8, Decimal(12))
