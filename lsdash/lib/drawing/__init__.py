"""Charts drawn without a browser: a Plotly figure as SVG, for the page, for paper and for Word."""

from .picture import NothingToDraw, svg
from .png import png
from .sparkline import sparkline

__all__ = ["NothingToDraw", "png", "sparkline", "svg"]
