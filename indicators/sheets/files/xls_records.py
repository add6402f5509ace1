"""Which cells of an .xls are formulas, read from the records of its workbook stream.

A stream is a row of records (type, length, content). A program other than Excel may write a
formula without computing it; its stored result then is an empty text. That is a true result only
where the formula has an empty text of its own to give: =IF(A1>0;A1;"").
"""

import struct
from collections.abc import Iterator
from typing import Literal

from indicators.sheets.files.refusal import encrypted

FormulaState = Literal["computed", "never computed"]
SheetFormulas = dict[tuple[int, int], FormulaState]  # by row and column, counted from 0

_BOF, _EOF, _FORMULA, _BOUNDSHEET, _FILEPASS = 0x0809, 0x000A, 0x0006, 0x0085, 0x002F
_WORKSHEET = 0
_EMPTY_TEXT_RESULT = b"\x03"
_IS_NO_NUMBER = b"\xff\xff"
_EMPTY_TEXT_TOKEN = b"\x17\x00"  # a text constant of length 0


def formulas_by_sheet(stream: bytes) -> list[SheetFormulas]:
    """Return the formula cells of every worksheet, in the order of the workbook.

    Raises `FileRefused` when the stream is encrypted, struct.error when it is cut short.
    """
    return [_formulas(stream, start) for start in _worksheet_starts(stream)]


def _worksheet_starts(stream: bytes) -> Iterator[int]:
    for kind, content in _records(stream, 0):
        if kind == _FILEPASS:
            raise encrypted()
        if kind == _BOUNDSHEET:
            start, _, sheet_type = struct.unpack_from("<IBB", content)
            if sheet_type == _WORKSHEET:
                yield start


def _formulas(stream: bytes, start: int) -> SheetFormulas:
    found: SheetFormulas = {}
    for kind, content in _records(stream, start):
        if kind == _FORMULA:
            row, column = struct.unpack_from("<HH", content)
            found[row, column] = _state(content)
    return found


def _records(stream: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    """The records from there to the end of that part; charts inside it are parts of their own."""
    depth = 0
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        position += 4
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[position : position + length]
        position += length


def _state(content: bytes) -> FormulaState:
    result, tokens = content[6:14], content[22:]
    is_empty_text = result[6:8] == _IS_NO_NUMBER and result[:1] == _EMPTY_TEXT_RESULT
    if is_empty_text and _EMPTY_TEXT_TOKEN not in tokens:
        return "never computed"
    return "computed"
