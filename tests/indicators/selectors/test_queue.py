"""What waits for review, in which order, with what to look at."""

from datetime import timedelta
from decimal import Decimal

import pytest

from indicators.models import Period, Report, User
from indicators.selectors.queue import ReviewQueue, review_queue
from indicators.services.reports import extend_report, return_report
from tests.factories.figures import write_cells
from tests.factories.reference import report_of
from tests.factories.reports import (
    explained,
    filled,
    filled_last_quarter,
    sent_as_it_is,
    sent_report,
)
from tests.factories.times import NOW, local_time

QUERIES = 7


def queue(**filters: str) -> ReviewQueue:
    return review_queue(Report.objects.all(), **filters)


def areas(found: ReviewQueue) -> list[str]:
    return [one.report.area.code for one in found.waiting]


@pytest.fixture
def clean(open_quarter: Period, van_quan_officer: User) -> Report:
    return sent_report(report_of("F1", "184"), by=van_quan_officer, now=NOW)


@pytest.fixture
def odd(open_quarter: Period, trang_dinh_officer: User) -> Report:
    """Sent with a jump in every row, explained."""
    filled_last_quarter("180", by=trang_dinh_officer, poor_hh=90)
    report = filled(report_of("F1", "180"), by=trang_dinh_officer)
    explained(report)
    return sent_as_it_is(report, by=trang_dinh_officer)


def test_queue_holds_what_was_sent_and_nothing_else(clean: Report) -> None:
    found = queue()

    assert areas(found) == ["184"]
    assert found.waiting[0].is_clean
    assert found.waiting[0].oddest is None
    assert (found.total, found.clean) == (1, 1)


def test_queue_tells_the_oddest_figure(odd: Report) -> None:
    one = queue().waiting[0]

    assert not one.is_clean
    assert one.warnings == 22
    assert one.oddest.measure.code == "poor_hh"
    assert (one.oddest.before, one.oddest.after) == (Decimal(90), Decimal(60))


def test_queue_puts_the_oddest_of_a_day_first(clean: Report, odd: Report) -> None:
    Report.objects.filter(pk=odd.pk).update(sent_at=NOW + timedelta(hours=2))

    assert areas(queue()) == ["180", "184"]


def test_queue_puts_the_longest_waiting_before_the_oddest(clean: Report, odd: Report) -> None:
    Report.objects.filter(pk=clean.pk).update(sent_at=NOW - timedelta(days=1))

    assert areas(queue()) == ["184", "180"]


def test_queue_filters_by_period_and_form_and_keeps_the_choices(clean: Report, odd: Report) -> None:
    found = queue(period="2024Q2", form="F1")

    assert areas(found) == []
    assert found.total == 2
    assert [period.code for period in found.periods] == ["2024Q3"]
    assert found.forms == ("F1",)
    assert areas(queue(form="F2")) == []
    assert len(queue(period="2024Q3", form="F1").waiting) == 2


def test_queue_counts_days_late_from_the_due_date_of_the_period(
    open_quarter: Period, van_quan_officer: User, provincial_officer: User
) -> None:
    report = report_of("F1", "184")
    extend_report(
        report=report, until=local_time(2024, 11, 1), by=provincial_officer, now=NOW, reason="Bão"
    )
    sent_report(report_of("F1", "184"), by=van_quan_officer, now=local_time(2024, 10, 13, 0, 5))

    assert queue().waiting[0].days_late == 3


def test_queue_judges_a_corrected_report_by_its_first_sending(
    clean: Report, van_quan_officer: User, provincial_officer: User
) -> None:
    until = local_time(2024, 11, 1)
    return_report(report=clean, by=provincial_officer, now=NOW, reason="Sai", until=until)
    sent_as_it_is(clean, by=van_quan_officer, now=local_time(2024, 10, 20))

    one = queue().waiting[0]

    assert one.days_late == 0
    assert one.is_sent_again


def test_queue_shows_blanks(open_quarter: Period, van_quan_officer: User) -> None:
    report = report_of("F1", "184")
    write_cells(report, {"06316": {"hh_total": 500}}, by=van_quan_officer)
    report.refresh_from_db()
    sent_as_it_is(report, by=van_quan_officer)

    one = queue().waiting[0]

    assert len(one.readiness.blanks) > 50
    assert not one.is_clean


def test_queue_costs_seven_queries_however_many_wait(
    clean: Report, odd: Report, django_assert_num_queries
) -> None:
    with django_assert_num_queries(QUERIES):
        assert len(queue().waiting) == 2
    Report.objects.filter(pk=odd.pk).update(state="returned")
    with django_assert_num_queries(QUERIES):
        assert len(queue().waiting) == 1
