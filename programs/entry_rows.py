"""Rows of the grid in which disbursement is typed: their names in a page, and what is typed."""

import re
from dataclasses import dataclass
from decimal import Decimal

from lsdash.lib.numbers import NumberRefused, format_number, read_number
from programs.models import FundKind, Source

LONGEST = 40  # characters of an amount; no amount is longer
NIL = "-"
_NAME = re.compile(r"([1-9]\d{0,8})-([a-z]+)-([a-z]+)-([01])")


@dataclass(frozen=True, order=True)
class RowKey:
    """What a row is of, within an agency and year."""

    component_id: int
    fund_kind: str
    source: str
    is_carried_over: bool

    @property
    def name(self) -> str:
        """ "12-dtpt-central-0", as the fields of the page carry it."""
        return f"{self.component_id}-{self.fund_kind}-{self.source}-{int(self.is_carried_over)}"


def row_key(name: str) -> RowKey:
    """The key that a name stands for. Raises ValueError for anything else."""
    found = _NAME.fullmatch(name)
    if not found or found[2] not in FundKind.values or found[3] not in Source.values:
        raise ValueError(name)
    return RowKey(int(found[1]), found[2], found[3], found[4] == "1")


@dataclass(frozen=True)
class TypedRow:
    """A row as the page sends it back: what is typed, and what stood there when it was shown."""

    key: RowKey
    text: str
    note: str
    seen: Decimal | None
    seen_note: str


class AmountRefused(ValueError):
    """The text is no amount; the sentence says what it could mean and what to do."""


def read_amount(text: str) -> Decimal | None:
    """The million VND that a person typed, None for a blank (not reported).

    The page shows Vietnamese numbers beside the cell, so "14.202" is 14202 and "1.234,5" 1234.5;
    "-" is nil and counts 0. Raises AmountRefused for what could be read in another way.
    """
    plain = text.strip()
    if plain in ("", "…"):
        return None
    if plain == NIL:
        return Decimal(0)
    if len(plain) > LONGEST:
        raise AmountRefused(f"Ô này dài quá {LONGEST} ký tự. Hãy chỉ ghi số triệu đồng.")
    try:
        return read_number(plain, decimals=3, settled=True)
    except NumberRefused as refused:
        raise AmountRefused(_sentence(refused)) from refused


def _sentence(refused: NumberRefused) -> str:
    if len(refused.readings) > 1:
        one, other = (format_number(reading) for reading in refused.readings[:2])
        return (
            f"“{refused.text}” có thể là {one} hoặc {other} triệu đồng. Hãy ghi dấu phẩy cho phần "
            "lẻ, dấu chấm giữa các nhóm ba chữ số."
        )
    return (
        f"“{refused.text}” không phải là số tiền. Hãy ghi số triệu đồng, ví dụ 1.234,5; để trống "
        "nếu chưa báo cáo."
    )


def shown_amount(value: Decimal | None) -> str:
    """The text that `read_amount` reads as the same amount; empty for not reported."""
    return "" if value is None else format_number(value).replace("\u2212", "-")


def is_touched(row: TypedRow) -> bool:
    """Whether the row says anything else than what the page showed."""
    if " ".join(row.note.split()) != row.seen_note:
        return True
    try:
        return read_amount(row.text) != row.seen
    except AmountRefused:
        return True
