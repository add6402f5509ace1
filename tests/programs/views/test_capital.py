"""The capital pages: what they say, to whom, and what they answer to nonsense."""

import re
from datetime import date, timedelta
from html import unescape
from io import BytesIO
from urllib.parse import unquote_plus, urlencode

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import User
from programs.models import Disbursement, FundKind
from tests.factories import capital
from tests.factories.times import NOW, local_time
from tests.indicators.selectors.cases import plain
from tests.programs import money_rows as rows
from tests.programs.obstacle_rows import raised

pytestmark = pytest.mark.django_db
PAGES = ("capital_overview", "capital_tree", "capital_matrix", "capital_steps", "capital_lines")


@pytest.fixture
def reader(leader: User, client: Client) -> Client:
    client.force_login(leader)
    return client


def get(client: Client, name: str, status: int = 200, **query: str) -> str:
    """Of the tests' own programme, in a leader's unit, unless the query says otherwise."""
    words = {"chuong-trinh": "thu", "nam": "2025"} | query
    response = client.get(f"{reverse(f'programs:{name}')}?{urlencode(words)}")
    assert response.status_code == status
    return plain(response.content.decode())


def test_overview_answers_first(reader: Client) -> None:
    rows.published_year()

    page = get(reader, "capital_overview")

    assert "Vốn năm 2025, Tỉnh Lạng Sơn" in page
    assert "20,03 %" in page
    assert "Thấp hơn 31,87 điểm % so với yêu cầu đến 31/08/2025 là 51,90 %." in page
    assert "Từ đầu năm mỗi tháng giải ngân được 43,7 tỷ đồng; cần 349,2 tỷ đồng mỗi tháng" in page
    assert "526,2 tỷ đồng (30,1 %) nếu giữ nhịp ba tháng gần nhất" in page
    assert page.count("khớp") == 5


def test_unit_is_said_and_can_be_chosen(reader: Client) -> None:
    rows.published_year()

    page = get(reader, "capital_overview", **{"don-vi-tinh": "trieu"})

    assert "1.746.600" in page
    assert "Đơn vị tính: <strong>triệu đồng</strong>" in page


@pytest.mark.parametrize("name", PAGES)
def test_page_without_any_money_says_so(reader: Client, name: str) -> None:
    page = get(reader, name, **{"nam": "", "chuong-trinh": ""})

    assert "Chưa có" in page or "Không có khoản vốn nào" in page


@pytest.mark.parametrize("name", PAGES)
def test_page_of_an_unknown_year_names_those_there_are(reader: Client, name: str) -> None:
    rows.published_year()

    assert "Các năm có số: 2025." in get(reader, name, 404, nam="1999")


def test_links_of_an_earlier_day_ask_for_the_very_same_moment(reader: Client) -> None:
    """What was recorded in the last minute of the day is on the page and behind its links."""
    found = rows.allot("100")
    rows.change(found, "12.345", at=local_time(2025, 9, 1, 23, 59) + timedelta(seconds=30))

    words = {"biet-luc": "2025-09-01", "don-vi-tinh": "trieu"}
    page = get(reader, "capital_overview", **words)
    kept = re.search(r"biet-luc=([^&\"]+)", unescape(page))[1]
    lines = get(reader, "capital_lines", **words | {"biet-luc": unquote_plus(kept)})

    assert "12,345" in page
    assert "12,345" in lines


@pytest.mark.parametrize("name", PAGES)
def test_day_of_a_long_extension_is_answered(reader: Client, name: str) -> None:
    budget = capital.budget_year(2025)
    capital.new_budget_extension(budget_year=budget, closes_on=date(2027, 6, 30)).save()
    rows.allot("100")
    rows.pay("60", on=date(2027, 3, 31))

    page = get(reader, name, ngay="31/03/2027")
    beyond = get(reader, name, 404, ngay="01/07/2027")

    assert "31/03/2027" in page
    assert "Hãy chọn từ 01/01/2025 đến 30/06/2027." in beyond


@pytest.mark.parametrize("name", PAGES)
def test_district_officer_reads_the_own_money_under_its_name(
    van_quan_officer: User, client: Client, name: str
) -> None:
    rows.allot("123.456", agency=capital.agency("184"))
    rows.allot("987.654", agency=capital.agency("180"))
    client.force_login(van_quan_officer)

    page = get(client, name)

    assert "Huyện Văn Quan" in page
    assert "123,456" in page
    assert "987,654" not in page
    assert "1.111,11" not in page


def test_every_number_leads_to_its_lines(reader: Client) -> None:
    rows.published_year()
    page = get(reader, "capital_overview")

    address = "/von/khoan/?nam=2025&amp;ngay=31/08/2025&amp;chuong-trinh=thu&amp;don-vi-tinh=ty"

    assert f'href="{address}&amp;loai-von=dtpt&amp;keo-dai=co">86,8</a>' in page
    assert f'href="{address}&amp;loai-von=sn">116,9</a>' in page
    lines = get(reader, "capital_lines", **{"loai-von": "dtpt", "keo-dai": "co"})
    assert "Vốn đầu tư phát triển · Vốn kéo dài" in lines
    assert "86,8" in lines


