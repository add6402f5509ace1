"""Pictures of one indicator.

Dataclasses of the selectors in, `Chart` out: figure, table of the same numbers, alternative text
and source. Figures are plain dicts; tests put each through Plotly's own validation.
"""

from indicators.selectors.indicator import IndicatorPage
from lsdash.lib.theme import Chart

from .change import change_chart
from .comparison import comparison_charts, comparison_table, standing_table
from .history import history_chart
from .lights import lights_chart
from .multiples import small_multiples
from .place_map import map_frames, outline_chart, place_table, place_tiles, scale_legend
from .ranking import left_out_text, ranking_chart, ranking_table
from .shared import REPORTS
from .standings import standings_table

__all__ = [
    "REPORTS",
    "change_chart",
    "comparison_charts",
    "comparison_table",
    "history_chart",
    "indicator_charts",
    "left_out_text",
    "lights_chart",
    "map_frames",
    "outline_chart",
    "place_table",
    "place_tiles",
    "ranking_chart",
    "ranking_table",
    "scale_legend",
    "small_multiples",
    "standing_table",
    "standings_table",
]


def indicator_charts(page: IndicatorPage) -> list[Chart]:
    """The charts of an indicator's page, the most asked for first."""
    drawn = (change_chart(page), history_chart(page), ranking_chart(page))
    return [chart for chart in drawn if chart is not None]
