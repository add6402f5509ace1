"""An .xlsx as a grid of own cells: what is written where, and what is hidden or merged.

The only module that knows openpyxl. The file is loaded twice, with stored results and with
formulas, because only the two together tell an empty cell from a formula that was never computed.
Nothing is evaluated.
"""

import datetime
import io
import re
import warnings
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from indicators.sheets.guard import FileRefused, check_package

CellKind = Literal["number", "text", "bool", "date", "error", "no_result"]
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(frozen=True)
class Cell:
    """One non-empty cell; `value` is Decimal, str, or bool by `kind`, None where unreadable.

    `text` is what the cell holds in words, for messages and for matching names; `is_computed`
    says that the value is a formula's stored result.
    """

    row: int
    column: int
    kind: CellKind
    text: str
    value: Decimal | str | bool | None
    number_format: str = "General"
    is_computed: bool = False

    @property
    def coordinate(self) -> str:
        """The cell's address, "E12"."""
        return f"{column_letter(self.column)}{self.row}"

    @property
    def is_percent_format(self) -> bool:
        """Whether the number is shown × 100 with a % sign."""
        return "%" in _QUOTED.sub("", self.number_format)

    @property
    def is_scaled_format(self) -> bool:
        """Whether the format hides thousands: `#,##0,` shows 5000 as 5."""
        return bool(re.search(r"[0#?],+(?![0#?,])", _QUOTED.sub("", self.number_format)))


@dataclass(frozen=True)
class Merge:
    """A merged range, all four borders included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def covers(self, row: int, column: int) -> bool:
        """Whether the cell lies in the range."""
        in_rows = self.first_row <= row <= self.last_row
        return in_rows and self.first_column <= column <= self.last_column


@dataclass(frozen=True)
class Sheet:
    """One worksheet: its non-empty cells by (row, column), its hidden parts and merges."""

    name: str
    is_hidden: bool
    cells: dict[tuple[int, int], Cell]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()

    @cached_property
    def _merged(self) -> dict[tuple[int, int], Merge]:
        return {
            (row, column): merge
            for merge in self.merges
            for row in range(merge.first_row, merge.last_row + 1)
            for column in range(merge.first_column, merge.last_column + 1)
        }

    def merge_at(self, row: int, column: int) -> Merge | None:
        """Return the merged range that holds the cell."""
        return self._merged.get((row, column))

    def shown(self, row: int, column: int) -> Cell | None:
        """Return the cell that is seen there: in a merged range, its first cell."""
        merge = self.merge_at(row, column)
        place = (merge.first_row, merge.first_column) if merge else (row, column)
        return self.cells.get(place)

    def text_at(self, row: int, column: int) -> str:
        """Return the text seen there, "" for nothing."""
        cell = self.shown(row, column)
        return cell.text.strip() if cell else ""

    @cached_property
    def _by_row(self) -> dict[int, list[Cell]]:
        found: dict[int, list[Cell]] = {}
        for _, cell in sorted(self.cells.items()):
            found.setdefault(cell.row, []).append(cell)
        return found

    @property
    def rows(self) -> list[int]:
        """The numbers of the rows with any content, ascending."""
        return list(self._by_row)

    @cached_property
    def columns(self) -> list[int]:
        """The numbers of the columns with any content, ascending."""
        return sorted({column for _, column in self.cells})

    def row_cells(self, row: int) -> list[Cell]:
        """The non-empty cells of a row, left to right."""
        return self._by_row.get(row, [])


def column_letter(number: int) -> str:
    """Return the letters of a column number: 28 -> "AB"."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def open_workbook(data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of an .xlsx file, hidden ones too; raise `FileRefused` for any other."""
    check_package(data)
    try:
        return _load(data)
    # Broken XML surfaces as many exception types, all of which mean the same to the sender.
    except Exception as error:
        raise FileRefused(
            "not_readable",
            "Không đọc được bảng tính trong tệp. Hãy mở tệp bằng Excel, lưu lại rồi tải lên.",
        ) from error


def _load(data: bytes) -> tuple[Sheet, ...]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        stored = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        written = openpyxl.load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
    sheets = tuple(_sheet(sheet, written[sheet.title]) for sheet in stored.worksheets)
    if not sheets:
        raise ValueError("no sheets")
    return sheets


def _sheet(stored: Worksheet, written: Worksheet) -> Sheet:
    cells = {}
    for place, source in written._cells.items():
        cell = _cell(stored._cells.get(place), source)
        if cell:
            cells[place] = cell
    return Sheet(
        name=stored.title,
        is_hidden=stored.sheet_state != "visible",
        cells=cells,
        hidden_rows=_hidden_rows(written, {row for row, _ in cells}),
        hidden_columns=_hidden_columns(written),
        merges=tuple(
            Merge(area.min_row, area.min_col, area.max_row, area.max_col)
            for area in written.merged_cells.ranges
        ),
    )


def _hidden_rows(sheet: Worksheet, used: set[int]) -> frozenset[int]:
    by_default = bool(sheet.sheet_format.zeroHeight)
    sizes = sheet.row_dimensions
    return frozenset(
        row
        for row in used
        if (row in sizes and (sizes[row].hidden or sizes[row].height == 0))
        or (by_default and (row not in sizes or sizes[row].height is None))
    )


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    return frozenset(
        column
        for size in sheet.column_dimensions.values()
        if size.hidden or size.width == 0
        for column in range(size.min or size.index_number, (size.max or size.index_number) + 1)
    )


def _cell(stored, written) -> Cell | None:
    is_formula = written.data_type == "f"
    source = stored if is_formula else written
    if source is None or source.value is None or source.value == "":
        return _without_value(source, written) if is_formula else None
    kind, text, value = _content(source)
    if kind == "text" and not text.strip():
        return None
    return Cell(source.row, source.column, kind, text, value, source.number_format, is_formula)


def _without_value(stored, written) -> Cell | None:
    # Excel stores an empty text as the result of =IF(…;"") with type "str": that is a blank.
    if stored is not None and stored.data_type == "str":
        return None
    formula = getattr(written.value, "text", None) or str(written.value)
    return Cell(written.row, written.column, "no_result", formula, None)


def _content(source) -> tuple[CellKind, str, Decimal | str | bool | None]:
    value = source.value
    if source.data_type == "e":
        return "error", str(value), None
    if isinstance(value, bool):
        return "bool", "TRUE" if value else "FALSE", value
    if isinstance(value, (int, float)):
        number = _exact(value)
        return "number", f"{number:f}", number
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        return "date", str(value), None
    return "text", str(value), str(value)


def _exact(value: int | float) -> Decimal:
    # Excel keeps 15 significant digits; more are the noise of binary fractions.
    number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise ValueError("not a finite number")
    return number
