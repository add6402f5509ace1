"""A chart drawn as the page draws it: by Plotly, and by the server."""

from xml.etree import ElementTree as ET

import plotly.graph_objects as go

from lsdash.lib.drawing import svg
from lsdash.lib.theme import Chart

WIDTHS = (340, 620, 960)  # those of templates/_chart.html


def drawn_both_ways(chart: Chart) -> go.Figure:
    """The figure as Plotly takes it; raises where Plotly or our own drawing does not take it."""
    for width in WIDTHS:
        picture = svg(chart.figure, width=width, height=chart.box_height)
        assert "nan" not in picture
        ET.fromstring(picture)  # noqa: S314 -- our own
    return go.Figure(chart.figure)
