"""The first sheet of a marked workbook: every place to look at, with a way to it."""

from collections.abc import Mapping, Sequence

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from indicators.sheets.marks import LIST_SHEET, Mark

HEADINGS = ("STT", "Trang", "Ô", "Mức", "Giá trị trong tệp", "Nguyên nhân", "Cần sửa", "Cần có")
WIDTHS = (6, 16, 9, 11, 22, 28, 70, 34)
FIRST_ROW = 4
_INTRODUCTION = (
    "Ô đỏ bị từ chối, ô vàng cần xem lại; bấm vào cột “Ô” để đến đúng chỗ. "
    "Sửa xong, lưu lại và tải chính tệp này lên; trang này sẽ được bỏ qua."
)
_HEAD = PatternFill("solid", start_color="FFDCE6EE")
_LINK = Font(color="FF0B57A4", underline="single")


def add_list(workbook: Workbook, marks: Sequence[Mark], titles: Mapping[str, str]) -> None:
    """Puts the list before the sender's sheets; `titles` are the sheets' names in the workbook."""
    sheet = workbook.create_sheet(LIST_SHEET, 0)
    errors = sum(mark.is_error for mark in marks)
    sheet["A1"] = f"{errors} chỗ bị từ chối, {len(marks) - errors} chỗ cần xem lại"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"] = _INTRODUCTION
    _head(sheet)
    for number, mark in enumerate(marks, start=1):
        _line(sheet, number, mark, titles)
    sheet.freeze_panes = f"A{FIRST_ROW}"
    for other in workbook.worksheets:
        other.sheet_view.tabSelected = other is sheet
    workbook.active = 0


def _head(sheet: Worksheet) -> None:
    for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True), start=1):
        cell = sheet.cell(FIRST_ROW - 1, column, heading)
        cell.font, cell.fill = Font(bold=True), _HEAD
        sheet.column_dimensions[cell.column_letter].width = width


def _line(sheet: Worksheet, number: int, mark: Mark, titles: Mapping[str, str]) -> None:
    row = FIRST_ROW + number - 1
    sheet.cell(row, 1, number)
    place = mark.cell or (f"dòng {mark.row}" if mark.row else "")
    level = "Từ chối" if mark.is_error else "Xem lại"
    texts = (mark.sheet or "", place, level, mark.raw, mark.cause, mark.message, mark.expected)
    for column, text in enumerate(texts, start=2):
        harmless(sheet.cell(row, column), text)
        sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
    if mark.sheet in titles and place:
        _link(sheet.cell(row, 3), titles[mark.sheet], mark.cell or f"A{mark.row}")


def harmless(cell: Cell, text: str) -> None:
    """Text as text, whatever it begins with: never a formula, not even after editing in Excel."""
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@", "\t", "\r"))


def _link(cell: Cell, title: str, place: str) -> None:
    quoted = title.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{place}")
    cell.font = _LINK
