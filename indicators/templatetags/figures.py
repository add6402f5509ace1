"""Standings and published figures in templates; the words are made in `indicators.wording`."""

from collections.abc import Mapping
from decimal import Decimal
from urllib.parse import urlencode

from django import template
from django.template import Context

from indicators import wording
from indicators.asked import of
from indicators.choice import OFFICIAL, PARAMETER, kept
from indicators.models import Area, Indicator, OfficialFigure, Target
from indicators.selectors.running_year import RunningYear
from indicators.selectors.standing import Standing
from lsdash.lib.theme import LIGHTS

register = template.Library()

register.filter("value_text", wording.value_text)
register.filter("value_parts", wording.value_parts)
register.filter("level_text", wording.level_text)
register.filter("since_last_text", wording.since_last_text)
register.filter("remaining_text", wording.remaining_text)
register.filter("reason_text", wording.reason_text)
register.filter("reservation", wording.reservation)
register.filter("ground_text", wording.ground_text)
register.filter("withheld_text", wording.withheld_text)
register.filter("before_text", wording.before_text)
register.filter("after_text", wording.after_text)
register.filter("place_text", wording.place_text)
register.filter("lost_past_text", wording.lost_past_text)


@register.simple_tag(takes_context=True)
def keep(context: Context, address: str, any_period: bool = True) -> str:
    """The address of another page that is read, with the reader's choice of figures, and with the
    period on pages that say which one they keep; not for a page that may not know of it."""
    period = context.get("kept_period", "") if any_period else ""
    return kept(address, context.get("only_official", False), period)


@register.simple_tag(takes_context=True)
def keep_indicator(context: Context, standing: Standing, area: Area) -> str:
    """The indicator's page at that place, in the period where it has figures of it."""
    address, period = standing.indicator.get_absolute_url(), context.get("kept_period", "")
    if area.parent_id:
        address = f"{address}?{urlencode(of(area), safe='/')}"
    known = period if standing.case.is_told_of(period) else ""
    return kept(address, context.get("only_official", False), known)


@register.simple_tag(takes_context=True)
def same_page(context: Context, official: bool = False) -> str:
    """The same page with the other choice of figures, all else in its address as it is."""
    query = context["request"].GET.copy()
    query.pop(PARAMETER, None)
    if official:
        query[PARAMETER] = OFFICIAL
    return f"?{query.urlencode()}"


@register.filter
def target_text(target: Target, indicator: Indicator) -> str:
    return wording.target_text(target, indicator)


@register.filter
def published_text(figure: OfficialFigure, indicator: Indicator) -> str:
    return wording.published_text(figure, indicator)


@register.filter
def stated_text(standing: Standing) -> str:
    if standing.observation is None:
        return ""
    return wording.stated_difference(standing.observation, standing.indicator)


@register.simple_tag
def gap_text(gap: Decimal | None, figure: OfficialFigure, indicator: Indicator) -> str:
    return wording.gap_text(gap, figure, indicator)


@register.filter
def quantity(value: Decimal | None, indicator: Indicator) -> str:
    return wording.quantity(value, indicator.unit, indicator.decimals)


@register.filter
def yearly(value: Decimal | None, indicator: Indicator) -> str:
    """A pace: “tăng 2,2 điểm % mỗi năm”."""
    words = wording.yearly_change(value, indicator.unit, max(indicator.decimals, 1))
    return words if value in (None, 0) else f"{words} mỗi năm"


@register.filter
def change(value: Decimal | None, indicator: Indicator) -> str:
    """“giảm 1,39 điểm %”."""
    return wording.yearly_change(value, indicator.unit, max(indicator.decimals, 1))


@register.filter
def running_text(running: RunningYear, indicator: Indicator) -> str:
    return wording.running_text(running, indicator)


@register.filter
def light_shape(light: str) -> str:
    """The shape of a light as a letter, for tables of hundreds of cells."""
    return LIGHTS[light].letter


@register.filter
def light_word(light: str) -> str:
    return LIGHTS[light].label


@register.simple_tag
def provincial(standing: Standing, beside: Mapping[int, Standing]) -> tuple[str, str]:
    """The province's value of the same indicator, and how far the place is from it."""
    whole = beside.get(standing.indicator.pk)
    if whole is None:
        return wording.quantity(None, ""), ""
    return wording.value_text(whole), wording.beside_text(standing, whole)


@register.filter
def percent(ratio: Decimal | None) -> str:
    """A ratio of 1 as per cent: 0.982 is “98,2 %”."""
    return wording.quantity(None if ratio is None else ratio * 100, "%", 1)


@register.filter
def bar_width(standing: Standing) -> int:
    """How much of a progress bar is filled: 0 to 100, nothing for an unknown progress."""
    done = standing.progress or Decimal(0)
    return int(max(Decimal(0), min(done, Decimal(1))) * 100)
