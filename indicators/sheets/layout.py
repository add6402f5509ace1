"""Where the table of a sheet begins: its heading rows, their columns, the column-number row."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, cached_property

from indicators.sheets.headers import (
    HeadingIndex,
    is_area_heading,
    is_code_heading,
    is_ignored_heading,
    words,
)
from indicators.sheets.scales import thousands_of
from indicators.sheets.spec import ColumnRole, Direction
from indicators.sheets.teaching import Lessons, fingerprint
from indicators.sheets.workbook import Sheet, column_letter

MAX_HEADER_ROWS = 4
_SEARCHED_ROWS = 60
_UNIT_LIST = """
    hộ | hộ gia đình | xã | xã phường thị trấn | huyện | thôn | người | khẩu | công trình | phòng |
    cái | x | % | đồng | nghìn đồng | triệu đồng | tỷ đồng
"""
_UNITS = frozenset(unit.strip() for unit in _UNIT_LIST.split("|"))
_UNIT_LABELS = frozenset({"đvt", "đơn vị tính", "đơn vị"})
_NUMBERED = re.compile(r"\(?\d{1,2}\)?(?:\s*=.*)?|\([\d\s+\-*/x:=().%]+\)|[A-ZĐ]", re.IGNORECASE)
_NUMBER_IN = re.compile(r"\(?(\d{1,2})\)?")

Role = tuple[ColumnRole, str | None, bool]
# What the heading levels of one column make of it: role, key, and whether matched without marks.
Judge = Callable[[tuple[str, ...]], Role]


@dataclass(frozen=True)
class Column:
    """One column of the table; `key` for measures (also while hidden) and for a place's column;
    `unit` is what a row of units below the headings says."""

    index: int
    role: ColumnRole
    key: str | None
    path: tuple[str, ...]
    without_marks: bool = False
    unit: str = ""

    @property
    def letter(self) -> str:
        """The column's letters in the sheet."""
        return column_letter(self.index)

    @property
    def heading(self) -> str:
        """The heading in words, levels joined by " - "."""
        return " - ".join(" ".join(level.split()) for level in self.path)

    @property
    def text(self) -> str:
        """The folded heading, by which an answer about the column is remembered."""
        return words(" ".join(self.path))


@dataclass(frozen=True)
class Layout:
    """The heading of one table."""

    first_row: int
    last_row: int
    number_row: int | None
    columns: tuple[Column, ...]
    direction: Direction = "upright"

    def having(self, *roles: ColumnRole) -> tuple[Column, ...]:
        """The columns with one of those roles, left to right."""
        return tuple(column for column in self.columns if column.role in roles)

    @property
    def measures(self) -> tuple[Column, ...]:
        """The visible columns that hold figures of the form."""
        return self.having("measure")

    @property
    def first_data_row(self) -> int:
        """The row below the heading and the column numbers."""
        return (self.number_row or self.last_row) + 1

    @property
    def matched_keys(self) -> frozenset[str]:
        """The keys of the form found in the heading, hidden columns included."""
        return frozenset(
            column.key for column in self.columns if column.key and column.role != "place"
        )

    @property
    def label_columns(self) -> tuple[int, ...]:
        """The columns left of the figures, where a row says what it is."""
        first = min((column.index for column in self.measures), default=1)
        return tuple(column.index for column in self.columns if column.index < first)

    @cached_property
    def fingerprint(self) -> str:
        """The same for every sheet with these headings in this order."""
        return fingerprint(self.direction, [column.text for column in self.columns])

    def heading_cell(self, column: Column) -> str:
        """The cell of the column's lowest heading."""
        return f"{column.letter}{self.last_row}"


@dataclass(frozen=True)
class Block:
    """One to four rows that may be a heading, with the heading levels over every column."""

    first_row: int
    last_row: int
    paths: tuple[tuple[int, tuple[str, ...]], ...]


def find_layout(
    sheet: Sheet, blocks: list[Block], index: HeadingIndex, lessons: Lessons | None = None
) -> Layout | None:
    """Return the heading that matches most columns of a form, or None when no column matches.

    `blocks` are the sheet's `heading_blocks`. Of equal ones the shortest and then the uppermost
    is taken.
    """
    judge = judge_of(index, lessons)
    best: Layout | None = None
    for block in blocks:
        layout = judged(sheet, block, judge)
        if _score(layout) > (_score(best) if best else (0, 0)):
            best = layout
    return completed(sheet, _confirmed(best, index, lessons)) if best else None


def heading_blocks(sheet: Sheet) -> list[Block]:
    """Return every block of one to four rows of words near the top of a sheet, shortest first."""
    searched = [row for row in sheet.rows if row <= _SEARCHED_ROWS]
    figures = {row for row in searched if _holds_figures(sheet, row)}
    return [
        _block(sheet, first, first + depth - 1)
        for depth in range(1, MAX_HEADER_ROWS + 1)
        for first in searched
        if figures.isdisjoint(range(first, first + depth))
    ]


def _holds_figures(sheet: Sheet, row: int) -> bool:
    """Whether there are more figures than words in a row, so that it can be no heading."""
    cells = sheet.row_cells(row)
    figures = sum(not any(sign.isalpha() for sign in cell.text) for cell in cells)
    return figures * 2 > len(cells)


