"""What is drawn how: partial, preliminary, published, expected and targets told apart."""

import pytest

from indicators import charts
from indicators.models import Area, User
from indicators.selectors.indicator import indicator_page
from lsdash.lib import theme
from tests.factories.figures import all_rows, write_cells
from tests.factories.reference import province, report_of
from tests.factories.times import NOW
from tests.indicators.charts.drawn import (
    chart_named,
    charts_of,
    fill_at,
    numbers_drawn,
    page_of,
    traces_at,
)

ROW = {
    "hh_total": 500,
    "poor_hh": 40,
    "road_paved": 1,
    "elec_hh": 499,
    "fac_total": 20,
    "fac_solid": 13,
}
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["duong-xa", "dien", "truong-lop-tram"])
def test_partial_period_is_drawn_but_never_on_the_line(
    code: str, sample_loaded: None, trang_dinh_officer: User
) -> None:
    write_cells(report_of("F1", "180"), all_rows("180", **ROW), by=trang_dinh_officer)

    chart = chart_named(code, "dien-bien")

    (trace,) = traces_at(chart, "2024-09-30")
    assert "lines" not in trace["mode"]
    assert trace["x"] == ["2024-09-30"]
    assert all("lines" in t["mode"] for t in traces_at(chart, "2024-06-30"))


def test_partial_year_end_makes_no_bar_of_yearly_change(
    open_quarter: None, trang_dinh_officer: User
) -> None:
    write_cells(report_of("F1", "180"), all_rows("180", **ROW), by=trang_dinh_officer)

    chart = chart_named("ho-ngheo", "muc-thay-doi")

    bars = next(trace for trace in chart.figure["data"] if trace["type"] == "bar")
    assert bars["x"] == []


@pytest.mark.parametrize("code", ["duong-xa", "dien", "truong-lop-tram", "ho-ngheo"])
def test_preliminary_period_is_hollow_and_official_ones_are_filled(
    code: str, sample_loaded: None
) -> None:
    line = next(
        trace
        for trace in chart_named(code, "dien-bien").figure["data"]
        if {"2023-12-31", "2024-06-30"} <= set(trace["x"])
    )

    assert fill_at(line, "2024-06-30") == theme.PAPER  # some reports still wait for review
    assert fill_at(line, "2023-12-31") == theme.OFFICIAL
    assert line["marker"]["line"]["color"] == theme.OFFICIAL


def test_districts_whose_reports_wait_are_hollow_in_the_ranking(sample_loaded: None) -> None:
    (bars,) = chart_named("dien", "xep-hang").figure["data"]

    hollow = {name for name in bars["y"] if fill_at(bars, name, axis="y") == theme.PAPER}
    waiting = Area.objects.filter(code__in=["183", "187", "189"], kind="district")
    assert hollow == set(waiting.values_list("short_name", flat=True))


def test_ranking_draws_each_district_once_in_its_order(sample_loaded: None) -> None:
    page = page_of("dien")

    (bars,) = chart_named("dien", "xep-hang").figure["data"]

    assert bars["y"] == [row.area.short_name for row in page.ranking]
    assert bars["x"] == [float(row.standing.value) for row in page.ranking]
    assert bars["customdata"] == [
        f"/chi-tieu/{page.indicator.code}/?dia-ban={row.area.code}/2020-01-01"
        for row in page.ranking
    ]


def test_ranking_table_holds_every_district_with_or_without_a_value(
    open_quarter: None, trang_dinh_officer: User
) -> None:
    write_cells(report_of("F1", "180"), all_rows("180", **ROW), by=trang_dinh_officer)

    table = charts.ranking_table(page_of("dien"))

    assert len(table.rows) == 11
    assert table.rows[0][0].text == "Huyện Tràng Định"
    assert "chưa báo cáo" in {cell.text for cell in table.rows[-1]}


def test_expected_and_estimated_figures_are_drawn_apart_from_reported_ones() -> None:
    chart = chart_named("thu-nhap", "dien-bien")

    reported, uncertain = (
        next(t for t in chart.figure["data"] if value in t["y"]) for value in (56.34, 69.41)
    )
    assert 61.9 in uncertain["y"]
    assert not {61.9, 69.41} & set(reported["y"])
    assert reported["name"] != uncertain["name"]
    assert reported["marker"]["symbol"] != uncertain["marker"]["symbol"]
    assert "lines" not in reported["mode"] + uncertain["mode"]


@pytest.mark.parametrize("code", ["duong-xa", "dien", "truong-lop-tram", "xa-ra-khoi-dbkk"])
def test_target_is_drawn_apart_from_what_was_reached(code: str, sample_loaded: None) -> None:
    page = page_of(code)

    on_the_day = traces_at(chart_named(code, "dien-bien"), "2025-12-31")

    goals = [t for t in on_the_day if float(page.standing.target.value) in t["y"]]
    assert any(t["line"]["dash"] != "solid" for t in goals if "line" in t)
    drawn = [t for t in on_the_day if "2024-06-30" in t["x"]]
    assert drawn == []


def test_roll_up_and_published_figures_are_different_traces(sample_loaded: None) -> None:
    traces = chart_named("duong-xa", "dien-bien").figure["data"]

    published = next(t for t in traces if 96.1 in t["y"])
    rolled = next(t for t in traces if any(abs(y - 174 / 181 * 100) < 1e-6 for y in t["y"]))
    assert published is not rolled
    assert published["marker"]["symbol"] != rolled["marker"]["symbol"]


def test_both_published_figures_of_electricity_are_drawn() -> None:
    drawn = numbers_drawn(chart_named("dien", "dien-bien"))

    assert {99.99, 99.0} <= set(drawn)


def test_yearly_change_is_drawn_with_its_target_line(sample_loaded: None) -> None:
    chart = chart_named("ho-ngheo", "muc-thay-doi")

    bars = next(trace for trace in chart.figure["data"] if trace["type"] == "bar")
    assert bars["x"] == ["2022", "2023"]
    assert round(bars["y"][1], 1) == -2.9
    assert [shape["y0"] for shape in chart.figure["layout"]["shapes"]] == [-3.0]


def test_published_average_of_several_years_is_not_drawn_as_a_year_s_change() -> None:
    chart = chart_named("ho-ngheo", "muc-thay-doi")

    points = [t for t in chart.figure["data"] if t["type"] == "scatter"]
    assert [(t["x"], t["y"]) for t in points] == [(["2023"], [-2.9])]


def test_indicator_without_a_change_target_has_no_chart_of_changes(sample_loaded: None) -> None:
    assert "muc-thay-doi" not in {chart.slug for chart in charts_of("dien")}


def test_series_of_the_old_standard_is_not_joined_to_the_new(sample_loaded: None) -> None:
    new, old = chart_named("ho-ngheo", "dien-bien"), chart_named("ho-ngheo-2016-2020", "dien-bien")

    assert traces_at(new, "2021-09-30") == []
    assert traces_at(old, "2021-12-31") == []
    assert new.figure["layout"]["shapes"]  # the break is marked
    assert "không nối" in new.figure["layout"]["annotations"][0]["text"]


def test_no_ranking_is_drawn_of_a_single_district(sample_loaded: None) -> None:
    page = indicator_page(
        code="dien",
        area=province(),
        readable=Area.objects.filter(code="180"),
        today=NOW.date(),
    )

    assert "xep-hang" not in {chart.slug for chart in charts.indicator_charts(page)}
    assert len(charts.ranking_table(page).rows) == 1
