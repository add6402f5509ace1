"""What each row below the headings is: a place's figures, a subtotal, a total, a note.

Nothing is dropped because of where it stands: a row with a place's name or with figures counts as
data wherever it is, and only what then has no place is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indicators.sheets.headers import words
from indicators.sheets.layout import Layout, is_number_row
from indicators.sheets.matches import RowMatch
from indicators.sheets.places import PlaceMatcher, has_unit_type
from indicators.sheets.spec import Reason
from indicators.sheets.teaching import Lessons
from indicators.sheets.values import is_figure
from indicators.sheets.workbook import Cell, Sheet
from lsdash.lib.text import strip_marks

_TOTAL = re.compile(
    r"(?:tong|tong cong|tong so|tong chung|tong hop)"
    r"(?: (?:cong|so|toan|ca|cac|huyen|tinh|thanh pho|von|[ivx]+|\d+)\b.*)?"
    r"|cong(?: (?:toan|chung|cac|don|tong|huyen|tinh)\b.*|(?: (?:[ivx]+|\d+))+)?"
    r"|toan (?:tinh|huyen|thanh pho|dia ban)\b.*"
)
_GROUP = re.compile(
    r"(?:(?:tong cong|tong so|tong|cong) )?"
    r"(?:khu vuc|kv|vung|nhom|cum|khoi(?! pho)|cac xa|xa khu vuc|xa vung|xa kv)\b.*"
)
_GROUP_MARK = re.compile(r"(?:[IVX]{1,5}|[A-H])[.)]?")
_RUNNING_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?")


def is_total_label(label: str) -> bool:
    """Whether a row or column so called holds the sum of the others: "TỔNG CỘNG", "Toàn huyện"."""
    return bool(_TOTAL.fullmatch(strip_marks(words(label))))


@dataclass(frozen=True)
class DataRow:
    """A row of figures with what it names; `label_cell` where the name stands."""

    number: int
    label: str
    match: RowMatch
    label_cell: str | None = None


@dataclass(frozen=True)
class TableRows:
    """The rows of one table by what they are."""

    data: tuple[DataRow, ...]
    hidden: tuple[int, ...]
    totals: tuple[int, ...]
    groups: tuple[int, ...]
    notes: tuple[int, ...]
    left_out: tuple[tuple[int, Reason], ...]


Sorted = tuple[DataRow | int, Reason | None]


def sort_rows(
    sheet: Sheet, layout: Layout, matcher: PlaceMatcher, lessons: Lessons | None = None
) -> TableRows:
    """Return every non-empty row below the headings, sorted by what it is."""
    return gather(list(RowSorter(sheet, layout, matcher, lessons).sort()))


def gather(sorted_rows: list[Sorted]) -> TableRows:
    """Return the rows by what they are; words between the data rows head a group."""
    data = tuple(found for found, _ in sorted_rows if isinstance(found, DataRow))
    by_reason = [(found, reason) for found, reason in sorted_rows if isinstance(found, int)]
    last = max((row.number for row in data), default=0)

    def rows_of(reason: str) -> tuple[int, ...]:
        return tuple(row for row, why in by_reason if why == reason)

    texts = rows_of("notes and signature")
    # Words between the data rows head a group, below them they are notes.
    headings = {row for row in texts if row < last}
    notes = tuple(row for row in texts if row > last)
    kept = tuple(pair for pair in by_reason if pair[0] not in headings and pair[1])
    return TableRows(
        data=data,
        hidden=rows_of("hidden row"),
        totals=rows_of("total row"),
        groups=rows_of("group subtotal"),
        notes=notes,
        left_out=(*kept, *((row, "group subtotal") for row in texts if row < last)),
    )


class RowSorter:
    """Tells the rows of a table with a row per place apart."""

    def __init__(self, sheet: Sheet, layout: Layout, matcher, lessons: Lessons | None = None):
        self._sheet = sheet
        self._layout = layout
        self._matcher = matcher
        self._lessons = lessons or Lessons((), (), ())
        self._area = next((column for column in layout.having("area")), None)
        self._code = next((column for column in layout.having("code")), None)
        self._headings = self._texts_of_headings()

    def sort(self) -> Iterator[Sorted]:
        """Yield every row below the headings: a DataRow, or its number and why it is none."""
        for row in self._sheet.rows:
            if row >= self._layout.first_data_row:
                reason = self._reason_by_form(row)
                yield (row, reason) if reason else self._by_label(row)

    def _reason_by_form(self, row: int) -> Reason | None:
        if row in self._sheet.hidden_rows:
            return "hidden row"
        if self._repeats_headings(row):
            return "header"
        return "column-number row" if is_number_row(self._sheet, row) else None

    def _by_label(self, row: int) -> Sorted:
        found = self._data_row(row)
        if found.match.is_left_out:
            return row, "left out by the sender's choice"
        if found.match.is_known:
            return found, None
        reason = self._reason_by_label(row, found)
        return (row, reason) if reason else (found, None)

    def _reason_by_label(self, row: int, found: DataRow) -> Reason | None:
        labels = self._labels(row)
        plain = [strip_marks(words(label)) for label in labels]
        if any(_GROUP.fullmatch(label) for label in plain):
            return "group subtotal"
        if any(_TOTAL.fullmatch(label) for label in plain) or self._is_own_total(labels):
            return "total row"
        if has_unit_type(found.label) and self._is_short(found.label):
            return None
        if self._has_group_mark(labels) and not found.match.guesses and found.label:
            return "group subtotal"
        return None if self._has_figures(row) else "notes and signature"

    def _is_own_total(self, labels: list[str]) -> bool:
        return any(self._matcher.is_reporting_area(label) for label in labels)

    def _is_short(self, label: str) -> bool:
        return len(label.split()) <= 6 and ":" not in label

    def _has_group_mark(self, labels: list[str]) -> bool:
        return bool(labels) and bool(_GROUP_MARK.fullmatch(labels[0]))

    def _labels(self, row: int) -> list[str]:
        texts = [self._own_text(row, column) for column in self._layout.label_columns]
        return [text for text in texts if text]

    def _own_text(self, row: int, column: int) -> str:
        cell = self._sheet.cells.get((row, column))
        return cell.text.strip() if cell else ""

    def _has_figures(self, row: int) -> bool:
        return any(is_figure(cell) for cell in self._measure_cells(row))

    def _measure_cells(self, row: int) -> list[Cell]:
        places = [(row, column.index) for column in self._layout.measures]
        return [self._sheet.cells[place] for place in places if place in self._sheet.cells]

    def _data_row(self, row: int) -> DataRow:
        label = self._sheet.text_at(row, self._area.index) if self._area else ""
        code = self._sheet.text_at(row, self._code.index) if self._code else ""
        lesson = self._lessons.row(words(label), self._layout.fingerprint) if label else None
        if lesson:
            found = self._matcher.by_code(lesson.means) if lesson.means else None
            match = RowMatch(found=found, is_left_out=lesson.means is None)
        else:
            match = self._match(row, label, code)
        column = self._area or self._code
        return DataRow(row, label, match, f"{column.letter}{row}" if column else None)

    def _match(self, row: int, label: str, code: str) -> RowMatch:
        return self._matcher.match(label, code, numbered=self._is_numbered(row))

    def _is_numbered(self, row: int) -> bool:
        texts = [self._own_text(row, index) for index in self._layout.label_columns]
        return any(_RUNNING_NUMBER.fullmatch(text) for text in texts)

    def _texts_of_headings(self) -> set[tuple[int, str]]:
        rows = range(self._layout.first_row, self._layout.last_row + 1)
        cells = [cell for row in rows for cell in self._sheet.row_cells(row)]
        return {(cell.column, words(cell.text)) for cell in cells if cell.kind == "text"}

    def _repeats_headings(self, row: int) -> bool:
        cells = self._sheet.row_cells(row)
        repeated = sum((cell.column, words(cell.text)) in self._headings for cell in cells)
        return repeated >= 3 and repeated == len(cells)
