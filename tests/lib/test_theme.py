"""Colours that can be read, charts Plotly accepts, and one look for page and chart."""

import json
import re
from pathlib import Path

import plotly.graph_objects as go
import pytest

from lsdash.lib import theme

ROOT = Path(theme.__file__).resolve().parents[2]
STYLE_SHEET = (ROOT / "lsdash" / "static" / "lsdash" / "app.css").read_text(encoding="utf-8")
LIGHT_TEMPLATE = (ROOT / "templates" / "_light.html").read_text(encoding="utf-8")
VARIABLES = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", STYLE_SHEET))


def _luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" or "#rgb" as WCAG 2.2 defines it."""
    digits = colour.removeprefix("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """The WCAG contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def _table(rows: tuple[tuple[theme.Cell, ...], ...]) -> theme.Table:
    columns = (theme.Column("Huyện"), theme.Column("Tỷ lệ (%)", numeric=True))
    return theme.Table("Tỷ lệ xã có đường ô tô", columns, rows)


def _chart(height: int = 360) -> theme.Chart:
    return theme.Chart(
        slug="duong-giao-thong",
        title="Tỷ lệ xã có đường ô tô",
        subtitle="Toàn tỉnh, 31/12/2023",
        figure={"data": [], "layout": theme.layout()},
        table=_table(()),
        alt="Biểu đồ cột",
        source="Nghị quyết 58-NQ/TU",
        height=height,
    )


def test_contrast_of_black_on_white_is_twenty_one() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(
    "colour",
    [
        theme.TEXT,
        theme.TEXT_SECONDARY,
        theme.TARGET,
        theme.OFFICIAL,
        theme.PUBLISHED,
        *theme.SERIES,
        *(light.colour for light in theme.LIGHTS.values()),
    ],
)
def test_text_colours_reach_aa_on_white_and_on_the_page(colour: str) -> None:
    assert contrast(colour, theme.PAPER) >= 4.5
    assert contrast(colour, VARIABLES["ground"]) >= 4.5


@pytest.mark.parametrize("value", ["met", "on_course", "slightly_late", "late", "worse"])
def test_light_reaches_aa_on_its_own_tint(value: str) -> None:
    assert contrast(theme.LIGHTS[value].colour, VARIABLES[f"{value}-tint"]) >= 4.5


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("text", "band"),
        ("text-2", "band"),
        ("accent", "ground"),
        ("accent-dark", "ground"),
        ("error", "paper"),
        ("paper", "bar"),
        ("paper", "accent"),
        ("paper", "error"),
    ],
)
def test_style_sheet_pairs_reach_aa(text: str, ground: str) -> None:
    assert contrast(VARIABLES[text], VARIABLES[ground]) >= 4.5


# What a template or a script completes, and what Plotly draws.
COMPLETED = ("light--", "card--", "bar--", "message--", "chart-box-", "js-plotly-plot", "modebar")


def test_style_sheet_has_no_class_that_no_page_uses() -> None:
    rules = re.sub(r"/\*.*?\*/", "", STYLE_SHEET, flags=re.DOTALL)
    classes = set(re.findall(r"\.([a-z][\w-]*)", rules))
    pages = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("lsdash/static/lsdash/charts.js")]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    used = set(re.findall(r"[\w-]+", text))

    assert {name for name in classes - used if not name.startswith(COMPLETED)} == set()


def test_axis_lines_reach_three_to_one_on_white() -> None:
    assert contrast(theme.AXIS, theme.PAPER) >= 3


@pytest.mark.parametrize("value", list(theme.LIGHTS))
def test_light_has_one_colour_in_chart_and_style_sheet(value: str) -> None:
    assert VARIABLES[value] == theme.LIGHTS[value].colour


@pytest.mark.parametrize("value", list(theme.LIGHTS))
def test_light_has_one_word_in_chart_and_template(value: str) -> None:
    light = theme.LIGHTS[value]

    assert re.search(rf'light--{value}">.*</svg>{light.label}</span>', LIGHT_TEMPLATE)


def test_lights_differ_in_shape_word_and_colour() -> None:
    lights = theme.LIGHTS.values()

    assert len({light.shape for light in lights}) == len(theme.LIGHTS)
    assert len({light.label for light in lights}) == len(theme.LIGHTS)
    assert len({light.colour for light in lights}) == len(theme.LIGHTS)


