"""Closed shapes and equal scales, as a map needs them."""

import re

from lsdash.lib.drawing import svg

SQUARE = {"x": [0, 1, 1, 0, 0], "y": [0, 0, 1, 1, 0]}
AXIS = {"range": [0, 1], "tickvals": []}


def drawn(trace: dict, **layout: object) -> str:
    figure = {
        "data": [{"type": "scatter", "mode": "lines", "fill": "toself", **trace}],
        "layout": {"xaxis": AXIS, "yaxis": AXIS | layout, "margin": {"l": 0, "r": 0, "t": 0}},
    }
    return svg(figure, width=600, height=300)


def shape(picture: str) -> str:
    return re.search(r'<path d="([^"]*Z)"', picture)[1]


def sides(picture: str) -> tuple[float, float]:
    pairs = re.findall(r"([\d.]+) ([\d.]+)", shape(picture))
    points = [(float(x), float(y)) for x, y in pairs]
    across, down = zip(*points, strict=True)
    return max(across) - min(across), max(down) - min(down)


def test_shape_has_the_very_colour_it_is_given() -> None:
    picture = drawn(SQUARE | {"fillcolor": "#123456"})

    assert 'Z" fill="#123456"/>' in picture


def test_shape_without_a_colour_is_half_clear() -> None:
    assert 'fill-opacity="0.5"' in drawn(SQUARE)


def test_parts_of_a_shape_are_one_path_so_that_a_hole_stays_open() -> None:
    hole = {"x": [0.2, 0.2, 0.4, 0.2], "y": [0.2, 0.4, 0.4, 0.2]}
    both = {key: [*SQUARE[key], None, *hole[key]] for key in ("x", "y")}

    assert shape(drawn(both)).count("M") == 2


def test_scales_are_in_proportion_where_one_is_tied_to_the_other() -> None:
    width, height = sides(drawn(SQUARE, scaleanchor="x", scaleratio=1))
    assert abs(width - height) < 0.5

    width, height = sides(drawn(SQUARE, scaleanchor="x", scaleratio=2))
    assert abs(width * 2 - height) < 0.5

    width, height = sides(drawn(SQUARE, scaleanchor="x", scaleratio=0.1))
    assert abs(width * 0.1 - height) < 0.5


def test_scales_fill_the_field_where_they_are_not_tied() -> None:
    width, height = sides(drawn(SQUARE))

    assert width > 1.5 * height
