"""A long table as delimited text, separated by semicolons, tabs or commas."""

import csv
import io
from collections.abc import Iterator

from indicators.sheets.files.encodings import decoded
from indicators.sheets.files.limits import MAX_CELL_CHARACTERS
from indicators.sheets.files.refusal import FileRefused

from .columns import SEARCHED_ROWS, Columns, Headings

_SEPARATORS = ";\t,|"


def read_text(data: bytes, columns: Columns) -> tuple[Headings, Iterator[tuple[int, list[str]]]]:
    """The headings, and the rows below them with the number of their first line."""
    text = decoded(data).text
    start = "".join(text.splitlines(keepends=True)[:SEARCHED_ROWS])
    for separator in _SEPARATORS:
        above: list[str] = []
        for line, row in _rows(start, separator):
            if found := columns.find(line, row, above):
                return found, _below(text, separator, found)
            above += filter(None, row)
    raise no_headings(columns)


def no_headings(columns: Columns) -> FileRefused:
    return FileRefused(
        "no_headings",
        f"Không tìm thấy dòng tiêu đề của bảng dài. Bảng phải có các cột {columns.expected}.",
    )


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    first = 1
    try:
        for row in lines:
            yield first, row
            first = lines.line_num + 1
    except csv.Error as error:
        raise FileRefused(
            "broken_csv",
            f"Dòng {lines.line_num} của tệp CSV có ô quá dài hoặc dấu ngoặc kép không khép kín. "
            "Hãy sửa dòng này rồi tải lên lại.",
        ) from error


def _below(text: str, separator: str, headings: Headings) -> Iterator[tuple[int, list[str]]]:
    return (pair for pair in _rows(text, separator) if pair[0] > headings.line and any(pair[1]))
