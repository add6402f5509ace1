"""Which reports are in, which came in time, who owes what."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from indicators.models import Period, Report, User
from indicators.permissions import access_of, readable_reports
from indicators.selectors.completeness import Completeness, MatrixCell, completeness
from indicators.services.periods import close_period, open_period
from indicators.services.reports import approve_report, extend_report, return_report
from tests.factories.reference import period, report_of
from tests.factories.reports import sent_report
from tests.factories.times import NOW, local_time

QUERIES = 4
AFTER = local_time(2024, 10, 13, 9)  # three days after the due date


def seen(now: datetime = NOW, form: str = "", by: User | None = None) -> Completeness:
    reports = readable_reports(access_of(by)) if by else Report.objects.all()
    return completeness(reports, now=now, form=form)


def cell(page: Completeness, code: str) -> MatrixCell:
    row = next(row for row in page.rows if row.area.code == code)
    return row.cells[-1]


@pytest.fixture
def sent(open_quarter: Period, trang_dinh_officer: User) -> Report:
    return sent_report(report_of("F1", "180"), by=trang_dinh_officer)


def test_matrix_has_a_row_for_everyone_who_owes(open_quarter: Period) -> None:
    page = seen()

    assert page.form.code == "F1"
    assert [form.code for form in page.forms] == ["F1", "F2"]
    assert len(page.rows) == 11
    assert [share.period.code for share in page.shares] == ["2024Q3"]
    assert len(page.owed) == 12


def test_matrix_of_another_form_has_its_own_rows(open_quarter: Period) -> None:
    assert [row.area.code for row in seen(form="F2").rows] == ["20"]


def test_unknown_form_is_not_found(open_quarter: Period) -> None:
    with pytest.raises(LookupError):
        seen(form="F9")


def test_matrix_without_any_report_is_empty(db: None) -> None:
    page = seen()

    assert (page.form, page.rows, page.shares, page.owed) == (None, (), (), ())


def test_matrix_holds_the_last_eight_opened_periods_oldest_first(db: None) -> None:
    for year in (2022, 2023, 2024):
        for number in (1, 2, 3):
            quarter = period(f"{year}Q{number}")
            opening = datetime.combine(quarter.opens_on, NOW.timetz())
            open_period(period=quarter, now=opening)

    codes = [share.period.code for share in seen().shares]

    assert len(codes) == 8
    assert codes[0] == "2022Q2"
    assert codes[-1] == "2024Q3"


def test_period_in_which_an_area_owed_nothing_is_no_cell(open_quarter: Period) -> None:
    open_period(period=period("2024Q2"), now=local_time(2024, 6, 20))
    Report.objects.filter(area__code="180", period__code="2024Q2").delete()

    row = next(row for row in seen().rows if row.area.code == "180")

    assert row.cells[0] is None
    assert row.cells[1] is not None


def test_shares_count_what_is_in_and_what_came_in_time(
    sent: Report, van_quan_officer: User, provincial_officer: User
) -> None:
    late = report_of("F1", "184")
    until = local_time(2024, 11, 1)
    extend_report(report=late, until=until, by=provincial_officer, now=NOW, reason="Bão số 3")
    sent_report(report_of("F1", "184"), by=van_quan_officer, now=AFTER)

    page = seen(now=AFTER)

    share = page.shares[0]
    assert (share.owed, share.received, share.in_time) == (11, 2, 1)
    assert share.received_ratio == Decimal(2) / 11
    assert cell(page, "184").days_late == 3
    assert not cell(page, "184").is_in_time


def test_last_second_of_the_due_date_is_in_time(
    open_quarter: Period, trang_dinh_officer: User
) -> None:
    last = local_time(2024, 10, 11) - timedelta(seconds=1)
    sent_report(report_of("F1", "180"), by=trang_dinh_officer, now=last)

    assert seen(now=AFTER).shares[0].in_time == 1


def test_returned_report_is_not_in(sent: Report, provincial_officer: User) -> None:
    return_report(report=sent, by=provincial_officer, now=NOW, reason="Sai")

    page = seen()

    assert (page.shares[0].received, page.shares[0].in_time) == (0, 0)
    assert "180" in {one.report.area.code for one in page.owed}


def test_approved_report_is_in(sent: Report, provincial_officer: User) -> None:
    approve_report(report=sent, by=provincial_officer, now=NOW)

    page = seen()

    assert page.shares[0].received == 1
    assert "180" not in {one.report.area.code for one in page.owed}


def test_what_is_owed_counts_days_from_the_due_date(open_quarter: Period) -> None:
    page = seen(now=AFTER)

    assert {one.days_left for one in page.owed} == {-3}
    assert page.overdue == 12
    assert cell(page, "180").days_over == 3


def test_extension_counts_as_due_date(open_quarter: Period, provincial_officer: User) -> None:
    until = local_time(2024, 10, 20)  # midnight: the nineteenth is the last day
    report = report_of("F1", "180")
    extend_report(report=report, until=until, by=provincial_officer, now=NOW, reason="Bão")

    page = seen(now=AFTER)

    one = page.owed[-1]
    assert (one.report.area.code, one.last_day, one.days_left) == ("180", date(2024, 10, 19), 6)
    assert cell(page, "180").days_over == 0


def test_closed_period_is_owed_only_by_whom_time_was_given(
    open_quarter: Period, provincial_officer: User
) -> None:
    close_period(period=open_quarter, by=provincial_officer, now=NOW, reason="Đã tổng hợp")
    until = local_time(2024, 10, 20)
    report = report_of("F1", "184")
    extend_report(report=report, until=until, by=provincial_officer, now=NOW, reason="Bão")

    assert [one.report.area.code for one in seen(now=AFTER).owed] == ["184"]


def test_district_officer_sees_the_own_rows_only(
    sent: Report, trang_dinh_officer: User, van_quan_officer: User
) -> None:
    page = seen(by=van_quan_officer)

    assert [row.area.code for row in page.rows] == ["184"]
    assert [one.report.area.code for one in page.owed] == ["184"]
    assert page.shares[0].received == 0


def test_page_costs_four_queries_however_many_periods(
    sent: Report, django_assert_num_queries
) -> None:
    with django_assert_num_queries(QUERIES):
        seen()
    open_period(period=period("2024Q2"), now=local_time(2024, 6, 20))
    with django_assert_num_queries(QUERIES):
        assert len(seen().shares) == 2
