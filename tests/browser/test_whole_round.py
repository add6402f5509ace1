"""A report's whole way: filled by keyboard and from Excel, sent, returned, corrected, approved.

It stores a report in the sample, so it comes last, after the uploads (by its name).
"""

import pytest
from playwright.sync_api import Page, expect

from .steps import OpenPage

pytestmark = pytest.mark.browser

GRID = "/bao-cao/2024Q3/F1/180/"
PASTE = """(input, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const how = { clipboardData: data, bubbles: true, cancelable: true };
  input.dispatchEvent(new ClipboardEvent("paste", how));
}"""


def status(page: Page):
    return page.locator("[data-grid-status]")


def rows(page: Page):
    return page.locator("table.grid tbody tr")


def last_quarter(page: Page) -> str:
    """What Excel would copy: the small figures of the quarter before, row by row."""
    lines = []
    for row in rows(page).all():
        cells = [
            cell.locator(".cell__before").all_inner_texts() for cell in row.locator("td").all()
        ]
        lines.append("\t".join(texts[0] if texts else "" for texts in cells))
    return "\n".join(lines)


def sent(page: Page) -> None:
    page.get_by_role("link", name="Kiểm tra và gửi").click()
    page.get_by_role("button", name="Gửi lên tỉnh").click()
    expect(page.locator(".message--success")).to_contain_text("đã gửi lên tỉnh")


def test_report_goes_the_whole_way(open_page: OpenPage) -> None:
    page = open_page(GRID, by="trangdinh")
    first = rows(page).first.locator("input").first
    first.focus()
    page.keyboard.type("ba trăm")
    page.keyboard.press("Enter")
    expect(status(page)).to_contain_text("1 ô chưa lưu được")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(first).to_have_value("")

    first.evaluate(PASTE, last_quarter(page))
    expect(status(page)).to_contain_text("Đã lưu")
    expect(page.locator(".cell--saved").first).to_be_visible()

    page.context.set_offline(True)
    solid = rows(page).first.locator("input").nth(8)
    stored = solid.input_value()
    solid.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    expect(status(page)).to_contain_text("Mất kết nối: 1 ô")
    page.context.set_offline(False)
    expect(status(page)).to_contain_text("Đã lưu")
    solid.fill(stored)
    solid.press("Enter")
    expect(status(page)).to_contain_text("Đã lưu")
    page.reload()
    expect(rows(page).first.locator("input").nth(8)).to_have_value(stored)
    sent(page)

    officer = open_page("/duyet/", by="canbotinh")
    officer.get_by_role("link", name="Tràng Định").first.click()
    officer.locator("input[name=o]").first.check()
    officer.get_by_label("Lý do, huyện sẽ đọc được").fill("Xem lại số hộ")
    officer.get_by_role("button", name="Trả lại báo cáo").click()

    page.goto(GRID)
    expect(page.locator("main")).to_contain_text("Tỉnh trả lại: Xem lại số hộ")
    page.locator(".cell--remark input").first.focus()
    sent(page)

    officer.goto("/duyet/")
    officer.get_by_role("link", name="Tràng Định").first.click()
    address = officer.url
    officer.get_by_role("button", name="Duyệt báo cáo").click()
    officer.goto(address)
    officer.get_by_role("button", name="Chốt báo cáo").click()

    page.goto(GRID)
    expect(page.locator(".lead")).to_contain_text("Đã chốt")
    expect(page.locator("table.grid input")).to_have_count(0)
