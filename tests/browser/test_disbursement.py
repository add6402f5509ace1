"""Disbursement typed and pasted by keyboard alone, and a district's sheet from upload to undo."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from programs.models import Disbursement, FundKind
from tests.factories.sheets import district_agency

from .steps import OpenPage

pytestmark = pytest.mark.browser

R04 = Path(__file__).parents[1] / "data" / "reports" / "R04_von_binh_gia.xlsx"
VAN_QUAN = "/giai-ngan/ubnd-184/?nam=2024&ngay=15/09/2024"
PASTE = """(cell, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  cell.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
}"""


def amounts(page: Page) -> Locator:
    return page.locator("input[name^='o-']")


def last_amounts(page: Page) -> list[str]:
    """What each row told before, so that nothing falls; nothing told is nil."""
    texts = page.locator("table.entry tr:has(input) > td:nth-of-type(3)").all_inner_texts()
    return [text.split("\n")[0].strip().replace("—", "0") for text in texts]


def test_amounts_are_typed_and_saved_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page(VAN_QUAN, by="vanquan")
    before = last_amounts(page)
    first, second = amounts(page).nth(0), amounts(page).nth(1)

    first.focus()
    page.keyboard.type(before[0])
    page.keyboard.press("Enter")
    expect(second).to_be_focused()
    page.keyboard.type(before[1])
    page.keyboard.press("ArrowUp")
    expect(first).to_be_focused()
    expect(page.locator("[data-entry-status]")).to_have_text("2 ô chưa lưu.")
    page.get_by_role("button", name="Lưu").focus()
    page.keyboard.press("Enter")

    page.locator(".message--success").wait_for()
    expect(amounts(page).nth(0)).to_have_value(before[0])
    expect(page.locator("[data-entry-status]")).to_have_text("")


def test_block_from_excel_is_pasted_with_its_notes_and_escape_takes_one_back(
    open_page: OpenPage,
) -> None:
    page = open_page(VAN_QUAN.replace("15/09", "16/09"), by="vanquan")
    before = last_amounts(page)

    amounts(page).nth(0).evaluate(PASTE, f"{before[0]}\tĐối chiếu\r\n{before[1]}\t\r\n")

    expect(amounts(page).nth(1)).to_have_value(before[1])
    expect(page.locator("input[name^='g-']").nth(0)).to_have_value("Đối chiếu")
    amounts(page).nth(1).focus()
    page.keyboard.press("Escape")
    expect(amounts(page).nth(1)).to_have_value("")


def test_rate_follows_what_is_typed_and_a_wrong_number_is_marked(open_page: OpenPage) -> None:
    page = open_page(VAN_QUAN.replace("15/09", "17/09"), by="vanquan")
    cell = page.locator("input[data-base]").first
    base = cell.get_attribute("data-base").replace(".", ",")

    cell.fill(base)
    row = page.locator("table.entry tr", has=page.locator("input[data-base]")).first
    expect(row.locator("[data-rate]")).to_have_text("100,00 %")
    cell.fill("1,2,3")
    expect(row.locator("td.is-wrong")).to_have_count(1)


def test_refused_page_keeps_the_typed_text_without_javascript(open_page: OpenPage) -> None:
    page = open_page(VAN_QUAN.replace("15/09", "18/09"), by="vanquan", javascript=False)

    amounts(page).nth(0).fill("một trăm")
    page.get_by_role("button", name="Lưu").click()

    expect(page.get_by_role("alert")).to_contain_text("“một trăm” không phải là số tiền")
    expect(amounts(page).nth(0)).to_have_value("một trăm")


@pytest.fixture
def nothing_told(site: str, django_db_blocker: DjangoDbBlocker) -> None:
    """Bình Gia has told nothing of its investment of 2024."""
    with django_db_blocker.unblock():
        Disbursement.objects.filter(
            account__agency=district_agency(),
            account__year=2024,
            account__fund_kind=FundKind.INVESTMENT,
        ).delete()


def test_sheet_is_read_explained_stored_and_undone(nothing_told: None, open_page: OpenPage) -> None:
    page = open_page("/von/nhap/bieu-huyen/", by="canbotinh")
    page.get_by_label("Quý", exact=True).select_option(label="Quý III năm 2024")
    page.get_by_label("Huyện, thành phố").select_option(label="Huyện Bình Gia")
    page.get_by_label("Tệp bảng tính").set_input_files(R04)
    page.get_by_role("button", name="Đọc và xem trước").click()
    expect(page.locator(".stat").filter(has_text="dự án mới")).to_contain_text("10")

    common = page.get_by_label("Một lý do chung")
    if common.count():
        page.get_by_role("button", name="Xác nhận và lưu").click()
        expect(page.get_by_role("alert")).to_contain_text("cần ghi lý do")
        common.fill("Đã đối chiếu với kho bạc")
    page.get_by_role("button", name="Xác nhận và lưu").click()
    page.locator(".message--success").get_by_text("Đã lưu số giải ngân").wait_for()

    page.get_by_label("Lý do hoàn tác").fill("Nhầm quý")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(".message").get_by_text("Đã hoàn tác")).to_be_visible()
