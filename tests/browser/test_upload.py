"""The main job: a district's officer uploads a report, and the province's page moves by it.

These tests store a report in the sample, so they come last; each does the whole job itself.
"""

import json
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect

from lsdash.lib.numbers import format_number, format_percent

from .steps import R07, R07_REPORT, OpenPage, draw_all, sign_in

pytestmark = pytest.mark.browser

POVERTY = "Tỷ lệ hộ nghèo"
QUARTER = "Quý III năm 2024"


def total(key: str) -> int:
    """The sum of a column of R07, as its truth file has it."""
    truth = json.loads(R07.with_name("R07.truth.json").read_text(encoding="utf-8"))
    return sum(int(record["value"]) for record in truth["records"] if record["key"] == key)


def preview(page: Page) -> None:
    """From any page to the preview of R07."""
    navigation = page.get_by_role("navigation", name="Các mục chính")
    navigation.get_by_role("link", name="Nhập từ Excel").click()
    page.get_by_role("link", name="Nhập báo cáo mới").click()
    choices = page.get_by_label("Báo cáo").locator("option")
    report = choices.filter(has_text="Văn Quan").filter(has_text="F1").inner_text()
    page.get_by_label("Báo cáo").select_option(label=report)
    page.get_by_label("Tệp bảng tính").set_input_files(R07)
    page.get_by_role("button", name="Đọc và xem trước").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(R07_REPORT)


def store(page: Page) -> None:
    preview(page)
    page.get_by_role("button", name="Xác nhận và lưu").click()
    expect(page.locator(".steps .is-done")).to_have_count(3)


def stat(page: Page, label: str) -> Locator:
    return page.locator(".stat").filter(has_text=label).locator(".stat__value")


def quarter_row(page: Page) -> Locator:
    """The row of the open quarter in the table under the history chart."""
    chart = page.locator(".chart").filter(has_text="diễn biến và mục tiêu")
    chart.get_by_text("Bảng số liệu, tải về").click()
    return chart.get_by_role("row").filter(has_text=QUARTER)


def points(page: Page) -> int:
    """How many quarters the history chart draws."""
    draw_all(page)
    chart = page.locator(".chart").filter(has_text="diễn biến và mục tiêu")
    return chart.locator(".scatterlayer .point").count()


def expect_the_report_in(page: Page) -> None:
    """The open quarter stands on this one report, and on nothing else."""
    poor, households = total("poor_hh"), total("hh_total")
    stored = quarter_row(page)
    expect(stored).to_contain_text(f"{format_number(poor)} / {format_number(households)}")
    expect(stored).to_contain_text(format_percent(Decimal(poor) / households * 100, 2))
    expect(stored).to_contain_text("1/11 huyện")
    expect(page.locator(".answer")).to_contain_text(f"{QUARTER} mới có 1/11 huyện")


def test_upload_moves_the_poverty_page_by_exactly_this_report(
    site: str, open_page: OpenPage
) -> None:
    before = open_page("/chi-tieu/ho-ngheo/", by="vanquan")
    expect(quarter_row(before)).to_have_count(0)
    drawn = points(before)

    page = open_page("/", by="")
    sign_in(page, "vanquan")
    preview(page)
    expect(stat(page, "số liệu mới")).to_have_text("170")
    expect(stat(page, "lỗi")).to_have_text("0")
    expect(page.get_by_text("Đọc được 170 số liệu, không có lỗi.")).to_be_visible()
    page.get_by_role("button", name="Xác nhận và lưu").click()
    page.locator(".message--success").get_by_text("Đã lưu 170 số liệu mới").first.wait_for()
    page.get_by_role("link", name=POVERTY, exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(POVERTY)
    expect_the_report_in(page)
    assert points(page) == drawn + 1


def test_same_file_again_changes_nothing(open_page: OpenPage) -> None:
    page = open_page("/", by="vanquan")
    store(page)

    preview(page)

    expect(stat(page, "số liệu mới")).to_have_text("0")
    expect(stat(page, "thay đổi")).to_have_text("0")
    expect(stat(page, "giữ nguyên")).to_have_text("170")


def test_leader_sees_the_report_and_can_change_nothing(open_page: OpenPage) -> None:
    officer = open_page("/", by="vanquan")
    store(officer)
    preview(officer)
    expect(officer.get_by_role("button", name="Xác nhận và lưu")).to_be_visible()

    page = open_page("/chi-tieu/ho-ngheo/", by="lanhdao")

    expect_the_report_in(page)
    expect(page.get_by_role("link", name="Nhập từ Excel")).to_have_count(0)
    page.goto(officer.url)
    expect(page.get_by_role("heading", level=1)).to_have_text(R07_REPORT)
    expect(page.locator("main button, main input")).to_have_count(0)
    page.goto("/nhap-lieu/tai-len/")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Bạn không có quyền thực hiện việc này"
    )


def test_overview_never_shows_one_district_as_the_province(open_page: OpenPage) -> None:
    store(open_page("/", by="vanquan"))

    page = open_page("/", by="lanhdao")

    expect(page.locator(".lead")).to_contain_text("quý II năm 2024")
    expect(page.locator(".card__value").first).to_have_text("giảm 2,90 điểm %")
    expect(page.locator("main")).to_contain_text("Số mới có của 1/11 huyện")
