"""The same workbook saved as another file type, written without the code that reads it."""

import csv
import io
import zipfile
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import xlwt
from openpyxl.utils import get_column_letter

NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
# Calc ends every table like this: a million blank rows.
BLANK_REST = (
    '<table:table-row table:number-rows-repeated="1048500">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def zipped(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def ods(tables, styles="", *, kind=ODS_TYPE, manifest="<manifest/>"):
    """An .ods whose spreadsheet holds that XML."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    parts = {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}
    return zipped(parts)


def ods_table(rows, name="Biểu 01", columns="", style=""):
    """A table with those rows, and the blank rest that Calc adds."""
    named = f' table:style-name="{style}"' if style else ""
    return f'<table:table table:name="{name}"{named}>{columns}{rows}{BLANK_REST}</table:table>'


def ods_cell(value, *, spans="", style="", is_percent=False):
    named = spans + (f' table:style-name="{style}"' if style else "")
    if value is None:
        return f"<table:table-cell{named}/>"
    if isinstance(value, str):
        text = "</text:p><text:p>".join(escape(value).split("\n"))
        return (
            f'<table:table-cell{named} office:value-type="string">'
            f"<text:p>{text}</text:p></table:table-cell>"
        )
    kind = "percentage" if is_percent else "float"
    return (
        f'<table:table-cell{named} office:value-type="{kind}" office:value="{value}">'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def ods_copy(data):
    tables = [_ods_table(sheet) for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets]
    return ods("".join(tables))


def _ods_table(sheet):
    hidden = ' table:visibility="collapse"'
    rows = "".join(
        f"<table:table-row{hidden if is_hidden(sheet.row_dimensions.get(number)) else ''}>"
        f"{''.join(_ods_cell(sheet, cell) for cell in row)}</table:table-row>"
        for number, row in enumerate(sheet.iter_rows(), start=1)
    )
    columns = "".join(
        f"<table:table-column{hidden if is_hidden(_column(sheet, number)) else ''}/>"
        for number in range(1, sheet.max_column + 1)
    )
    named = quoteattr(sheet.title)
    return f"<table:table table:name={named}>{columns}{rows}{BLANK_REST}</table:table>"


def _column(sheet, number):
    return sheet.column_dimensions.get(get_column_letter(number))


def is_hidden(dimension):
    """Whether a row or column is hidden, or has no height or width."""
    if dimension is None:
        return False
    return dimension.hidden or 0 in (getattr(dimension, size, None) for size in ("width", "ht"))


def _ods_cell(sheet, cell):
    for area in sheet.merged_cells.ranges:
        if cell.coordinate in area and (cell.row, cell.column) != (area.min_row, area.min_col):
            return "<table:covered-table-cell/>"
        if cell.coordinate in area:
            spans = (
                f' table:number-rows-spanned="{area.max_row - area.min_row + 1}"'
                f' table:number-columns-spanned="{area.max_col - area.min_col + 1}"'
            )
            return ods_cell(cell.value, spans=spans)
    return ods_cell(cell.value, is_percent="%" in cell.number_format)


def xls_copy(data, *, font="Times New Roman", text=str):
    """An .xls; `text` says how each text is stored, in which font."""
    book = xlwt.Workbook()
    for source in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        sheet = book.add_sheet(source.title)
        covered = {
            (row, column)
            for area in source.merged_cells.ranges
            for row, column in area.cells
            if (row, column) != (area.min_row, area.min_col)
        }
        for area in source.merged_cells.ranges:
            sheet.merge(area.min_row - 1, area.max_row - 1, area.min_col - 1, area.max_col - 1)
        for cell in (cell for row in source.iter_rows() for cell in row):
            if cell.value is not None and (cell.row, cell.column) not in covered:
                style = xlwt.easyxf(f"font: name {font}", num_format_str=cell.number_format)
                value = text(cell.value) if isinstance(cell.value, str) else cell.value
                sheet.write(cell.row - 1, cell.column - 1, value, style)
        for number in range(1, source.max_row + 1):
            if is_hidden(source.row_dimensions.get(number)):
                sheet.row(number - 1).hidden = True
        for number in range(1, source.max_column + 1):
            if is_hidden(_column(source, number)):
                sheet.col(number - 1).hidden = True
    return xls_bytes(book)


def xls_bytes(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv_text(data, separator=";"):
    """The first sheet as Excel with Vietnamese settings saves it: what the cells show."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator)
    for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows():
        writer.writerow(map(_shown, row))
    return stream.getvalue()


def _shown(cell):
    if cell.value is None or isinstance(cell.value, str):
        return cell.value or ""
    if "%" in cell.number_format:
        return f"{Decimal(str(cell.value)) * 100:f}%".replace(".", ",")
    return f"{Decimal(str(cell.value)):f}".replace(".", ",")
