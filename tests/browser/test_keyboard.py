"""Everything can be reached and done without a mouse."""

import pytest
from playwright.sync_api import Page, expect

from .steps import R07, R07_REPORT, OpenPage

pytestmark = pytest.mark.browser

MOST_STEPS = 30
FOCUSED = "document.activeElement.textContent.trim()"


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until that element has the focus."""
    wanted = page.locator(selector)
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{selector} is not reached within {MOST_STEPS} steps.")


def test_first_tab_offers_to_skip_to_the_content(open_page: OpenPage) -> None:
    page = open_page("/chi-tieu/")

    page.keyboard.press("Tab")

    link = page.get_by_role("link", name="Đến nội dung chính")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_next_tabs_walk_through_the_navigation(open_page: OpenPage) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")

    walked = []
    for _ in range(6):
        page.keyboard.press("Tab")
        walked.append(page.evaluate(FOCUSED))

    assert walked == ["LSDash", "Tổng quan", "Chỉ tiêu", "Địa bàn", "Bản đồ", "Vốn"]


def test_focus_is_visible_on_every_step(open_page: OpenPage) -> None:
    page = open_page("/nhap-lieu/tai-len/", by="vanquan")

    unmarked = []
    for _ in range(12):
        page.keyboard.press("Tab")
        if not page.evaluate(
            "(() => { const style = getComputedStyle(document.activeElement);"
            " return style.outlineStyle !== 'none' || style.boxShadow !== 'none'; })()"
        ):
            unmarked.append(page.evaluate("document.activeElement.outerHTML"))

    assert unmarked == []


def test_upload_form_is_sent_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/nhap-lieu/tai-len/", by="vanquan")
    tab_to(page, "#id_report")
    page.keyboard.type("Huyện Văn Quan")
    tab_to(page, "#id_file")
    page.locator("#id_file").set_input_files(R07)

    tab_to(page, "main button[type=submit]")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(R07_REPORT)
