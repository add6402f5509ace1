"""The way in: from bytes to sheets. Only the parser of the file's own kind is imported."""

import re
from collections.abc import Callable
from dataclasses import replace

from indicators.sheets.files.kinds import Kind, recognised_kind
from indicators.sheets.files.legacy import with_unicode_text
from indicators.sheets.files.limits import check_cells, check_sheets, check_texts
from indicators.sheets.files.refusal import FileRefused, not_readable
from indicators.sheets.workbook import Cell, Sheet

# Control signs and halves of signs, which neither JSON nor the database can keep.
_UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def open_workbook(data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a file, hidden ones too; raise `FileRefused` for what is not read."""
    parse = _parser(recognised_kind(data))
    try:
        sheets = parse(data)
    except (FileRefused, MemoryError):
        raise
    # A broken file surfaces as many exception types, all of which mean the same to the sender.
    except Exception as error:
        raise not_readable() from error
    if not sheets:
        raise not_readable()
    _check_what_was_read(sheets)
    return with_unicode_text(tuple(map(_storable, sheets)))


def _parser(kind: Kind) -> Callable[[bytes], tuple[Sheet, ...]]:
    if kind == "xlsx":
        from indicators.sheets.files.xlsx import read_xlsx as parse
    elif kind == "xls":
        from indicators.sheets.files.xls import read_xls as parse
    elif kind == "ods":
        from indicators.sheets.files.ods import read_ods as parse
    else:
        from indicators.sheets.files.delimited import read_delimited as parse
    return parse


def _check_what_was_read(sheets: tuple[Sheet, ...]) -> None:
    check_sheets(len(sheets))
    check_cells(sum(len(sheet.cells) for sheet in sheets))
    for sheet in sheets:
        check_texts((cell.coordinate, cell.text) for cell in sheet.cells.values())


def _storable(sheet: Sheet) -> Sheet:
    changed = {
        place: _without_control_signs(cell)
        for place, cell in sheet.cells.items()
        if not cell.text.isprintable() and _UNSTORABLE.search(cell.text)
    }
    return replace(sheet, name=_UNSTORABLE.sub("\ufffd", sheet.name), cells=sheet.cells | changed)


def _without_control_signs(cell: Cell) -> Cell:
    text = _UNSTORABLE.sub("\ufffd", cell.text)
    return replace(cell, text=text, value=text if cell.kind == "text" else cell.value)
