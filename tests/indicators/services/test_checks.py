"""Why an entry is refused: every cause with its code and a sentence that names it, in order."""

from datetime import UTC, datetime, timedelta

import pytest

from indicators.models import (
    Area,
    FigureChange,
    Period,
    Report,
    ReportState,
    User,
)
from indicators.services.checks import FiguresRefused
from indicators.services.reports import (
    approve_report,
    extend_report,
    lock_report,
    return_report,
)
from tests.factories.figures import GOOD, Cells, refusal, write_cells
from tests.factories.reference import period, report_of
from tests.factories.reports import sent_report
from tests.factories.rows import new_report, saved
from tests.factories.times import NOW, local_time


@pytest.fixture
def report(open_quarter: Period) -> Report:
    return report_of("F1", "180")


def test_write_is_refused_before_the_period_was_opened(trang_dinh_officer: User) -> None:
    report = saved(new_report(period=period("2024Q3")))

    refused = refusal(report, trang_dinh_officer)

    assert refused.code == "period_not_open"
    assert "Kỳ quý III năm 2024 chưa mở" in str(refused)


def test_write_is_refused_until_the_moment_of_opening(
    report: Report, trang_dinh_officer: User
) -> None:
    opened = local_time(2024, 9, 15, 8)

    assert refusal(report, trang_dinh_officer, now=opened - timedelta(seconds=1)).code == (
        "period_not_open"
    )
    assert write_cells(report, GOOD, by=trang_dinh_officer, now=opened).created


def test_write_is_refused_after_the_period_was_closed(
    report: Report, trang_dinh_officer: User
) -> None:
    Period.objects.filter(pk=report.period_id).update(closed_at=NOW)

    assert refusal(report, trang_dinh_officer).code == "period_not_open"


def test_due_date_includes_its_last_second_in_local_time(
    report: Report, trang_dinh_officer: User
) -> None:
    last_second = datetime(2024, 10, 10, 16, 59, 59, tzinfo=UTC)

    assert write_cells(report, GOOD, by=trang_dinh_officer, now=last_second).created


def test_write_is_refused_from_midnight_after_the_due_date(
    report: Report, trang_dinh_officer: User
) -> None:
    refused = refusal(report, trang_dinh_officer, now=datetime(2024, 10, 10, 17, tzinfo=UTC))

    assert refused.code == "overdue"
    for part in ("quý III năm 2024", "Huyện Tràng Định", "10/10/2024", "gia hạn"):
        assert part in str(refused)


def test_extension_opens_one_report_until_its_end(
    report: Report, trang_dinh_officer: User, van_quan_officer: User, provincial_officer: User
) -> None:
    until = local_time(2024, 10, 15, 17)
    extend_report(report=report, until=until, by=provincial_officer, now=NOW, reason="Bão số 3")

    assert write_cells(
        report, GOOD, by=trang_dinh_officer, now=until - timedelta(seconds=1)
    ).created
    refused = refusal(report_of("F1", "180"), trang_dinh_officer, now=until)
    assert refused.code == "overdue"
    assert "gia hạn đến 17:00 15/10/2024" in str(refused)
    still_running = until - timedelta(days=1)
    other = refusal(report_of("F1", "184"), van_quan_officer, cells={}, now=still_running)
    assert other.code == "overdue"


def test_extension_that_ends_before_the_due_date_takes_nothing_away(
    report: Report, trang_dinh_officer: User, provincial_officer: User
) -> None:
    early = local_time(2024, 10, 1, 8)
    before = early - timedelta(hours=1)
    extend_report(report=report, until=early, by=provincial_officer, now=before, reason="Nhầm")

    assert write_cells(report, GOOD, by=trang_dinh_officer, now=NOW).created


def test_sent_report_takes_no_figures(report: Report, trang_dinh_officer: User) -> None:
    sent_report(report, by=trang_dinh_officer)

    refused = refusal(report, trang_dinh_officer)

    assert refused.code == "sent"
    assert "Huyện Tràng Định đã gửi, đang chờ tỉnh duyệt" in str(refused)


