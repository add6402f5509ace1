"""Numbers in templates: Vietnamese, with their unit."""

from decimal import Decimal

from django import template

from lsdash.lib.numbers import format_number
from lsdash.lib.text import lower_first

register = template.Library()

register.filter("lower_first", lower_first)


@register.filter
def number(value: Decimal | int | None, decimals: int | None = None) -> str:
    """{{ 1747|number }} is 1.747; {{ value|number:1 }} always one decimal; None is —."""
    return format_number(value, decimals)