def test_page_and_charts_share_one_font_stack() -> None:
    assert f"--font: {theme.FONT_FAMILY};" in STYLE_SHEET


def test_layout_is_accepted_by_plotly() -> None:
    figure = go.Figure(data=[], layout=theme.layout(hovermode="x unified"))

    assert figure.layout.separators == ",."
    assert figure.layout.hovermode == "x unified"


def test_target_line_is_accepted_by_plotly() -> None:
    trace = {"type": "scatter", "x": [1, 2], "y": [96.1, 100], "line": theme.target_line()}

    figure = go.Figure(data=[trace], layout=theme.layout())

    assert figure.data[0].line.dash == "dash"


@pytest.mark.parametrize("light", theme.LIGHTS.values(), ids=lambda light: light.label)
def test_shape_of_a_light_is_accepted_by_plotly(light: theme.Light) -> None:
    marker = {"symbol": light.shape, "color": light.colour}

    figure = go.Figure(data=[{"type": "scatter", "x": [1], "y": [96.1], "marker": marker}])

    assert figure.data[0].marker.symbol == light.shape


def test_axes_are_accepted_by_plotly_and_show_every_category() -> None:
    layout = theme.layout(
        xaxis=theme.category_axis(), yaxis=theme.value_axis(1, ticksuffix=" %", range=[0, 100])
    )

    figure = go.Figure(data=[], layout=layout)

    assert figure.layout.xaxis.dtick == 1
    assert figure.layout.yaxis.tickformat == ",.1f"
    assert figure.layout.yaxis.ticksuffix == " %"


def test_layout_merges_overrides_key_by_key() -> None:
    layout = theme.layout(margin={"l": 40}, legend={"y": 1})

    assert layout["margin"] == {"l": 40, "r": 16, "t": 12, "b": 8, "pad": 4}
    assert layout["legend"]["orientation"] == "h"


def test_layout_is_made_anew_each_time() -> None:
    theme.layout()["xaxis"]["title"] = "changed by a builder"

    assert "title" not in theme.layout()["xaxis"]


def test_layout_can_be_written_as_json() -> None:
    layout = theme.layout(yaxis=theme.value_axis(2))

    assert json.loads(json.dumps(layout)) == layout


@pytest.mark.parametrize(("decimals", "expected"), [(0, ",.0f"), (1, ",.1f"), (3, ",.3f")])
def test_number_format_never_abbreviates(decimals: int, expected: str) -> None:
    assert theme.number_format(decimals) == expected


@pytest.mark.parametrize(
    ("height", "expected"),
    [(90, 120), (120, 120), (350, 360), (360, 360), (450, 480), (2000, 800)],
)
def test_chart_height_has_a_class_in_the_style_sheet(height: int, expected: int) -> None:
    chart = _chart(height)

    assert chart.box_class == f"chart-box-{expected}"
    if expected != 360:
        assert f".{chart.box_class} {{ height: {expected}px; }}" in STYLE_SHEET


def test_every_height_reserves_its_pixels() -> None:
    classes = re.findall(r"\.chart-box-(\d+) \{ height: (\d+)px; \}", STYLE_SHEET)

    assert all(name == pixels for name, pixels in classes)
    # 360 is the height of .chart-box itself
    assert {int(pixels) for _, pixels in classes} | {360} == set(theme.HEIGHTS)


def test_chart_element_id_comes_from_its_slug() -> None:
    assert _chart().element_id == "chart-duong-giao-thong"


def test_table_pairs_each_cell_with_its_column() -> None:
    table = _table(((theme.Cell("Tràng Định"), theme.Cell("92,3")),))

    ((name_column, name), (rate_column, rate)) = table.cells[0]

    assert (name_column.label, name.text) == ("Huyện", "Tràng Định")
    assert (rate_column.numeric, rate.text) == (True, "92,3")


def test_table_refuses_a_row_of_another_width() -> None:
    with pytest.raises(ValueError, match=r"Row 1 of table .* has 1 cells, not 2"):
        _table(((theme.Cell("Tràng Định"),),))
