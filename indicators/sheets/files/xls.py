"""An .xls (Excel 5 to 2003) as a grid; the only module that knows xlrd.

xlrd is plain Python, so a broken file raises instead of ending the process, and it keeps error
cells, formats, fonts, merges and hidden parts. Only what it does not tell, which cells are
formulas, is read from the records beside it.
"""

import io
from dataclasses import dataclass

import xlrd
from xlrd.compdoc import CompDoc, CompDocError

from indicators.sheets.files.content import number_content
from indicators.sheets.files.limits import check_cells, check_columns, check_rows, check_sheets
from indicators.sheets.files.refusal import truncated
from indicators.sheets.files.xls_records import FormulaState, SheetFormulas, formulas_by_sheet
from indicators.sheets.workbook import Cell, Merge, Sheet


@dataclass(frozen=True)
class _Source:
    """One sheet with all that is needed to understand its cells."""

    book: xlrd.book.Book
    sheet: xlrd.sheet.Sheet
    formulas: SheetFormulas


def read_xls(data: bytes) -> tuple[Sheet, ...]:
    """Return the worksheets, hidden ones too. Broken records raise whatever xlrd raises."""
    formulas = formulas_by_sheet(_workbook_stream(data))
    check_sheets(len(formulas))
    book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    sheets = zip(book.sheets(), formulas, strict=True)
    return tuple(_sheet(_Source(book, sheet, found)) for sheet, found in sheets)


def _workbook_stream(data: bytes) -> bytes:
    try:
        container = CompDoc(data, logfile=io.StringIO())
        for name in ("Workbook", "Book"):
            memory, start, length = container.locate_named_stream(name)
            if memory:
                return bytes(memory[start : start + length])
    # A file cut short: a sector, or a whole table of sectors, is not there.
    except (CompDocError, IndexError, AssertionError) as error:
        raise truncated() from error
    raise truncated()


def _sheet(source: _Source) -> Sheet:
    sheet = source.sheet
    cells: dict[tuple[int, int], Cell] = {}
    for row in range(sheet.nrows):
        found = _row_cells(source, row)
        if found:
            check_rows(row + 1)
            check_columns(found[-1].column)
            cells |= {(cell.row, cell.column): cell for cell in found}
            check_cells(len(cells))
    return Sheet(
        name=sheet.name,
        is_hidden=sheet.visibility != 0,
        cells=cells,
        hidden_rows=_hidden_rows(sheet, {row for row, _ in cells}),
        hidden_columns=_hidden_columns(sheet),
        merges=_merges(sheet),
    )


def _row_cells(source: _Source, row: int) -> list[Cell]:
    cells = (_cell(source, row, column) for column in range(source.sheet.row_len(row)))
    return [cell for cell in cells if cell]


def _hidden_rows(sheet: xlrd.sheet.Sheet, used: set[int]) -> frozenset[int]:
    sizes = sheet.rowinfo_map
    by_default = bool(sheet.default_row_hidden)
    return frozenset(
        row
        for row in used
        if (sizes[row - 1].hidden or sizes[row - 1].height == 0 if row - 1 in sizes else by_default)
    )


def _hidden_columns(sheet: xlrd.sheet.Sheet) -> frozenset[int]:
    return frozenset(
        column + 1 for column, size in sheet.colinfo_map.items() if size.hidden or size.width == 0
    )


def _merges(sheet: xlrd.sheet.Sheet) -> tuple[Merge, ...]:
    check_cells(
        sum((bottom - top) * (right - left) for top, bottom, left, right in sheet.merged_cells)
    )
    return tuple(
        Merge(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells
    )


def _cell(source: _Source, row: int, column: int) -> Cell | None:
    kind, value = source.sheet.cell_type(row, column), source.sheet.cell_value(row, column)
    state = source.formulas.get((row, column))
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    if kind == xlrd.XL_CELL_TEXT:
        return _text_cell(source, (row, column), str(value), state)
    place = (row + 1, column + 1)
    if kind == xlrd.XL_CELL_ERROR:
        text = xlrd.error_text_from_code.get(value, "#N/A")
        return Cell(*place, "error", text, None, is_computed=bool(state))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return Cell(*place, "bool", "TRUE" if value else "FALSE", bool(value))
    if kind == xlrd.XL_CELL_DATE:
        return Cell(*place, "date", _date_text(value, source.book.datemode), None)
    number_format = _number_format(source, row, column)
    return Cell(*place, *number_content(value), number_format, bool(state))


def _text_cell(
    source: _Source, place: tuple[int, int], text: str, state: FormulaState | None
) -> Cell | None:
    row, column = place
    if state == "never computed" and not text:
        return Cell(row + 1, column + 1, "no_result", "=…", None)
    if not text.strip():
        return None
    font = "" if text.isascii() else _font(source, row, column)
    return Cell(row + 1, column + 1, "text", text, text, "General", bool(state), font)


def _number_format(source: _Source, row: int, column: int) -> str:
    style = source.book.xf_list[source.sheet.cell_xf_index(row, column)]
    return source.book.format_map[style.format_key].format_str


def _font(source: _Source, row: int, column: int) -> str:
    style = source.book.xf_list[source.sheet.cell_xf_index(row, column)]
    return source.book.font_list[style.font_index].name


def _date_text(value: float, datemode: int) -> str:
    try:
        return str(xlrd.xldate_as_datetime(value, datemode))
    except (ValueError, OverflowError, xlrd.XLDateError):
        return f"{value:g}"
