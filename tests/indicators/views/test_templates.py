"""Templates as the browser fetches them, and what becomes of them after a person filled them."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicators.models import Figure, ImportBatch, Period, Report, User
from tests.factories.reference import report_of
from tests.indicators.sheets.template.filling import opened, saved, seen
from tests.indicators.views.upload import confirmed, text_of, uploaded


@pytest.fixture
def taking(open_quarter: Period) -> Period:
    """2024 Q3 takes figures today."""
    Report.objects.update(extended_until=timezone.now() + timedelta(days=1))
    return open_quarter


def fetched(client: Client, *codes: str) -> bytes:
    name = "template_file" if len(codes) == 3 else "template_archive"
    response = client.get(reverse(f"indicators:{name}", args=codes))
    assert response.status_code == 200
    return response.content


def test_page_offers_own_reports_only(
    taking: Period, trang_dinh_officer: User, client: Client
) -> None:
    client.force_login(trang_dinh_officer)

    page = text_of(client.get("/nhap-lieu/mau/"))

    assert 'href="/nhap-lieu/mau/2024Q3/F1/180/"' in page
    assert "Văn Quan" not in page
    assert ".zip" not in page


def test_page_offers_all_districts_at_once_to_the_province(
    taking: Period, provincial_officer: User, client: Client
) -> None:
    client.force_login(provincial_officer)

    page = text_of(client.get("/nhap-lieu/mau/"))

    assert "Tải cả 11 mẫu (.zip)" in page


def test_page_says_what_to_do_when_no_report_takes_figures(
    open_quarter: Period, trang_dinh_officer: User, client: Client
) -> None:
    client.force_login(trang_dinh_officer)

    assert "đề nghị cán bộ tỉnh gia hạn" in text_of(client.get("/nhap-lieu/mau/"))


def test_file_is_an_attachment_with_a_plain_name(
    taking: Period, trang_dinh_officer: User, client: Client
) -> None:
    client.force_login(trang_dinh_officer)

    response = client.get("/nhap-lieu/mau/2024Q3/F1/180/")

    named = 'attachment; filename="F1_2024Q3_180_trang-dinh.xlsx"'
    assert response.headers["Content-Disposition"] == named


def test_archive_holds_one_template_for_each_district(
    taking: Period, provincial_officer: User, client: Client
) -> None:
    client.force_login(provincial_officer)

    package = zipfile.ZipFile(io.BytesIO(fetched(client, "2024Q3", "F1")))

    assert len(package.namelist()) == 11
    assert package.namelist()[0] == "F1_2024Q3_178_lang-son.xlsx"
    assert opened(package.read("F1_2024Q3_184_van-quan.xlsx")).sheetnames[0] == "Biểu F1"


def test_template_filled_and_uploaded_stores_what_was_typed(
    taking: Period, trang_dinh_officer: User, client: Client
) -> None:
    client.force_login(trang_dinh_officer)
    book = opened(fetched(client, "2024Q3", "F1", "180"))
    sheet = seen(book)
    column = next(cell.column for cell in sheet[7] if cell.value == "Tổng số hộ")
    for row in range(10, 32):
        sheet.cell(row, column).value = 700 + row

    page = uploaded(client, report_of("F1", "180"), saved(book))
    confirmed(client, ImportBatch.objects.get())

    assert "không có lỗi" in text_of(page)
    assert "cảnh báo" in text_of(page)
    figures = Figure.objects.filter(measure__code="hh_total").order_by("area__code")
    assert [int(figure.value) for figure in figures] == list(range(710, 732))


def test_template_uploaded_again_changes_nothing(
    taking: Period, trang_dinh_officer: User, client: Client
) -> None:
    test_template_filled_and_uploaded_stores_what_was_typed(taking, trang_dinh_officer, client)
    again = fetched(client, "2024Q3", "F1", "180")

    uploaded(client, report_of("F1", "180"), again)
    page = confirmed(client, ImportBatch.objects.latest("pk"))

    assert "Không có thay đổi" in text_of(page)
