"""A periodic report is begun, put into one's own words and frozen; what is typed runs nowhere."""

import pytest
from playwright.sync_api import Page, expect

from .steps import OpenPage
from .watch import watch

pytestmark = pytest.mark.browser
HOSTILE = "<img src=x onerror=alert(1)></textarea><script>alert(2)</script>"


def begin(page: Page, quarter: str) -> None:
    page.get_by_label("Kỳ báo cáo").select_option(quarter)
    page.get_by_label("Địa bàn").select_option("Tỉnh Lạng Sơn")
    page.get_by_role("button", name="Lập bản nháp").press("Enter")


@pytest.mark.parametrize(
    ("javascript", "quarter"), [(True, "Quý I năm 2024"), (False, "Quý II năm 2023")]
)
def test_report_is_begun_edited_and_frozen(
    javascript: bool, quarter: str, open_page: OpenPage
) -> None:
    page = open_page("/bao-cao-dinh-ky/", javascript=javascript)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    watched = watch(page)

    begin(page, quarter)
    capital = page.locator(".said").filter(has_text="Tổng vốn được sử dụng")
    capital.locator("summary").press("Enter")
    capital.get_by_label("Lời của cán bộ").fill(HOSTILE)
    capital.get_by_role("button", name="Lưu đoạn").press("Enter")
    expect(page.locator(".paper__text", has_text="onerror")).to_have_text(HOSTILE)
    page.get_by_text("Chốt báo cáo", exact=True).first.press("Enter")
    page.get_by_role("button", name="Chốt báo cáo").press("Enter")

    expect(page.get_by_text("Đã chốt báo cáo.")).to_be_visible()
    expect(page.locator(".paper__text", has_text="onerror")).to_have_text(HOSTILE)
    expect(page.locator(".paper svg").first).to_be_visible()
    assert dialogs == []
    assert watched.complaints == []
