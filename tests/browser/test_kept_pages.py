"""A page that the browser keeps: shown again unchanged, gone with the session."""

import pytest
from playwright.sync_api import expect

from .steps import OpenPage, sign_in

pytestmark = pytest.mark.browser


def test_page_is_not_sent_twice(open_page: OpenPage) -> None:
    page = open_page("/chi-tieu/")
    page.reload()
    statuses: list[int] = []
    page.on("response", lambda answer: statuses.append(answer.status))

    page.goto("/chi-tieu/")

    assert statuses[0] in {200, 304}  # a browser tells its script 200 where it was answered 304
    sizes = page.evaluate("performance.getEntriesByType('navigation')[0].transferSize")
    assert sizes < 2_000


def test_kept_page_signs_out_and_the_back_button_shows_nothing(open_page: OpenPage) -> None:
    page = open_page(by="")
    sign_in(page, "canbotinh")  # a session of its own, as others go on with the one of all tests
    page.goto("/chi-tieu/")
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("button", name="Đăng nhập").wait_for()

    page.go_back()

    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()
    expect(page.get_by_role("table")).to_have_count(0)


def test_back_button_shows_nothing_where_the_browser_forgets_nothing(open_page: OpenPage) -> None:
    """Over plain HTTP a browser does not listen to Clear-Site-Data: the page itself asks."""
    page = open_page("/chi-tieu/")
    page.goto("/nhiem-vu/")
    page.context.clear_cookies()

    page.go_back()

    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()