def test_returned_report_takes_figures_again(
    report: Report, trang_dinh_officer: User, provincial_officer: User
) -> None:
    sent_report(report, by=trang_dinh_officer)
    return_report(report=report, by=provincial_officer, now=NOW, reason="Sai xã Đoàn Kết")

    assert write_cells(report, {"06001": {"hh_total": 751}}, by=trang_dinh_officer).changed


def test_approved_report_takes_no_figures_and_says_who_approved_it(
    report: Report, trang_dinh_officer: User, provincial_officer: User
) -> None:
    sent_report(report, by=trang_dinh_officer)
    approve_report(report=report, by=provincial_officer, now=datetime(2024, 10, 7, 18, tzinfo=UTC))

    refused = refusal(report, trang_dinh_officer)

    assert refused.code == "approved"
    assert "đã duyệt (duyệt ngày 08/10/2024 bởi Lý Thị Minh Họa)" in str(refused)


def test_locked_report_takes_no_figures(
    report: Report, trang_dinh_officer: User, provincial_officer: User
) -> None:
    sent_report(report, by=trang_dinh_officer)
    approve_report(report=report, by=provincial_officer, now=NOW)
    lock_report(report=report, by=provincial_officer, now=NOW)

    refused = refusal(report, provincial_officer)

    assert refused.code == "locked"
    assert "đã chốt" in str(refused)


def test_area_that_ended_before_the_period_takes_no_figures(provincial_officer: User) -> None:
    quarter = period("2025Q3")
    Period.objects.filter(pk=quarter.pk).update(opened_at=local_time(2025, 9, 15))
    report = saved(new_report(period=quarter))

    refused = refusal(report, provincial_officer, cells={}, now=local_time(2025, 10, 1))

    assert refused.code == "area_gone"
    assert "không còn là đơn vị hành chính trong quý III năm 2025" in str(refused)


@pytest.mark.parametrize("role", ["van_quan_officer", "leader"])
def test_person_without_the_right_may_not_write(
    role: str, report: Report, request: pytest.FixtureRequest
) -> None:
    refused = refusal(report, request.getfixturevalue(role))

    assert refused.code == "not_your_area"
    assert "Bạn không được giao nhập số liệu của Huyện Tràng Định" in str(refused)


@pytest.mark.parametrize("role", ["trang_dinh_officer", "provincial_officer", "administrator"])
def test_person_with_the_right_may_write(
    role: str, report: Report, request: pytest.FixtureRequest
) -> None:
    assert write_cells(report, GOOD, by=request.getfixturevalue(role)).created


def test_one_bad_cell_refuses_the_whole(report: Report, trang_dinh_officer: User) -> None:
    cells = {"06001": {"hh_total": 750}, "06004": {"hh_total": 600, "poor_hh": -1}}

    assert refusal(report, trang_dinh_officer, cells).code == "out_of_limits"
    assert not FigureChange.objects.exists()


def test_causes_are_named_in_order(van_quan_officer: User, trang_dinh_officer: User) -> None:
    """A report wrong in every way, put right one cause after the other."""
    late, quarter = local_time(2025, 10, 20), period("2025Q3")
    report = saved(
        new_report(period=quarter, state=ReportState.SENT, sent_at=late, sent_by=van_quan_officer)
    )
    codes = []

    def attempt(by: User, cells: Cells) -> None:
        with pytest.raises(FiguresRefused) as refused:
            write_cells(report, cells, by=by, now=late)
        codes.append(refused.value.code)

    attempt(van_quan_officer, {})
    Period.objects.filter(pk=quarter.pk).update(opened_at=local_time(2025, 9, 15))
    attempt(van_quan_officer, {})
    Report.objects.filter(pk=report.pk).update(extended_until=late + timedelta(days=1))
    attempt(van_quan_officer, {})
    Report.objects.filter(pk=report.pk).update(state=ReportState.RETURNED)
    attempt(van_quan_officer, {})
    Area.objects.filter(code__in=["180", "06001"]).update(valid_to=None)
    report.refresh_from_db()
    bad = {"06001": {"hh_total": -1}}
    attempt(van_quan_officer, bad)
    attempt(trang_dinh_officer, bad)

    assert codes == [
        "period_not_open",
        "overdue",
        "sent",
        "area_gone",
        "not_your_area",
        "out_of_limits",
    ]
