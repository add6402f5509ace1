"""What the map draws: the same numbers as its table, in tiles and in outlines."""

import json
from dataclasses import replace
from decimal import Decimal

import plotly.graph_objects as go
import pytest

from indicators import charts
from indicators.charts.place_map import BY_LIGHT, BY_VALUE, Scale, label_of
from indicators.selectors.place_map import PlaceMap
from lsdash.lib import theme
from lsdash.lib.drawing import svg
from tests.indicators.selectors.cases import plain
from tests.indicators.selectors.test_place_map import have_outlines, map_of

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("colouring", [BY_LIGHT, BY_VALUE])


def outlined(code: str = "duong-xa") -> PlaceMap:
    have_outlines("180", "184", "188")
    return map_of(code, bounded="district")


def test_tile_says_name_value_and_light(sample_loaded: None) -> None:
    page = map_of("duong-xa")

    tiles = {t.name: t for row in charts.place_tiles(page, BY_LIGHT).rows for t in row if t}

    assert len(tiles) == 11
    tile = tiles["Tràng Định"]
    assert plain(tile.label) == "Tràng Định: 90,5 %, chậm"
    assert (plain(tile.value), tile.look, tile.light) == ("90,5 %", "late", "late")


def test_place_without_a_figure_says_so(sample_loaded: None) -> None:
    area, standing = map_of("ho-ngheo", period_code="2021Q4").placed[1]

    assert label_of(area, standing) == "Tràng Định: chưa đánh giá được, chưa có số liệu"


def test_preliminary_value_is_marked(sample_loaded: None) -> None:
    page = map_of("duong-xa", period_code="2024Q2")
    tiles = [t for row in charts.place_tiles(page, BY_LIGHT).rows for t in row if t]

    preliminary = {
        area.short_name
        for area, s in page.placed
        if s.observation and not s.observation.is_official
    }

    assert preliminary
    assert {tile.name for tile in tiles if tile.note == "sơ bộ"} == preliminary


def test_step_of_a_value() -> None:
    scale = Scale(Decimal(0), Decimal(100))

    found = [scale.look(Decimal(value)) for value in (0, 19, 20, 81, 100)]

    assert found == ["v1", "v1", "v2", "v5", "v5"]
    assert scale.look(None) == "no_data"
    assert Scale(Decimal(7), Decimal(7)).look(Decimal(7)) == "v3"


def test_scale_is_the_same_in_every_period(sample_loaded: None) -> None:
    before, after = (map_of("dien", period_code=code) for code in ("2021Q4", "2024Q2"))

    assert charts.scale_legend(before) == charts.scale_legend(after)
    assert len(charts.scale_legend(after)) == 5


@BOTH
def test_outlines_are_valid_for_plotly_and_drawn_by_the_server(
    colouring: str, sample_loaded: None
) -> None:
    chart = charts.outline_chart(outlined(), colouring)

    go.Figure(chart.figure)
    assert json.loads(json.dumps(chart.figure, allow_nan=False)) == chart.figure
    picture = svg(chart.figure, width=600, height=560, title=chart.alt)
    for trace in chart.figure["data"][:3]:
        assert f'fill="{trace["fillcolor"]}"' in picture
    assert "90,5" in picture


def test_outline_has_the_colour_of_its_light_and_leads_to_its_place(sample_loaded: None) -> None:
    page = outlined()

    *shapes, words = charts.outline_chart(page, BY_LIGHT).figure["data"]

    assert [s["fillcolor"] for s in shapes] == [theme.LIGHTS[s.light].colour for s in page.shown]
    assert words["customdata"] == [area.get_absolute_url() for area in page.areas]
    assert words["hovertext"] == [label_of(area, s) for area, s in page.placed]


def test_map_is_as_wide_as_the_earth_is_there(sample_loaded: None) -> None:
    axis = charts.outline_chart(outlined(), BY_LIGHT).figure["layout"]["yaxis"]

    assert axis["scaleanchor"] == "x"
    assert axis["scaleratio"] == pytest.approx(1.0715, abs=0.001)  # 1 ÷ cos 21.05°


def test_name_that_does_not_fit_is_left_to_the_shape(sample_loaded: None) -> None:
    page = outlined()
    narrow = page.outlines[page.areas[0].pk]
    narrow.polygons = [[[[106.0, 21.0], [106.001, 21.0], [106.001, 21.1], [106.0, 21.0]]]]

    words = charts.outline_chart(page, BY_LIGHT).figure["data"][-1]

    assert words["text"][0] == "■"
    assert words["text"][1].startswith("● Văn Quan<br>")


def test_source_of_the_outlines_is_named(sample_loaded: None) -> None:
    assert "ranh giới: Tự vẽ, địa giới ngày" in charts.outline_chart(outlined(), BY_LIGHT).source


def test_names_from_outside_are_never_markup(sample_loaded: None) -> None:
    page = outlined()
    page.areas[0].short_name = "<b>x</b>"

    words = charts.outline_chart(page, BY_LIGHT).figure["data"][-1]

    assert "<b>" not in words["text"][0] + words["hovertext"][0]


@BOTH
def test_frame_of_the_chosen_period_is_what_the_server_drew(
    colouring: str, sample_loaded: None
) -> None:
    page = map_of("ho-ngheo")

    frames = charts.map_frames(page, colouring)

    frame = frames["frames"][frames["at"]]
    tiles = {t.name: t for row in charts.place_tiles(page, colouring).rows for t in row if t}
    for name, item, row in zip(frames["places"], frame, charts.place_table(page).rows, strict=True):
        tile = tiles[name]
        assert item[:4] == [tile.look, tile.value, tile.light, tile.note]
        assert (item[1], item[2], item[4]) == (row[1].text, row[2].light, row[2].note)


def test_numbers_of_all_periods_are_few_bytes(sample_loaded: None) -> None:
    written = json.dumps(charts.map_frames(map_of("ho-ngheo"), BY_LIGHT), ensure_ascii=False)

    assert len(written.encode()) < 16_000


def test_map_without_a_period_draws_nothing(sample_loaded: None) -> None:
    page = map_of("thu-nhap")

    assert charts.outline_chart(page, BY_LIGHT) is None
    assert charts.scale_legend(page) == []
    assert charts.place_tiles(page, BY_VALUE).columns == 0


def test_places_without_a_tile_are_drawn_all_the_same(sample_loaded: None) -> None:
    page = map_of("dien")
    for area in page.areas:
        area.tile_row = area.tile_column = None

    drawn = charts.place_tiles(replace(page), BY_LIGHT)

    assert sum(tile is not None for row in drawn.rows for tile in row) == 11
