"""The first screen, the sign-in, and the answer for the office's monitoring."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import Indicator, Period, User
from tests.factories.figures import all_rows, write_cells
from tests.factories.people import PASSWORD
from tests.factories.reference import report_of
from tests.indicators.selectors.cases import plain
from tests.programs import money_rows as rows
from tests.programs.obstacle_rows import accepted, raised

SAMPLE = "Dữ liệu minh họa"
ROW = {"hh_total": 500, "poor_hh": 40, "elec_hh": 499}
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(leader: User, client: Client) -> Client:
    client.force_login(leader)
    return client


def home(client: Client, **query: str) -> str:
    response = client.get("/", query)
    assert response.status_code == 200
    return plain(response.content.decode())


def test_headlines_are_cards_that_lead_to_their_indicator(reader: Client) -> None:
    page = home(reader)

    for indicator in Indicator.objects.filter(is_headline=True):
        assert f'href="{indicator.get_absolute_url()}' in page
    assert page.count('<li class="card ') == 4


def test_card_keeps_the_chosen_period_in_its_link(reader: Client, sample_loaded: None) -> None:
    assert "/chi-tieu/dien/?ky=2023Q4" in home(reader, ky="2023Q4")


def test_card_shows_value_target_and_light(reader: Client, sample_loaded: None) -> None:
    page = home(reader, ky="2023Q4")

    card = next(card for card in page.split("<li ") if "/chi-tieu/dien/" in card)
    for words in ("99,99 %", "≥ 99,6 %", "Đạt", "11/11 huyện", "Chính thức"):
        assert words in card


def test_every_light_is_a_word_as_well_as_a_colour(reader: Client, sample_loaded: None) -> None:
    page = home(reader, ky="2023Q4")

    cards = page.split('<li class="card ')[1:]
    words = ["Chậm nhẹ", "Chậm nhẹ", "Đạt", "Chậm"]
    assert all(word in card for word, card in zip(words, cards, strict=True))


def test_without_reports_the_page_says_so_and_shows_what_is_published(reader: Client) -> None:
    page = home(reader)

    assert "Chưa có báo cáo nào của huyện" in page
    assert "số công bố" in page
    assert "giảm" in page


def test_banner_says_that_sample_figures_are_shown(reader: Client, sample_loaded: None) -> None:
    for url in ("/", "/chi-tieu/", "/chi-tieu/dien/", "/nhap-lieu/"):
        assert SAMPLE in reader.get(url).content.decode()


def test_without_sample_figures_there_is_no_banner(reader: Client, open_quarter: Period) -> None:
    assert SAMPLE not in home(reader)


def test_reports_in_and_owed_are_counted(reader: Client, sample_loaded: None) -> None:
    page = home(reader)

    assert "Báo cáo Q3/2024" in page
    assert "<b>0/12</b> đã gửi" in page
    assert "<b>12</b> còn nợ" in page


def test_partial_newer_quarter_is_told_and_does_not_move_the_cards(
    reader: Client, sample_loaded: None, trang_dinh_officer: User
) -> None:
    write_cells(report_of("F1", "180"), all_rows("180", **ROW), by=trang_dinh_officer)

    page = home(reader)

    assert "1/11 huyện" in page
    assert '<option value="2024Q2" selected>' in page


def test_leader_is_not_offered_to_import(
    reader: Client, sample_loaded: None, provincial_officer: User
) -> None:
    as_leader = home(reader)
    reader.force_login(provincial_officer)

    assert "/nhap-lieu/tai-len/" not in as_leader
    assert "/nhap-lieu/tai-len/" in home(reader)


def test_page_names_who_is_signed_in_and_for_where(reader: Client) -> None:
    page = home(reader)

    assert "Vi Văn Thử" in page or "Thử Vi Văn" in page
    assert "Lãnh đạo" in page


def test_sign_in_leads_to_the_first_screen(client: Client, leader: User) -> None:
    answer = client.post("/dang-nhap/", {"username": "lanhdao", "password": PASSWORD})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("password", ["sai-mat-khau", ""])
def test_wrong_password_is_refused_in_vietnamese(
    password: str, client: Client, leader: User
) -> None:
    answer = client.post("/dang-nhap/", {"username": "lanhdao", "password": password})

    assert answer.status_code == 200
    assert "Chưa đăng nhập được" in answer.content.decode()
    assert client.get("/").status_code == 302


def test_sign_in_never_leads_to_another_host(client: Client, leader: User) -> None:
    data = {"username": "lanhdao", "password": PASSWORD, "next": "https://example.org/"}

    answer = client.post("/dang-nhap/", data)

    assert answer.headers["Location"] == "/"


def test_signing_out_ends_the_session(reader: Client) -> None:
    reader.post("/dang-xuat/")

    assert reader.get("/").status_code == 302


def test_monitoring_is_answered_without_sign_in(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok")
    assert len(queries) == 1
    assert "no-store" in answer.headers["Cache-Control"]


def test_capital_of_the_year_stands_on_the_first_screen(reader: Client) -> None:
    assert "Vốn năm" not in home(reader)
    rows.published_year()

    page = home(reader)

    assert "Vốn năm 2025" in page
    assert "20,03 %" in page
    assert "Thấp hơn 31,87 điểm % so với yêu cầu đến 31/08/2025 là 51,90 %." in page
    assert 'id="chart-duong-giai-ngan"' in page


def test_past_period_says_of_which_day_it_tells(reader: Client, sample_loaded: None) -> None:
    page = home(reader, ky="2023Q4")

    assert "Như ngày 31/12/2023" in page
    assert "Như sổ vốn đã ghi đến 31/12/2023." in page
    assert 'href="/kho-khan/?ngay=2023-12-31"' in page
    assert "so với quý III năm 2023" in page


@pytest.mark.parametrize("path", ["/", "/trinh-chieu/"])
def test_unknown_period_is_not_found_in_vietnamese(
    path: str, reader: Client, sample_loaded: None
) -> None:
    answer = reader.get(path, {"ky": "2031Q1"})

    assert answer.status_code == 404
    assert "Không có số liệu của kỳ “2031Q1”" in answer.content.decode()


def test_distance_is_in_what_people_count(reader: Client, sample_loaded: None) -> None:
    page = home(reader, ky="2023Q4")

    assert "còn 7 xã (3,9 điểm %)" in page


def test_who_resolves_what_by_when_stands_on_the_first_screen(
    reader: Client, provincial_officer: User, van_quan_officer: User
) -> None:
    obstacle = accepted(raised(van_quan_officer), provincial_officer)

    page = home(reader)

    assert f'href="{obstacle.get_absolute_url()}"' in page
    assert "đã quá hạn 01/09/2024" in page


def test_district_officer_finds_what_is_owed_first(
    client: Client, trang_dinh_officer: User, sample_loaded: None
) -> None:
    client.force_login(trang_dinh_officer)

    page = home(client)

    assert "Tổng quan huyện Tràng Định" in page
    assert page.index("Báo cáo phải gửi") < page.index('class="cards"')
    assert ">Biểu F1 quý III năm 2024</a>" in page


def test_without_any_data_the_page_says_why(reader: Client) -> None:
    page = home(reader)

    for words in (
        "Chưa có kỳ số liệu nào để so sánh.",
        "Chưa có vốn được giao hay giải ngân nào được ghi.",
        "Chưa mở kỳ báo cáo nào.",
    ):
        assert words in page


def test_names_are_escaped_wherever_they_stand(
    reader: Client, sample_loaded: None, van_quan_officer: User
) -> None:
    Indicator.objects.filter(is_headline=True).update(short_name="<script>x</script>")
    raised(van_quan_officer, "<img src=x onerror=y>", capital_stuck_million_vnd=10**6)

    for path in ("/", "/trinh-chieu/"):
        page = reader.get(path).content.decode()
        assert "<script>x" not in page
        assert "<img src=x" not in page


def test_slides_stand_on_one_page_with_their_marks(reader: Client, sample_loaded: None) -> None:
    page = plain(reader.get("/trinh-chieu/").content.decode())

    for question in (
        "Đang ở đâu?",
        "Chậm ở đâu?",
        "Vốn giải ngân thế nào?",
        "Vướng ở đâu, ai gỡ, trước ngày nào?",
        "Việc gì đến hạn?",
    ):
        assert question in page
    assert 'id="vuong-mac"' in page
    assert 'href="#vuong-mac"' in page
    assert SAMPLE in page
