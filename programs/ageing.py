"""How old open obstacles are. Pure; the day is an argument."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# First day of each band, in days since the raising; the last has no end.
BANDS = (0, 31, 91, 181, 366)


@dataclass(frozen=True)
class Band:
    """Ages from `first` to `last` days (None: without end) and how many there are."""

    first: int
    last: int | None
    count: int

    @property
    def label(self) -> str:
        """“0–30 ngày”, “từ 366 ngày”."""
        return f"{self.first}–{self.last} ngày" if self.last else f"từ {self.first} ngày"


def age_days(raised_on: date, until: date) -> int:
    """Whole days since the raising; 0 on the day itself. Raises ValueError for a day before it."""
    days = (until - raised_on).days
    if days < 0:
        raise ValueError(f"{until} is before {raised_on}")
    return days


def ageing(raised: Iterable[date], today: date) -> tuple[Band, ...]:
    """The open ones counted by age, youngest band first; all bands, also empty ones.

    Example: raised on 2024-01-01 and 2024-06-01, seen on 2024-07-01: 182 and 30 days, so one in
    the first band (0–30) and one in the fourth (181–365).
    """
    ages = [age_days(day, today) for day in raised]
    ends = [*(first - 1 for first in BANDS[1:]), None]
    return tuple(
        Band(first, last, sum(first <= age and (last is None or age <= last) for age in ages))
        for first, last in zip(BANDS, ends, strict=True)
    )
