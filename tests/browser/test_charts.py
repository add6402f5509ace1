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


def test_chart_that_cannot_be_drawn_leaves_a_sentence(open_page: OpenPage) -> None:
    page = open_page()
    page.route("**/plotly.min.js", lambda route: route.abort())

    page.goto(PAGES["roads"])

    expect(page.locator(".chart-failed").first).to_have_text(
        "Không vẽ được biểu đồ; xem bảng số liệu bên dưới."
    )
