"""In which unit a sheet gives its amounts and counts, and what that makes of them.

The unit line above the table counts, unless a column's heading or the row of units below it names
its own. Figures are converted to the form's unit and this is said; where the unit is unclear
nothing is read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from indicators.sheets.layout import Column
from indicators.sheets.money import factor, is_money, money_units, unit_in_heading
from indicators.sheets.scales import (
    is_same_unit,
    scale_of,
    stated_in_thousands,
    units_in,
)
from indicators.sheets.spec import ColumnSpec, FormSpec
from indicators.sheets.values import Manner, Refusal
from lsdash.lib.numbers import format_number


@dataclass(frozen=True)
class Units:
    """The unit of money that the sheet states (None: it does not say) and the one the form wants;
    `thousands` are the units of counts that its unit line states in thousands."""

    stated: str | None
    wanted: str
    thousands: frozenset[str] = frozenset()

    def of_column(self, column: Column) -> str:
        """The unit of one column's amounts."""
        return _own_unit(column) or self.stated or self.wanted

    def is_stated(self, columns: Iterable[Column]) -> bool:
        """Whether the sheet says anywhere in which unit its amounts are."""
        return bool(self.stated or any(_own_unit(column) for column in columns))

    def manner(self, column: Column, spec: ColumnSpec, *, is_vietnamese: bool) -> Manner:
        """How the figures of a column are to be read."""
        if spec.kind != "amount":
            beside = [text for level in column.path for text in units_in(level)]
            beside += [f"({column.unit})"] if column.unit else []
            return self.manner_of_count(spec, beside, is_vietnamese=is_vietnamese)
        return self.manner_of_amount(self.of_column(column), is_vietnamese=is_vietnamese)

    def manner_of_amount(self, unit: str, *, is_vietnamese: bool) -> Manner:
        """How amounts in a unit are to be read."""
        if not is_money(unit) or not is_money(self.wanted):
            return Manner(is_vietnamese)
        return Manner(is_vietnamese, factor(unit, self.wanted), unit == "đồng")

    def manner_of_count(
        self, spec: ColumnSpec, beside: Iterable[str], *, is_vietnamese: bool
    ) -> Manner:
        """How counts and rates are to be read, with the units that stand `beside` them."""
        texts = [text for text in beside if text]
        scale = scale_of(spec, texts)
        if scale == "unclear":
            return Manner(is_vietnamese, refusal=_unclear(spec, texts))
        by_line = scale is None and any(is_same_unit(unit, spec.unit) for unit in self.thousands)
        in_thousands = spec.kind == "count" and (scale == "thousands" or by_line)
        return Manner(is_vietnamese, in_thousands=in_thousands)

    def converted(self, columns: Iterable[Column]) -> str | None:
        """What was changed, in words, or None."""
        units = {self.of_column(column) for column in columns}
        found = sorted(unit for unit in units if unit != self.wanted and is_money(unit))
        if not is_money(self.wanted) or not found:
            return None
        return "; ".join(_change(unit, self.wanted) for unit in found)


def _unclear(spec: ColumnSpec, texts: list[str]) -> Refusal:
    named = ", ".join(f"“{text.strip('() ')}”" for text in texts if text.startswith("("))
    what = f"đơn vị tính ghi {named}, khác đơn vị của biểu là “{spec.unit}”"
    return Refusal("unit_not_supported", what, f"số liệu theo đơn vị “{spec.unit}”")


def _own_unit(column: Column) -> str | None:
    levels = (f"({level})" if _bare(level) else level for level in (*column.path, column.unit))
    return unit_in_heading(" ".join(levels))


def _bare(level: str) -> bool:
    """Whether a heading level is nothing but a unit of money: "triệu đồng" under "Tổng số"."""
    return money_units(level) != () and unit_in_heading(f"({level})") is not None


def _change(unit: str, wanted: str) -> str:
    ratio = factor(unit, wanted)
    by = (
        f"nhân {format_number(ratio)}" if ratio > 1 else f"chia {format_number(Decimal(1) / ratio)}"
    )
    return f"{unit} đổi sang {wanted} ({by})"


def unit_of_amounts(form: FormSpec) -> str:
    """Return the unit of the form's amounts, "" for a form that has none."""
    return next((column.unit for column in form.columns if column.kind == "amount"), "")


def units_of(unit: str | None, form: FormSpec) -> Units:
    """Return the units of a sheet whose unit line says `unit`."""
    stated = money_units(unit or "")
    thousands = stated_in_thousands(unit, form) or frozenset()
    return Units(stated[0] if len(stated) == 1 else None, unit_of_amounts(form), thousands)
