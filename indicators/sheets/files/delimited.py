"""A .csv or other text with separators as a grid of one sheet; all its cells are text."""

import csv
import io
import re
from collections import Counter

from indicators.sheets.files.content import is_error_text
from indicators.sheets.files.encodings import decoded
from indicators.sheets.files.limits import (
    MAX_CELL_CHARACTERS,
    MAX_ROWS,
    check_cells,
    check_columns,
    check_rows,
)
from indicators.sheets.files.refusal import FileRefused
from indicators.sheets.workbook import Cell, Sheet

SHEET_NAME = "CSV"
_SEPARATORS = "\t;,|"
_SAMPLE_ROWS = 400
_WIDEST_SHEET = 16_384
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_LINE_END = re.compile(r"\r\n|\r|\n")


def read_delimited(data: bytes) -> tuple[Sheet, ...]:
    """Return the one sheet; raise `FileRefused` for no table, or for one with two readings."""
    content = decoded(data)
    separator, text = _separator(content.text)
    cells: dict[tuple[int, int], Cell] = {}
    for row, values in enumerate(_rows(text, separator), start=1):
        # Blank cells to the right cost nothing, but no program writes more than a sheet can have.
        check_columns(len(values) if len(values) > _WIDEST_SHEET else 0)
        for column, value in enumerate(values, start=1):
            if value.strip():
                cells[row, column] = _cell(row, column, value)
        if row > MAX_ROWS and any(map(str.strip, values)):
            check_rows(row)
        check_cells(len(cells))
    check_columns(max((column for _, column in cells), default=0))
    converted_from = (content.converted_from,) if content.converted_from else ()
    return (Sheet(SHEET_NAME, False, cells, converted_from=converted_from),)


def _cell(row: int, column: int, value: str) -> Cell:
    if is_error_text(value.strip()):
        return Cell(row, column, "error", value.strip(), None)
    return Cell(row, column, "text", value, value)


def _rows(text: str, separator: str):
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from lines
    except csv.Error as error:
        if "field larger" in str(error):
            raise FileRefused(
                "cell_too_long",
                f"Dòng {lines.line_num} của tệp CSV có ô dài hơn {MAX_CELL_CHARACTERS} ký tự. "
                "Hãy rút ngắn rồi tải lại.",
            ) from error
        raise FileRefused(
            "broken_csv",
            f"Dấu ngoặc kép ở dòng {lines.line_num} của tệp CSV không khép kín. "
            "Hãy mở tệp bằng Excel, lưu dạng “Excel Workbook (.xlsx)” rồi tải lên.",
        ) from error


def _separator(text: str) -> tuple[str, str]:
    """The separator and the text without the line "sep=;" that may name it."""
    first, _, rest = text.partition("\n")
    stated = first.strip().strip('"')
    if stated.lower().startswith("sep=") and len(stated) == 5:
        return stated[4], rest
    if first.strip(" \r").lower() == "sep=\t":
        return "\t", rest
    return _guessed_separator(text), text


def _guessed_separator(text: str) -> str:
    """The separator that cuts the rows into equally many cells.

    A decimal comma cuts rows as well, but into fewer cells than the true separator; where it cuts
    them into more, the file is refused rather than guessed.
    """
    rows = _unquoted_rows(text)
    widths = {sign: _width(rows, sign) for sign in _SEPARATORS}
    widest = max(widths.values())
    if widest < 2:
        raise FileRefused(
            "not_a_table",
            "Tệp là văn bản nhưng không có dấu phân cách cột (dấu chấm phẩy, phẩy hoặc tab). "
            "Hãy gửi bảng tính dạng .xlsx, .xls, .ods hoặc .csv.",
        )
    # In the order of _SEPARATORS: a tab or semicolon in every row is never chance, a comma may be.
    chosen = next(sign for sign in _SEPARATORS if widths[sign] == widest)
    rivals = [width for sign, width in widths.items() if sign != chosen and width > 1]
    if chosen in ",|" and any(widest < 2 * width for width in rivals):
        raise FileRefused(
            "unknown_separator",
            "Không xác định được dấu phân cách cột của tệp CSV: dấu phẩy và dấu khác đều hợp lý. "
            "Hãy lưu tệp dạng “Excel Workbook (.xlsx)” rồi tải lên.",
        )
    return chosen


def _width(rows: list[str], separator: str) -> int:
    """The usual number of cells in the rows that have the separator, 0 if there is no such one."""
    cut = Counter(row.count(separator) + 1 for row in rows if separator in row)
    if sum(cut.values()) < max(1, len(rows) * 0.3):
        return 0
    return max(cut, key=lambda width: (cut[width], width))


def _unquoted_rows(text: str) -> list[str]:
    """The first rows with any content; what stands in quotes is quoted for any separator."""
    rows = _LINE_END.split(_QUOTED.sub("q", text))
    return [row for row in rows if row.strip(_SEPARATORS + " ")][:_SAMPLE_ROWS]
