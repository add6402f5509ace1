"""Small pictures and addresses of the first screen."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from indicators.models import ValueForm
from indicators.selectors.standing import Standing
from lsdash.lib.drawing import sparkline, svg
from lsdash.overview import slides
from lsdash.overview.moves import indicator_href

register = template.Library()

QUARTERS = 12


@register.simple_tag
def spark(standing: Standing, width: int = 120, height: int = 36) -> SafeString:
    """The last three years of what all had reported, beside the target; nothing for one value."""
    until = standing.observation.on if standing.observation else None
    series = [
        (float(o.on.toordinal()), float(o.value))
        for o in standing.case.series
        if o.value is not None and o.coverage.is_complete and (until is None or o.on <= until)
    ]
    target = standing.target
    goal = float(target.value) if target and target.form == ValueForm.LEVEL else None
    drawn = sparkline(series[-QUARTERS:], target=goal, width=width, height=height)
    return mark_safe(drawn)  # noqa: S308  # it holds no text


@register.simple_tag
def trend(standing: Standing) -> SafeString:
    """The picture of a slide, with what it shows in words; nothing for fewer than two values."""
    figure = slides.trend(standing)
    if figure is None:
        return SafeString()
    drawn = svg(
        figure, width=1100, height=380, title=slides.trend_words(standing), family="inherit"
    )
    return mark_safe(drawn)  # noqa: S308  # svg() escapes every text of the figure


@register.simple_tag(takes_context=True)
def indicator_link(context: Context, standing: Standing) -> str:
    """As `indicator_href`, on the first screen."""
    page = context["page"].indicators
    return indicator_href(standing, page, context.get("only_official", False))
