"""Tables with a row per indicator: what their columns are.

TT | Chỉ tiêu | ĐVT | Kế hoạch năm | Thực hiện kỳ | Lũy kế | % so KH | Ghi chú, for one area; or a
column per commune instead. Plans, comparisons and other periods are told apart and left out.
"""

import re
from dataclasses import replace
from functools import cache

from indicators.sheets.headers import is_ignored_heading, is_number_heading, words
from indicators.sheets.layout import Block, Judge, Layout, Role, completed, judged
from indicators.sheets.places import PlaceMatcher
from indicators.sheets.rows import is_total_label
from indicators.sheets.spec import ColumnRole
from indicators.sheets.workbook import Sheet
from lsdash.lib.quarters import PeriodCode, find_periods
from lsdash.lib.text import strip_marks

_INDICATOR = re.compile(
    r"(?:ten |cac |noi dung |danh muc |nhom |he thong )*"
    r"(?:chi tieu|tieu chi|noi dung|muc tieu)(?: chu yeu| bao cao| chi tieu)*"
)
_UNIT = re.compile(r"dvt|don vi tinh|don vi|don vi do")
_COMPARISON = re.compile(
    r"%.*|.*\b(?:ty le|so voi|so sanh|so kh|so ke hoach|dat|tang|giam|chenh lech|con lai)\b.*|.*%"
)
_PLAN = re.compile(
    r".*\b(?:ke hoach|kh|muc tieu|duoc giao|chi tieu giao|giao nam|dau ky|du kien)\b.*"
)
_EARLIER = re.compile(
    r".*\b(?:ky truoc|quy truoc|cung ky|nam truoc|thang truoc|ky bao cao truoc)\b.*"
)
_YEAR_TO_DATE = re.compile(
    r".*\b(?:luy ke|cong don)\b.*\b(?:tu dau nam|trong nam|ca nam|nam)\b.*"
    r"|.*\btu dau nam\b.*"
)
_CUMULATIVE = re.compile(r".*\b(?:luy ke|cong don|tu dau giai doan|tu dau nhiem ky)\b.*")
_PERIOD = re.compile(
    r".*\b(?:thuc hien|ket qua|ky bao cao|trong ky|trong quy|so lieu|gia tri|phat sinh|bao cao)\b.*"
)
_VALUES: tuple[ColumnRole, ...] = ("period", "cumulative", "place")


def find_crosswise(
    sheet: Sheet, blocks: list[Block], matcher: PlaceMatcher, period: PeriodCode
) -> Layout | None:
    """Return the heading of a table with a row per indicator, or None when there is none.

    A column that is about one place carries its code as `key`.
    """
    best: Layout | None = None
    judge = _judge(matcher, period)
    for block in blocks:
        layout = judged(sheet, block, judge)
        if _is_crosswise(layout) and _score(layout) > (_score(best) if best else (0, 0)):
            best = layout
    return replace(completed(sheet, best), direction="crosswise") if best else None


def _is_crosswise(layout: Layout) -> bool:
    return len(layout.having("indicator")) == 1 and bool(layout.having(*_VALUES))


def _score(layout: Layout) -> tuple[int, int]:
    known = [column for column in layout.columns if column.role not in ("unknown", "hidden")]
    return len(known), -(layout.last_row - layout.first_row)


def _judge(matcher: PlaceMatcher, period: PeriodCode) -> Judge:
    @cache
    def judge(path: tuple[str, ...]) -> Role:
        if not path:
            return "unknown", None, False
        place = next((found for level in path if (found := _place(level, matcher))), None)
        if place:
            others = tuple(level for level in path if not _place(level, matcher))
            role = _role(others, period) if others else "place"
            return ("place" if role == "unknown" else role), place, False
        if is_total_label(path[-1]) or matcher.is_reporting_area(path[-1]):
            return "total", None, False
        return _role(path, period), None, False

    return judge


def _place(level: str, matcher: PlaceMatcher) -> str | None:
    found = matcher.find(level)
    return found.code if found else None


def _role(path: tuple[str, ...], period: PeriodCode) -> ColumnRole:
    heading = strip_marks(words(" ".join(path)))
    if is_number_heading(path) or is_ignored_heading(path):
        return "ignored"
    for pattern, role in (
        (_UNIT, "unit"),
        (_INDICATOR, "indicator"),
        (_EARLIER, "earlier period"),
        (_COMPARISON, "comparison"),
    ):
        if pattern.fullmatch(heading):
            return role
    return _role_of_figures(heading, path, period)


def _role_of_figures(heading: str, path: tuple[str, ...], period: PeriodCode) -> ColumnRole:
    named = find_periods(" ".join(path))
    is_other = bool(named) and not any(period.is_named_by(found) for found in named)
    own_year = bool(named) and all(
        found.kind == "year" and found.year == period.year for found in named
    )
    is_done = bool(_PERIOD.fullmatch(heading)) and not re.search(r"\bke hoach\b|\bkh\b", heading)
    if _YEAR_TO_DATE.fullmatch(heading) and not re.search(r"giai doan|den nay", heading):
        return "year to date" if "tu dau nam" in heading else "cumulative"
    if _CUMULATIVE.fullmatch(heading):
        return "cumulative"
    if _PLAN.fullmatch(heading) and not is_done:
        return "plan"
    if is_other and not own_year:
        return "earlier period"
    if is_done or (named and not is_other):
        return "period"
    return "unknown"
