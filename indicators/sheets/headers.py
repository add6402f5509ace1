"""Matching the headings of a sheet's columns to the columns of a form.

A heading is compared as one line of words: its levels joined, without punctuation, case and
Unicode form ("Hộ nghèo - Số hộ", "HỘ NGHÈO" over "Số hộ"). Whatever does not match exactly one
column of the form in full is left unmatched; nothing is taken because it looks alike.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from indicators.sheets.likeness import closest
from indicators.sheets.money import without_unit
from indicators.sheets.spec import ColumnSpec, FormSpec, Guess, RowLevel
from lsdash.lib.quarters import PeriodCode, find_periods
from lsdash.lib.text import fold, strip_marks

_PARENTHESES = re.compile(r"\([^)]*\)")
_NOT_WORDS = re.compile(r"[^\w%]+|_+")
_UNTIL = re.compile(
    r"\s*\(?\b(?:tính )?đến (?:hết |cuối |ngày |thời điểm )*(?:quý|tháng|ngày|năm|\d).*"
)
_YEAR = re.compile(r"\bnăm (20\d\d)\b(?!\s*[-–]\s*(?:năm )?20\d\d)")
_LEVELS = re.compile(r"\s+[-–—]\s+|\n")
# A footnote's mark behind a heading: "Hộ nghèo (*)", "Hộ nghèo (1)".
# In parentheses, what makes another figure of a heading: "Tổng số hộ (kế hoạch)".
_OTHER_FIGURE = re.compile(
    r"\b(?:ke hoach|kh|muc tieu|chi tieu|(?:duoc )?giao|cung ky|(?:ky|quy|thang|nam) truoc|"
    r"dau (?:ky|nam)|du kien|so (?:voi|sanh)|tang|giam|chenh lech)\b"
)
_FOOTNOTE = re.compile(r"\s*(?:\(\s*[*\d]{1,2}\s*\)|\*+|[¹²³⁴⁵])\s*$")

_AREA = """
    xã, phường, thị trấn | tên xã, phường, thị trấn | xã, thị trấn | xã | tên xã | xã, phường |
    tên xã, thị trấn | đơn vị hành chính | tên đơn vị hành chính | đơn vị | tên đơn vị | địa bàn |
    địa phương | tên địa bàn | tên địa phương | huyện, thành phố | tên huyện, thành phố | huyện |
    tên huyện | các huyện, thành phố | đơn vị (xã, phường, thị trấn) | đơn vị (huyện, thành phố) |
    tên xã phường thị trấn | danh mục xã | xã/phường/thị trấn | huyện/thành phố | tên xã phường |
    danh sách xã | xã thị trấn phường | tên huyện thành phố | tên đơn vị xã | huyện thị thành phố
"""
_COMPONENT = """
    nội dung | dự án | tên dự án | dự án, tiểu dự án | tên dự án, tiểu dự án | dự án/tiểu dự án |
    danh mục | danh mục dự án | chương trình, dự án | nội dung, dự án | dự án thành phần |
    nội dung dự án | tên chương trình, dự án | nội dung/dự án | dự án/tda | dự án, tda |
    tên dự án thành phần | nội dung (dự án, tiểu dự án) | nguồn vốn, dự án | chương trình/dự án
"""
_CODE = "mã | mã xã | mã huyện | mã đơn vị | mã đvhc | mã đơn vị hành chính | mã số | mã địa bàn"
_COMPONENT_CODE = "mã | mã dự án | mã số | mã da | ký hiệu"
_IGNORED = """
    stt | tt | số tt | số thứ tự | thứ tự | khu vực | phân định khu vực | thuộc khu vực |
    xã khu vực | vùng | ghi chú | chú thích | lý do | giải trình | số hiệu | ghi chú khác
"""


@lru_cache(maxsize=8192)
def words(text: str) -> str:
    """Return a heading or label as bare lower-case words: "TỶ LỆ (%)" -> "tỷ lệ %"."""
    plain = _NOT_WORDS.sub(" ", fold(text)).replace("%", " % ")
    return " ".join(plain.split()).replace("tỉ lệ", "tỷ lệ").replace("luỹ kế", "lũy kế")


def _known(listing: str) -> frozenset[str]:
    return frozenset(strip_marks(words(name)) for name in listing.split("|"))


_PLACE_HEADINGS, _COMPONENT_HEADINGS = _known(_AREA), _known(_COMPONENT)
_CODE_HEADINGS, _COMPONENT_CODE_HEADINGS = _known(_CODE), _known(_COMPONENT_CODE)
_IGNORED_HEADINGS = _known(_IGNORED)
_NUMBER_HEADINGS = _known("stt | tt | số tt | số thứ tự | thứ tự")


def is_area_heading(path: tuple[str, ...], level: RowLevel = "commune") -> bool:
    """Whether the column holds the names of the rows' places or projects."""
    if level == "obstacle":
        return False
    return _bare(path) in (_COMPONENT_HEADINGS if level == "component" else _PLACE_HEADINGS)


def is_code_heading(path: tuple[str, ...], level: RowLevel = "commune") -> bool:
    """Whether the column holds the codes of the rows' places or projects."""
    if level == "obstacle":
        return False
    return _bare(path) in (_COMPONENT_CODE_HEADINGS if level == "component" else _CODE_HEADINGS)


def is_ignored_heading(path: tuple[str, ...]) -> bool:
    """Whether the column is known and holds no figures: row number, region class, notes."""
    return _bare(path) in _IGNORED_HEADINGS


