"""Comparison: what is chosen stands in the address, and what cannot be compared is told."""

import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import User
from tests.indicators.selectors.cases import plain

pytestmark = pytest.mark.django_db
ROADS = ("chi-tieu", "duong-xa")


@pytest.fixture
def reader(leader: User, sample_loaded: None, client: Client) -> Client:
    client.force_login(leader)
    return client


def answer_of(client: Client, *pairs: tuple[str, str]) -> tuple[int, str]:
    answer = client.get(f"/so-sanh/?{urlencode(pairs)}")
    return answer.status_code, plain(answer.content.decode())


def areas(*codes: str) -> list[tuple[str, str]]:
    return [("dia-ban", code) for code in codes]


def test_nothing_chosen_shows_the_form_only(reader: Client) -> None:
    status, page = answer_of(reader)

    assert status == 200
    assert page.count('name="dia-ban"') == 4
    assert "Chưa so sánh được" not in page
    assert "data-chart" not in page


def test_areas_by_one_indicator_share_one_chart_and_one_table(reader: Client) -> None:
    status, page = answer_of(reader, *areas("180", "184", "20"), ROADS)

    assert status == 200
    assert page.count("data-chart=") == 1
    for name in ("Huyện Tràng Định", "Huyện Văn Quan", "Tỉnh Lạng Sơn"):
        assert f">{name}</th>" in page
    assert "90,5 %" in page


def test_indicators_of_different_units_have_a_chart_each(reader: Client) -> None:
    chosen = [ROADS, ("chi-tieu", "xa-ra-khoi-dbkk"), ("chi-tieu", "dien")]

    _, page = answer_of(reader, *areas("180"), *chosen)

    assert page.count("data-chart=") == 2
    assert "yaxis2" not in page


def test_what_was_chosen_stays_chosen(reader: Client) -> None:
    _, page = answer_of(reader, *areas("180", "184"), ROADS, ("ky", "2023Q4"))

    assert re.search(r'value="180/2020-01-01" selected', page)
    assert 'value="duong-xa" selected' in page
    assert 'value="2023Q4" selected' in page
    assert "Quý I năm 2024</td>" not in page


def test_more_than_four_are_refused_with_all_kept(reader: Client) -> None:
    status, page = answer_of(reader, *areas("178", "180", "181", "182", "183"), ROADS)

    assert status == 422
    assert "nhiều nhất bốn địa bàn, đang chọn 5" in page
    assert page.count('name="dia-ban"') == 5


def test_several_of_both_are_refused(reader: Client) -> None:
    status, page = answer_of(reader, *areas("180", "184"), ROADS, ("chi-tieu", "dien"))

    assert status == 422
    assert "Hãy giữ lại một địa bàn hoặc một chỉ tiêu" in page


def test_one_alone_asks_for_another(reader: Client) -> None:
    status, page = answer_of(reader, *areas("180"), ROADS)

    assert status == 200
    assert "Hãy chọn thêm để so sánh" in page


def test_unknown_ones_are_told_with_the_nearest(reader: Client) -> None:
    status, page = answer_of(reader, *areas("180", "van quan"), ("chi-tieu", "duong-xaa"))

    assert status == 404
    assert "Không có địa bàn “van quan”" in page
    assert "dia-ban=184/2020-01-01" in page
    assert "Không có chỉ tiêu “duong-xaa”" in page
    assert "chi-tieu=duong-xa" in page


def test_another_district_is_unknown_to_a_district(
    reader: Client, trang_dinh_officer: User
) -> None:
    reader.force_login(trang_dinh_officer)

    status, page = answer_of(reader, *areas("180", "184"), ROADS)

    assert status == 404
    assert "Văn Quan" not in page


def test_unknown_period_is_not_found(reader: Client) -> None:
    assert answer_of(reader, *areas("180", "184"), ROADS, ("ky", "2031Q1"))[0] == 404


def test_four_cost_as_many_queries_as_two_but_for_finding_them(reader: Client) -> None:
    def queries(*codes: str) -> int:
        with CaptureQueriesContext(connection) as context:
            answer_of(reader, *areas(*codes), ROADS)
        return len(context)

    assert queries("180", "184", "181", "182") - queries("180", "184") == 2
