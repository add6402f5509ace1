"""Periods on the page: kept by the province, seen by everyone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from indicators.models import Period, Report, ReportEvent, User
from tests.factories.figures import GOOD, write_cells
from tests.factories.reference import period, report_of
from tests.factories.reports import sent_report
from tests.indicators.selectors.cases import plain

pytestmark = pytest.mark.django_db
NEW = {
    "kind": "quarter",
    "year": "2027",
    "number": "1",
    "starts_on": "01/01/2027",
    "ends_on": "31/03/2027",
    "opens_on": "16/03/2027",
    "due_on": "10/04/2027",
}


@pytest.fixture
def keeper(provincial_officer: User, client: Client) -> Client:
    client.force_login(provincial_officer)
    return client


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return plain(response.content.decode())


def refused_text(client: Client, url: str, data: dict[str, str]) -> str:
    response = client.post(url, data)
    assert response.status_code == 422
    return plain(response.content.decode())


def test_list_shows_dates_state_and_what_is_in(
    open_quarter: Period, keeper: Client, trang_dinh_officer: User
) -> None:
    sent_report(report_of("F1", "180"), by=trang_dinh_officer)

    page = text_of(keeper, "/ky-bao-cao/")

    row = next(row for row in page.split("<tr") if "/ky-bao-cao/2024Q3/" in row)
    assert "01/07/2024 – 30/09/2024" in row
    assert "10/10/2024" in row
    assert "Đang mở" in row
    assert "1 / 12" in row


def test_district_counts_its_own_reports_only(
    open_quarter: Period, client: Client, van_quan_officer: User, trang_dinh_officer: User
) -> None:
    sent_report(report_of("F1", "180"), by=trang_dinh_officer)
    client.force_login(van_quan_officer)

    page = text_of(client, "/ky-bao-cao/")
    detail = text_of(client, "/ky-bao-cao/2024Q3/")

    assert "0 / 1" in next(row for row in page.split("<tr") if "/ky-bao-cao/2024Q3/" in row)
    assert "Huyện Văn Quan" in detail
    assert "Tràng Định" not in detail
    assert "Đổi hạn gửi" not in detail


def test_list_costs_the_same_whatever_is_open(
    keeper: Client, open_quarter: Period, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(7):
        keeper.get("/ky-bao-cao/")


def test_page_of_a_period_costs_the_same_whatever_it_holds(
    keeper: Client, open_quarter: Period, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(8):
        keeper.get("/ky-bao-cao/2024Q3/")


def test_next_period_is_proposed(keeper: Client) -> None:
    page = text_of(keeper, "/ky-bao-cao/tao-moi/")

    for value in ("2027", "01/01/2027", "31/03/2027", "16/03/2027", "10/04/2027"):
        assert f'value="{value}"' in page
    assert 'value="30/06/2027"' in text_of(keeper, "/ky-bao-cao/tao-moi/?loai=half")


def test_period_is_created_and_opened(keeper: Client) -> None:
    answer = keeper.post("/ky-bao-cao/tao-moi/", NEW)

    assert answer.headers["Location"] == "/ky-bao-cao/2027Q1/"
    assert "Chưa mở" in text_of(keeper, "/ky-bao-cao/2027Q1/")

    keeper.post("/ky-bao-cao/2027Q1/mo/")

    page = text_of(keeper, "/ky-bao-cao/2027Q1/")
    assert "Đã mở quý I năm 2027: 1 báo cáo phải nộp." in page
    assert "Đang mở" in page
    assert "Mở kỳ" in page.partition("Lịch sử của kỳ")[2]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("starts_on", "2027/01", "Hãy ghi ngày dạng ngày/tháng/năm, ví dụ 31/12/2024."),
        ("starts_on", "31/02/2027", "Hãy ghi ngày dạng ngày/tháng/năm"),
        ("starts_on", "31/12/2026", "trùng với quý IV năm 2026"),
        ("ends_on", "", "Hãy ghi ngày dạng ngày/tháng/năm"),
        ("ends_on", "31/12/2025", "Ngày kết thúc kỳ không được trước ngày bắt đầu."),
        ("due_on", "01/03/2027", "Hạn gửi không được trước ngày bắt đầu nhận báo cáo."),
        ("number", "5", "Từ 1 đến 4 với quý"),
        ("number", "ba", "Hãy ghi một số, ví dụ 3 cho quý III."),
        ("year", "27", "Hãy ghi năm, ví dụ 2027."),
        ("year", "99999999999999999999", "Hãy ghi năm, ví dụ 2027."),
        ("year", "2026", "đã có rồi"),
        ("kind", "tuần", "Hãy chọn loại kỳ."),
    ],
)
def test_bad_entry_is_said_beside_its_field_and_kept(
    field: str, typed: str, sentence: str, keeper: Client
) -> None:
    page = refused_text(keeper, "/ky-bao-cao/tao-moi/", NEW | {field: typed})

    beside = page.partition(f'name="{field if field != "year" or typed != "2026" else "number"}"')
    assert sentence in beside[0].rpartition('<div class="field')[2]
    assert f'value="{typed}"' in page or field == "kind"
    assert not Period.objects.filter(year=2027).exists()


def test_closing_needs_a_reason_and_can_be_undone(keeper: Client, open_quarter: Period) -> None:
    page = refused_text(keeper, "/ky-bao-cao/2024Q3/dong/", {"reason": " "})
    assert "Hãy ghi lý do" in page

    keeper.post("/ky-bao-cao/2024Q3/dong/", {"reason": "Đã tổng hợp xong"})
    closed = text_of(keeper, "/ky-bao-cao/2024Q3/")
    keeper.post("/ky-bao-cao/2024Q3/mo/")

    assert "Đã đóng" in closed
    assert "Đã tổng hợp xong" in closed
    assert period("2024Q3").closed_at is None


def test_period_that_is_not_open_says_why_it_cannot_be_closed(keeper: Client, db: None) -> None:
    page = refused_text(keeper, "/ky-bao-cao/2024Q4/dong/", {"reason": "Nhầm"})

    assert "Quý IV năm 2024 chưa mở nên không đóng được." in page
    assert "Nhầm</textarea>" in page


def test_due_date_is_typed_day_first(keeper: Client, open_quarter: Period) -> None:
    keeper.post("/ky-bao-cao/2024Q3/han-gui/", {"due_on": "05/11/2024", "reason": "Mưa lũ"})

    page = text_of(keeper, "/ky-bao-cao/2024Q3/")
    assert "hết ngày 05/11/2024" in page
    assert "Đổi hạn gửi từ 10/10/2024 sang 05/11/2024" in page
    assert "Mưa lũ" in page


def test_due_date_before_the_opening_is_said_beside_the_field(
    keeper: Client, open_quarter: Period
) -> None:
    page = refused_text(
        keeper, "/ky-bao-cao/2024Q3/han-gui/", {"due_on": "01/09/2024", "reason": "Nhầm"}
    )

    assert "Hạn gửi không được trước" in page.partition('id="id_due_on_error"')[2]
    assert 'value="01/09/2024"' in page


def test_boundaries_are_no_longer_offered_once_there_are_figures(
    keeper: Client, open_quarter: Period, trang_dinh_officer: User
) -> None:
    assert "/ky-bao-cao/2024Q3/moc/" in text_of(keeper, "/ky-bao-cao/2024Q3/")
    write_cells(report_of("F1", "180"), GOOD, by=trang_dinh_officer)
    dates = {
        "starts_on": "02/07/2024",
        "ends_on": "30/09/2024",
        "opens_on": "15/09/2024",
        "due_on": "10/10/2024",
        "reason": "Nhầm",
    }

    page = refused_text(keeper, "/ky-bao-cao/2024Q3/moc/", dates)

    assert "đã có số liệu nên không đổi được mốc thời gian" in page
    assert "/ky-bao-cao/2024Q3/moc/" not in text_of(keeper, "/ky-bao-cao/2024Q3/")


def test_one_report_is_extended_with_reason_and_end(keeper: Client, open_quarter: Period) -> None:
    report = report_of("F1", "180")
    url = f"/ky-bao-cao/2024Q3/gia-han/{report.pk}/"
    until = timezone.localtime(timezone.now() + timedelta(days=3))

    assert 'value="17:00 ' in text_of(keeper, url)
    keeper.post(url, {"until": f"{until:%H:%M %d/%m/%Y}", "reason": "Mất điện"})

    report.refresh_from_db()
    assert report.extended_until == until.replace(second=0, microsecond=0)
    assert "Mất điện" in ReportEvent.objects.get(report=report).reason
    others = Report.objects.of_period(open_quarter).exclude(pk=report.pk)
    assert not others.filter(extended_until__isnull=False).exists()


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("20/10/2024", "Hãy ghi cả giờ và ngày, ví dụ 17:00 31/12/2024."),
        ("17:00 20/10/2024", "Thời điểm gia hạn phải sau lúc này."),
    ],
)
def test_extension_says_what_is_wrong_with_its_end(
    until: str, sentence: str, keeper: Client, open_quarter: Period
) -> None:
    report = report_of("F1", "180")

    page = refused_text(
        keeper, f"/ky-bao-cao/2024Q3/gia-han/{report.pk}/", {"until": until, "reason": "Bão"}
    )

    assert sentence in page
    assert f'value="{until}"' in page
    report.refresh_from_db()
    assert report.extended_until is None


def test_report_of_another_period_is_not_extended_here(
    keeper: Client, open_quarter: Period
) -> None:
    report = report_of("F1", "180")

    assert keeper.get(f"/ky-bao-cao/2024Q2/gia-han/{report.pk}/").status_code == 404


def test_unknown_period_is_not_found(keeper: Client) -> None:
    assert keeper.get("/ky-bao-cao/2024Q9/").status_code == 404


def test_reason_is_shown_as_text(keeper: Client, open_quarter: Period) -> None:
    keeper.post("/ky-bao-cao/2024Q3/dong/", {"reason": "<script>alert(1)</script>"})

    assert "<script>alert(1)" not in text_of(keeper, "/ky-bao-cao/2024Q3/")
