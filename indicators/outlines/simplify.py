"""Fewer points for the same picture, without tearing neighbours apart.

Borders are cut where three or more of them meet; every piece between two such points is thinned
once (Douglas and Peucker), whichever places share it, so both sides keep the very same line.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

from .shapes import Point, Polygon, Ring

Line = tuple[Point, ...]
FEWEST = 4  # points of a closed ring that still encloses something


def simplified(shapes: Sequence[Sequence[Polygon]], tolerance: float) -> list[list[Polygon]]:
    """All shapes together, none further than `tolerance` degrees from where it was.

    A ring that would lose its inside stays as it is.
    """
    meeting = _meeting_points(shapes)
    known: dict[Line, Line] = {}
    return [
        [[_thin_ring(ring, meeting, tolerance, known) for ring in polygon] for polygon in shape]
        for shape in shapes
    ]


def _meeting_points(shapes: Sequence[Sequence[Polygon]]) -> set[Point]:
    """Points where borders part: seen with different neighbours in different rings."""
    neighbours: dict[Point, frozenset[Point]] = {}
    meeting = set()
    for shape in shapes:
        for polygon in shape:
            for ring in polygon:
                points = ring[:-1]
                for place, point in enumerate(points):
                    pair = frozenset((points[place - 1], points[(place + 1) % len(points)]))
                    if neighbours.setdefault(point, pair) != pair:
                        meeting.add(point)
    return meeting


def _thin_ring(ring: Ring, meeting: set[Point], tolerance: float, known: dict[Line, Line]) -> Ring:
    points = ring[:-1]
    cuts = [place for place, point in enumerate(points) if point in meeting]
    start = cuts[0] if cuts else points.index(min(points))
    turned = [*points[start:], *points[:start], points[start]]
    ends = [0, *((cut - start) for cut in cuts[1:]), len(turned) - 1]
    thin: Ring = [turned[0]]
    for first, last in pairwise(ends):
        thin += _thin_line(tuple(turned[first : last + 1]), tolerance, known)[1:]
    return thin if len(thin) >= FEWEST else ring


def _thin_line(line: Line, tolerance: float, known: dict[Line, Line]) -> Line:
    """The same result from either end: the neighbour comes along it the other way."""
    backwards = line[::-1]
    is_turned = backwards < line
    canonical = backwards if is_turned else line
    if canonical not in known:
        known[canonical] = _douglas_peucker(canonical, tolerance)
    return known[canonical][::-1] if is_turned else known[canonical]


def _douglas_peucker(line: Line, tolerance: float) -> Line:
    kept = {0, len(line) - 1}
    open_parts = [(0, len(line) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        far, place = 0.0, first
        for middle in range(first + 1, last):
            away = _distance(line[middle], line[first], line[last])
            if away > far:
                far, place = away, middle
        if far > tolerance:
            kept.add(place)
            open_parts += [(first, place), (place, last)]
    return tuple(line[place] for place in sorted(kept))


def _distance(point: Point, start: Point, stop: Point) -> float:
    """From a point to the stretch between two others."""
    (x, y), (x0, y0), (x1, y1) = point, start, stop
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else min(1.0, max(0.0, ((x - x0) * dx + (y - y0) * dy) / length))
    return math.hypot(x - x0 - along * dx, y - y0 - along * dy)
