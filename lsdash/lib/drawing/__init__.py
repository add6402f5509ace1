"""Charts drawn without a browser: a Plotly figure as SVG, for the page, for paper and for Word."""

from .picture import svg

__all__ = ["svg"]
