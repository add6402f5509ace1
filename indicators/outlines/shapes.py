"""Rings and polygons: which way round they run, and where a name fits in."""

from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]  # longitude, latitude
Ring = list[Point]  # closed: the first point comes again as the last
Polygon = list[Ring]  # the outer ring, then its holes

LINES = 15  # tried for a label


def turned(polygon: Polygon) -> Polygon:
    """The outer ring counter-clockwise, the holes clockwise, so that what is filled by winding
    leaves the holes open."""
    outer, *holes = polygon
    return [_running(outer, left=True), *(_running(hole, left=False) for hole in holes)]


def _running(ring: Ring, *, left: bool) -> Ring:
    return ring if (area(ring) > 0) == left else ring[::-1]


def area(ring: Ring) -> float:
    """In square degrees; positive counter-clockwise. The unit square has 1.0."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


def label_point(polygons: Sequence[Polygon]) -> Point:
    """A point inside with room to both sides: the middle of the longest stretch of a few level
    lines through the largest polygon, those near its middle preferred."""
    largest = max(polygons, key=lambda polygon: abs(area(polygon[0])))
    heights = [y for _, y in largest[0]]
    low, high = min(heights), max(heights)
    best, found = -1.0, largest[0][0]
    for line in range(1, LINES + 1):
        share = line / (LINES + 1)
        y = low + (high - low) * share
        for start, stop in _stretches(largest, y):
            worth = (stop - start) * (1 - abs(share - 0.5))
            if worth > best:
                best, found = worth, ((start + stop) / 2, y)
    return round(found[0], 5), round(found[1], 5)


def _stretches(polygon: Polygon, y: float) -> list[tuple[float, float]]:
    """Where a level line runs inside the polygon."""
    crossings = sorted(
        x0 + (y - y0) / (y1 - y0) * (x1 - x0)
        for ring in polygon
        for (x0, y0), (x1, y1) in pairwise(ring)
        if (y0 > y) != (y1 > y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=False))
