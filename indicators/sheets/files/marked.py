"""A sender's own workbook with marks: refused cells red, warned ones yellow, a comment in each, and
a first sheet that lists them.

Macros, links to other files and pictures are not carried over, and nothing is evaluated: a formula
stays the text that the sender wrote. The workbook is never written to disk here.
"""

import datetime
import io
import warnings
import zipfile
from collections.abc import Iterable, Sequence

import openpyxl
from openpyxl.comments import Comment
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from indicators.sheets.files.kinds import recognised_kind
from indicators.sheets.files.marked_list import add_list, harmless
from indicators.sheets.files.opening import open_workbook
from indicators.sheets.files.xlsx_guard import check_open_xml
from indicators.sheets.marks import LIST_SHEET, Mark
from indicators.sheets.workbook import Sheet, column_letter

AUTHOR = "LSDash"
_RED = PatternFill("solid", start_color="FFF4B6B6")
_YELLOW = PatternFill("solid", start_color="FFFFE699")
_NO_FILL = PatternFill()
_NO_SIGNS = str.maketrans("", "", "[]:*?/\\'")


def marked_workbook(data: bytes, marks: Sequence[Mark]) -> bytes:
    """Return the marked .xlsx of a file of any kind; raise `FileRefused` for what is not read."""
    workbook, sheets = _opened(data)
    if LIST_SHEET in workbook.sheetnames:
        _take_old_marks_away(workbook)
    for name, sheet in sheets.items():
        mine = [mark for mark in marks if mark.sheet == name]
        # Errors last, so that they colour a cell that has both.
        for mark in sorted(mine, key=lambda mark: mark.is_error):
            _mark(sheet, mark)
    add_list(workbook, marks, {name: sheet.title for name, sheet in sheets.items()})
    return _saved(workbook)


def _opened(data: bytes) -> tuple[Workbook, dict[str, Worksheet]]:
    """The workbook, and its sheets by the names that the marks use."""
    if recognised_kind(data) != "xlsx":
        return _rebuilt(open_workbook(data))
    check_open_xml(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(io.BytesIO(data), keep_vba=False, keep_links=False)
    return workbook, {sheet.title: sheet for sheet in workbook.worksheets}


def _rebuilt(sheets: Iterable[Sheet]) -> tuple[Workbook, dict[str, Worksheet]]:
    """An .xlsx of the grid, for a file in another format."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    found = {}
    for number, sheet in enumerate(sheets, start=1):
        title = sheet.name.translate(_NO_SIGNS)[:31].strip() or f"Trang {number}"
        found[sheet.name] = _filled(workbook.create_sheet(title), sheet)
    return workbook, found


def _filled(target: Worksheet, sheet: Sheet) -> Worksheet:
    for (row, column), source in sheet.cells.items():
        cell = target.cell(row, column)
        if source.kind in ("number", "bool"):
            cell.value = source.value
            cell.number_format = source.number_format
        else:
            harmless(cell, source.text)
    for area in sheet.merges:
        target.merge_cells(None, area.first_row, area.first_column, area.last_row, area.last_column)
    for row in sheet.hidden_rows:
        target.row_dimensions[row].hidden = True
    for column in sheet.hidden_columns:
        target.column_dimensions[column_letter(column)].hidden = True
    if sheet.is_hidden:
        target.sheet_state = "hidden"
    return target


def _take_old_marks_away(workbook: Workbook) -> None:
    """A marked copy that was corrected and sent again carries our marks of the last time."""
    del workbook[LIST_SHEET]
    for sheet in workbook.worksheets:
        for cell in sheet._cells.values():
            if cell.comment and cell.comment.author == AUTHOR:
                cell.comment = None
                cell.fill = _NO_FILL


def _mark(sheet: Worksheet, mark: Mark) -> None:
    places = _places(sheet, mark)
    for row, column in places:
        sheet.cell(row, column).fill = _RED if mark.is_error else _YELLOW
    if places:
        _comment(sheet, places[0], mark.message)


def _places(sheet: Worksheet, mark: Mark) -> list[tuple[int, int]]:
    """The cell that is seen there, or every cell of a row that says anything."""
    if mark.cell:
        letters, row = openpyxl.utils.cell.coordinate_from_string(mark.cell)
        return [_seen(sheet, row, openpyxl.utils.column_index_from_string(letters))]
    if mark.row is None:
        return []
    used = {place for place, cell in sheet._cells.items() if cell.value is not None}
    return sorted(place for place in used if place[0] == mark.row)


def _seen(sheet: Worksheet, row: int, column: int) -> tuple[int, int]:
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            return area.min_row, area.min_col
    return row, column


def _comment(sheet: Worksheet, place: tuple[int, int], text: str) -> None:
    cell = sheet.cell(*place)
    known = f"\n\n{cell.comment.text}" if cell.comment else ""
    cell.comment = Comment(f"{text}{known}", AUTHOR, height=140, width=320)


def _saved(workbook: Workbook) -> bytes:
    stream = io.BytesIO()
    now = datetime.datetime.now(tz=datetime.UTC)
    workbook.properties.modified = now.replace(tzinfo=None)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        _MemoryWriter(workbook, archive).save()
    return stream.getvalue()


class _MemoryWriter(ExcelWriter):
    """openpyxl writes each sheet to a file of its own first, which the child process may not."""

    def write_worksheet(self, ws: Worksheet) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        part = io.BytesIO()
        writer = WorksheetWriter(ws, part)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], part.getvalue())
        self.manifest.append(ws)
