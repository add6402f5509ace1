"""The page of a place joins its indicators with its money, obstacles and tasks."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indicators.models import User
from indicators.permissions import access_of
from programs.selectors.place import place_work
from tests.factories.reference import commune, district, province
from tests.indicators.selectors.cases import plain

TODAY = date(2024, 10, 5)
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


def section_of(page: str, name: str) -> str:
    return page.partition(f'id="{name}"')[2].partition("</section>")[0]


def test_chosen_period_shows_the_values_and_targets_of_its_day(reader: Client) -> None:
    url = district("180").get_absolute_url()

    now, then = page_of(reader, url), page_of(reader, f"{url}?ky=2023Q4")

    assert '<option value="2023Q4" selected>' in then
    assert '<option value="" selected>' not in now
    assert "Đến hết quý IV năm 2023: số liệu, mục tiêu, vốn, khó khăn và nhiệm vụ" in then
    assert "như ngày 31/12/2023" in then
    assert "quý II năm 2024" in section_of(now, "chi-tieu")
    assert "quý II năm 2024" not in section_of(then, "chi-tieu")
    assert "quý IV năm 2023" in section_of(then, "chi-tieu")
    assert section_of(then, "bao-cao").count("Quý IV năm 2023")
    assert "Quý I năm 2024" not in section_of(then, "bao-cao")


def test_chosen_period_shows_money_obstacles_and_tasks_of_its_day(reader: Client) -> None:
    url = province().get_absolute_url()

    then = page_of(reader, f"{url}?ky=2023Q4")

    assert "Vốn năm 2023" in then.partition('id="von"')[2]
    assert "ngay=2023-12-31" in section_of(then, "kho-khan")
    assert section_of(then, "kho-khan") != section_of(page_of(reader, url), "kho-khan")


def test_chosen_period_and_figures_are_kept_by_the_links_of_a_place(reader: Client) -> None:
    page = page_of(reader, district("180").get_absolute_url() + "?ky=2023Q4&so-lieu=da-duyet")

    kept = "ky=2023Q4&amp;so-lieu=da-duyet"
    assert f'href="/chi-tieu/dien/?dia-ban=180/2020-01-01&amp;{kept}"' in page
    assert f'href="/bang-den/?dia-ban=180/2020-01-01&amp;{kept}"' in page
    assert f'href="{commune("06001").get_absolute_url()}?{kept}"' in page
    for address in ("/", "/chi-tieu/", "/dia-ban/", "/ban-do/", "/bang-den/"):
        assert f'href="{address}?{kept}"' in page
    assert '<input type="hidden" name="so-lieu" value="da-duyet">' in page


def test_indicator_without_figures_of_the_period_is_linked_without_it(reader: Client) -> None:
    page = page_of(reader, province().get_absolute_url() + "?ky=2023Q4")

    assert 'href="/chi-tieu/ho-ngheo/?ky=2023Q4"' in page
    assert 'href="/chi-tieu/ho-ngheo-2016-2020/"' in page


def test_unknown_period_of_a_place_is_told_with_the_nearest(reader: Client) -> None:
    url = district("180").get_absolute_url()

    answer = reader.get(f"{url}?ky=2031Q1")

    assert answer.status_code == 404
    assert f'href="{url}?ky=2024Q2"' in answer.content.decode()


def test_district_s_officer_reads_the_own_place_in_a_past_period(
    reader: Client, trang_dinh_officer: User
) -> None:
    reader.force_login(trang_dinh_officer)

    page = page_of(reader, district("180").get_absolute_url() + "?ky=2023Q2")

    assert "như ngày 30/06/2023" in page
    assert reader.get("/dia-ban/?ky=2023Q2").headers["Location"].endswith("?ky=2023Q2")


@pytest.mark.parametrize("code", ["20", "180"])
@pytest.mark.parametrize(("past_day", "most"), [(None, 16), (date(2023, 12, 31), 22)])
def test_work_of_a_place_needs_few_queries(
    leader: User,
    sample_loaded: None,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    code: str,
    past_day: date | None,
    most: int,
) -> None:
    place = province() if code == "20" else district(code)
    access = access_of(leader)

    with django_assert_max_num_queries(most):
        place_work(area=place, access=access, today=TODAY, past_day=past_day)
