"""The map in the browser: playing the periods changes what the server would have drawn."""

import pytest
from playwright.sync_api import Page, expect

from .steps import OpenPage
from .watch import Watched, watch

pytestmark = pytest.mark.browser

MAP = "/ban-do/?chi-tieu=duong-xa"
TILES = """() => Array.from(document.querySelectorAll('.tile')).map((tile) => [
  tile.className, tile.ariaLabel, tile.textContent.replace(/\\s+/g, ' ').trim()])"""
ROWS = """() => Array.from(document.querySelectorAll('.map-page .table-region tr')).map((row) =>
  row.textContent.replace(/\\s+/g, ' ').trim())"""


def shown(page: Page) -> tuple[list, list]:
    return page.evaluate(TILES), page.evaluate(ROWS)


def move(page: Page, key: str) -> None:
    page.get_by_role("slider", name="Kỳ").press(key)


@pytest.mark.parametrize("colouring", ["den", "gia-tri"])
def test_slider_shows_what_the_server_draws_for_that_period(
    colouring: str, open_page: OpenPage
) -> None:
    page = open_page(f"{MAP}&mau={colouring}")
    now = shown(page)

    for _ in range(3):
        move(page, "ArrowLeft")

    moved = shown(page)
    assert moved != now
    assert "ky=2023Q3" in page.url
    expect(page.get_by_role("status").filter(has_text="Quý III năm 2023")).to_have_count(1)
    page.reload()
    assert shown(page) == moved


def asked_of(watched: Watched) -> list[str]:
    """Without the icon, which the browser asks for when it likes."""
    return [address for address in watched.requests if "favicon" not in address]


def test_moving_asks_the_server_nothing(open_page: OpenPage) -> None:
    page = open_page()
    watched = watch(page)
    page.goto(MAP)
    page.wait_for_load_state("networkidle")
    asked = len(asked_of(watched))

    move(page, "Home")
    move(page, "End")

    assert len(asked_of(watched)) == asked
    assert watched.complaints == []


def test_play_goes_on_to_the_last_period_and_stops_when_told(open_page: OpenPage) -> None:
    page = open_page(MAP)
    move(page, "Home")

    page.get_by_role("button", name="Chạy").click()

    expect(page.get_by_role("slider", name="Kỳ")).to_have_value("1")
    page.get_by_role("button", name="Dừng").click()
    expect(page.get_by_role("button", name="Chạy")).to_be_visible()


def test_tile_is_opened_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(MAP)

    page.get_by_role("link", name="Tràng Định:").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Tràng Định")


def test_without_javascript_the_form_chooses_the_period(open_page: OpenPage) -> None:
    page = open_page(MAP, javascript=False)
    expect(page.get_by_role("slider")).to_have_count(0)

    page.get_by_label("Kỳ", exact=True).select_option("2022Q4")
    page.get_by_role("button", name="Xem").click()

    expect(page.locator("[data-map-period]")).to_have_text("Quý IV năm 2022")
    expect(page.locator(".tile")).to_have_count(11)
