"""The matrix as a page: states in words for whoever does not see the colours."""

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from indicators.models import Period, Report, User
from tests.factories.reference import report_of
from tests.factories.reports import sent_report

from .upload import text_of

PAGE = "/tien-do/"


@pytest.fixture
def sent(open_quarter: Period, trang_dinh_officer: User) -> Report:
    return sent_report(report_of("F1", "180"), by=trang_dinh_officer)


def test_page_names_every_state_in_words(sent: Report, leader: User, client: Client) -> None:
    client.force_login(leader)

    page = text_of(client.get(PAGE))

    assert '<span class="visually-hidden">Đã gửi</span>' in page
    assert "Chưa gửi, quá hạn" in page
    assert f'href="/duyet/{sent.pk}/"' in page
    assert "1/11" in page
    assert "9,1\u202f%" in page


def test_page_lists_who_owes_and_for_how_long(sent: Report, leader: User, client: Client) -> None:
    client.force_login(leader)

    page = text_of(client.get(PAGE))

    assert "Còn phải gửi: 11 báo cáo, 11 đã quá hạn" in page
    assert "quá hạn" in page[page.index("con-no") :]


def test_district_officer_sees_the_own_row_and_no_link_to_reviewing(
    sent: Report, van_quan_officer: User, client: Client
) -> None:
    client.force_login(van_quan_officer)

    page = text_of(client.get(PAGE))

    assert "Huyện Văn Quan" in page
    assert "Tràng Định" not in page
    assert "/duyet/" not in page


def test_page_before_any_period_says_so(db: None, leader: User, client: Client) -> None:
    client.force_login(leader)

    page = text_of(client.get(PAGE))

    assert "Chưa có báo cáo nào phải nộp" in page
    assert "Không còn báo cáo nào phải gửi" in page


def test_unknown_form_is_not_found(open_quarter: Period, leader: User, client: Client) -> None:
    client.force_login(leader)

    assert client.get(PAGE, {"bieu": "F9"}).status_code == 404


def test_file_is_a_workbook_of_the_chosen_form(sent: Report, leader: User, client: Client) -> None:
    client.force_login(leader)

    answer = client.get(f"{PAGE}bang-tinh/", {"bieu": "F2"})

    assert answer.headers["Content-Disposition"] == 'attachment; filename="tien-do-F2.xlsx"'
    book = load_workbook(BytesIO(answer.content))
    assert book["Tiến độ"]["A4"].value == "Tỉnh Lạng Sơn"


def test_file_of_a_district_holds_its_own_rows_only(
    sent: Report, van_quan_officer: User, client: Client
) -> None:
    client.force_login(van_quan_officer)

    book = load_workbook(BytesIO(client.get(f"{PAGE}bang-tinh/").content))

    texts = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "Huyện Văn Quan" in texts
    assert not [text for text in texts if "Tràng Định" in text]
