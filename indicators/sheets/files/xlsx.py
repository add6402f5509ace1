"""An .xlsx or .xlsm as a grid; the only module that knows openpyxl.

The file is loaded twice, with stored results and with formulas, because only the two together
tell an empty cell from a formula that was never computed. Nothing is evaluated, macros and links
to other files are not even loaded.
"""

import datetime
import io
import warnings

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from indicators.sheets.files.content import Content, number_content
from indicators.sheets.files.xlsx_guard import check_open_xml
from indicators.sheets.workbook import Cell, Merge, Sheet


def read_xlsx(data: bytes) -> tuple[Sheet, ...]:
    """Return the worksheets, hidden ones too. Broken XML raises whatever openpyxl raises."""
    check_open_xml(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        stored = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        written = openpyxl.load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
    return tuple(_sheet(sheet, written[sheet.title]) for sheet in stored.worksheets)


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
    # The font of plain ASCII tells nothing, and asking for it takes time.
    font = "" if kind != "text" or text.isascii() else source.font.name or ""
    return Cell(
        source.row, source.column, kind, text, value, source.number_format, is_formula, font
    )


def _without_value(stored, written) -> Cell | None:
    # Excel stores an empty text as the result of =IF(…;"") with type "str": that is a blank.
    if stored is not None and stored.data_type == "str":
        return None
    formula = getattr(written.value, "text", None) or str(written.value)
    return Cell(written.row, written.column, "no_result", formula, None)


def _content(source) -> Content:
    value = source.value
    if source.data_type == "e":
        return "error", str(value), None
    if isinstance(value, bool):
        return "bool", "TRUE" if value else "FALSE", value
    if isinstance(value, (int, float)):
        return number_content(value)
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        return "date", str(value), None
    return "text", str(value), str(value)
