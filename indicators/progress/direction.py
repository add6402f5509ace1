"""Which way is better, and what that makes of two values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise


class Direction(StrEnum):
    """Which way an indicator is meant to go.

    `MAINTAIN` keeps a floor: at least the target (electricity for 99.6 % of households). A ceiling
    to be kept is `FALL` with a target equal to the baseline.
    """

    RISE = "rise"
    FALL = "fall"
    MAINTAIN = "maintain"


@dataclass(frozen=True)
class Point:
    """A value on a date, in the indicator's unit."""

    on: date
    value: Decimal


def gain(start: Decimal, end: Decimal, direction: Direction) -> Decimal:
    """How much better `end` is than `start`: positive means better, whichever way that is.

    Poverty (fall) from 12.2 to 3.36 is a gain of 8.84; paved roads (rise) from 96.1 to 98.3 of 2.2.
    """
    return start - end if direction == Direction.FALL else end - start


def reaches(value: Decimal, target: Decimal, direction: Direction) -> bool:
    """Whether the value is at the target or beyond it: 99.99 ≥ 99.6 (rise), 3.1 ≤ 3.2 (fall)."""
    return gain(target, value, direction) >= 0


def in_order(points: Iterable[Point]) -> list[Point]:
    """The points by date. ValueError when two share a date: the series would be ambiguous."""
    ordered = sorted(points, key=lambda point: point.on)
    for earlier, later in pairwise(ordered):
        if earlier.on == later.on:
            raise ValueError(f"two values on {later.on}: {earlier.value} and {later.value}")
    return ordered
