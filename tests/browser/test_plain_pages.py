"""Without JavaScript every number of the pages stands there, in tables and in words."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .steps import OpenPage

pytestmark = pytest.mark.browser


def row(page: Page, table: str, heading: str) -> Locator:
    """The row of a table that begins with this heading."""
    rows = page.get_by_role("region", name=table, exact=True).get_by_role("row")
    return rows.filter(has=page.get_by_role("rowheader", name=heading))


def test_overview_shows_its_figures_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/", javascript=False)

    values = page.locator(".card__value")

    shown = ["giảm 2,90 điểm %", "97,2 %", "99,99 %", "82,4 %", "20,03 %"]
    expect(values).to_have_text(shown)
    left = row(page, "Các chỉ tiêu khác của tỉnh", "Số xã khu vực III ra khỏi diện đặc biệt")
    expect(left).to_contain_text("12 xã")


def test_indicator_list_shows_its_figures_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/chi-tieu/", javascript=False)

    roads = page.get_by_role("row").filter(has_text="đường ô tô đến trung tâm xã được rải nhựa")

    expect(roads).to_contain_text("97,2 %")
    expect(roads).to_contain_text("còn 5 xã (2,8 điểm %)")


def test_indicator_page_ranks_the_districts_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/chi-tieu/duong-xa/", javascript=False)

    table = "Đường đến trung tâm xã theo huyện, thành phố"

    expect(page.get_by_role("region", name=table, exact=True).get_by_role("row")).to_have_count(12)
    expect(row(page, table, "Huyện Hữu Lũng")).to_contain_text("95,7 %")
    expect(row(page, "Số đã công bố", "cuối năm 2023").first).to_contain_text("96,1 %")


def test_chart_opens_its_table_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/chi-tieu/duong-xa/", javascript=False)

    page.get_by_text("Bảng số liệu, tải về").first.click()

    drawn = page.locator(".chart").first.get_by_role("row").filter(has_text="174 / 181")
    expect(drawn).to_be_visible()
    expect(drawn).to_contain_text("Quý IV năm 2023")
    expect(drawn).to_contain_text("96,1 %")


def test_place_shows_its_figures_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/dia-ban/184/", javascript=False)

    electricity = row(page, "Các chỉ tiêu của địa bàn", "Tỷ lệ hộ sử dụng điện")

    expect(electricity).to_contain_text("99,99 %")
    expect(electricity).to_contain_text("17/17 đơn vị cấp xã")


def test_preview_shows_what_was_read_without_javascript(
    open_page: OpenPage, batch_path: str
) -> None:
    page = open_page(batch_path, javascript=False)

    town = page.get_by_role("row").filter(has_text="Thị trấn Văn Quan").first

    expect(town).to_contain_text("1.530")
    expect(page.get_by_role("button", name="Xác nhận và lưu")).to_be_visible()
