"""What the pictures of capital draw, and that Plotly takes them."""

from datetime import date

import pytest

from indicators.models import User
from lsdash.lib.theme import LIGHTS, Chart
from programs import charts
from programs.selectors.overview import CapitalOverview, capital_overview
from programs.selectors.steps_page import steps_page
from tests.factories import capital
from tests.pictures import drawn_both_ways
from tests.programs import money_rows as rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(leader: User) -> CapitalOverview:
    rows.published_year()
    rows.allot("5000", component=capital.component("T2"), agency=capital.agency("180"))
    rows.pay("4000", component=capital.component("T2"), agency=capital.agency("180"))
    rows.pay("100", year=2024, on=date(2024, 6, 30))
    return capital_overview(rows.asked(leader, programme="thu"))


def named(chart: Chart, name: str) -> dict:
    return next(trace for trace in chart.figure["data"] if trace["name"] == name)


def test_every_figure_is_valid_for_plotly(page: CapitalOverview) -> None:
    drawn = (
        charts.year_curve(page),
        charts.place_ranking(page),
        charts.project_ranking(page),
        charts.waterfall(steps_page(page.question)),
    )
    for chart in drawn:
        assert drawn_both_ways(chart).data
        assert chart.alt
        assert chart.source
        assert chart.table.rows


def test_curve_draws_plan_requirement_this_year_and_the_last(page: CapitalOverview) -> None:
    chart = charts.year_curve(page)

    assert named(chart, "Năm 2025")["y"] == [217.5, 353.8]
    assert named(chart, "Năm 2025")["line"]["shape"] == "hv"
    assert named(chart, "Năm 2024") | {"x": ["2025-06-30"], "y": [0.1]} == named(chart, "Năm 2024")
    assert named(chart, "Năm 2024")["line"]["dash"] == "dot"
    assert named(chart, "Vốn được sử dụng")["y"][-1] == pytest.approx(1751.6)
    assert named(chart, "Yêu cầu")["y"] == pytest.approx([0, 525.48, 1664.02])


def test_leap_day_of_the_year_before_is_drawn_and_compared_at_the_end_of_february(
    leader: User,
) -> None:
    for on, money in ((date(2024, 1, 31), "10"), (date(2024, 2, 29), "20")):
        rows.pay(money, year=2024, on=on)
    for on, money in ((date(2025, 1, 31), "11"), (date(2025, 2, 28), "22")):
        rows.pay(money, on=on)

    chart = charts.year_curve(capital_overview(rows.asked(leader, programme="thu", unit="trieu")))

    assert named(chart, "Năm 2024")["x"] == ["2025-01-31", "2025-02-28"]
    assert [row[-1].text for row in chart.table.rows] == ["10", "20"]


def test_ranking_is_slowest_first_in_the_colour_of_its_light(page: CapitalOverview) -> None:
    (bars,) = charts.project_ranking(page).figure["data"]

    assert bars["y"] == ["DA thử T1", "DA thử T2"]
    assert bars["text"][0].endswith("còn 1.396,8 tỷ đồng")
    assert bars["marker"]["color"] == [LIGHTS["late"].colour, LIGHTS["on_course"].colour]
    assert all(link.startswith("/von/khoan/?") for link in bars["customdata"])


def test_waterfall_steps_from_decision_to_decision(leader: User) -> None:
    rows.allot("100")
    rows.allot("-30", number="2/QĐ", on=date(2025, 5, 1))

    chart = charts.waterfall(steps_page(rows.asked(leader, unit="trieu")))

    (bars,) = chart.figure["data"]
    assert (bars["base"], bars["y"]) == ([0, 100, 0], [100, -30, 70])
    assert [row[-1].text for row in chart.table.rows] == [
        "100 triệu đồng",
        "70 triệu đồng",
        "70 triệu đồng",
    ]


def test_name_with_a_tag_is_drawn_as_text(leader: User) -> None:
    for code in ("T1", "T2"):
        project = capital.component(code)
        project.short_name = f"<b>{code}</b>"
        project.save()
        rows.allot("10", component=project)
        rows.pay("1", component=project)

    chart = charts.project_ranking(capital_overview(rows.asked(leader)))

    assert chart.figure["data"][0]["y"] == ["&lt;b&gt;T1&lt;/b&gt;", "&lt;b&gt;T2&lt;/b&gt;"]


def test_nothing_is_drawn_without_money(leader: User) -> None:
    rows.account()
    page = capital_overview(rows.asked(leader, programme="thu"))

    assert charts.year_curve(page) is None
    assert charts.place_ranking(page) is None
    assert charts.waterfall(steps_page(page.question)) is None


def test_year_before_is_compared_on_the_very_day_only(leader: User) -> None:
    """A sum of two months earlier would make this year look ahead."""
    rows.pay("10", year=2024, on=date(2024, 6, 30))
    for on, money in ((date(2025, 6, 30), "11"), (date(2025, 8, 31), "22")):
        rows.pay(money, on=on)

    chart = charts.year_curve(capital_overview(rows.asked(leader, programme="thu", unit="trieu")))

    assert [row[-1].text for row in chart.table.rows] == ["10", "—"]
