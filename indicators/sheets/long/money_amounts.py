"""Amounts of a long table in thousand đồng, from whatever unit it states."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from indicators.sheets.money import factor, money_units, unit_in_heading
from indicators.sheets.values import read_symbol
from lsdash.lib.numbers import (
    NumberRefused,
    format_number,
    is_plainly_english,
    is_plainly_vietnamese,
    read_number,
)

from .columns import Headings
from .source import RowRefused

WANTED = "triệu đồng"
MOST_THOUSANDS = 10**15 - 1  # what the ledger holds: fifteen digits
_EVIDENCE = 3  # so many plainly Vietnamese amounts settle what one dot or comma means
_NO_NUMBERS = (bool, date, datetime, time, timedelta)
_EXPECTED = "Cần: số theo cách viết Việt Nam, ví dụ 1.234,5."


def stated_unit(headings: Headings) -> tuple[str | None, str]:
    """The unit that the amounts' heading or a line above the table states, and that text."""
    heading = headings.texts.get("amount", "")
    if "(" in heading:
        return unit_in_heading(heading), heading
    for text in headings.above:
        if units := money_units(text):
            return (units[0] if len(units) == 1 else None), text
    return None, heading


@lru_cache(maxsize=1_024)
def unit_of(text: str) -> str | None:
    """The unit that a cell of the units' column names."""
    return unit_in_heading(f"({text})")


@dataclass
class Evidence:
    """How the table writes its numbers, as far as it has been read."""

    vietnamese: int = 0
    english: int = 0

    def note(self, text: str) -> None:
        self.vietnamese += is_plainly_vietnamese(text)
        self.english += is_plainly_english(text)

    @property
    def is_vietnamese(self) -> bool:
        return self.vietnamese >= _EVIDENCE * (1 + self.english * self.english)


class Doubtful(Exception):
    """An amount with two readings, which the rest of the table may settle."""


def thousands(raw: object, unit: str, *, settled: bool = False, last: bool = False) -> int | None:
    """The amount in thousand đồng, None for a blank; nil ("-") is 0.

    Raises RowRefused, and Doubtful for a text with two readings unless it is the `last` look.
    """
    if isinstance(raw, _NO_NUMBERS):
        raise RowRefused("not_a_number", f"Ô số tiền ghi “{raw}”, không phải là số. {_EXPECTED}")
    if isinstance(raw, int | float):
        number = Decimal(f"{raw:.15g}") if isinstance(raw, float) else Decimal(raw)
    else:
        symbol = read_symbol("" if raw is None else str(raw))
        if symbol:
            return 0 if symbol.state == "nil" else None
        number = _typed(str(raw), unit, settled=settled, last=last)
    return _whole(number, unit)


def _typed(text: str, unit: str, *, settled: bool, last: bool) -> Decimal:
    decimals = 0 if unit == "đồng" else 3
    try:
        return read_number(text, decimals=decimals, settled=settled)
    except NumberRefused as refused:
        if refused.code == "ambiguous_number" and not last:
            raise Doubtful from refused
        readings = " hoặc ".join(format_number(value) for value in refused.readings)
        said = f"có thể là {readings}" if readings else "không phải là số"
        message = f"Số tiền “{text.strip()[:60]}” {said}. {_EXPECTED}"
        raise RowRefused(refused.code, message) from refused


def _whole(number: Decimal, unit: str) -> int:
    amount = number * factor(unit, "nghìn đồng")
    if amount != amount.to_integral_value():
        raise RowRefused(
            "too_fine",
            f"Số tiền {format_number(number)} {unit} lẻ dưới một nghìn đồng. "
            "Cần: không quá ba số lẻ tính theo triệu đồng.",
        )
    if abs(amount) > MOST_THOUSANDS:
        raise RowRefused(
            "too_large",
            f"Số tiền {format_number(number)} {unit} quá lớn. Hãy kiểm tra lại đơn vị tính.",
        )
    return int(amount)


def in_million(amount: int) -> str:
    """1234500 thousand đồng: "1.234,5"."""
    return format_number(Decimal(amount).scaleb(-3))


def conversion(unit: str) -> str:
    """What was done with all amounts of a unit, "" for the ledger's own."""
    if unit == WANTED:
        return ""
    ratio = factor(unit, WANTED)
    if ratio > 1:
        by = f"nhân {format_number(ratio)}"
    else:
        by = f"chia {format_number(factor(WANTED, unit))}"
    return f"Số tiền ghi bằng {unit} đã đổi sang {WANTED} ({by})."
