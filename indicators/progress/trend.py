"""The outlook: where the value will stand on the target's date if it goes on as it did."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from statistics import median, quantiles

from indicators.progress.direction import Point, in_order
from indicators.progress.pace import pace_held, pace_needed, years_between

MINIMUM_POINTS = 4
LAST_POINTS = 8


@dataclass(frozen=True)
class Outlook:
    """All values in the indicator's unit, slopes and paces per year and signed (a fall < 0)."""

    slope_per_year: Decimal
    projected: Point
    low: Decimal
    high: Decimal
    pace_needed: Decimal
    pace_held: Decimal | None


def outlook(points: Sequence[Point], target: Point) -> Outlook | None:
    """The Theil–Sen trend of the last eight points, carried on to the target's date.

    The slope is the median of the slopes between all pairs of points, the line lies at the median
    of what is left, so that one odd quarter moves neither. `low` and `high` do the same with the
    lower and upper quartile (inclusive method) of the pairwise slopes: a range of plausible paces,
    not a confidence interval; low ≤ projected ≤ high. Nothing is clamped: a projection can lie
    beyond 100 % or below 0 and is the reader's to cut.

    None under four points (two or three give a line through anything), and when the series has
    come to the target's date. ValueError when two points share a date.

    Source: P. K. Sen, "Estimates of the regression coefficient based on Kendall's tau" (1968).
    2.2 points a year up to 98.3 % at the end of 2024 gives 100.5 % at the end of 2025.
    """
    ordered = in_order(points)
    if len(ordered) < MINIMUM_POINTS:
        return None
    last = ordered[-1]
    needed = pace_needed(last.value, last.on, target)
    if needed is None:
        return None
    recent = ordered[-LAST_POINTS:]
    lower, middle, upper = _quartiles(recent)
    return Outlook(
        slope_per_year=middle,
        projected=Point(target.on, _carried_on(recent, middle, target)),
        low=_carried_on(recent, lower, target),
        high=_carried_on(recent, upper, target),
        pace_needed=needed,
        pace_held=pace_held(ordered),
    )


def _quartiles(points: Sequence[Point]) -> list[Decimal]:
    slopes = [
        (later.value - earlier.value) / years_between(earlier.on, later.on)
        for earlier, later in combinations(points, 2)
    ]
    return quantiles(slopes, n=4, method="inclusive")


def _carried_on(points: Sequence[Point], slope: Decimal, target: Point) -> Decimal:
    """Each point moved to the target's date along the slope; their median.

    The same as slope × time + the median intercept, without a choice of origin.
    """
    return median(point.value + slope * years_between(point.on, target.on) for point in points)
