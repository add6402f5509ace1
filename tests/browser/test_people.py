"""People are kept, and first passwords changed, on any screen, by keyboard, without a script."""

import pytest
from playwright.sync_api import Page, expect

from .steps import OpenPage
from .test_reflow import TOO_WIDE, WIDTHS

pytestmark = pytest.mark.browser

PATHS = (
    "/nguoi-dung/",
    "/nguoi-dung/vanquan/",
    "/nguoi-dung/vanquan/sua/",
    "/them-nguoi-dung/",
    "/doi-mat-khau/",
    "/xac-thuc-hai-buoc/",
)
NEW_PASSWORD = "truc-xanh-47"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PATHS)
def test_page_about_people_fits_the_window(path: str, width: int, open_page: OpenPage) -> None:
    page = open_page(path, by="quantri", width=width)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate(TOO_WIDE) == []


def type_on(page: Page, *words: str) -> None:
    """Fills the fields that follow one another, then sends the form."""
    for word in words:
        page.keyboard.type(word)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_person_is_created_given_a_role_and_signs_in(open_page: OpenPage) -> None:
    office = open_page("/them-nguoi-dung/", by="quantri", javascript=False)
    office.get_by_label("Tên đăng nhập").focus()
    type_on(office, "hoang.an", "Hoàng Văn", "An", "")
    password = office.locator("code.secret").last.inner_text()
    office.get_by_role("link", name="Đã chép").click()
    office.get_by_label("Vai trò", exact=True).select_option("Cán bộ huyện")
    office.get_by_label("Địa bàn", exact=True).select_option("Huyện Văn Quan (đến 30/06/2025)")
    office.get_by_role("button", name="Giao vai trò").click()
    expect(office.get_by_role("status")).to_contain_text("Đã giao vai trò.")

    own = open_page("/dang-nhap/", by="", javascript=False)
    own.get_by_label("Tên đăng nhập").focus()
    type_on(own, "hoang.an", password)

    expect(own.get_by_role("heading", level=1)).to_have_text("Đổi mật khẩu")
    own.get_by_label("Mật khẩu hiện nay").focus()
    type_on(own, password, NEW_PASSWORD, NEW_PASSWORD)
    expect(own.get_by_role("status")).to_contain_text("Đã đổi mật khẩu.")
    expect(own.locator(".topbar__who")).to_contain_text("Hoàng Văn An Cán bộ huyện")


def test_secret_is_shown_as_a_picture_that_the_policy_allows(open_page: OpenPage) -> None:
    page = open_page("/xac-thuc-hai-buoc/", by="lanhdao")

    page.get_by_role("button", name="Bắt đầu bật").click()

    box = page.locator(".qr-box svg").bounding_box()
    assert box is not None
    assert box["width"] > 150
    assert page.locator(".qr-box svg path[stroke]").count() == 1
