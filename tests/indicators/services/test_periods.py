"""A period's life: what opening creates, and who may open, close and move the due date."""

from datetime import date, timedelta

import pytest

from indicators.models import Area, Period, PeriodEvent, Report, ReportState, User
from indicators.services.checks import FiguresRefused, check_open
from indicators.services.periods import PeriodRefused, close_period, open_period, set_due_date
from indicators.services.reports import extend_report
from tests.factories.reference import period, report_of
from tests.factories.times import NOW, local_time


def test_open_period_creates_what_every_area_owes(db: None) -> None:
    quarter = period("2024Q3")

    reports = open_period(period=quarter, now=NOW)

    owed = {(report.form.code, report.area.code) for report in reports}
    districts = Area.objects.filter(kind="district").values_list("code", flat=True)
    assert owed == {("F1", code) for code in districts} | {("F2", "20")}
    assert {report.state for report in reports} == {ReportState.NOT_SENT}
    assert period("2024Q3").opened_at == NOW


def test_open_period_twice_is_opening_it_once(open_quarter: Period) -> None:
    before = set(Report.objects.values_list("pk", flat=True))

    reports = open_period(period=period("2024Q3"), now=NOW)

    assert {report.pk for report in reports} == before
    assert period("2024Q3").opened_at == local_time(2024, 9, 15, 8)


def test_open_period_creates_a_report_that_is_lacking(open_quarter: Period) -> None:
    report_of("F1", "180").delete()

    open_period(period=open_quarter, now=NOW)

    assert Report.objects.count() == 12
    assert report_of("F1", "180").state == ReportState.NOT_SENT


def test_open_period_asks_nobody_for_a_quarterly_form_of_a_half_year(db: None) -> None:
    assert open_period(period=period("2024H1"), now=NOW) == []


def test_open_period_asks_only_areas_that_still_exist(db: None) -> None:
    reports = open_period(period=period("2025Q3"), now=local_time(2025, 9, 15))

    assert [(report.form.code, report.area.code) for report in reports] == [("F2", "20")]


def test_opening_is_on_record_with_who_did_it(db: None, provincial_officer: User) -> None:
    open_period(period=period("2024Q3"), by=provincial_officer, now=NOW)

    event = PeriodEvent.objects.get()
    assert (event.what, event.by, event.at) == ("Mở kỳ", provincial_officer, NOW)


def test_closed_period_takes_no_figures(
    open_quarter: Period, provincial_officer: User, trang_dinh_officer: User
) -> None:
    close_period(period=open_quarter, by=provincial_officer, now=NOW, reason="Đã tổng hợp xong")

    with pytest.raises(FiguresRefused) as refused:
        check_open(report_of("F1", "180"), by=trang_dinh_officer, now=NOW)

    assert refused.value.code == "period_not_open"


def test_report_that_is_extended_outlasts_the_closing(
    open_quarter: Period, provincial_officer: User, trang_dinh_officer: User
) -> None:
    close_period(period=open_quarter, by=provincial_officer, now=NOW, reason="Đã tổng hợp xong")
    until = NOW + timedelta(days=2)
    report = extend_report(
        report=report_of("F1", "180"), until=until, by=provincial_officer, now=NOW, reason="Bão"
    )

    check_open(report, by=trang_dinh_officer, now=until - timedelta(seconds=1))
    with pytest.raises(FiguresRefused):
        check_open(report, by=trang_dinh_officer, now=until)


def test_closed_period_can_be_opened_again(open_quarter: Period, provincial_officer: User) -> None:
    close_period(period=open_quarter, by=provincial_officer, now=NOW, reason="Nhầm kỳ")

    open_period(period=period("2024Q3"), by=provincial_officer, now=NOW)

    again = period("2024Q3")
    assert (again.opened_at, again.closed_at) == (local_time(2024, 9, 15, 8), None)
    assert list(again.events.values_list("what", flat=True)) == ["Mở kỳ", "Đóng kỳ", "Mở lại kỳ"]


def test_closing_needs_a_reason_and_an_open_period(
    open_quarter: Period, provincial_officer: User
) -> None:
    with pytest.raises(PeriodRefused, match="lý do"):
        close_period(period=open_quarter, by=provincial_officer, now=NOW, reason=" ")
    with pytest.raises(PeriodRefused, match="chưa mở"):
        close_period(period=period("2024Q4"), by=provincial_officer, now=NOW, reason="Nhầm")


def test_due_date_moves_for_all_reports_and_says_so(
    open_quarter: Period, provincial_officer: User
) -> None:
    set_due_date(
        period=open_quarter,
        due_on=date(2024, 10, 20),
        by=provincial_officer,
        now=NOW,
        reason="Mưa lũ",
    )

    assert report_of("F1", "180").deadline() == local_time(2024, 10, 21)
    event = PeriodEvent.objects.latest("pk")
    assert event.what == "Đổi hạn gửi từ 10/10/2024 sang 20/10/2024"
    assert event.reason == "Mưa lũ"


def test_due_date_before_the_opening_is_refused(
    open_quarter: Period, provincial_officer: User
) -> None:
    with pytest.raises(PeriodRefused, match="Hạn gửi không được trước"):
        set_due_date(
            period=open_quarter,
            due_on=date(2024, 9, 1),
            by=provincial_officer,
            now=NOW,
            reason="Nhầm",
        )

    assert period("2024Q3").due_on == date(2024, 10, 10)


@pytest.mark.parametrize("who", ["trang_dinh_officer", "leader"])
def test_only_the_province_keeps_periods(
    who: str, open_quarter: Period, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)

    for step in (
        lambda: open_period(period=open_quarter, by=person, now=NOW),
        lambda: close_period(period=open_quarter, by=person, now=NOW, reason="x"),
        lambda: set_due_date(
            period=open_quarter, due_on=date(2024, 10, 20), by=person, now=NOW, reason="x"
        ),
    ):
        with pytest.raises(PeriodRefused) as refused:
            step()
        assert refused.value.code == "not_keeper"
