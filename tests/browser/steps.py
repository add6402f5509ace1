"""What a person does on a page, and the pages there are."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.factories.people import PASSWORD

OpenPage = Callable[..., Page]  # the fixture `open_page`

R07 = Path(__file__).parents[1] / "data" / "reports" / "R07_van_quan_day_du.xlsx"
R07_REPORT = "Huyện Văn Quan, quý III năm 2024, biểu F1"  # the heading of its batch

PAGES = {
    "overview": "/",
    "indicators": "/chi-tieu/",
    "roads": "/chi-tieu/duong-xa/",
    "poverty": "/chi-tieu/ho-ngheo/",
    "province": "/dia-ban/20/",
    "district": "/dia-ban/184/",
    "commune": "/dia-ban/06253/",
    "map": "/ban-do/",
    "batches": "/nhap-lieu/",
    "upload": "/nhap-lieu/tai-len/",
    "batch": "",  # known once there is one: the fixture `paths`
    "queue": "/duyet/",
    "review": "",  # likewise
    "completeness": "/tien-do/",
    "decisions": "/van-ban/",
    "decision_form": "/van-ban/them/",
    "consistency": "/von/doi-chieu/",
    "rules": "/von/quy-dinh/",
    "programmes": "/chuong-trinh/",
    "obstacles": "/kho-khan/?trang_thai=tat-ca",
    "obstacle_form": "/kho-khan/them/",
    "obstacles_summary": "/kho-khan/tong-hop/",
    "obstacles_print": "/kho-khan/in/",
}
WITH_CHARTS = ("roads", "poverty")


def sign_in(page: Page, username: str) -> None:
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("button", name="Đăng xuất").wait_for()


def draw_all(page: Page) -> int:
    """Scrolls to every chart, which is when it is drawn; returns how many there are."""
    boxes = page.locator("[data-chart]")
    number = boxes.count()
    for position in range(number):
        boxes.nth(position).scroll_into_view_if_needed()
        boxes.nth(position).locator(".main-svg").first.wait_for()
    return number
