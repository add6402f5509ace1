"""A chart and a table of a page as files: picture, drawing, workbook."""

import re
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lsdash.lib.drawing import FONT, dots, sheet
from lsdash.lib.theme import LIGHTS, Cell, Chart, Column, Table

FIRST_ROW = 3  # below the title, the subtitle and an empty line
NOTES = Column("Ghi chú")
_SHOWN = re.compile(
    r"(?P<sign>[+−-]?)(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<part>\d+))?(?P<unit>\s[^\d/]+)?"
)


def picture_file(chart: Chart) -> bytes:
    """The PNG with title and source; some 2.900 pixels wide. Raises NothingToDraw."""
    return dots(sheet(chart, family=FONT))


def drawing_file(chart: Chart) -> bytes:
    """The SVG with title and source. Raises NothingToDraw."""
    return sheet(chart).encode()


def table_file(table: Table, *, subtitle: str = "", source: str = "") -> bytes:
    """The .xlsx with the numbers that the page shows, as rounded as there, each with its unit in
    the format of its cell. A text that begins with "=" stays a text; "—" stays "—"."""
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    page = book.add_worksheet("Số liệu")
    page.write_string(0, 0, table.caption, book.add_format({"bold": True, "font_size": 13}))
    page.write_string(1, 0, subtitle)
    _write(book, page, table)
    last = FIRST_ROW + max(len(table.rows), 1) + 2
    page.write_string(last, 0, f"Nguồn: {source}" if source else "")
    book.close()
    return stream.getvalue()


def _write(book: Workbook, page: Worksheet, table: Table) -> None:
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
    plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    notes = [_notes(table.columns, row) for row in table.rows]
    columns = (*table.columns, NOTES) if any(notes) else table.columns
    for place, column in enumerate(columns):
        page.write_string(FIRST_ROW, place, column.label, head)
        page.set_column(place, place, 18 if column.numeric else 34)
    forms: dict[str, Format] = {}
    for down, (row, note) in enumerate(zip(table.rows, notes, strict=True), start=FIRST_ROW + 1):
        for along, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            number, pattern = shown_number(cell.text) if column.numeric else (None, "")
            if number is None:
                page.write_string(down, along, _words(cell), plain)
                continue
            look = {"num_format": pattern, "valign": "top", "border": 1}
            form = forms.get(pattern) or forms.setdefault(pattern, book.add_format(look))
            page.write_number(down, along, number, form)
        if any(notes):
            page.write_string(down, len(table.columns), note, plain)
    if not table.rows:
        page.write_string(FIRST_ROW + 1, 0, table.empty)
    page.freeze_panes(FIRST_ROW + 1, 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(FIRST_ROW)


def shown_number(text: str) -> tuple[Decimal | None, str]:
    """The number that a page shows, with Excel's format that shows it again: "1.747,6 tỷ đồng" is
    1747.6 and `#,##0.0" tỷ đồng"`. (None, "") for what is no number."""
    found = _SHOWN.fullmatch(text.strip())
    if found is None:
        return None, ""
    whole, part, unit = found["whole"].replace(".", ""), found["part"], found["unit"] or ""
    number = Decimal(f"{whole}.{part}" if part else whole)
    pattern = "#,##0" + ("." + "0" * len(part) if part else "")
    pattern += f'"{unit.replace(chr(34), "")}"' if unit else ""
    if found["sign"] == "+":
        pattern = f"+{pattern};-{pattern}"
    return (-number if found["sign"] in {"−", "-"} else number), pattern


def _words(cell: Cell) -> str:
    light = LIGHTS[cell.light].label if cell.light else ""
    return " · ".join(part for part in (cell.text, light) if part)


def _notes(columns: tuple[Column, ...], row: tuple[Cell, ...]) -> str:
    return "; ".join(
        f"{column.label}: {cell.note}"
        for column, cell in zip(columns, row, strict=True)
        if cell.note
    )