def is_number_heading(path: tuple[str, ...]) -> bool:
    """Whether the column numbers the rows: "STT"."""
    return _bare(path) in _NUMBER_HEADINGS


@lru_cache(maxsize=8192)
def _bare(path: tuple[str, ...]) -> str:
    return strip_marks(words(_FOOTNOTE.sub("", " ".join(path))))


@dataclass(frozen=True)
class HeadingMatch:
    """The column that a heading means; `without_marks` if it was written without diacritics."""

    key: str
    without_marks: bool = False


class HeadingIndex:
    """The headings of one form in one period, for look-up."""

    def __init__(self, form: FormSpec, period: PeriodCode | None = None):
        self.level = form.row_level
        self._period = period
        self._names = {column.key: column.header.replace("|", " - ") for column in form.columns}
        self._spellings = _spellings(form.columns)
        self._exact = _unique(self._spellings)
        self._bare = _unique((strip_marks(name), key) for name, key in self._spellings)
        self._seen: dict[tuple[str, ...], HeadingMatch | None] = {}

    def match(self, path: tuple[str, ...]) -> HeadingMatch | None:
        """Return the column meant by the heading levels in `path`, top first, or None."""
        if path not in self._seen:
            self._seen[path] = self._match(path)
        return self._seen[path]

    def _match(self, path: tuple[str, ...]) -> HeadingMatch | None:
        for heading in _readings(path, self._period):
            for name in _forms_of(heading, self._period):
                if name in self._exact:
                    return HeadingMatch(self._exact[name])
                # Only a heading without any diacritics may match without: a wrong tone is a slip.
                if name == strip_marks(name) and name in self._bare:
                    return HeadingMatch(self._bare[name], without_marks=True)
        return None

    def guesses(self, path: tuple[str, ...]) -> tuple[Guess, ...]:
        """Return the columns with the most similar headings, best first: suggestions only."""
        return closest(words(" ".join(path)), self._spellings, self._names)


class LabelIndex(HeadingIndex):
    """The same names as they stand in the rows of a table with a row per indicator.

    There a group and its part run together: "Hộ nghèo|Số hộ" is "Số hộ nghèo".
    """

    def __init__(self, form: FormSpec, period: PeriodCode | None = None):
        super().__init__(form, period)
        joined = [pair for column in form.columns for pair in _run_together(column)]
        self._spellings = list(dict.fromkeys([*self._spellings, *joined]))
        self._exact = _unique(self._spellings)
        self._bare = _unique((strip_marks(name), key) for name, key in self._spellings)


def _readings(path: tuple[str, ...], period: PeriodCode | None) -> list[str]:
    """The heading as it stands, then without what may be added to it: the date, unit, footnote."""
    plain = " ".join(path)
    if period is None:
        return [plain]
    parts = [part for level in path for part in _LEVELS.split(level)]
    levels = [_FOOTNOTE.sub("", fold(part)) for part in parts]
    levels = [without_unit(_without_date(level, period)) for level in levels]
    return [plain, " ".join(levels)]


def _without_date(level: str, period: PeriodCode) -> str:
    """Drop the chosen period from a heading; another one stays and keeps it from matching."""
    until = _UNTIL.search(level)
    if until:
        named = find_periods(until.group())
        years = set(re.findall(r"20\d\d", until.group()))
        if all(period.is_named_by(found) for found in named) and years <= {str(period.year)}:
            level = level[: until.start()]
    return _YEAR.sub(lambda year: "năm" if int(year[1]) == period.year else year[0], level)


def _spellings(columns: Iterable[ColumnSpec]) -> list[tuple[str, str]]:
    return [
        (name, column.key)
        for column in columns
        for heading in (column.header, *column.aliases)
        for name in _forms_of(heading.replace("|", " "))
    ]


def _run_together(column: ColumnSpec) -> list[tuple[str, str]]:
    """ "Hộ nghèo|Số hộ" as "số hộ nghèo", "Hộ nghèo|Tỷ lệ (%)" as "tỷ lệ hộ nghèo"."""
    found = []
    for heading in (column.header, *column.aliases):
        group, _, part = heading.partition("|")
        for first in _forms_of(part) if part else ():
            for second in _forms_of(group):
                found.append((_overlapped(first, second), column.key))
                found.append((f"{first} {second}", column.key))
    return found


def _overlapped(first: str, second: str) -> str:
    ahead, behind = first.split(), second.split()
    for size in range(min(len(ahead), len(behind)), 0, -1):
        if ahead[-size:] == behind[:size]:
            return " ".join(ahead + behind[size:])
    return f"{first} {second}"


def _forms_of(heading: str, period: PeriodCode | None = None) -> tuple[str, ...]:
    """The heading in words, then without its parentheses where they only explain it."""
    full, short = words(heading), words(_PARENTHESES.sub(" ", heading))
    if short in ("", full) or (period and _names_other_figure(heading, period)):
        return (full,)
    return full, short


def _names_other_figure(heading: str, period: PeriodCode) -> bool:
    """Whether parentheses make it the heading of a plan, or of another time."""
    added = " ".join(_PARENTHESES.findall(heading))
    years = set(re.findall(r"\b20\d\d\b", added))
    others = [found for found in find_periods(added) if not period.is_named_by(found)]
    is_other_time = bool(years - {str(period.year)}) or any(p.kind != "year" for p in others)
    return is_other_time or bool(_OTHER_FIGURE.search(strip_marks(words(added))))


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    keys: dict[str, set[str]] = {}
    for name, key in pairs:
        keys.setdefault(name, set()).add(key)
    return {name: found.pop() for name, found in keys.items() if len(found) == 1}
