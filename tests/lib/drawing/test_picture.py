"""What the drawing shows, read back out of the SVG."""

import re
from xml.etree import ElementTree as ET

import pytest

from lsdash.lib import theme
from lsdash.lib.drawing import svg
from lsdash.lib.drawing.picture import NothingToDraw

NS = {"s": "http://www.w3.org/2000/svg"}


def drawn(*traces: dict, **layout: object) -> ET.Element:
    figure = {"data": list(traces), "layout": theme.layout(**layout)}
    return ET.fromstring(svg(figure, width=600, height=300, title="Thử"))  # noqa: S314 -- our own


def words(root: ET.Element) -> list[str]:
    return [span.text for span in root.iterfind(".//s:tspan", NS)]


def line(**fields: object) -> dict:
    days = ["2022-12-31", "2023-12-31", "2024-12-31"]
    return {"type": "scatter", "mode": "lines", "x": days, "y": [1, 2, 4], "name": "Tỷ lệ"} | fields


def paths(root: ET.Element, colour: str) -> list[str]:
    return [p.get("d") for p in root.iterfind(".//s:path", NS) if p.get("stroke") == colour]


def test_drawing_is_one_image_with_a_name() -> None:
    root = drawn(line())

    assert (root.get("viewBox"), root.get("role"), root.get("aria-label")) == (
        "0 0 600 300",
        "img",
        "Thử",
    )


def test_line_rises_with_its_values_and_keeps_their_proportion() -> None:
    root = drawn(line(line={"color": "#123456"}), yaxis=theme.value_axis(range=[0, 5]))

    points = re.findall(r"[ML](\S+) ([\d.]+)", paths(root, "#123456")[0])
    heights = [float(y) for _, y in points]
    assert (heights[0] - heights[1]) * 2 == pytest.approx(heights[1] - heights[2], abs=0.3)


def test_missing_value_is_a_gap() -> None:
    days = [f"2024-0{month}-01" for month in range(1, 6)]
    root = drawn(line(x=days, y=[1, 2, None, 3, 4], line={"color": "#123456"}))

    assert len(paths(root, "#123456")) == 2


def test_steps_go_sideways_then_up() -> None:
    root = drawn(line(line={"color": "#123456", "shape": "hv"}))

    assert re.fullmatch(r"M[\d.]+ [\d.]+(H[\d.]+V[\d.]+){2}", paths(root, "#123456")[0])


def bars(**fields: object) -> dict:
    names = ["Văn Quan", "Tràng Định"]
    look = {"color": "#123456"}
    return {"type": "bar", "x": names, "y": [10, 20], "name": "Vốn", "marker": look} | fields


def boxes(root: ET.Element, colour: str = "#123456") -> list[dict[str, float]]:
    return [
        {name: float(rect.get(name)) for name in ("x", "y", "width", "height")}
        for rect in root.iterfind(".//s:rect", NS)
        if rect.get("fill") == colour
    ]


def test_bars_are_as_high_as_their_values() -> None:
    low, high = boxes(drawn(bars()))

    assert high["height"] == pytest.approx(2 * low["height"], abs=0.3)
    assert low["y"] + low["height"] == pytest.approx(high["y"] + high["height"], abs=0.2)


def test_negative_bars_hang_from_zero() -> None:
    up, down = boxes(drawn(bars(y=[10, -10])))

    assert up["y"] + up["height"] == pytest.approx(down["y"], abs=0.2)


def test_stacked_bars_stand_upon_each_other() -> None:
    root = drawn(bars(), bars(y=[5, 5], marker={"color": "#abcdef"}), barmode="stack")

    below, above = boxes(root)[0], boxes(root, "#abcdef")[0]
    assert above["y"] + above["height"] == pytest.approx(below["y"], abs=0.2)
    assert above["x"] == below["x"]


def test_grouped_bars_stand_beside_each_other() -> None:
    root = drawn(bars(), bars(marker={"color": "#abcdef"}), barmode="group")

    first, second = boxes(root)[0], boxes(root, "#abcdef")[0]
    assert first["x"] + first["width"] == pytest.approx(second["x"], abs=0.3)


def test_floating_bars_begin_at_their_base() -> None:
    first, second = boxes(drawn(bars(y=[10, 5], base=[0, 10])))

    assert second["y"] + second["height"] == pytest.approx(first["y"], abs=0.2)


def test_lying_bars_keep_the_order_of_the_ranking() -> None:
    flat = bars(orientation="h", x=[10, 20], y=["Văn Quan", "Tràng Định"])
    first, second = boxes(drawn(flat, yaxis=theme.category_axis(autorange="reversed")))

    assert first["y"] < second["y"]
    assert second["width"] == pytest.approx(2 * first["width"], abs=0.3)


