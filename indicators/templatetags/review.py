"""Reports under review in words."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django import template
from django.utils.timezone import localtime

from indicators.entries import Key
from indicators.exports.completeness import cell_words
from indicators.models import MeasureKind
from indicators.selectors.queue import Oddest, Waiting
from lsdash.lib.moments import days_left_text, until_text
from lsdash.lib.numbers import NARROW_BLANK, format_number, format_signed
from lsdash.lib.text import lower_first

register = template.Library()

LETTERS = {"not_sent": "–", "sent": "G", "returned": "T", "approved": "D", "locked": "C"}

register.filter("days_left_text", days_left_text)
register.filter("cell_words", cell_words)


@register.filter
def until(moment: datetime) -> str:
    """“hết ngày 19/10/2024”."""
    return until_text(localtime(moment))


@register.filter
def letter(state: str) -> str:
    """The letter that stands for a state where there is no room for its word."""
    return LETTERS[state]


@register.filter
def in_time_text(one: Waiting) -> str:
    """“đúng hạn”, “trễ 3 ngày so với hạn 10/10/2024, trong thời gian gia hạn”."""
    if not one.days_late:
        return "đúng hạn"
    report = one.report
    extended = report.extended_until is not None and one.first_sent < report.extended_until
    return (
        f"trễ {format_number(one.days_late)} ngày so với hạn {report.period.due_on:%d/%m/%Y}"
        f"{', trong thời gian gia hạn' if extended else ''}"
    )


@register.filter
def oddest_text(oddest: Oddest) -> str:
    """“Xã Bính Xá: số hộ nghèo 120 → 60 (−50,0 %)”."""
    name = f"{oddest.area.name}: {lower_first(oddest.measure.name)}"
    if oddest.measure.kind == MeasureKind.YES_NO:
        return f"{name} trước là có, nay là không"
    move = f"{format_number(oddest.before)} → {format_number(oddest.after)}"
    if not oddest.before:
        return f"{name} {move}"
    share = (oddest.after - oddest.before) / oddest.before * 100
    return f"{name} {move} ({format_signed(share, 1)}{NARROW_BLANK}%)"


@register.filter
def text_of(texts: Mapping[Key, str], key: Key) -> str:
    """What the reviewer wrote about one cell."""
    return texts.get(key, "")


@register.filter
def ratio_text(ratio: Decimal | None) -> str:
    """0.818 is “81,8 %”."""
    if ratio is None:
        return format_number(None)
    return f"{format_number(ratio * 100, 1)}{NARROW_BLANK}%"
