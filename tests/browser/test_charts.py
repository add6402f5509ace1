"""Charts are drawn in the browser, in Vietnamese, and take the place that was kept for them."""

import re

import pytest
from playwright.sync_api import expect

from .steps import PAGES, WITH_CHARTS, OpenPage, draw_all
from .watch import shift_of

pytestmark = pytest.mark.browser

MOST_SHIFT = 0.02
DECIMAL_COMMA = re.compile(r"\d,\d")
DECIMAL_POINT = re.compile(r"\d\.\d{1,2}(?!\d)")  # three digits after a point are thousands


@pytest.mark.parametrize("name", WITH_CHARTS)
def test_charts_are_drawn_with_vietnamese_numbers(name: str, open_page: OpenPage) -> None:
    page = open_page(PAGES[name])

    drawn = draw_all(page)

    assert drawn >= 2
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    expect(page.locator(".chart-failed")).to_have_count(0)
    texts = page.locator(".main-svg text").all_text_contents()
    assert [text for text in texts if DECIMAL_COMMA.search(text)]
    assert not [text for text in texts if DECIMAL_POINT.search(text)]


@pytest.mark.parametrize("name", WITH_CHARTS)
def test_label_under_the_pointer_is_in_vietnamese(name: str, open_page: OpenPage) -> None:
    page = open_page(PAGES[name])
    draw_all(page)

    page.locator(".js-plotly-plot .point path, .js-plotly-plot .points path").first.hover(
        force=True
    )

    label = page.locator(".hoverlayer text").first
    expect(label).to_have_text(DECIMAL_COMMA)
    expect(label).not_to_have_text(DECIMAL_POINT)


@pytest.mark.parametrize("width", [390, 1366])
@pytest.mark.parametrize("name", WITH_CHARTS)
def test_page_stays_still_while_charts_are_drawn(
    name: str, width: int, open_page: OpenPage
) -> None:
    page = open_page(PAGES[name], width=width)

    draw_all(page)
    page.wait_for_load_state("networkidle")

    assert shift_of(page) <= MOST_SHIFT


def test_chart_that_plotly_cannot_draw_stays_a_picture(open_page: OpenPage) -> None:
    page = open_page()
    page.route("**/plotly.min.js", lambda route: route.abort())

    page.goto(PAGES["roads"])
    page.wait_for_load_state("networkidle")

    expect(page.locator(".chart-still--wide svg").first).to_be_visible()
    expect(page.locator(".is-drawn")).to_have_count(0)


def test_picture_is_there_before_any_script(open_page: OpenPage) -> None:
    page = open_page(PAGES["roads"], javascript=False)

    expect(page.locator(".chart-still--wide svg")).to_have_count(2)
    expect(page.locator(".chart-still--wide svg").first).to_be_visible()
    texts = page.locator(".chart-still--wide text").all_text_contents()
    assert [text for text in texts if DECIMAL_COMMA.search(text)]


def test_narrow_window_shows_the_narrow_picture(open_page: OpenPage) -> None:
    page = open_page(PAGES["roads"], javascript=False, width=390)

    expect(page.locator(".chart-still--narrow svg").first).to_be_visible()
    expect(page.locator(".chart-still--wide svg").first).to_be_hidden()


def shares(values: list[float]) -> list[float]:
    """How far along the way from the first to the last each stands."""
    return [(value - values[0]) / (values[-1] - values[0]) for value in values]


def test_picture_and_plotly_show_the_same_bars(open_page: OpenPage) -> None:
    page = open_page(PAGES["roads"])
    draw_all(page)
    chart = page.locator("[data-chart]").last

    picture = chart.locator(".chart-still--wide rect[x]")
    drawn_first = [float(bar.get_attribute("width")) for bar in picture.all()]
    plotly = chart.locator(".bars .point path")
    drawn_later = [bar.bounding_box()["width"] for bar in plotly.all()]

    assert len(drawn_first) == len(drawn_later) == 11
    longest = (max(drawn_first), max(drawn_later))
    assert [width / longest[0] for width in drawn_first] == pytest.approx(
        [width / longest[1] for width in drawn_later], abs=0.01
    )


def test_picture_and_plotly_show_the_same_points(open_page: OpenPage) -> None:
    page = open_page(PAGES["roads"])
    draw_all(page)
    chart = page.locator("[data-chart]").first

    picture = chart.locator(".chart-still--wide svg > g:has(circle)").first.locator("circle").all()
    traces = chart.locator(".scatterlayer .trace:has(.points path)")
    plotly = traces.first.locator(".points path").all()
    boxes = [point.bounding_box() for point in plotly]

    assert len(picture) == len(plotly) > 10
    for place, size, axis in (("x", "width", "cx"), ("y", "height", "cy")):
        drawn_later = [box[place] + box[size] / 2 for box in boxes]
        drawn_first = [float(point.get_attribute(axis)) for point in picture]
        assert shares(drawn_first) == pytest.approx(shares(drawn_later), abs=0.02)
