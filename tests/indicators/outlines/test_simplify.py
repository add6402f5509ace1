"""Fewer points, the same picture, and no gap between neighbours."""

import math

from hypothesis import given
from hypothesis import strategies as st

from indicators.outlines import Polygon, label_point, simplified
from indicators.outlines.shapes import area

TOLERANCE = 0.01


def wave(height: float) -> list[tuple[float, float]]:
    """A border from (0, 0) to (1, 0) that swings by `height`, in a hundred steps."""
    return [(x / 100, round(math.sin(x / 3) * height, 5)) for x in range(1, 100)]


def neighbours(height: float, turn: int = 0) -> list[list[Polygon]]:
    """Two squares over and under a wave; `turn` says where the second ring begins."""
    border = [(0.0, 0.0), *wave(height), (1.0, 0.0)]
    upper = [*border, (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
    lower = [*border[::-1], (0.0, -1.0), (1.0, -1.0)]
    lower = [*lower[turn:], *lower[:turn]]
    return [[[upper]], [[[*lower, lower[0]]]]]


def points(shape: list[Polygon]) -> set[tuple[float, float]]:
    return {point for polygon in shape for ring in polygon for point in ring}


def test_straight_line_needs_its_ends_only() -> None:
    square = [(0.0, 0.0), (0.5, 0.001), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]

    ring = simplified([[[square]]], TOLERANCE)[0][0][0]

    assert (0.5, 0.001) not in ring
    assert len(ring) == 5
    assert ring[0] == ring[-1]


@given(height=st.floats(0, 0.2), turn=st.integers(0, 101))
def test_neighbours_keep_the_very_same_border(height: float, turn: int) -> None:
    upper, lower = simplified(neighbours(height, turn), TOLERANCE)

    on_border = {point for point in points(upper) if abs(point[1]) < 0.5}
    assert on_border == {point for point in points(lower) if abs(point[1]) < 0.5}


@given(height=st.floats(0, 0.2))
def test_no_point_of_the_border_is_further_off_than_the_tolerance(height: float) -> None:
    upper, _ = simplified(neighbours(height), TOLERANCE)

    kept = sorted(point for point in points(upper) if abs(point[1]) < 0.5)
    for x, y in wave(height):
        before = max(point for point in kept if point[0] <= x)
        after = min(point for point in kept if point[0] >= x)
        run = after[0] - before[0]
        line = before[1] + (after[1] - before[1]) * ((x - before[0]) / run if run else 0)
        slope = math.atan2(after[1] - before[1], run or 1)
        assert abs(y - line) * math.cos(slope) <= TOLERANCE + 1e-9


def test_enclosed_place_fits_its_hole_wherever_the_rings_begin() -> None:
    island = [
        (math.cos(turn / 20 * math.pi) / 3, math.sin(turn / 20 * math.pi) / 3) for turn in range(40)
    ]
    hole = [*island[7:], *island[:7]][::-1]
    around = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0)]

    outer, inner = simplified([[[around, [*hole, hole[0]]]], [[[*island, island[0]]]]], TOLERANCE)

    assert set(outer[0][1]) == set(inner[0][0])
    assert len(inner[0][0]) < 40


def test_small_place_keeps_its_inside() -> None:
    speck = [(0.0, 0.0), (0.001, 0.0), (0.001, 0.001), (0.0, 0.001), (0.0, 0.0)]

    assert simplified([[[speck]]], 1.0) == [[[speck]]]


def test_label_lies_inside_a_crooked_place() -> None:
    hook = [(0, 0), (3, 0), (3, 3), (2.8, 3), (2.8, 0.2), (0, 0.2), (0, 0)]

    x, y = label_point([[[(float(a), float(b)) for a, b in hook]]])

    assert (0 < y < 0.2) or (2.8 < x < 3)


def test_label_keeps_out_of_a_hole() -> None:
    around = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]
    hole = [(1.0, 0.1), (1.0, 3.9), (3.9, 3.9), (3.9, 0.1), (1.0, 0.1)]

    assert label_point([[around, hole]])[0] < 1


def test_area_says_which_way_a_ring_runs() -> None:
    assert area([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]) == 1
    assert area([(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)]) == -1
