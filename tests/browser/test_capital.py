"""Capital in the browser: the answer at once, folding and menu by keyboard, links from drawings."""

import re

import pytest
from playwright.sync_api import expect

from .steps import OpenPage, draw_all

pytestmark = pytest.mark.browser


def test_answer_stands_on_the_first_screen_of_a_laptop(open_page: OpenPage) -> None:
    page = open_page("/von/?nam=2025&ngay=31/08/2025", by="lanhdao")

    answer = page.locator(".capital-answer")

    expect(answer.locator(".card__value")).to_have_text("20,03\u202f%")
    expect(answer).to_contain_text("Chậm")
    expect(answer).to_contain_text("yêu cầu đến 31/08/2025 là 51,90")
    expect(answer.get_by_text("Vốn chưa giải ngân nằm ở đâu")).to_be_in_viewport()
    expect(page.locator(".chart-box").first).to_be_in_viewport(ratio=1)


def test_table_opens_a_project_by_keyboard_and_without_a_script(open_page: OpenPage) -> None:
    page = open_page("/von/bang/?nam=2025", by="lanhdao", javascript=False)
    project = page.get_by_role("link", name=re.compile("Dự án 3"))
    expect(project).to_have_attribute("aria-expanded", "false")

    project.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name=re.compile("Dự án 3"))).to_have_attribute(
        "aria-expanded", "true"
    )
    expect(page.locator(".fold--2").first).to_be_visible()


def test_number_leads_to_its_lines_and_a_line_to_its_account(open_page: OpenPage) -> None:
    page = open_page("/von/?nam=2025&ngay=31/08/2025", by="lanhdao")

    page.locator(".capital-sums").get_by_role("link", name="316,6").click()
    expect(page.locator(".capital-sums")).to_contain_text("316,6")
    page.locator("tbody th a").first.click()

    expect(page.get_by_text("Các dòng vốn giao")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("năm 2025")


def test_bar_of_a_place_leads_to_its_lines(open_page: OpenPage) -> None:
    page = open_page("/von/?nam=2025&ngay=31/08/2025", by="lanhdao")
    draw_all(page)

    page.locator("[data-chart=chart-xep-hang-dia-ban] .point path").first.click(force=True)

    page.wait_for_url(re.compile(r"/von/khoan/\?.*dia-ban="))


def test_navigation_is_one_line_and_its_menu_opens_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/von/", by="quantri")
    entries = page.locator(".topbar__nav > ul > li")
    tops = {round(entries.nth(place).bounding_box()["y"]) for place in range(entries.count())}
    people = page.get_by_role("link", name="Người dùng")
    expect(people).to_be_hidden()

    page.locator(".topbar__more summary").focus()
    page.keyboard.press("Enter")

    assert len(tops) == 1
    expect(people).to_be_visible()
