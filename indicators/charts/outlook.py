"""Where the trend leads: a line and a band from the last report to the target's date."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from indicators import progress as pg
from indicators.models import Indicator
from indicators.selectors.indicator import IndicatorPage
from indicators.wording import quantity
from lsdash.lib import theme

from .shared import DRAWN_BAND, DRAWN_OUTLOOK


def outlook_traces(page: IndicatorPage) -> list[dict[str, Any]]:
    """Drawn first, so that what was reported lies upon it; nothing where there is no outlook."""
    spreads = drawn_band(page)
    if not spreads:
        return []
    days = [spread.on.isoformat() for spread in spreads]
    outline = [float(s.low) for s in spreads] + [float(s.high) for s in reversed(spreads)]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": DRAWN_BAND,
            "x": [*days, *reversed(days)],
            "y": outline,
            "fill": "toself",
            "fillcolor": theme.OFFICIAL,
            "opacity": 0.25,
            "hoverinfo": "skip",
            "line": {"color": theme.OFFICIAL, "width": 0.5},
        },
        {
            "type": "scatter",
            "mode": "lines",
            "name": DRAWN_OUTLOOK,
            "x": days,
            "y": [float(s.middle) for s in spreads],
            "text": [_words(s, page.indicator) for s in spreads],
            "hovertemplate": "%{text}<extra></extra>",
            "line": {"color": theme.OFFICIAL, "width": 1.5, "dash": "dot"},
        },
    ]


def drawn_band(page: IndicatorPage) -> list[pg.Spread]:
    """The band cut where the indicator cannot go: below nothing, a part above its whole."""
    low, high = Decimal(0), _highest(page.indicator)

    def cut(value: Decimal) -> Decimal:
        return max(value, low) if high is None else min(max(value, low), high)

    return [replace(s, low=cut(s.low), middle=cut(s.middle), high=cut(s.high)) for s in page.band]


def _highest(indicator: Indicator) -> Decimal | None:
    """The factor, 100 of a %, where the numerator is a part of the denominator."""
    numerator, whole = indicator.numerator, indicator.denominator_id
    is_part = numerator is not None and whole is not None and numerator.part_of_id == whole
    return indicator.factor if is_part else None


def _words(spread: pg.Spread, indicator: Indicator) -> str:
    decimals = max(indicator.decimals, 1)
    low, middle, high = (
        quantity(value, indicator.unit, decimals)
        for value in (spread.low, spread.middle, spread.high)
    )
    return f"Theo đà, {spread.on:%d/%m/%Y}: <b>{middle}</b><br>từ {low} đến {high}"
