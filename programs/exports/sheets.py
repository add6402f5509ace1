"""Tables as workbooks: numbers are numbers, texts are texts and never become formulas."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MONEY_FORMATS = {"ty": "#,##0.0", "trieu": "#,##0.000"}
ROWS_AT_MOST = 100_000


class Percent(NamedTuple):
    """In per cent, 20.03; the cell holds 0.2003 and shows 20,03 %."""

    value: Decimal | None


Value = str | Decimal | Percent | date | None


@dataclass(frozen=True)
class Sheet:
    """`notes` stand below the title: of whom, which day, which unit. Decimals are amounts in that
    unit."""

    name: str
    title: str
    notes: tuple[str, ...]
    headings: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]
    first_width: int = 34
    indents: Sequence[int] = ()


class _Looks(NamedTuple):
    title: Format
    note: Format
    heading: Format
    money: Format
    percent: Format
    day: Format
    text: Sequence[Format]


def workbook(sheets: Iterable[Sheet], *, unit_code: str) -> bytes:
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    looks = _Looks(
        title=book.add_format({"bold": True, "font_size": 13}),
        note=book.add_format({"italic": True, "font_color": "#4a5560"}),
        heading=book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "top"}),
        money=book.add_format({"num_format": MONEY_FORMATS[unit_code], "border": 1}),
        percent=book.add_format({"num_format": "0.00%", "border": 1}),
        day=book.add_format({"num_format": "dd/mm/yyyy", "border": 1, "align": "left"}),
        text=[
            book.add_format({"border": 1, "text_wrap": True, "valign": "top", "indent": depth})
            for depth in range(6)
        ],
    )
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, looks)
    book.close()
    return stream.getvalue()


def _write(target: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    target.write_string(0, 0, sheet.title, looks.title)
    for place, note in enumerate(sheet.notes, start=1):
        target.write_string(place, 0, note, looks.note)
    top = len(sheet.notes) + 2
    for column, heading in enumerate(sheet.headings):
        target.write_string(top, column, heading, looks.heading)
    for place, row in enumerate(sheet.rows):
        depth = sheet.indents[place] if sheet.indents else 0
        for column, value in enumerate(row):
            text = looks.text[depth if column == 0 else 0]
            _write_value(target, top + 1 + place, column, value, looks, text)
    target.set_column(0, 0, sheet.first_width)
    target.set_column(1, max(len(sheet.headings) - 1, 1), 16)
    target.freeze_panes(top + 1, 1)
    target.repeat_rows(top)
    target.set_landscape()
    target.set_paper(9)
    target.fit_to_pages(1, 0)


def _write_value(
    target: Worksheet, row: int, column: int, value: Value, looks: _Looks, text: Format
) -> None:
    match value:
        case Percent(value=None) | None:
            target.write_blank(row, column, None, text)
        case Percent(value=share):
            target.write_number(row, column, float(share / 100), looks.percent)
        case date():
            target.write_datetime(row, column, value, looks.day)
        case Decimal():
            target.write_number(row, column, float(value), looks.money)
        case _:
            target.write_string(row, column, value, text)
