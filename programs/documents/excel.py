"""The tables of a document as a workbook: one sheet each, numbers as numbers, text as text."""

import re
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from .model import DataTable

NAME_LENGTH = 31  # Excel's own limit
FIRST_ROW = 2  # below the caption and an empty line
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")


def tables_workbook(tables: Sequence[DataTable], *, title: str, mark: str = "") -> bytes:
    """The .xlsx file. A text that begins with "=" stays a text; what is not there stays empty.
    `mark` stands above every table, as DỰ THẢO does."""
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"title": title[:255]})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
    head = book.add_format({"bold": True, "font_size": 13})
    taken: set[str] = set()
    for number, table in enumerate(tables, start=1):
        sheet = book.add_worksheet(_sheet_name(number, table.caption, taken))
        sheet.write_string(0, 0, table.caption, head)
        sheet.write_string(1, 0, mark, head)
        _write(book, sheet, table, bold)
    if not tables:
        book.add_worksheet("Trống").write_string(0, 0, "Không có bảng nào.", head)
    book.close()
    return stream.getvalue()


def _sheet_name(number: int, caption: str, taken: set[str]) -> str:
    name = f"{number}. {_NOT_IN_A_NAME.sub(' ', caption)}"[:NAME_LENGTH].strip()
    taken.add(name)
    return name


def _write(book: Workbook, sheet: Worksheet, table: DataTable, bold: Format) -> None:
    for column, text in enumerate(table.headers):
        sheet.write_string(FIRST_ROW, column, text, bold)
    forms = [_form(book, decimals) for decimals in table.decimals]
    for place, row in enumerate(table.rows, start=FIRST_ROW + 1):
        for column, (value, form) in enumerate(zip(row, forms, strict=True)):
            if value is None:
                sheet.write_blank(place, column, None, form)
            elif isinstance(value, Decimal | int):
                sheet.write_number(place, column, value, form)
            else:
                sheet.write_string(place, column, value, form)
    last = FIRST_ROW + len(table.rows) + 1
    if not table.rows:
        sheet.write_string(last, 0, table.empty)
    if table.note:
        sheet.write_string(last + 1, 0, table.note)
    for column, decimals in enumerate(table.decimals):
        sheet.set_column(column, column, 16 if decimals is not None else 40)
    sheet.freeze_panes(FIRST_ROW + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST_ROW)


def _form(book: Workbook, decimals: int | None) -> Format:
    if decimals is None:
        return book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return book.add_format({"border": 1, "num_format": pattern, "valign": "top"})
