"""What an .xlsx declares about itself, searched in its parts before openpyxl sees them."""

import re

from indicators.sheets.files.limits import check_cells, check_columns, check_rows, check_sheets
from indicators.sheets.files.package import checked_parts, opened_package
from indicators.sheets.files.refusal import SAVE_AS, FileRefused

_STRICT = b"http://purl.oclc.org/ooxml/"
_DIMENSION = re.compile(rb"""<(?:\w+:)?dimension\b[^>]*?\bref\s*=\s*["']([^"']*)["']""")
_MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref\s*=\s*["']([^"']*)["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b(?:[^>]*?\br\s*=\s*["'](\d+)["'])?""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_CELL_PLACE = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br\s*=\s*["']\$?([A-Za-z]+)\$?\d+["']""")
_CORNER = re.compile(rb"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")


def check_open_xml(data: bytes) -> None:
    """Raise `FileRefused` unless `data` is an .xlsx that is safe to hand to a parser."""
    cells = 0
    with opened_package(data) as package:
        for name, content in checked_parts(package):
            _refuse_strict(content)
            if name == "xl/workbook.xml":
                check_sheets(len(_SHEET.findall(content)))
            cells += _checked_extent(content)
            check_cells(cells)


def _refuse_strict(content: bytes) -> None:
    # openpyxl opens such a file without any sheet and without any error.
    if _STRICT in content[:65536]:
        message = f"Tệp ở dạng “Strict Open XML Spreadsheet” không đọc được. {SAVE_AS}"
        raise FileRefused("strict_open_xml", message)


def _checked_extent(content: bytes) -> int:
    """The number of cells a parser would make of the part; refuses far rows and columns."""
    merges = [_CORNER.findall(reference) for reference in _MERGE.findall(content)]
    dimensions = [_CORNER.findall(reference) for reference in _DIMENSION.findall(content)]
    corners = [corner for found in merges + dimensions for corner in found]
    declared = _ROW.findall(content)
    rows = [int(row) for _, row in corners] + [int(row) for row in declared if row]
    letters = {column for column, _ in corners} | set(_CELL_PLACE.findall(content))
    check_rows(max([len(declared), *rows]))
    check_columns(max(map(_column_number, letters), default=0))
    # A parser makes a cell of every place in a merged range, so their areas count as cells.
    return sum(1 for _ in _CELL.finditer(content)) + sum(map(_merged_area, merges))


def _merged_area(corners: list[tuple[bytes, bytes]]) -> int:
    if len(corners) != 2:
        return len(corners)
    (left, top), (right, bottom) = corners
    width = abs(_column_number(right) - _column_number(left)) + 1
    return width * (abs(int(bottom) - int(top)) + 1)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
