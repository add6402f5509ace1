"""Obstacles beside what they hold back, on a page whose own view knows none of them."""

from typing import Any

from django import template
from django.utils.timezone import localdate

from indicators.models import Indicator
from indicators.permissions import access_of
from lsdash.lib.money import BILLION
from programs.permissions import readable_obstacles
from programs.selectors.obstacles.beside import beside_indicator

register = template.Library()


@register.inclusion_tag("programs/_obstacles_beside.html", takes_context=True)
def obstacles_beside(context: template.Context, indicator: Indicator) -> dict[str, Any]:
    """{% obstacles_beside indicator %}: those that hold it back, as far as the reader may see
    them. The page of an indicator is made below programs, so it asks from here."""
    access = access_of(context["request"].user)
    beside = beside_indicator(readable_obstacles(access), indicator, today=localdate())
    return {
        "beside": beside,
        "what": "chỉ tiêu này",
        "unit": BILLION,
        "always": True,
        # A district's reader is told of no other district, not even by name.
        "hides_places": not access.sees_everything,
    }
