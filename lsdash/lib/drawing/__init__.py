"""Charts drawn without a browser: a Plotly figure as SVG, for the page, for paper and for Word."""

from .picture import NothingToDraw, svg
from .png import FONT, dots, png
from .sheet import sheet

__all__ = ["FONT", "NothingToDraw", "dots", "png", "sheet", "svg"]
