"""Money a month: what has been spent so far, and what it takes from here.

Points are cumulative amounts of one budget year in million VND, in any order; a year starts with
nothing disbursed at the end of 31 December before it. Months follow the calendar: from the end of
August to the end of December there are 4.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from indicators.progress import Point, months_between

RECENT_MONTHS = 3
# Figures come at odd dates; half a month off is still "three months ago".
TOLERANCE_MONTHS = Decimal("0.5")


def left_to_spend(usable: Decimal | None, disbursed: Decimal | None) -> Decimal | None:
    """Usable capital − disbursed, in their unit, never below 0. None when either is missing.

    1,746.6 tỷ usable in 2025 and 349.8 disbursed: 1,396.8 tỷ are left.
    """
    if usable is None or disbursed is None:
        return None
    return max(usable - disbursed, Decimal(0))


def pace_needed(
    usable: Decimal | None, disbursed: Decimal | None, *, on: date, until: date
) -> Decimal | None:
    """What must be disbursed a month from the end of `on` to spend all by the end of `until`, the
    year's last day or the day on which the budget year closes.

    In the unit of the amounts per month; 0 when nothing is left. None when an amount is missing,
    and on or after `until`, when no time is left.

    1,396.8 tỷ left on 2025-08-31: 349.2 tỷ a month to 31 December, 279.36 to the closing on
    31 January.
    """
    left = left_to_spend(usable, disbursed)
    if left is None or on >= until:
        return None
    return left / months_between(on, until)


def pace_held(points: Sequence[Point], *, year: int) -> Decimal | None:
    """What was disbursed a month from the start of the year to the last point.

    In the points' unit per month. None without a point inside the year or after it. ValueError
    when two points share a date.

    349.8 tỷ by 2025-08-31: 349.8 / 8 = 43.725 tỷ a month.
    """
    path = from_start(points, year)
    return _between(path[0], path[-1]) if len(path) > 1 else None


def pace_recent(
    points: Sequence[Point], *, year: int, months: int = RECENT_MONTHS
) -> Decimal | None:
    """What was disbursed a month over the last months of the series, three unless told otherwise.

    From the point nearest to that many months before the last one (of two equally near, the
    earlier; the start of the year counts as a point), divided by the months that really lie
    between. Negative where the cumulative amount fell. None when no point lies within half a month
    of that day. ValueError when two points share a date.

    217.5 tỷ by 31 May, 349.8 by 31 August: 132.3 / 3 = 44.1 tỷ a month.
    """
    path = from_start(points, year)
    last = path[-1]

    def distance(point: Point) -> Decimal:
        return abs(months_between(point.on, last.on) - months)

    nearest = min(path, key=distance)
    if nearest.on == last.on or distance(nearest) > TOLERANCE_MONTHS:
        return None
    return _between(nearest, last)


def from_start(points: Sequence[Point], year: int) -> list[Point]:
    """The year's points by date, led by its start with nothing disbursed; earlier ones are left
    out. ValueError when two share a date."""
    start = Point(date(year, 1, 1) - timedelta(days=1), Decimal(0))
    path = sorted(points, key=lambda point: point.on)
    for earlier, later in pairwise(path):
        if earlier.on == later.on:
            raise ValueError(f"two amounts on {later.on}: {earlier.value} and {later.value}")
    return [start, *(point for point in path if point.on > start.on)]


def _between(earlier: Point, later: Point) -> Decimal:
    return (later.value - earlier.value) / months_between(earlier.on, later.on)
