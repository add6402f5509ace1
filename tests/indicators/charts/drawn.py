"""The charts of an indicator, and what is drawn and written in them."""

import re
from decimal import Decimal
from typing import Any

from indicators import charts
from indicators.charts.shared import DRAWN_BAND, DRAWN_OUTLOOK
from indicators.models import Area
from indicators.selectors.indicator import IndicatorPage, indicator_page
from lsdash.lib.theme import Chart
from tests.factories.reference import province
from tests.factories.times import NOW

NUMBER = re.compile(r"[+−]?\d[\d.]*(?:,\d+)?")


def page_of(code: str) -> IndicatorPage:
    return indicator_page(code=code, area=province(), readable=Area.objects.all(), today=NOW.date())


def charts_of(code: str) -> list[Chart]:
    return charts.indicator_charts(page_of(code))


def chart_named(code: str, slug: str) -> Chart:
    return next(chart for chart in charts_of(code) if chart.slug == slug)


def traces_at(chart: Chart, day: str) -> list[dict[str, Any]]:
    """The traces that have a point on that day or in that year; an outlook is none yet."""
    drawn = [t for t in chart.figure["data"] if t.get("name") not in (DRAWN_BAND, DRAWN_OUTLOOK)]
    return [trace for trace in drawn if day in trace["x"]]


def fill_at(trace: dict[str, Any], position: object, axis: str = "x") -> str:
    """The colour that one point or bar is filled with."""
    colour = trace["marker"]["color"]
    return colour if isinstance(colour, str) else colour[list(trace[axis]).index(position)]


def numbers_drawn(chart: Chart) -> list[float]:
    """The values of all traces, whichever axis they lie on."""
    values = [
        value
        for trace in chart.figure["data"]
        for value in trace["x" if trace.get("orientation") == "h" else "y"]
    ]
    return [value for value in values if value is not None]


def numbers_written(chart: Chart) -> list[Decimal]:
    """Every number in the table, as written, without its sign."""
    texts = [cell.text for row in chart.table.rows for cell in row]
    found = [number for text in texts for number in NUMBER.findall(text)]
    return [Decimal(n.strip("+−").replace(".", "").replace(",", ".")) for n in found]


def is_written(value: float, written: list[Decimal]) -> bool:
    """Whether the table holds the value, rounded as the table rounds it."""
    return any(
        abs(abs(Decimal(str(value))) - number)
        <= Decimal("0.5").scaleb(number.as_tuple().exponent) + Decimal("1e-9")
        for number in written
    )
