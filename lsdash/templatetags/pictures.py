"""Charts as pictures that the server draws, so that they come with the page."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from lsdash.lib.drawing import NothingToDraw, svg
from lsdash.lib.theme import Chart

register = template.Library()


@register.simple_tag
def picture(chart: Chart, width: int, height: int | None = None) -> SafeString:
    """{% picture chart 340 %}: the figure as SVG of that many pixels, in the font of the page, for
    a place that says in words what is drawn; nothing where the figure has no series."""
    try:
        drawn = svg(chart.figure, width=width, height=height or chart.box_height, family="inherit")
    except NothingToDraw:
        return SafeString()
    return mark_safe(drawn)  # noqa: S308  # svg() escapes every text of the figure
