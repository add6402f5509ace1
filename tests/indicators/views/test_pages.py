"""Pages that people read: what each answers to, and what it always says."""

import json
import re

import pytest
from django.test import Client

from indicators.models import Indicator, User
from tests.factories.figures import all_rows, write_cells
from tests.factories.reference import commune, district, province, report_of
from tests.factories.rows import new_indicator, saved
from tests.indicators.selectors.cases import plain

ROW = {"hh_total": 500, "poor_hh": 40, "elec_hh": 499}
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(leader: User, client: Client) -> Client:
    client.force_login(leader)
    return client


def text_of(client: Client, url: str, **query: str) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    return plain(response.content.decode())


def test_list_leads_to_every_indicator(reader: Client) -> None:
    page = text_of(reader, "/chi-tieu/")

    for indicator in Indicator.objects.all():
        assert f'href="{indicator.get_absolute_url()}"' in page
        assert indicator.name in page


def test_provincial_and_national_targets_stand_side_by_side(reader: Client) -> None:
    page = text_of(reader, "/chi-tieu/")

    row = next(row for row in page.split("<tr") if "/chi-tieu/dien/" in row)
    assert "≥ 99,6 %" in row
    assert "≥ 99 %" in row


def test_indicator_names_definition_scope_source_and_agency(reader: Client) -> None:
    page = text_of(reader, "/chi-tieu/ho-ngheo/")

    indicator = Indicator.objects.get(code="ho-ngheo")
    for words in (indicator.scope, indicator.source, indicator.agency):
        assert words in page
    assert "58-NQ/TU" in page


def test_published_figure_names_its_source_and_links_to_its_address(reader: Client) -> None:
    page = text_of(reader, "/chi-tieu/thu-nhap/")

    assert "56,34 triệu đồng/năm" in page
    assert 'href="https://thuonghieucongluan.com.vn/' in page


def test_expected_figure_says_that_it_is_expected(reader: Client) -> None:
    page = text_of(reader, "/chi-tieu/ho-ngheo/")

    assert re.search(r"1,36 % \(dự kiến\)", page)


def test_published_average_is_shown_but_not_as_a_year_s_change(
    reader: Client, sample_loaded: None
) -> None:
    page = text_of(reader, "/chi-tieu/ho-ngheo/")

    assert "giảm 2,95 điểm %" in page
    assert "bình quân 2021–2024" in page


def test_indicator_without_anything_says_so(reader: Client) -> None:
    page = text_of(reader, saved(new_indicator()).get_absolute_url())

    assert "hưa có số liệu" in page
    assert "Chưa có mục tiêu nào được giao" in page
    assert "Chưa tìm thấy số công bố nào" in page


def test_figures_of_the_charts_are_in_the_page_as_json(reader: Client, sample_loaded: None) -> None:
    page = text_of(reader, "/chi-tieu/dien/")

    figures = re.findall(r'<script id="chart-[\w-]+" type="application/json">(.*?)</script>', page)
    assert len(figures) >= 2
    assert all({"data", "layout"} <= json.loads(figure).keys() for figure in figures)


def test_every_chart_has_words_and_its_table_beside(reader: Client, sample_loaded: None) -> None:
    page = text_of(reader, "/chi-tieu/dien/")

    boxes = re.findall(r'data-chart="([\w-]+)" role="img" aria-label="([^"]+)"', page)
    assert len(boxes) == page.count('type="application/json"')
    assert all(words for _, words in boxes)
    assert page.count("<table") >= len(boxes)


def test_newer_partial_period_is_told_on_the_page(
    reader: Client, sample_loaded: None, trang_dinh_officer: User
) -> None:
    write_cells(report_of("F1", "180"), all_rows("180", **ROW), by=trang_dinh_officer)

    page = text_of(reader, "/chi-tieu/dien/")

    assert "1/11 huyện (22/200 đơn vị cấp xã" in page


@pytest.mark.parametrize("code", ["2030Q1", "2024Q3", "abc", "2024Q3'--"])
@pytest.mark.parametrize("path", ["/", "/chi-tieu/dien/"])
def test_period_without_results_is_not_found(path: str, code: str, reader: Client) -> None:
    assert reader.get(path, {"ky": code}).status_code == 404


def test_unknown_indicator_is_not_found(reader: Client) -> None:
    assert reader.get("/chi-tieu/khong-co/").status_code == 404


def test_chosen_period_is_selected(reader: Client, sample_loaded: None) -> None:
    page = text_of(reader, "/chi-tieu/duong-xa/", ky="2023Q4")

    assert '<option value="2023Q4" selected>' in page
    assert "174" in page


def test_code_of_a_place_leads_to_the_newest_unit_that_bears_it(reader: Client) -> None:
    answer = reader.get("/dia-ban/06040/")

    assert answer.headers["Location"] == "/dia-ban/06040/tu-2025-07-01/"


def test_each_unit_that_bore_a_code_has_its_own_page(reader: Client) -> None:
    names = [
        text_of(reader, f"/dia-ban/06040/tu-{day}/").partition("<h1>")[2].partition("</h1>")[0]
        for day in ("2020-01-01", "2024-12-01", "2025-07-01")
    ]

    assert names == ["Xã Đại Đồng", "Thị trấn Thất Khê", "Xã Thất Khê"]


@pytest.mark.parametrize(
    "path",
    [
        "/dia-ban/06040/tu-2021-01-01/",
        "/dia-ban/99999/",
        "/dia-ban/99999/tu-2020-01-01/",
        "/dia-ban/06040/tu-2024-02-30/",  # no such day
        "/dia-ban/06040/tu-hom-nay/",
    ],
)
def test_unit_that_never_was_is_not_found(path: str, reader: Client) -> None:
    assert reader.get(path).status_code == 404


def test_leader_starts_at_the_province(reader: Client) -> None:
    assert reader.get("/dia-ban/").headers["Location"] == province().get_absolute_url()


def test_district_officer_starts_at_the_own_district(
    client: Client, van_quan_officer: User
) -> None:
    client.force_login(van_quan_officer)

    assert client.get("/dia-ban/").headers["Location"] == district("184").get_absolute_url()


def test_place_names_whom_it_went_to(reader: Client) -> None:
    page = text_of(reader, commune("06040").get_absolute_url())

    assert "Thay đổi địa giới" in page
    assert "Xã Đội Cấn" in page
    assert "18,61 km²" in page


def test_place_without_figures_says_so(reader: Client) -> None:
    page = text_of(reader, commune("06001").get_absolute_url())

    assert "Địa bàn này chưa có báo cáo nào" in page


def test_page_not_found_is_in_vietnamese(reader: Client) -> None:
    answer = reader.get("/khong-co-trang-nay/")

    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()
