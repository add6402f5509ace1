"""Where the table of a sheet begins: its heading rows, their columns, the column-number row."""

import re
from dataclasses import dataclass, replace

from indicators.sheets.headers import (
    HeadingIndex,
    is_area_heading,
    is_code_heading,
    is_ignored_heading,
)
from indicators.sheets.spec import ColumnRole, FormSpec
from indicators.sheets.workbook import Sheet, column_letter

MAX_HEADER_ROWS = 4
_SEARCHED_ROWS = 60
_NUMBERED = re.compile(r"\(?\d{1,2}\)?(?:\s*=.*)?|\([\d\s+\-*/x:=().%]+\)|[A-ZĐ]", re.IGNORECASE)
_NUMBER_IN = re.compile(r"\(?(\d{1,2})\)?")


@dataclass(frozen=True)
class Column:
    """One column of the table; `key` only for measures, also while they are hidden."""

    index: int
    role: ColumnRole
    key: str | None
    path: tuple[str, ...]
    without_marks: bool = False

    @property
    def letter(self) -> str:
        """The column's letters in the sheet."""
        return column_letter(self.index)

    @property
    def heading(self) -> str:
        """The heading in words, levels joined by " - "."""
        return " - ".join(" ".join(level.split()) for level in self.path)


@dataclass(frozen=True)
class Layout:
    """The heading of one table."""

    first_row: int
    last_row: int
    number_row: int | None
    columns: tuple[Column, ...]

    def having(self, role: ColumnRole) -> tuple[Column, ...]:
        """The columns with that role, left to right."""
        return tuple(column for column in self.columns if column.role == role)

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
        return frozenset(column.key for column in self.columns if column.key)

    @property
    def label_columns(self) -> tuple[int, ...]:
        """The columns left of the figures, where a row says what it is."""
        first = min((column.index for column in self.measures), default=1)
        return tuple(column.index for column in self.columns if column.index < first)


def find_layout(sheet: Sheet, form: FormSpec) -> Layout | None:
    """Return the heading that matches most columns of `form`, or None when no column matches.

    Of equal ones the shortest and then the uppermost is taken.
    """
    index = HeadingIndex(form)
    best: Layout | None = None
    for depth in range(1, MAX_HEADER_ROWS + 1):
        for first in [row for row in sheet.rows if row <= _SEARCHED_ROWS]:
            layout = _layout(sheet, index, first, first + depth - 1)
            if _score(layout) > (_score(best) if best else (0, 0)):
                best = layout
    return _completed(sheet, best) if best else None


def _score(layout: Layout) -> tuple[int, int]:
    measures = len(layout.matched_keys)
    return (measures, len(layout.having("area"))) if measures else (0, 0)


def _layout(sheet: Sheet, index: HeadingIndex, first: int, last: int) -> Layout:
    columns = []
    group: tuple[str, ...] = ()
    for column in sheet.columns:
        path, group = _path(sheet, column, first, last, group)
        columns.append(_column(sheet, index, column, path))
    return Layout(first, last, None, tuple(columns))


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


def _column(sheet: Sheet, index: HeadingIndex, column: int, path: tuple[str, ...]) -> Column:
    match = index.match(path) if path else None
    key = match.key if match else None
    role: ColumnRole = "measure" if match else _plain_role(path)
    if column in sheet.hidden_columns:
        role = "hidden"
    return Column(column, role, key, path, match.without_marks if match else False)


def _plain_role(path: tuple[str, ...]) -> ColumnRole:
    if is_area_heading(path):
        return "area"
    if is_code_heading(path):
        return "code"
    return "ignored" if is_ignored_heading(path) else "unknown"


def _completed(sheet: Sheet, layout: Layout) -> Layout:
    rows = range(layout.first_row, layout.last_row + 1)
    merges = [merge for merge in sheet.merges if merge.first_row in rows or merge.last_row in rows]
    first = min([layout.first_row, *(merge.first_row for merge in merges)])
    last = max([layout.last_row, *(merge.last_row for merge in merges)])
    below = next((row for row in sheet.rows if row > last), None)
    number_row = below if below and is_number_row(sheet, below) else None
    return replace(layout, first_row=first, last_row=last, number_row=number_row)


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
