"""A decision is registered, its lines are entered, and the plan changes; with and without a
script, by keyboard."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.plugin import DjangoDbBlocker

from tests.factories import capital

from .steps import OpenPage

pytestmark = pytest.mark.browser


@pytest.fixture
def parts(site: str, django_db_blocker: DjangoDbBlocker) -> tuple[str, str]:
    """A project and an agency that a line can be about: what the choices call them."""
    with django_db_blocker.unblock():
        capital.budget_year()
        return str(capital.component()), str(capital.agency())


def register(page: Page, number: str, day: str, file: Path | None = None) -> None:
    page.get_by_label("Số, ký hiệu").fill(number)
    page.get_by_label("Loại văn bản").select_option("Quyết định")
    page.get_by_label("Trích yếu").fill("Giao kế hoạch vốn (thử)")
    page.get_by_label("Cơ quan ban hành").fill("Ủy ban nhân dân tỉnh Lạng Sơn")
    page.get_by_label("Ngày ký").fill(day)
    if file is not None:
        page.get_by_label("Tệp văn bản").set_input_files(file)
    page.get_by_role("button", name="Đăng ký").click()


def enter(page: Page, parts: tuple[str, str], amount: str, row: int = 1) -> None:
    component, agency = parts
    page.get_by_label(f"Dự án, dòng {row}", exact=True).select_option(component)
    page.get_by_label(f"Đơn vị, dòng {row}", exact=True).select_option(agency)
    page.get_by_label(f"Loại vốn, dòng {row}", exact=True).select_option("ĐTPT")
    page.get_by_label(f"Nguồn vốn, dòng {row}", exact=True).select_option("Ngân sách trung ương")
    page.get_by_label(f"Số tiền, dòng {row}", exact=True).fill(amount)


@pytest.mark.parametrize(("javascript", "number"), [(True, "901/QĐ-THU"), (False, "902/QĐ-THU")])
def test_plan_changes_by_the_lines_of_a_new_decision(
    javascript: bool, number: str, parts: tuple[str, str], open_page: OpenPage, tmp_path: Path
) -> None:
    scan = tmp_path / "qd.pdf"
    scan.write_bytes(b"%PDF-1.7 minh hoa")
    page = open_page("/van-ban/them/", javascript=javascript)

    register(page, number, "20/01/2024", scan)
    expect(page.get_by_role("link", name="qd.pdf", exact=True)).to_be_visible()
    page.get_by_role("link", name="Ghi vốn giao").click()
    enter(page, parts, "1.234,5")
    page.get_by_label("Tổng số theo văn bản").fill("1.200")
    page.get_by_role("button", name="Ghi các dòng").click()
    expect(page.get_by_role("alert")).to_contain_text("tổng các dòng là 1.234,5 triệu đồng")

    expect(page.get_by_label("Số tiền, dòng 1", exact=True)).to_have_value("1.234,5")
    page.get_by_label("Tổng số theo văn bản").fill("1.234,5")
    page.get_by_role("button", name="Ghi các dòng").click()
    step = page.get_by_role("row").filter(has=page.get_by_role("rowheader"))
    expect(step).to_contain_text("+1.234,5")

    page.get_by_role("link", name="Về trang văn bản").click()
    expect(page.locator("main")).to_contain_text("vốn giao trong năm: 1.234,5 triệu đồng")


def test_file_of_a_decision_is_downloaded_and_not_shown(
    parts: tuple[str, str], open_page: OpenPage, tmp_path: Path
) -> None:
    scan = tmp_path / "van-ban.pdf"
    scan.write_bytes(b"%PDF-1.7 minh hoa")
    page = open_page("/van-ban/them/")
    register(page, "903/QĐ-THU", "21/01/2024", scan)

    with page.expect_download() as download:
        page.get_by_role("link", name="van-ban.pdf", exact=True).click()

    assert download.value.suggested_filename == "van-ban.pdf"


def test_lines_are_entered_by_keyboard_alone(parts: tuple[str, str], open_page: OpenPage) -> None:
    page = open_page("/van-ban/them/")
    register(page, "904/QĐ-THU", "22/01/2024")
    page.get_by_role("link", name="Ghi vốn giao").click()

    page.get_by_label("Tổng số theo văn bản").focus()
    walked = []
    for _ in range(8):
        page.keyboard.press("Tab")
        walked.append(page.evaluate("document.activeElement.labels?.[0]?.textContent ?? ''"))

    names = ("Dự án", "Đơn vị", "Năm", "Loại vốn", "Nguồn vốn", "Vốn kéo dài", "Số tiền", "Ghi chú")
    # Where a table can be scrolled its region takes the focus first.
    assert [text for text in walked if text][:7] == [f"{name}, dòng 1" for name in names][:7]


def test_table_of_lines_fits_a_phone(parts: tuple[str, str], open_page: OpenPage) -> None:
    page = open_page("/van-ban/them/", width=390, height=844)
    register(page, "905/QĐ-THU", "23/01/2024")

    page.get_by_role("link", name="Ghi vốn giao").click()
    page.get_by_role("button", name="Thêm 5 dòng trống").click()

    expect(page.get_by_label("Số tiền, dòng 10", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
