"""Change per year: what there was, and what it takes from here."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from indicators.progress.direction import Point, in_order

# A quarter's end moved by half a quarter is no longer the same season.
YEAR_TOLERANCE_DAYS = 45


def years_between(start: date, end: date) -> Decimal:
    """Calendar time in years: each month a twelfth, a day its share of the month.

    A day and its anniversary are exactly 1 apart, leap year or not, and calendar quarters ¼, so a
    change over one year is not altered by being expressed per year. 2023-12-31 to 2025-06-30: 1.5.
    """
    return months_between(start, end) / 12


def months_between(start: date, end: date) -> Decimal:
    """The same in months: between the last days of two months a whole number.

    2025-08-31 to 2025-12-31: 4.
    """
    return _months(end) - _months(start)


def _months(on: date) -> Decimal:
    days_in_month = monthrange(on.year, on.month)[1]
    return on.year * 12 + on.month - 1 + Decimal(on.day) / days_in_month


def change_points(current: Decimal | None, year_before: Decimal | None) -> Decimal | None:
    """A(year) − A(year − 1), in percentage points for a %; negative is a fall. None when missing.

    Paved commune roads, 98.3 % (2024) after 96.1 % (2023): +2.2 points.
    """
    if current is None or year_before is None:
        return None
    return current - year_before


def pace_needed(actual: Decimal | None, on: date, target: Point) -> Decimal | None:
    """The change per year, from the value on this date, that would just reach the target.

    In the indicator's unit per year, signed: negative is a fall. None without a value, and on or
    after the target's date, when no time is left.

    Roads at 96.1 % at the end of 2023, 100 % by the end of 2025: 3.9 / 2 = 1.95 points a year.
    """
    if actual is None or on >= target.on:
        return None
    return (target.value - actual) / years_between(on, target.on)


def pace_held(points: Sequence[Point]) -> Decimal | None:
    """The change over the last year of the series, in the indicator's unit per year, signed.

    Between the last point and the one nearest to a year before it (of two equally near, the
    earlier); scaled to a year. None when no point lies within 45 days of that day. ValueError when
    two points share a date.

    Roads at 96.1 % (end 2023) and 98.3 % (end 2024): +2.2 points a year.
    """
    ordered = in_order(points)
    if not ordered:
        return None
    last = ordered[-1]
    wanted = _year_before(last.on)
    nearest = min(ordered, key=lambda point: abs((point.on - wanted).days))
    if abs((nearest.on - wanted).days) > YEAR_TOLERANCE_DAYS:
        return None
    return (last.value - nearest.value) / years_between(nearest.on, last.on)


def _year_before(on: date) -> date:
    is_leap_day = (on.month, on.day) == (2, 29)
    return on.replace(year=on.year - 1, day=28 if is_leap_day else on.day)
