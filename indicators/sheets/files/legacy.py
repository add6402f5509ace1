"""Text typed for fonts of before Unicode, found in a sheet and converted.

A font's name tells it where the file keeps one. Otherwise a sheet is converted only when it is
unmistakable: nearly all its marked words become Vietnamese, and as they stand few are.
"""

from dataclasses import replace

from indicators.sheets.workbook import Cell, Sheet
from lsdash.lib.legacy import (
    ENCODINGS,
    Encoding,
    could_be_legacy,
    font_encoding,
    is_capital_font,
    spelled_well,
    to_unicode,
)
from lsdash.lib.syllables import marked_words

_FEWEST_WORDS = 4


def with_unicode_text(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """Return the sheets with all text in Unicode, and in each what it was converted from."""
    return tuple(map(_converted_sheet, sheets))


def unmistakable_encoding(texts: list[str]) -> Encoding | None:
    """Return the encoding that all of these texts are clearly typed in, None if in doubt."""
    found = [encoding for encoding in ENCODINGS if _is_clearly(encoding, texts)]
    return found[0] if len(found) == 1 else None


def _is_clearly(encoding: Encoding, texts: list[str]) -> bool:
    if not all(map(could_be_legacy, texts)):
        return False
    converted = [to_unicode(text, encoding) for text in texts]
    words = sum(len(marked_words(text)) for text in converted)
    well = sum(map(spelled_well, converted))
    before = sum(map(spelled_well, texts))
    return words >= _FEWEST_WORDS and well >= words * 0.9 and before <= words * 0.5


def _converted_sheet(sheet: Sheet) -> Sheet:
    marked = [cell for cell in sheet.cells.values() if _is_marked(cell)]
    by_font = {cell: font_encoding(cell.font) for cell in marked}
    by_spelling = unmistakable_encoding([cell.text for cell in marked if not by_font[cell]])
    changed, used = {}, set()
    for cell in marked:
        encoding = by_font[cell] or by_spelling
        text = _converted(cell, encoding) if encoding else cell.text
        if text != cell.text:
            changed[cell.row, cell.column] = replace(cell, text=text, value=text)
            used.add(encoding)
    if not changed:
        return sheet
    return replace(sheet, cells=sheet.cells | changed, converted_from=tuple(sorted(used)))


def _is_marked(cell: Cell) -> bool:
    return cell.kind == "text" and not cell.text.isascii()


def _converted(cell: Cell, encoding: Encoding) -> str:
    """The text in Unicode, or as it is where it is Unicode already in spite of its font."""
    if not could_be_legacy(cell.text):
        return cell.text
    text = to_unicode(cell.text, encoding)
    if spelled_well(text) < spelled_well(cell.text):
        return cell.text
    return text.upper() if is_capital_font(cell.font) else text
