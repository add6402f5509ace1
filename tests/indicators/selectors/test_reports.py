"""Which reports wait for figures."""

from datetime import datetime

import pytest

from indicators.models import Period, Report, User
from indicators.selectors.reports import reports_taking_figures
from indicators.services.reports import (
    approve_report,
    extend_report,
    return_report,
)
from tests.factories.reference import report_of
from tests.factories.reports import sent_report
from tests.factories.times import NOW, local_time

AFTER = local_time(2024, 10, 11)  # the due date includes its whole day


def waiting(now: datetime = NOW) -> set[str]:
    found = reports_taking_figures(Report.objects.filter(form__code="F1"), now=now)
    return {report.area.code for report in found}


def test_reports_of_an_open_period_wait(open_quarter: Period) -> None:
    assert len(waiting()) == 11


@pytest.mark.parametrize(
    ("now", "number"),
    [
        (local_time(2024, 9, 15, 7, 59), 0),  # opened at eight
        (local_time(2024, 9, 15, 8), 11),
        (local_time(2024, 10, 10, 23, 59), 11),
        (local_time(2024, 10, 11), 0),
    ],
)
def test_reports_wait_from_the_opening_to_the_end_of_the_due_date(
    now: datetime, number: int, open_quarter: Period
) -> None:
    assert len(waiting(now)) == number


def test_extended_report_waits_until_its_own_end(
    open_quarter: Period, provincial_officer: User
) -> None:
    until = local_time(2024, 10, 15, 17)
    extend_report(
        report=report_of("F1", "180"),
        until=until,
        by=provincial_officer,
        now=AFTER,
        reason="Mưa lũ.",
    )

    assert waiting(AFTER) == {"180"}
    assert waiting(until) == set()


def test_sent_report_does_not_wait_until_it_is_returned(
    open_quarter: Period, provincial_officer: User
) -> None:
    report = report_of("F1", "180")

    sent_report(report, by=provincial_officer)
    after_sending = waiting()
    return_report(report=report, by=provincial_officer, now=NOW, reason="Rà soát lại.")

    assert "180" not in after_sending
    assert "180" in waiting()


def test_approved_report_does_not_wait(open_quarter: Period, provincial_officer: User) -> None:
    report = report_of("F1", "180")
    sent_report(report, by=provincial_officer)
    approve_report(report=report, by=provincial_officer, now=NOW)

    assert "180" not in waiting()


def test_report_of_a_closed_period_does_not_wait(open_quarter: Period) -> None:
    Period.objects.filter(pk=open_quarter.pk).update(closed_at=NOW)

    assert waiting() == set()
