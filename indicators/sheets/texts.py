"""Cells of words: what an obstacle is, its cause, who resolves it, by when."""

import re
import unicodedata

from indicators.sheets.dates import DateRefused, read_date
from indicators.sheets.spec import ColumnSpec
from indicators.sheets.values import BLANK, Reading, Refusal, read_symbol, refused, unreadable
from indicators.sheets.workbook import Cell

MAX_LENGTH = 5000
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_BLANKS = re.compile(r"[^\S\n]+")
_DAY_EXPECTED = "ngày/tháng/năm (ví dụ 31/12/2024)"


def read_words(cell: Cell | None, column: ColumnSpec) -> Reading:
    """Return the text of a cell, or the ISO date in a column of dates; a dash is a blank."""
    if cell is None or (cell.kind == "text" and read_symbol(cell.text)):
        return BLANK
    unusable = unreadable(cell)
    if unusable:
        return refused(unusable)
    return _date(cell) if column.kind == "date" else _text(cell)


def tidy(text: str) -> str:
    """Return text to be kept: its lines as written, in composed letters, without stray blanks."""
    visible = unicodedata.normalize("NFC", text).translate(_INVISIBLE).replace("\r\n", "\n")
    lines = (_BLANKS.sub(" ", line).strip() for line in visible.replace("\r", "\n").split("\n"))
    return "\n".join(lines).strip()


def _text(cell: Cell) -> Reading:
    if cell.kind in ("date", "bool"):
        what = f"ô chứa {cell.text.split(' ')[0]}, không phải chữ"
        return refused(Refusal("not_text", what, "nội dung bằng chữ"))
    text = tidy(cell.text)
    if len(text) > MAX_LENGTH:
        what = f"nội dung dài {len(text)} ký tự"
        return refused(Refusal("text_too_long", what, f"không quá {MAX_LENGTH} ký tự"))
    return Reading("value", text)


def _date(cell: Cell) -> Reading:
    if cell.kind in ("number", "bool"):
        what = f"ô chứa {cell.text}, không rõ là ngày nào"
        return refused(Refusal("not_a_date", what, _DAY_EXPECTED))
    try:
        due = read_date(cell.text)
    except DateRefused as error:
        return refused(Refusal("not_a_date", str(error), _DAY_EXPECTED))
    notice = None
    if due.is_derived:
        notice = (
            f"ghi “{cell.text.strip()}”, được hiểu là ngày {due.day:%d/%m/%Y}. "
            "Hãy ghi ngày cụ thể nếu khác"
        )
    return Reading("value", due.day.isoformat(), notice=notice)
