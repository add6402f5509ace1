"""The table of lights: every cell a link with shape and word, sorted by its address."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import AreaKind, Result, User
from tests.factories.reference import district, period
from tests.indicators.selectors.cases import plain

pytestmark = pytest.mark.django_db
QUERIES = 15


@pytest.fixture
def reader(leader: User, sample_loaded: None, client: Client) -> Client:
    client.force_login(leader)
    return client


def page_of(client: Client, **query: str) -> str:
    answer = client.get("/bang-den/", query)
    assert answer.status_code == 200
    return plain(answer.content.decode())


def rows_of(page: str) -> list[str]:
    return page.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]


def names_of(page: str) -> list[str]:
    found = (re.search(r'<th scope="row"><a[^>]*>([^<]+)', row) for row in rows_of(page))
    return [match.group(1) for match in found if match]


def test_province_stands_above_its_eleven_districts(reader: Client) -> None:
    names = names_of(page_of(reader))

    assert names[0] == "Tỉnh Lạng Sơn"
    assert len(names) == 12


def test_every_cell_is_a_link_to_the_indicator_there_with_a_word(reader: Client) -> None:
    for row in rows_of(page_of(reader)):
        cells = row.split("<td")[1:]
        assert len(cells) == 5
        for cell in cells:
            assert re.search(
                r'href="/chi-tieu/[\w-]+/\?dia-ban=\d+/2020-01-01&amp;ky=2024Q2"', cell
            )
            assert re.search(r'aria-hidden="true">[●▲◆■▼○–]</span> [^\s<]', cell)


def test_cell_leads_to_a_page(reader: Client) -> None:
    href = re.search(r'<td[^>]*><a href="([^"]+)"', rows_of(page_of(reader))[3]).group(1)

    assert reader.get(href.replace("&amp;", "&")).status_code == 200


def test_column_sorts_the_worst_first_and_then_the_best(reader: Client) -> None:
    worst = names_of(page_of(reader, xep="duong-xa"))
    best = names_of(page_of(reader, xep="duong-xa", chieu="tot"))

    assert worst[1] == "Huyện Chi Lăng"
    assert best[-1] == "Huyện Chi Lăng"


def test_sorted_column_says_so(reader: Client) -> None:
    page = page_of(reader, xep="duong-xa")

    assert page.count("aria-sort") == 1
    assert "xep=duong-xa&amp;chieu=tot" in page


def test_names_sort_and_nonsense_does_not(reader: Client) -> None:
    by_name = names_of(page_of(reader, xep="ten"))

    assert by_name[1] == "Huyện Bắc Sơn"
    assert names_of(page_of(reader, xep="khong-co")) == names_of(page_of(reader))


def test_progress_is_the_other_view(reader: Client) -> None:
    page = page_of(reader, xem="tien-do", xep="truong-lop-tram")

    shares = [
        float(found.group(1).replace(".", "").replace(",", "."))
        for row in rows_of(page)[1:]
        if (found := re.search(r"</span> (−?[\d.,]+) %", row.split("<td")[4].replace("−", "-")))
    ]
    assert shares == sorted(shares)


def test_communes_of_one_district(reader: Client) -> None:
    page = page_of(reader, **{"dia-ban": "180"})

    assert len(names_of(page)) == 23
    assert names_of(page)[0] == "Huyện Tràng Định"


def test_all_communes_cost_as_many_queries_as_the_districts(reader: Client) -> None:
    def queries(**query: str) -> int:
        with CaptureQueriesContext(connection) as context:
            page_of(reader, **query)
        return len(context)

    districts, communes = queries(), queries(cap="xa")
    Result.objects.exclude(period=period("2024Q2")).delete()

    assert districts == communes == queries() <= QUERIES
    assert len(names_of(page_of(reader, cap="xa"))) == 201


def test_district_s_officer_sees_the_own_row_only(reader: Client, trang_dinh_officer: User) -> None:
    reader.force_login(trang_dinh_officer)

    assert names_of(page_of(reader)) == ["Tỉnh Lạng Sơn", "Huyện Tràng Định"]
    assert reader.get("/bang-den/", {"dia-ban": "184"}).status_code == 404


def test_district_without_reports_says_so(reader: Client) -> None:
    Result.objects.exclude(area__kind=AreaKind.PROVINCE).delete()

    assert "Chưa có gì để xem" in page_of(reader, **{"dia-ban": district("180").code})


def test_unknown_period_is_not_found(reader: Client) -> None:
    assert reader.get("/bang-den/", {"ky": "2031Q1"}).status_code == 404


def test_change_of_a_year_says_which_year_it_is_of(reader: Client) -> None:
    whole = rows_of(page_of(reader, ky="2024Q2"))[0]

    assert "giảm 2,90 điểm %, năm 2023" in whole
    assert "97,2 %, sơ bộ</span>" in whole
