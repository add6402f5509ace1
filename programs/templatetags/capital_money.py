"""Amounts in templates, in the unit that the page says."""

from decimal import Decimal

from django import template

from lsdash.lib.money import MoneyUnit, money_difference, money_number, money_text

register = template.Library()


@register.filter
def money(million: Decimal | None, unit: MoneyUnit) -> str:
    """{{ sum|money:unit }} in a column whose heading says the unit."""
    return money_number(million, unit)


@register.filter
def money_with_unit(million: Decimal | None, unit: MoneyUnit) -> str:
    """“1.746,6 tỷ đồng”."""
    return money_text(million, unit)


@register.filter
def money_change(million: Decimal | None, unit: MoneyUnit) -> str:
    """“+100”, “−2,5” in a column whose heading says the unit."""
    return money_difference(million, unit).removesuffix(f" {unit.label}")
