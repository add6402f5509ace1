"""The page of the map."""

import pytest
from django.test import Client

from indicators.models import User
from tests.indicators.selectors.cases import plain
from tests.indicators.selectors.test_place_map import have_outlines

pytestmark = pytest.mark.django_db
MAP = "/ban-do/"


@pytest.fixture
def reader(leader: User, client: Client) -> Client:
    client.force_login(leader)
    return client


def text_of(client: Client, status: int = 200, **query: str) -> str:
    response = client.get(MAP, {key.replace("_", "-"): value for key, value in query.items()})
    assert response.status_code == status
    return plain(response.content.decode())


def test_every_tile_is_a_link_with_a_name(reader: Client, sample_loaded: None) -> None:
    page = text_of(reader, chi_tieu="duong-xa")

    assert page.count('class="tile tile--') == 11
    assert 'aria-label="Tràng Định: 90,5 %, chậm"' in page


def test_change_of_a_year_says_which_year_it_is_of(reader: Client, sample_loaded: None) -> None:
    page = text_of(reader, chi_tieu="ho-ngheo", ky="2024Q2")

    assert 'aria-label="Văn Quan: giảm 2,72 điểm %, chậm nhẹ, năm 2023"' in page
    assert '<span class="cell-note">năm 2023</span>' in page


def test_choice_stands_in_the_address(reader: Client, sample_loaded: None) -> None:
    page = text_of(reader, chi_tieu="dien", ky="2023Q4", mau="gia-tri", so_lieu="da-duyet")

    for chosen in ("dien", "2023Q4", "gia-tri", "o"):
        assert f'<option value="{chosen}" selected>' in page
    assert 'name="so-lieu" value="da-duyet"' in page
    assert "chi-tieu=dien&amp;ky=2023Q4&amp;mau=gia-tri" in page  # the other choice of figures
    assert "Hộ sử dụng điện, quý IV năm 2023" in page


def test_legend_is_that_of_the_colours(reader: Client, sample_loaded: None) -> None:
    assert "Màu theo giá trị" not in text_of(reader)
    assert "Màu theo giá trị" in text_of(reader, mau="gia-tri")


def test_links_keep_the_choice_of_figures(reader: Client, sample_loaded: None) -> None:
    page = text_of(reader, so_lieu="da-duyet")

    assert "/dia-ban/180/tu-1945-01-01/?so-lieu=da-duyet" in page or "?so-lieu=da-duyet" in page


def test_outlines_are_drawn_where_they_were_loaded(reader: Client, sample_loaded: None) -> None:
    have_outlines("180", "184")

    page = text_of(reader, chi_tieu="dien", hinh="huyen")

    assert 'id="chart-ban-do"' in page
    assert 'class="tile ' not in page


def test_missing_outlines_are_told_with_the_way_back(reader: Client, sample_loaded: None) -> None:
    page = text_of(reader, hinh="xa", so_lieu="da-duyet")

    assert "Chưa nạp ranh giới" in page
    assert "so-lieu=da-duyet" in page


def test_indicator_that_nobody_reports_says_so(reader: Client, sample_loaded: None) -> None:
    assert "chưa có báo cáo nào của huyện" in text_of(reader, chi_tieu="thu-nhap")


def test_map_without_any_report_says_so(reader: Client) -> None:
    assert "Chưa có gì để vẽ" in text_of(reader)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"chi_tieu": "ho-ngeo"}, '<a href="/ban-do/?chi-tieu=ho-ngheo">'),
        ({"chi_tieu": "ho-ngeo"}, "Không có chỉ tiêu “ho-ngeo”."),
        ({"ky": "2024Q9"}, "Không có số liệu của kỳ “2024Q9”."),
        ({"mau": "đỏ"}, "Không có cách tô màu “đỏ”."),
        ({"hinh": "huyện"}, '<a href="/ban-do/?hinh=huyen">Ranh giới huyện</a>'),
        ({"chi_tieu": "<script>"}, "Không có chỉ tiêu “&lt;script&gt;”"),
    ],
)
def test_unknown_choice_names_the_nearest(
    query: dict[str, str], words: str, reader: Client, sample_loaded: None
) -> None:
    assert words in text_of(reader, status=404, **query)


def test_district_officer_sees_no_other_district(
    client: Client, trang_dinh_officer: User, sample_loaded: None
) -> None:
    client.force_login(trang_dinh_officer)

    page = text_of(client)

    assert "Tràng Định" in page
    assert not [name for name in ("Văn Quan", "Bình Gia", "Cao Lộc") if name in page]
