"""The outlook: where the value will stand on the target's date if it goes on as it did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
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
        projected=Point(target.on, _carried_on(recent, middle, target.on)),
        low=_carried_on(recent, lower, target.on),
        high=_carried_on(recent, upper, target.on),
        pace_needed=needed,
        pace_held=pace_held(ordered),
    )


@dataclass(frozen=True)
class Spread:
    """Where the trend leads by a day, in the indicator's unit: low ≤ middle ≤ high."""

    on: date
    low: Decimal
    middle: Decimal
    high: Decimal


def band(points: Sequence[Point], target: Point) -> tuple[Spread, ...]:
    """The outlook drawn: from the last point on, at each end of a calendar quarter, and on the
    target's date, where it is the outlook's low, projected and high.

    Three straight lines with the slopes of the outlook (quartiles and median of the pairwise
    slopes), each through the median of what is left; on one day the lowest and the highest of them
    are the ends. Empty where there is no outlook. Nothing is clamped.

    Points 96, 96.5, 97, 97.5 at the four quarter ends of 2024 all have one slope, 2 a year: by
    2025-12-31 low, middle and high are 99.5.
    """
    ordered = in_order(points)
    if outlook(ordered, target) is None:
        return ()
    recent = ordered[-LAST_POINTS:]
    slopes = _quartiles(recent)
    days = [ordered[-1].on, *_quarter_ends(ordered[-1].on, target.on), target.on]
    return tuple(_spread(recent, slopes, day) for day in days)


def _spread(points: Sequence[Point], slopes: Sequence[Decimal], day: date) -> Spread:
    low, middle, high = sorted(_carried_on(points, slope, day) for slope in slopes)
    return Spread(day, low, middle, high)


def _quarter_ends(after: date, before: date) -> list[date]:
    firsts = (
        date(year, month, 1)
        for year in range(after.year, before.year + 2)
        for month in (1, 4, 7, 10)
    )
    ends = (first - timedelta(days=1) for first in firsts)
    return [day for day in ends if after < day < before]


def _quartiles(points: Sequence[Point]) -> list[Decimal]:
    slopes = [
        (later.value - earlier.value) / years_between(earlier.on, later.on)
        for earlier, later in combinations(points, 2)
    ]
    return quantiles(slopes, n=4, method="inclusive")


def _carried_on(points: Sequence[Point], slope: Decimal, day: date) -> Decimal:
    """Each point moved to the day along the slope; their median.

    The same as slope × time + the median intercept, without a choice of origin.
    """
    return median(point.value + slope * years_between(point.on, day) for point in points)
