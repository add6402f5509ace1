"""Due dates as officers write them. The day always comes first; nothing is read the US way.

"31/12/2024" and "ngày 31 tháng 12 năm 2024" are days. "Quý III/2024", "tháng 9/2024" and "năm
2024" are taken for their last day, and said so. Anything else is refused.
"""

import calendar
import datetime
import re
from dataclasses import dataclass

from lsdash.lib.quarters import find_periods
from lsdash.lib.text import fold, strip_marks

EARLIEST_YEAR, LATEST_YEAR = 2015, 2045

_LEAD = re.compile(
    r"^(?:truoc|trong|het|den|den het|cham nhat|xong truoc|hoan thanh truoc|:|\s)+\b"
)
_DAY = re.compile(r"(?:ngay\s*)?(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4})")
_DAY_IN_WORDS = re.compile(
    r"(?:ngay\s*)?(\d{1,2})\s*thang\s*(\d{1,2})\s*(?:nam\s*|[/.-]\s*)(\d{4})"
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]0?0:00(?::00)?(?:\.0+)?)?")
_MONTH = re.compile(r"(?:thang\s*)?(\d{1,2})\s*(?:[/.-]|\s*nam\s*)\s*(\d{4})")
_YEAR = re.compile(r"(?:nam\s*)(20\d\d)")
_QUARTER = re.compile(r"(?:quy|q)\s*\.?\s*(?:iv|i{1,3}|[1-4])[\s/.,-]*(?:nam)?\s*20\d\d")
_MONTHS = re.compile(r"(?:6|9|12) thang(?: dau| cuoi)? nam 20\d\d")


class DateRefused(ValueError):
    """Text that names no day; its message says why, in Vietnamese."""


@dataclass(frozen=True)
class DueDate:
    """A day; `is_derived` if only its month, quarter or year was written."""

    day: datetime.date
    is_derived: bool = False


def read_date(text: str) -> DueDate:
    """Return the day that `text` names, or raise `DateRefused`."""
    plain = _LEAD.sub("", strip_marks(fold(text)).strip(" ."))
    for pattern, order in ((_DAY, (4, 3, 1)), (_DAY_IN_WORDS, (3, 2, 1)), (_ISO, (1, 2, 3))):
        found = pattern.fullmatch(plain)
        if found:
            return DueDate(_day(text, *(int(found[part]) for part in order)))
    return DueDate(_last_day(text, plain), is_derived=True)


def _day(text: str, year: int, month: int, day: int) -> datetime.date:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise DateRefused(f"ghi “{text.strip()}”, năm {year} không hợp lý")
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise DateRefused(f"ghi “{text.strip()}”, không có ngày {day} tháng {month}") from None


def _last_day(text: str, plain: str) -> datetime.date:
    if _QUARTER.fullmatch(plain) or _MONTHS.fullmatch(plain):
        periods = find_periods(text)
        if len(periods) == 1:
            closing = periods[0].closing_quarter
            return _month_end(text, closing.year, closing.number * 3)
    if found := _MONTH.fullmatch(plain):
        return _month_end(text, int(found[2]), int(found[1]))
    if found := _YEAR.fullmatch(plain):
        return _month_end(text, int(found[1]), 12)
    raise DateRefused(f"ghi “{text.strip()[:60]}” không phải là một ngày rõ ràng")


def _month_end(text: str, year: int, month: int) -> datetime.date:
    if not 1 <= month <= 12:
        raise DateRefused(f"ghi “{text.strip()}”, không có tháng {month}")
    return _day(text, year, month, calendar.monthrange(year, month)[1])
