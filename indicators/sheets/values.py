"""From a cell to a figure, by the kind of its column. Whatever is doubtful is refused."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from indicators.sheets.scales import THOUSAND
from indicators.sheets.spec import ColumnSpec
from indicators.sheets.workbook import Cell
from lsdash.lib.numbers import (
    NumberRefused,
    format_number,
    is_plainly_english,
    is_plainly_vietnamese,
    read_number,
)
from lsdash.lib.text import fold

State = Literal["value", "nil", "blank", "refused"]

_NIL = re.compile(r"[-–—−]")
# Where one piece of these patterns ends, the next cannot have begun, so that no text makes them try
# every place in turn: a cell may hold 32,767 characters.
_NOT_REPORTED = re.compile(r"\.*…[….]*|\.{2,}")
_YES = frozenset({"x", "có", "✓", "✔"})
_NO = frozenset({"không"})
_FIGURE_TEXT = re.compile(r"[-+−–~]?[.,\s]*\d[\d.,\s]*%?")
# So many cells of a table must be plainly Vietnamese before its doubtful amounts are read so.
_EVIDENCE = 3


@dataclass(frozen=True)
class Refusal:
    """Why a cell is refused: what is wrong, what was expected.

    `misplaced` weighs how surely the content belongs to another kind of column: 2 for a tick
    among numbers or a number among ticks, 1 for a fraction among counts or a count among rates.
    """

    code: str
    what: str
    expected: str
    misplaced: int = 0


@dataclass(frozen=True)
class Reading:
    """What a cell says: a value, nil ("-", counts as 0), not reported, or refused.

    `notice` is said of a value that was read but should be looked at; `thousands` is the number as
    it stands in the sheet where the value is so many thousands.
    """

    state: State
    value: Decimal | bool | str | None = None
    refusal: Refusal | None = None
    notice: str | None = None
    thousands: Decimal | None = None

    @property
    def number(self) -> Decimal | None:
        """The value for sums and checks: nil counts 0, ticks are 1."""
        if self.state == "nil":
            return Decimal(0)
        return None if self.value is None or isinstance(self.value, str) else Decimal(self.value)


@dataclass(frozen=True)
class Manner:
    """How a table writes its numbers.

    `is_vietnamese` if the cells leave no doubt about their dots and commas; `factor` turns an
    amount into the form's unit; `is_whole` says that amounts have no decimals, being in đồng;
    `in_thousands` that counts stand in thousands; `refusal` why nothing can be read at all.
    """

    is_vietnamese: bool = False
    factor: Decimal = Decimal(1)
    is_whole: bool = False
    in_thousands: bool = False
    refusal: Refusal | None = None


BLANK = Reading("blank")
PLAIN = Manner()
_NIL_READING = Reading("nil")


def is_vietnamese(cells: Iterable[Cell]) -> bool:
    """Whether the figures typed as text are plainly written the Vietnamese way, but for slips."""
    texts = [cell.text for cell in cells if cell.kind == "text"]
    slips = sum(is_plainly_english(text) for text in texts)
    return sum(is_plainly_vietnamese(text) for text in texts) >= _EVIDENCE * (1 + slips * slips)


def is_figure(cell: Cell) -> bool:
    """Whether a cell under the headings is a figure at all, and not part of a note."""
    if cell.kind != "text":
        return cell.kind != "date"
    folded = fold(cell.text)
    is_symbol = folded in _YES | _NO or _NIL.fullmatch(folded) or _NOT_REPORTED.fullmatch(folded)
    return bool(is_symbol or _FIGURE_TEXT.fullmatch(folded))


def read_cell(cell: Cell | None, column: ColumnSpec, manner: Manner = PLAIN) -> Reading:
    """Return what `cell` says in `column`: its value, nil, blank, or the reason of refusal.

    Rates come in per cent: 0.961 formatted as 0.0% is 96.1.
    """
    if cell is None:
        return BLANK
    if cell.kind == "text":
        symbol = read_symbol(cell.text)
        if symbol and symbol.state == "nil" and manner.refusal:
            return refused(manner.refusal)
        if symbol:
            return symbol
    unusable = unreadable(cell) or _date_in_number(cell)
    if unusable or manner.refusal:
        return refused(unusable or manner.refusal)
    return _yes_no(cell) if column.kind == "yes_no" else _number(cell, column, manner)


def read_symbol(text: str) -> Reading | None:
    """Return nil for a dash, blank for dots, None for anything else."""
    folded = fold(text)
    if _NIL.fullmatch(folded):
        return _NIL_READING
    return BLANK if not folded or _NOT_REPORTED.fullmatch(folded) else None


def unreadable(cell: Cell) -> Refusal | None:
    """Return why a cell says nothing in any column: an error, a formula without a result."""
    if cell.kind == "error":
        what = f"ô báo lỗi {cell.text} của Excel"
        return Refusal("excel_error", what, "sửa công thức hoặc nhập trực tiếp")
    if cell.kind == "no_result":
        what = "ô có công thức nhưng chưa có kết quả được lưu"
        expected = "mở tệp bằng Excel, lưu lại, hoặc nhập số thay công thức"
        return Refusal("formula_without_result", what, expected)
    return None


def _date_in_number(cell: Cell) -> Refusal | None:
    if cell.kind != "date":
        return None
    what = f"ô chứa ngày tháng ({cell.text}), có thể do Excel tự đổi"
    return Refusal("date_in_number", what, "định dạng lại ô thành số và nhập lại")


def _yes_no(cell: Cell) -> Reading:
    if cell.kind == "bool":
        return Reading("value", bool(cell.value))
    word = fold(cell.text)
    if cell.kind == "text" and word in _YES | _NO:
        return Reading("value", word in _YES)
    what = f"ghi “{cell.text.strip()}” ở cột đánh dấu"
    misplaced = 2 if is_figure(cell) else 0
    return refused(Refusal("not_yes_no", what, "x nếu đạt, để trống nếu không", misplaced))


def _number(cell: Cell, column: ColumnSpec, manner: Manner) -> Reading:
    if cell.kind == "bool":
        what = f"ô chứa giá trị đúng/sai ({cell.text})"
        return refused(Refusal("bool_in_number", what, _expected(column)))
    refusal = _unsuitable_format(cell, column)
    if refusal:
        return refused(refusal)
    try:
        if manner.in_thousands:
            return _of_thousands(cell, column, manner)
        return _limited(_decimal(cell, column, manner), column)
    except NumberRefused as error:
        return refused(_explained(error, column))


def _of_thousands(cell: Cell, column: ColumnSpec, manner: Manner) -> Reading:
    """A count that stands in thousands: 12,345 is 12345; what does not come out whole is refused.

    Here one dot may always be meant as a comma, so "12.345" is asked even among Vietnamese numbers.
    """
    settled = manner.is_vietnamese and "," in cell.text
    try:
        is_text = cell.kind == "text"
        stated = (
            read_number(cell.text, decimals=1, settled=settled) if is_text else Decimal(cell.text)
        )
    except NumberRefused as error:
        raise type(error)(error.text, tuple(THOUSAND * r for r in error.readings)) from error
    value = stated * THOUSAND
    if value != value.to_integral_value():
        what = (
            f"{format_number(stated)} nghìn là {format_number(value)}, không phải số nguyên; "
            f"không rõ là {format_number(value)} hay {format_number(stated)}"
        )
        return refused(Refusal("not_whole", what, f"{_expected(column)} sau khi nhân 1.000"))
    reading = _limited(value, column)
    return replace(reading, thousands=stated) if reading.state == "value" else reading


def _unsuitable_format(cell: Cell, column: ColumnSpec) -> Refusal | None:
    if cell.kind != "number":
        return None
    if cell.is_percent_format and column.kind != "rate":
        what = "ô định dạng phần trăm ở cột không phải tỷ lệ"
        return Refusal("percent_not_expected", what, _expected(column), misplaced=1)
    if cell.is_scaled_format:
        what = "định dạng của ô làm số hiển thị nhỏ đi hàng nghìn lần"
        return Refusal("scaled_format", what, "định dạng lại ô thành số thường")
    return None


def _decimal(cell: Cell, column: ColumnSpec, manner: Manner) -> Decimal:
    is_rate = column.kind == "rate"
    factor = manner.factor if column.kind == "amount" else Decimal(1)
    if cell.kind == "text":
        decimals = 0 if column.kind == "amount" and manner.is_whole else column.decimals
        settled = manner.is_vietnamese
        return factor * read_number(cell.text, decimals=decimals, percent=is_rate, settled=settled)
    number = Decimal(cell.text)
    return number * 100 if is_rate and cell.is_percent_format else number * factor


def _limited(value: Decimal, column: ColumnSpec) -> Reading:
    if column.decimals == 0 and column.kind != "rate" and value != value.to_integral_value():
        return refused(_fraction(value, column))
    low = Decimal(0) if column.minimum is None else column.minimum
    high = Decimal(100) if column.maximum is None and column.kind == "rate" else column.maximum
    if value < low:
        what = f"{format_number(value)} nhỏ hơn mức thấp nhất là {format_number(low)}"
        return refused(Refusal("below_minimum", what, _expected(column)))
    if high is not None and value > high:
        what = f"{format_number(value)} lớn hơn mức cao nhất là {format_number(high)}"
        is_count = column.kind == "rate" and value == value.to_integral_value()
        return refused(Refusal("above_maximum", what, _expected(column), int(is_count)))
    return Reading("value", value)


def _fraction(value: Decimal, column: ColumnSpec) -> Refusal:
    shown, thousand_fold = format_number(value), value * 1000
    what = f"{shown} không phải số nguyên"
    # A count typed "1.234" where Excel expects English becomes 1,234: no rate has strayed there.
    if (value * 100) % 1 and thousand_fold % 1 == 0:
        what += f"; có thể là {format_number(thousand_fold)}"
        return Refusal("not_whole", what, _expected(column))
    return Refusal("not_whole", what, _expected(column), misplaced=1)


def _explained(error: NumberRefused, column: ColumnSpec) -> Refusal:
    text = f"ghi “{error.text.strip()[:60]}”"
    readings = " hoặc ".join(format_number(value) for value in error.readings)
    if len(error.readings) > 1:
        what = f"{text}, có thể hiểu là {readings}"
    elif readings:
        what = f"{text}, có lẽ là {readings} nhưng dấu phân cách không theo cách viết Việt Nam"
    else:
        what = f"{text} không phải là số"
    return Refusal(error.code, what, _expected(column), _weight(error))


def _weight(error: NumberRefused) -> int:
    if fold(error.text) in _YES:
        return 2
    return 1 if error.code in ("not_whole", "percent_not_expected") else 0


def _expected(column: ColumnSpec) -> str:
    if column.kind == "rate":
        return "tỷ lệ từ 0 đến 100, dấu phẩy trước phần thập phân (ví dụ 96,1)"
    if column.decimals:
        return f"số không âm, tối đa {column.decimals} chữ số sau dấu phẩy (ví dụ 14.202,5)"
    return "số nguyên không âm"


def refused(refusal: Refusal) -> Reading:
    """Return the reading of a cell that is not taken."""
    return Reading("refused", None, refusal)
