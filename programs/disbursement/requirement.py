"""How much must be disbursed by a day, as the office's own rows say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.progress import Direction, Point, expected


@dataclass(frozen=True)
class Requirement:
    """So many per cent of the year's usable capital by the end of this day."""

    on: date
    percent: Decimal


def requirement_at(rows: Sequence[Requirement], *, year: int, day: date) -> Decimal | None:
    """The per cent that must be disbursed by a day of the budget year, not rounded.

    The row of that very day if there is one; else the straight line, by days, between the
    neighbouring rows, beginning with 0 on 1 January. Nothing is required earlier; after the last
    row its percentage stands, also in January of the next year. None without rows, which are the
    office's to keep: no percentage is built in. ValueError when a row is earlier than the year,
    or two share a date.

    30 % by 30 June and 95 % by 31 December 2025: on 31 August, 62 of the 184 days between them,
    30 + 65 × 62 / 184 = 51.902… %.
    """
    start = date(year, 1, 1)
    for row in rows:
        if row.on < start:
            raise ValueError(f"a requirement of {row.percent} % by {row.on} for the year {year}")
    if not rows:
        return None
    if day < start:
        return Decimal(0)
    path = [Point(row.on, row.percent) for row in rows]
    return expected(day, Point(start, Decimal(0)), path, Direction.RISE)
