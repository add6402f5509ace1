"""The page of a place joins its indicators with its money, obstacles and tasks."""

import pytest
from django.test import Client

from indicators.models import User
from tests.factories.reference import commune, district, province
from tests.indicators.selectors.cases import plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(leader: User, sample_loaded: None, client: Client) -> Client:
    client.force_login(leader)
    return client


def page_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return plain(answer.content.decode())


def test_district_stands_beside_the_province(reader: Client) -> None:
    page = page_of(reader, district("180").get_absolute_url())

    assert ">Toàn tỉnh</th>" in page
    assert "thấp hơn 6,8 điểm %" in page  # roads: 90,48 % beside 97,24 %


def test_province_has_nothing_to_stand_beside(reader: Client) -> None:
    assert ">Toàn tỉnh</th>" not in page_of(reader, province().get_absolute_url())


def test_district_shows_its_money_with_its_lines(reader: Client) -> None:
    page = page_of(reader, district("180").get_absolute_url())

    assert "dia-ban=180" in page.partition('id="von"')[2].partition("</section>")[0]


def test_place_without_money_says_so(reader: Client) -> None:
    page = page_of(reader, commune("06001").get_absolute_url())

    assert "Không có khoản vốn nào" in page
    assert "Không có nhiệm vụ nào" in page


def test_obstacles_of_a_district_lead_to_its_list(reader: Client) -> None:
    page = page_of(reader, district("180").get_absolute_url())

    listed = page.partition('id="kho-khan"')[2].partition("</section>")[0]
    assert "dia_ban=180" in listed or "Không có khó khăn" in listed


def test_district_s_officer_reads_of_the_province_only_the_own_money(
    reader: Client, trang_dinh_officer: User
) -> None:
    reader.force_login(trang_dinh_officer)

    page = page_of(reader, province().get_absolute_url())

    money = page.partition('id="von"')[2].partition("</section>")[0]
    assert "Huyện Tràng Định" in money
    assert "Tỉnh Lạng Sơn, đến" not in money


def test_former_and_new_units_are_linked(reader: Client) -> None:
    page = page_of(reader, commune("06040").get_absolute_url())

    assert "/dia-ban/06040/tu-2024-12-01/" in page
