"""The rows of a list of obstacles: which are obstacles, headings between them, or signatures.

Where the list is numbered only numbered rows are obstacles; another row with words of its own is
refused, for it may be an obstacle without its number or the rest of the one above.
"""

import re
from collections.abc import Iterator

from indicators.sheets.headers import is_number_heading
from indicators.sheets.layout import Layout, is_number_row
from indicators.sheets.matches import RowMatch
from indicators.sheets.rows import DataRow, Sorted, TableRows, gather
from indicators.sheets.spec import Reason
from indicators.sheets.workbook import Cell, Sheet
from lsdash.lib.text import fold, strip_marks

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?")
_GROUP_MARK = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)]?")
_CLOSING = re.compile(
    r"(?:ghi chu|noi nhan|nguoi lap|lap bieu|tm\.|kt\.|tl\.|tuq\.|thu truong|chu tich|pho chu tich|"
    r"truong phong|pho truong phong|giam doc|\(ky|ky ten|\(\*\)|luu y).*"
    r"|.{1,40}, ngay\b.*thang\b.*"
)
_NOTHING = re.compile(
    r"(?:khong|chua)(?: co| gap| phat sinh)*[ ,]*(?:kho khan|vuong mac|ton tai|,|va| )*\.?|[-–…. ]*"
)


def sort_obstacles(sheet: Sheet, layout: Layout) -> TableRows:
    """Return every non-empty row below the headings, sorted by what it is.

    The data rows carry their number as label; one without any is "".
    """
    return gather(list(_ObstacleSorter(sheet, layout).sort()))


class _ObstacleSorter:
    def __init__(self, sheet: Sheet, layout: Layout):
        self._sheet = sheet
        self._layout = layout
        self._numbers = next(
            (column for column in layout.columns if is_number_heading(column.path)), None
        )
        self._content = next(column for column in layout.measures if column.key == "content")
        self._rows = [row for row in sheet.rows if row >= layout.first_data_row]
        self._closing = self._first_closing_row()

    def sort(self) -> Iterator[Sorted]:
        for row in self._rows:
            reason = self._reason(row)
            label = self._number(row)
            place = f"{self._content.letter}{row}"
            yield (row, reason) if reason else (DataRow(row, label, RowMatch(), place), None)

    def _reason(self, row: int) -> Reason | None:
        if row in self._sheet.hidden_rows:
            return "hidden row"
        if is_number_row(self._sheet, row):
            return "column-number row"
        if self._number(row) and (row < self._closing or self._has_further_words(row)):
            return None
        if row >= self._closing:
            return "notes and signature"
        if self._repeats_headings(row):
            return "header"
        if self._is_group(row):
            return "group subtotal"
        return None if self._cells(row) else "notes and signature"

    def _first_closing_row(self) -> int:
        """The row where notes and signatures begin."""
        for row in self._rows:
            texts = [cell.text for cell in self._sheet.row_cells(row)]
            if not self._number(row) and any(_closes(text) for text in texts):
                return row
        return 10**9

    def _number(self, row: int) -> str:
        if self._numbers is None:
            return ""
        cell = self._sheet.cells.get((row, self._numbers.index))
        text = cell.text.strip() if cell and cell.kind in ("number", "text") else ""
        return text.rstrip(".)") if _NUMBER.fullmatch(text) else ""

    def _is_group(self, row: int) -> bool:
        """Whether the row only heads those below: a roman number or bold words over all columns."""
        mark = self._sheet.text_at(row, self._numbers.index) if self._numbers else ""
        merge = self._sheet.merge_at(row, self._content.index)
        is_wide = merge is not None and merge.last_column > self._content.index
        return (bool(_GROUP_MARK.fullmatch(mark)) or is_wide) and not self._has_further_words(row)

    def _has_further_words(self, row: int) -> bool:
        return any(cell.column != self._content.index for cell in self._cells(row))

    def _cells(self, row: int) -> list[Cell]:
        places = [(row, column.index) for column in self._layout.measures]
        return [self._sheet.cells[place] for place in places if place in self._sheet.cells]

    def _repeats_headings(self, row: int) -> bool:
        cells = self._sheet.row_cells(row)
        texts = {fold(text) for column in self._layout.columns for text in column.path}
        return len(cells) >= 3 and all(fold(cell.text) in texts for cell in cells)


def _closes(text: str) -> bool:
    return bool(_CLOSING.fullmatch(strip_marks(fold(text))))


def is_nothing(text: str) -> bool:
    """Whether an obstacle's content says that there is none: "Không có"."""
    return bool(_NOTHING.fullmatch(strip_marks(fold(text))))
