"""The first screen without scrolling, and its slides by keys, by buttons and on paper."""

import pytest
from playwright.sync_api import Page, expect

from .steps import OpenPage, draw_all

pytestmark = pytest.mark.browser

HEIGHT = "document.documentElement.scrollHeight"
SLIDES = 8


def shown(page: Page) -> str:
    """Which slide is to be seen; fails for two."""
    visible = page.locator(".slide:visible")
    expect(visible).to_have_count(1)
    return visible.get_attribute("id") or ""


@pytest.mark.parametrize("by", ["lanhdao", "canbotinh", "quantri", "trangdinh"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
def test_answer_stands_on_one_screen(by: str, width: int, height: int, open_page: OpenPage) -> None:
    page = open_page("/", by=by, width=width, height=height)

    draw_all(page)

    assert page.evaluate(HEIGHT) <= height


def test_what_opens_moves_nothing(open_page: OpenPage) -> None:
    page = open_page("/", by="lanhdao")

    page.get_by_text("Nguồn", exact=True).first.click()
    page.get_by_text("Cách đánh giá").click()

    expect(page.get_by_text("kém hơn số gốc")).to_be_visible()
    assert page.evaluate(HEIGHT) <= 768


def test_district_reads_first_on_a_phone_what_it_owes(open_page: OpenPage) -> None:
    page = open_page("/", by="trangdinh", width=390, height=844)

    owed, first = page.locator(".owed").bounding_box(), page.locator(".headline").first
    assert owed["y"] + owed["height"] <= first.bounding_box()["y"]


def test_phone_has_one_column(open_page: OpenPage) -> None:
    page = open_page("/", by="lanhdao", width=390, height=844)

    lefts = {
        round(box["x"])
        for card in page.locator("main .card").all()
        if (box := card.bounding_box()) is not None
    }
    assert len(lefts) == 1


def test_slides_are_leafed_through_by_keys(open_page: OpenPage) -> None:
    page = open_page("/trinh-chieu/", by="lanhdao")
    assert shown(page) == "chi-tieu-ho-ngheo"

    for key, slide in (
        ("ArrowRight", "chi-tieu-duong-xa"),
        ("PageDown", "chi-tieu-dien"),
        ("ArrowLeft", "chi-tieu-duong-xa"),
        ("End", "den-han"),
        ("ArrowRight", "den-han"),
        ("PageUp", "vuong-mac"),
        ("Home", "chi-tieu-ho-ngheo"),
    ):
        page.keyboard.press(key)
        assert shown(page) == slide
        assert page.url.endswith(f"#{slide}")


def test_address_opens_its_slide_and_escape_leaves(open_page: OpenPage) -> None:
    page = open_page("/trinh-chieu/?ky=2023Q4#von", by="lanhdao")
    assert shown(page) == "von"

    page.keyboard.press("Escape")

    page.wait_for_url("**/?ky=2023Q4")


def test_slides_have_buttons(open_page: OpenPage) -> None:
    page = open_page("/trinh-chieu/", by="lanhdao")

    expect(page.get_by_role("button", name="Trước")).to_be_disabled()
    page.get_by_role("button", name="Sau").click()
    assert shown(page) == "chi-tieu-duong-xa"
    page.get_by_role("link", name="Vốn giải ngân thế nào?").click()
    assert shown(page) == "von"


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
def test_every_slide_fits_the_screen(width: int, height: int, open_page: OpenPage) -> None:
    page = open_page("/trinh-chieu/", by="lanhdao", width=width, height=height)

    for _ in range(SLIDES):
        slide = shown(page)
        assert (slide, page.evaluate(HEIGHT)) <= (slide, height)
        page.keyboard.press("ArrowRight")


def test_without_javascript_all_slides_stand_below_one_another(open_page: OpenPage) -> None:
    page = open_page("/trinh-chieu/", by="lanhdao", javascript=False)

    expect(page.locator(".slide:visible")).to_have_count(SLIDES)
    expect(page.get_by_role("button", name="Sau")).to_be_hidden()


def test_every_slide_is_printed(open_page: OpenPage) -> None:
    page = open_page("/trinh-chieu/", by="lanhdao")

    paper = page.pdf(prefer_css_page_size=True)

    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") == SLIDES
