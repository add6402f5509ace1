"""Every chart of every indicator: valid for Plotly, plain, and the same numbers as its table."""

import csv
import json

import plotly.graph_objects as go
import pytest
from django.conf import settings

from indicators import charts
from indicators.models import Area
from indicators.selectors.comparison import comparison
from indicators.selectors.heatmap import heatmap
from tests.factories.reference import district, province
from tests.factories.rows import new_indicator, saved
from tests.factories.times import NOW
from tests.indicators.charts.drawn import (
    chart_named,
    charts_of,
    is_written,
    numbers_drawn,
    numbers_written,
    page_of,
)
from tests.pictures import drawn_both_ways

with (settings.FIXTURES_ROOT / "indicators.csv").open(encoding="utf-8-sig") as lines:
    CODES = [row["code"] for row in csv.DictReader(lines)]
REPORTED = ["ho-ngheo", "duong-xa", "dien", "truong-lop-tram", "xa-ra-khoi-dbkk"]
PLAIN = (str, int, float, bool, type(None))
pytestmark = pytest.mark.django_db


def leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item)]
    return [value]


@pytest.mark.parametrize("code", CODES)
def test_figure_is_drawn_both_ways_with_the_sample(code: str, sample_loaded: None) -> None:
    for chart in charts_of(code):
        drawn_both_ways(chart)


@pytest.mark.parametrize("code", CODES)
def test_figure_is_drawn_both_ways_without_reports(code: str) -> None:
    for chart in charts_of(code):
        drawn_both_ways(chart)


@pytest.mark.parametrize("code", CODES)
def test_figure_holds_plain_values_only(code: str, sample_loaded: None) -> None:
    for chart in charts_of(code):
        assert {type(leaf) for leaf in leaves(chart.figure)} <= set(PLAIN)
        assert json.loads(json.dumps(chart.figure, allow_nan=False)) == chart.figure


@pytest.mark.parametrize("code", CODES)
def test_table_holds_every_number_that_is_drawn(code: str, sample_loaded: None) -> None:
    for chart in charts_of(code):
        written = numbers_written(chart)
        missing = [value for value in numbers_drawn(chart) if not is_written(value, written)]
        assert missing == []


@pytest.mark.parametrize("code", REPORTED)
def test_history_has_a_row_for_every_point_of_the_reports(code: str, sample_loaded: None) -> None:
    page = page_of(code)

    chart = chart_named(code, "dien-bien")

    labels = {row[0].text for row in chart.table.rows}
    assert {o.period.label for o in page.case.series} <= labels
    assert len(chart.table.rows) >= len(page.case.series) + len(page.band)


@pytest.mark.parametrize("code", CODES)
def test_chart_names_its_subject_source_and_words(code: str, sample_loaded: None) -> None:
    found = charts_of(code)

    for chart in found:
        assert chart.title
        assert chart.alt.endswith((".", "%", "xã"))
        assert chart.source
    assert len({chart.element_id for chart in found}) == len(found)


@pytest.mark.parametrize("code", REPORTED)
def test_what_is_reported_is_drawn(code: str, sample_loaded: None) -> None:
    assert {"dien-bien", "xep-hang"} <= {chart.slug for chart in charts_of(code)}


@pytest.mark.parametrize("code", CODES)
def test_chart_writes_numbers_the_vietnamese_way(code: str, sample_loaded: None) -> None:
    for chart in charts_of(code):
        assert chart.figure["layout"]["separators"] == ",."


def test_indicator_without_anything_draws_nothing() -> None:
    assert charts_of(saved(new_indicator()).code) == []


def test_indicator_with_a_target_only_is_not_drawn_as_if_it_had_figures() -> None:
    assert not any(numbers_drawn(chart) for chart in charts_of("doi-van-nghe"))


@pytest.mark.parametrize("code", REPORTED)
def test_small_multiples_are_valid_and_share_one_scale(code: str, sample_loaded: None) -> None:
    page = page_of(code)

    found = charts.small_multiples(page)

    ranges = [tuple(one.chart.figure["layout"]["yaxis"]["range"]) for one in found.items]
    assert len(set(ranges)) == 1
    assert [one.name for one in found.items] == [row.area.name for row in page.ranking]
    low, high = ranges[0]
    for one in found.items:
        go.Figure(one.chart.figure)
        assert all(low <= value <= high for value in numbers_drawn(one.chart))


def test_small_multiples_need_two_places_to_compare() -> None:
    assert charts.small_multiples(page_of("duong-xa")) is None


@pytest.mark.parametrize("codes", [["duong-xa"], ["duong-xa", "xa-ra-khoi-dbkk", "ho-ngheo"]])
def test_comparison_is_valid_and_its_table_holds_what_is_drawn(
    codes: list[str], sample_loaded: None
) -> None:
    areas = [district("180"), district("184")] if len(codes) == 1 else [province()]

    page = comparison(areas=areas, codes=codes, today=NOW.date())

    for chart in charts.comparison_charts(page):
        go.Figure(chart.figure)
        written = numbers_written(chart)
        assert [v for v in numbers_drawn(chart) if not is_written(v, written)] == []


@pytest.mark.parametrize("by_progress", [False, True])
def test_lights_of_all_places_are_drawn_both_ways(by_progress: bool, sample_loaded: None) -> None:
    page = heatmap(area=province(), readable=Area.objects.all(), today=NOW.date())

    chart = charts.lights_chart(page, page.rows, by_progress=by_progress)

    (tiles,) = drawn_both_ways(chart).data
    assert list(tiles.y) == [line.area.name for line in (*page.rows[::-1], page.whole)]
    assert len(tiles.z) == len(chart.table.rows) == len(page.rows) + 1
