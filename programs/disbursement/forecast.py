"""What will have been disbursed when the year closes: two ways to tell, and the range they span."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from indicators.progress import Direction, Point, expected, months_between
from programs.disbursement.pace import from_start, pace_recent


@dataclass(frozen=True)
class PastYear:
    """The cumulative points of an earlier budget year, in million VND, up to its closing."""

    year: int
    points: tuple[Point, ...]


@dataclass(frozen=True)
class YearShare:
    """How much of an earlier year's amount at its end was disbursed by the same day of it."""

    year: int
    by_then: Decimal
    final: Decimal

    @property
    def percent(self) -> Decimal:
        return self.by_then * 100 / self.final


@dataclass(frozen=True)
class Forecast:
    """Amounts in million VND at the end of `until`. `by_pace` carries on `pace` per month from
    `last`, `by_past` divides by the share that the `shares` of earlier years had. Either is None
    where it cannot be told; neither is cut. `low` and `high` are the lower and the higher of those
    there are, cut at the usable capital where that is known: more cannot be spent.
    """

    last: Point
    until: date
    usable: Decimal | None
    pace: Decimal | None
    by_pace: Decimal | None
    shares: tuple[YearShare, ...]
    by_past: Decimal | None

    @property
    def low(self) -> Decimal | None:
        return min(self._possible(), default=None)

    @property
    def high(self) -> Decimal | None:
        return max(self._possible(), default=None)

    def _possible(self) -> list[Decimal]:
        told = [amount for amount in (self.by_pace, self.by_past) if amount is not None]
        if self.usable is None:
            return told
        return [min(amount, self.usable) for amount in told]


def forecast(
    points: Sequence[Point],
    *,
    year: int,
    until: date,
    usable: Decimal | None = None,
    past: Sequence[PastYear] = (),
) -> Forecast | None:
    """Two forecasts of a year's final amount from its cumulative points so far.

    By pace: last amount + pace of the last three months × the months left; a pace below 0, which a
    correction makes, counts as 0. By earlier years: last amount ÷ (Σ what earlier years had
    disbursed by the same day ÷ Σ what they had by the day that `until` is in theirs). None without
    a point in the year, and when the series has come to `until`. ValueError when two points share
    a date.

    349.8 tỷ by 2025-08-31 after 217.5 by 31 May are 44.1 a month: 349.8 + 44.1 × 4 = 526.2 tỷ by
    31 December. An earlier year with 300 of its final 750 by 31 August, 40 %: 349.8 / 0.4 =
    874.5 tỷ. So 526.2–874.5 tỷ. (The figures of May and of the earlier year are made up.)
    """
    path = from_start(points, year)
    last = path[-1]
    if len(path) == 1 or last.on >= until:
        return None
    pace = pace_recent(points, year=year)
    shares = tuple(
        share
        for one in past
        if (share := year_share(one, year=year, on=last.on, until=until)) is not None
    )
    return Forecast(
        last=last,
        until=until,
        usable=usable,
        pace=pace,
        by_pace=_carried_on(last, pace, until),
        shares=shares,
        by_past=_scaled(last.value, shares),
    )


def year_share(past: PastYear, *, year: int, on: date, until: date) -> YearShare | None:
    """What `past` had disbursed by the day that `on` is in `year`, beside its amount on the day
    that `until` is: what was disbursed in the January after a year is no part of its December.

    Between two of its points, and from the start of the year to the first, on the straight line by
    days. None where its series ends before 31 December (its end is not known) or its amount there
    is not above 0. The last of February is held against the last of February.
    """
    path = from_start(past.points, past.year)
    if path[-1].on < date(past.year, 12, 31):
        return None
    by_then, final = (
        expected(years_earlier(day, year - past.year), None, path, Direction.RISE)
        for day in (on, until)
    )
    if by_then is None or final is None or final <= 0:
        return None
    return YearShare(past.year, by_then, final)


def years_earlier(on: date, years: int) -> date:
    """The same day so many years before; the last of February for the last of February."""
    if on.month == 2 and (on + timedelta(days=1)).month == 3:
        return date(on.year - years, 3, 1) - timedelta(days=1)
    return on.replace(year=on.year - years)


def _carried_on(last: Point, pace: Decimal | None, until: date) -> Decimal | None:
    if pace is None:
        return None
    return last.value + max(pace, Decimal(0)) * months_between(last.on, until)


def _scaled(amount: Decimal, shares: Sequence[YearShare]) -> Decimal | None:
    by_then = sum((share.by_then for share in shares), Decimal(0))
    if by_then <= 0:
        return None
    return amount * sum((share.final for share in shares), Decimal(0)) / by_then
