"""A report is reviewed by keyboard alone, and without a script."""

import pytest
from playwright.sync_api import Page, expect

from .steps import OpenPage

pytestmark = pytest.mark.browser

MARKED = "Xã Bảo Lâm: tổng số hộ"


def box_of(page: Page, area: str, column: str):
    return page.get_by_role("checkbox", name=f"{area} {column}", exact=True)


def test_report_is_returned_with_a_marked_cell(open_page: OpenPage, review_path: str) -> None:
    page = open_page(review_path, javascript=False)
    box = box_of(page, "Xã Bảo Lâm", "Tổng số hộ")
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()

    page.get_by_label("Lý do, huyện sẽ đọc được").fill("Kiểm tra lại")
    page.get_by_role("button", name="Ghi nội dung cho từng ô đã đánh dấu").press("Enter")
    expect(page.get_by_label("Lý do, huyện sẽ đọc được")).to_have_value("Kiểm tra lại")
    page.get_by_role("textbox", name="Cần sửa gì ở ô tổng số hộ của Xã Bảo Lâm").fill("Đếm lại")
    page.get_by_role("button", name="Trả lại báo cáo").press("Enter")

    expect(page.locator(".message--success")).to_contain_text("Đã trả lại biểu F1 quý II năm 2024")
    page.goto(review_path)
    expect(page.locator(".page-head .state")).to_have_text("Bị trả lại")
    expect(page.locator(".timeline__marks li")).to_have_text(f"{MARKED} – Đếm lại")


def test_marked_cell_is_jumped_to_below_the_headings(open_page: OpenPage, review_path: str) -> None:
    page = open_page(review_path)

    page.get_by_role("link", name=MARKED).first.press("Enter")

    cell = page.locator("td:target")
    expect(cell).to_be_in_viewport(ratio=1)
    heading = page.locator("table.review thead").bounding_box()
    assert cell.bounding_box()["y"] >= heading["y"] + heading["height"] - 1