def test_tiles_take_the_colour_of_their_value() -> None:
    tiles = {
        "type": "heatmap",
        "x": ["a", "b"],
        "y": ["1"],
        "z": [[0, 1]],
        "colorscale": [[0, "#000000"], [1, "#fefefe"]],
    }
    root = drawn(tiles, xaxis=theme.category_axis(), yaxis=theme.category_axis())

    assert len(boxes(root, "#000000")) == len(boxes(root, "#fefefe")) == 1


def test_numbers_on_the_axes_are_vietnamese() -> None:
    root = drawn(bars(y=[1000, 2500]), yaxis=theme.value_axis(1, ticksuffix=" %"))

    assert "1.000,0 %" in words(root)


def test_legend_names_the_series_when_there_are_several() -> None:
    assert "Vốn" not in words(drawn(bars()))
    assert {"Vốn", "Giải ngân"} <= set(words(drawn(bars(), bars(name="Giải ngân"))))


def test_hostile_text_stays_text() -> None:
    hostile = '"><script>alert(1)</script>&lt;b&gt;'
    figure = {
        "data": [bars(x=[hostile, "b"], name=hostile, text=[hostile, ""])],
        "layout": theme.layout(showlegend=True, annotations=[{"x": "b", "y": 1, "text": hostile}]),
    }
    drawing = svg(figure, title=hostile)

    root = ET.fromstring(drawing)  # noqa: S314 -- our own
    assert not root.findall(".//s:script", NS)
    assert "<script" not in drawing


def test_many_long_names_are_turned() -> None:
    names = [f"Huyện có tên rất dài {number}" for number in range(12)]
    drawing = svg({"data": [bars(x=names, y=list(range(12)))], "layout": theme.layout()})

    assert drawing.count("rotate(-45") == 12


def test_figure_without_series_is_refused() -> None:
    with pytest.raises(NothingToDraw):
        svg({"data": [], "layout": theme.layout()})


def task(**fields: object) -> dict:
    days = 24 * 3600 * 1000
    return {
        "type": "bar",
        "orientation": "h",
        "y": ["Một", "Hai"],
        "base": ["2024-01-01", "2024-03-01"],
        "x": [100 * days, 50 * days],
        "marker": {"color": "#8a0f4c"},
    } | fields


def spans(root: ET.Element) -> list[ET.Element]:
    return [one for one in root.iterfind(".//s:rect", NS) if one.get("x")]


def test_bar_from_a_day_is_as_long_as_its_milliseconds() -> None:
    first, second = spans(drawn(task()))

    assert float(first.get("width")) == pytest.approx(2 * float(second.get("width")), rel=0.01)
    assert float(second.get("x")) > float(first.get("x"))


def test_hatching_is_defined_where_it_is_used() -> None:
    root = drawn(task(marker={"color": "#8a0f4c", "pattern": {"shape": "/"}}))

    (pattern,) = root.iterfind(".//s:pattern", NS)
    assert {one.get("fill") for one in spans(root)} == {f"url(#{pattern.get('id')})"}
    assert pattern.find("s:path", NS).get("stroke") == "#8a0f4c"


def test_words_that_are_not_to_be_shown_are_not() -> None:
    assert "chữ" not in words(drawn(task(text=["chữ", "chữ"], textposition="none")))


def test_line_of_the_layout_beyond_the_values_is_seen() -> None:
    today = {"type": "line", "x0": "2025-06-01", "x1": "2025-06-01", "y0": 0, "y1": 1}
    shape = today | {"yref": "paper", "line": {"color": "#654321"}}

    assert paths(drawn(task(), shapes=[shape]), "#654321")


def test_long_names_beside_bars_are_broken_into_two_lines() -> None:
    name = "Giao, phân bổ vốn chậm; giao chi tiết từng dự án thành phần của chương trình"

    shown = words(drawn(task(y=[name, "Hai"])))

    assert name.startswith(f"{shown[0]} {shown[1].removesuffix('…')}")
    assert shown[1].endswith("…")


def test_labels_of_numbers_and_days_never_overlap() -> None:
    days = [f"{year}-12-31" for year in range(2000, 2026)]
    figure = {"data": [line(x=days, y=list(range(26)))], "layout": theme.layout()}

    narrow = ET.fromstring(svg(figure, width=200, height=200))  # noqa: S314 -- our own

    years = [word for word in words(narrow) if len(word) == 4]
    assert 2 <= len(years) <= 6


def test_words_too_wide_for_an_upright_bar_stand_along_it() -> None:
    names = [str(number) for number in range(8)]
    texts = ["giảm 3,00 điểm %"] * 8
    root = drawn({"type": "bar", "x": names, "y": [-3] * 8, "text": texts, "name": "Một"})

    turned = [one for one in root.iterfind(".//s:text", NS) if "rotate" in one.get("transform", "")]
    assert len(turned) == 8
