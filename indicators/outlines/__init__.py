"""Outlines of places: read from GeoJSON that nobody vouches for, and made light enough for a page.

Pure: a file's bytes in, polygons in degrees of longitude and latitude out.
"""

from .reading import MOST_BYTES, Outline, OutlineProblem, OutlinesRefused, read_outlines
from .shapes import Point, Polygon, label_point
from .simplify import simplified

__all__ = [
    "MOST_BYTES",
    "Outline",
    "OutlineProblem",
    "OutlinesRefused",
    "Point",
    "Polygon",
    "label_point",
    "read_outlines",
    "simplified",
]
