"""Rates, and the way from a number to its lines, in templates; the words are made in
`programs.wording`."""

from dataclasses import replace
from decimal import Decimal

from django import template

from lsdash.lib.theme import LIGHTS
from programs import wording
from programs.links import lines_link
from programs.selectors.book import Row
from programs.selectors.question import Question

register = template.Library()

register.filter("rate", wording.rate_text)
register.filter("answer", wording.answer_text)
register.filter("pace", wording.pace_text)
register.filter("outlook", wording.forecast_text)


@register.filter
def light_word(light: str) -> str:
    return LIGHTS[light].label


@register.filter
def bar(rate: Decimal | None) -> int:
    """How much of a progress bar is filled, 0 to 100."""
    return int(max(Decimal(0), min(rate or Decimal(0), Decimal(100))))


@register.simple_tag
def lines(asked: Question, row: Row, carried: str = "") -> str:
    """The address of the lines that a number of the row adds up."""
    return lines_link(asked, replace(row.narrowing, carried=carried))