def test_unknown_project_is_answered_with_the_nearest(reader: Client) -> None:
    rows.published_year()

    page = get(reader, "capital_lines", 404, **{"du-an": "T9"})

    assert "Không có dự án “T9” trong chương trình “thu”. Gần nhất: T1 (DA thử T1)." in page


def test_table_folds_by_its_address(reader: Client) -> None:
    rows.allot("5", component=rows.sub_project())

    assert "DA thử T1.1" not in get(reader, "capital_tree")
    assert "DA thử T1.1" in get(reader, "capital_tree", mo="thu,thu.T1")


def test_matrix_says_the_light_in_words_too(reader: Client) -> None:
    rows.published_year()

    page = get(reader, "capital_matrix")

    assert '20,03 %</span><span class="visually-hidden">, Chậm</span>' in page


def test_past_report_says_what_moment_it_shows(reader: Client) -> None:
    found = rows.allot("100")
    rows.pay("30")
    rows.change(found, "25", at=NOW)
    rows.change(found, "30", before="25", at=NOW + timedelta(days=2))

    page = get(reader, "capital_overview", **{"biet-luc": f"{NOW + timedelta(days=1):%Y-%m-%d}"})

    assert "Như sổ vốn đã ghi đến 23:59" in page
    assert "25,00 %" in page
    assert "biet-luc" in page.partition("Bảng vốn")[0]
    refused = get(reader, "capital_overview", 404, **{"biet-luc": "hôm qua"})
    assert "“hôm qua” không phải là một thời điểm" in refused


def test_account_shows_lines_amounts_and_history(reader: Client) -> None:
    found = rows.allot("100", fund_kind=FundKind.RECURRENT)
    rows.pay("30", fund_kind=FundKind.RECURRENT)
    rows.change(found, "30", before="25", at=NOW)

    page = plain(reader.get(f"/von/khoan/{found.pk}/?don-vi-tinh=trieu").content.decode())

    for words in (
        "01/QĐ-THU",
        "+100 triệu đồng",
        "31/08/2025",
        "25 triệu đồng",
        str(capital.writer().get_full_name()),
    ):
        assert words in page


@pytest.mark.parametrize("name", PAGES)
def test_workbook_sums_are_the_pages_to_the_dong(reader: Client, name: str) -> None:
    rows.allot("100.001")
    rows.allot("23.455", agency=capital.agency("180"), is_carried_over=True)
    query = urlencode({"nam": "2025", "don-vi-tinh": "trieu", "dang": "xlsx"})

    response = reader.get(f"{reverse(f'programs:{name}')}?{query}")

    book = openpyxl.load_workbook(BytesIO(response.content))
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    numbers = [value for value in values if isinstance(value, float)]
    assert any("triệu đồng" in str(value) for value in values)
    if name == "capital_lines":
        assert sum(numbers) == pytest.approx(123.456, abs=1e-9)
    else:
        assert 123.456 in numbers
    assert response.headers["Content-Disposition"].endswith('.xlsx"')


def test_name_that_looks_like_a_formula_stays_text(reader: Client) -> None:
    agency = capital.agency()
    agency.name = agency.short_name = '=HYPERLINK("http://x","y")'
    agency.save()
    rows.allot("5", agency=agency)

    for name in PAGES:
        response = reader.get(f"{reverse(f'programs:{name}')}?nam=2025&dang=xlsx")
        book = openpyxl.load_workbook(BytesIO(response.content))
        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        assert "f" not in kinds


def test_day_may_be_any_day_of_the_year(reader: Client) -> None:
    rows.allot("100", on=date(2025, 1, 10))
    rows.pay("30")

    page = get(reader, "capital_overview", ngay="15/09/2025")

    assert "đến 15/09/2025 (số giải ngân mới nhất: 31/08/2025)" in page


def test_links_from_the_whole_period_lead_to_pages_that_are_there(reader: Client) -> None:
    rows.allot("100")
    rows.allot("500", year=None, number="2/QĐ-THU")

    page = get(reader, "capital_steps", nam="giai-doan")

    tabs = re.findall(r'href="(/von/[^"]*)"', page.partition("capital-ask")[0])
    assert len(set(tabs)) >= 5
    assert {reader.get(unescape(tab)).status_code for tab in tabs} == {200}


def test_another_year_chosen_in_the_form_takes_its_own_newest_day(reader: Client) -> None:
    rows.pay("10", year=2022, on=date(2022, 12, 19))
    rows.pay("30")
    form = {"nam": "2022", "nam-cu": "2025", "ngay": "31/08/2025", "ngay-cu": "31/08/2025"}

    assert "đến 19/12/2022" in get(reader, "capital_overview", **form)
    assert "đến 30/06/2022" in get(reader, "capital_overview", **form | {"ngay": "30/06/2022"})


def test_slow_project_and_its_account_name_what_holds_them_back(
    reader: Client, van_quan_officer: User
) -> None:
    rows.published_year()
    account = Disbursement.objects.first().account
    obstacle = raised(van_quan_officer, "Chậm giao đất", component=account.component)

    overview = get(reader, "capital_overview")
    address = reverse("programs:capital_account", args=[account.pk])
    page = plain(reader.get(address).content.decode())

    assert "Dự án chậm đang vướng gì" in overview
    assert f"du_an=thu%2F{account.component.code}" in overview
    assert "đang cản dự án này ở đây" in page
    assert obstacle.get_absolute_url() in page