def _block(sheet: Sheet, first: int, last: int) -> Block:
    paths = []
    group: tuple[str, ...] = ()
    for column in sheet.columns:
        path, group = _path(sheet, column, first, last, group)
        paths.append((column, path))
    return Block(first, last, tuple(paths))


def judged(sheet: Sheet, block: Block, judge: Judge) -> Layout:
    """Return a block read as the heading of a table."""
    columns = []
    for index, path in block.paths:
        role, key, without_marks = judge(path)
        role = "hidden" if index in sheet.hidden_columns else role
        columns.append(Column(index, role, key, path, without_marks))
    return Layout(block.first_row, block.last_row, None, tuple(columns))


def _score(layout: Layout) -> tuple[int, int]:
    measures = len(layout.matched_keys)
    return (measures, len(layout.having("area"))) if measures else (0, 0)


def judge_of(
    index: HeadingIndex, lessons: Lessons | None = None, layout: str | None = None
) -> Judge:
    """Return what tells a heading's meaning: what a person said of it before, else its words."""

    @cache
    def judge(path: tuple[str, ...]) -> Role:
        lesson = lessons.column(words(" ".join(path)), layout) if lessons and path else None
        if lesson:
            return ("measure" if lesson.means else "ignored"), lesson.means, False
        match = index.match(path) if path else None
        if match:
            return "measure", match.key, match.without_marks
        if is_area_heading(path, index.level):
            return "area", None, False
        if is_code_heading(path, index.level):
            return "code", None, False
        return ("ignored" if is_ignored_heading(path) else "unknown"), None, False

    return judge


def _confirmed(layout: Layout, index: HeadingIndex, lessons: Lessons | None) -> Layout:
    """Take back what a person said of another layout, now that this one is known."""
    if not lessons:
        return layout
    judge = judge_of(index, lessons, layout.fingerprint)
    return replace(layout, columns=tuple(_judged_again(column, judge) for column in layout.columns))


def _judged_again(column: Column, judge: Judge) -> Column:
    role, key, without_marks = judge(column.path)
    role = "hidden" if column.role == "hidden" else role
    return replace(column, role=role, key=key, without_marks=without_marks)


def _path(
    sheet: Sheet, column: int, first: int, last: int, group: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The heading levels over a column, and the upper levels that blank neighbours inherit."""
    levels = _levels(sheet, column, first, last)
    bottom_only = bool(levels) and all(not text for text in levels[:-1])
    upper = tuple(dict.fromkeys(text for text in levels[:-1] if text)) if levels[-1] else ()
    if last > first and bottom_only and levels[-1] and group:
        return (*group, levels[-1]), group
    return tuple(dict.fromkeys(text for text in levels if text)), upper


def _levels(sheet: Sheet, column: int, first: int, last: int) -> list[str]:
    seen, levels = set(), []
    for row in range(first, last + 1):
        merge = sheet.merge_at(row, column)
        repeated = merge is not None and merge in seen
        seen.add(merge)
        levels.append("" if repeated else sheet.text_at(row, column))
    return levels


def completed(sheet: Sheet, layout: Layout) -> Layout:
    """Return the layout with all rows of its merged headings and its column-number row."""
    rows = range(layout.first_row, layout.last_row + 1)
    merges = [merge for merge in sheet.merges if merge.first_row in rows or merge.last_row in rows]
    first = min([layout.first_row, *(merge.first_row for merge in merges)])
    last = max([layout.last_row, *(merge.last_row for merge in merges)])
    below = next((row for row in sheet.rows if row > last), None)
    columns = layout.columns
    if below and _is_unit_row(sheet, below):
        columns = tuple(replace(c, unit=sheet.text_at(below, c.index)) for c in columns)
        last, below = below, next((row for row in sheet.rows if row > below), None)
    number_row = below if below and is_number_row(sheet, below) else None
    return replace(layout, first_row=first, last_row=last, number_row=number_row, columns=columns)


def _is_unit_row(sheet: Sheet, row: int) -> bool:
    """Whether the row only says in what each column is counted: hộ, %, xã …"""
    cells = sheet.row_cells(row)
    scaled = [cell.text for cell in cells if thousands_of(cell.text) is not None]
    texts = {words(cell.text.strip("() ")) for cell in cells if cell.text not in scaled}
    is_long = len(cells) >= 3 and texts - _UNIT_LABELS - {"x"}
    return texts <= _UNITS | _UNIT_LABELS and bool(scaled or is_long)


def is_number_row(sheet: Sheet, row: int) -> bool:
    """Whether the row only numbers the columns: A, B, (1), (2), (3)=(1)/(2) …

    The numbers must rise one by one from 1 over at least three columns, so that no row of
    figures is ever taken for one.
    """
    texts = [cell.text.strip() for cell in sheet.row_cells(row)]
    if not texts or not all(_NUMBERED.fullmatch(text) for text in texts):
        return False
    numbers = [int(found[1]) for text in texts if (found := _NUMBER_IN.match(text))]
    return len(numbers) >= 3 and numbers == list(range(1, len(numbers) + 1))
