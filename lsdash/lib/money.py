"""Amounts of money as people read them: leaders in tỷ đồng, officers in triệu đồng.

Amounts are Decimal in million VND everywhere else; only here do they become words, rounded for
display and never before.
"""

from decimal import Decimal
from typing import NamedTuple

from lsdash.lib.numbers import MISSING, format_number, format_signed

PER_BILLION = 1000


class MoneyUnit(NamedTuple):
    """`code` stands in addresses; `decimals` None shows every thousand đồng there is."""

    code: str
    label: str
    short: str
    divisor: int
    decimals: int | None


BILLION = MoneyUnit("ty", "tỷ đồng", "tỷ", PER_BILLION, 1)
MILLION = MoneyUnit("trieu", "triệu đồng", "triệu", 1, None)
UNITS = {unit.code: unit for unit in (BILLION, MILLION)}


def in_unit(million: Decimal, unit: MoneyUnit) -> Decimal:
    """The amount in that unit, not rounded: 1746600 million are 1746.6 tỷ."""
    return million / unit.divisor


def money_number(million: Decimal | None, unit: MoneyUnit) -> str:
    """Without the unit, where a heading says it: “1.746,6”, “49.198”, “—”.

    What is not nothing is never shown as 0: 3 million in tỷ, which would be “0,0”, is “0,003”.
    """
    if million is None:
        return MISSING
    value = in_unit(million, unit)
    return format_number(value, None if _vanishes(value, unit) else unit.decimals)


def money_text(million: Decimal | None, unit: MoneyUnit) -> str:
    """“1.746,6 tỷ đồng”, “49.198 triệu đồng”; “—” for nothing."""
    if million is None:
        return MISSING
    return f"{money_number(million, unit)} {unit.label}"


def money_about(million: Decimal | None, unit: MoneyUnit) -> str:
    """Of what was computed, whose last digits say nothing: “349,2 tỷ đồng”, “349.200 triệu đồng”
    for the same amount."""
    if million is None:
        return MISSING
    return f"{format_number(in_unit(million, unit), unit.decimals or 0)} {unit.label}"


def money_difference(million: Decimal | None, unit: MoneyUnit) -> str:
    """With its sign: “+1.027,0 tỷ đồng”, “−100,0 tỷ đồng”."""
    if million is None:
        return MISSING
    value = in_unit(million, unit)
    decimals = None if _vanishes(value, unit) else unit.decimals
    return f"{format_signed(value, decimals)} {unit.label}"


def _vanishes(value: Decimal, unit: MoneyUnit) -> bool:
    if unit.decimals is None or value == 0:
        return False
    return abs(value) < Decimal("0.5").scaleb(-unit.decimals)
