"""The target path: what could be expected by a date."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from indicators.progress.direction import Direction, Point, in_order


def expected(
    on: date, baseline: Point | None, targets: Sequence[Point], direction: Direction
) -> Decimal | None:
    """What the value should be on a date for the targets to be kept, in the indicator's unit.

    The target of that very date if there is one; else the straight line, by days, between the
    neighbouring points of baseline and targets; after the last target, that target's value. For
    `maintain` there is no line: the next target's value is owed from the start.

    None when there are no targets, and before the first point, where no line begins yet (before
    the first target, when there is no baseline). A target on the baseline's date takes its place.
    ValueError when two targets share a date: the caller picks the decision in force.

    Poverty from 12.2 % (2021-12-31) to 3.2 % (2025-12-31): on 2023-12-31, 730 of 1,461 days later,
    12.2 − 9 × 730 / 1461 = 7.703 %.
    """
    path = in_order(targets)
    if not path:
        return None
    if on >= path[-1].on:
        return path[-1].value
    if direction == Direction.MAINTAIN:
        return next(target.value for target in path if target.on >= on)
    return _on_line(on, _with_baseline(baseline, path))


def _with_baseline(baseline: Point | None, targets: list[Point]) -> list[Point]:
    if baseline is None or any(target.on == baseline.on for target in targets):
        return targets
    return in_order([baseline, *targets])


def _on_line(on: date, path: list[Point]) -> Decimal | None:
    for point in path:
        if point.on == on:
            return point.value
    for before, after in pairwise(path):
        if before.on < on < after.on:
            return _between(before, after, on)
    return None


def _between(before: Point, after: Point, on: date) -> Decimal:
    # Multiplied first, divided last: a line that passes through a round value gives it exactly.
    rise = (after.value - before.value) * (on - before.on).days
    return before.value + rise / (after.on - before.on).days
