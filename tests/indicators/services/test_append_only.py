"""A whole round of a report leaves its history as it was written, line by line."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import CellRemark, FigureChange, Period, PeriodEvent, ReportEvent, User
from indicators.services.periods import close_period, open_period
from indicators.services.reports import (
    Remark,
    approve_report,
    extend_report,
    lock_report,
    return_report,
    unlock_report,
)
from tests.factories.figures import write_cells
from tests.factories.reference import commune, measure, report_of
from tests.factories.reports import filled, sent_as_it_is
from tests.factories.times import NOW

HISTORIES = (FigureChange, ReportEvent, PeriodEvent, CellRemark)
pytestmark = pytest.mark.django_db


def snapshot() -> set[tuple[object, ...]]:
    return {(m.__name__, *row) for m in HISTORIES for row in m.objects.values_list()}


def steps(quarter: Period, officer: User, reviewer: User) -> Iterator[object]:
    """Everything that can happen to a report and its period, one after the other."""
    report = report_of("F1", "180")
    later = NOW + timedelta(days=2)
    cell = measure("poor_hh").pk, commune("06001").pk
    yield filled(report, by=officer)
    yield write_cells(report, {"06001": {"elec_hh": 745}}, by=officer)
    yield sent_as_it_is(report, by=officer)
    yield return_report(
        report=report, by=reviewer, now=NOW, reason="Rà soát", remarks=[Remark(cell)]
    )
    yield write_cells(report, {"06001": {"poor_hh": 61}}, by=officer)
    yield sent_as_it_is(report, by=officer)
    yield approve_report(report=report, by=reviewer, now=NOW)
    yield lock_report(report=report, by=reviewer, now=NOW)
    yield unlock_report(report=report, by=reviewer, now=NOW, reason="Sót xã", until=later)
    yield extend_report(report=report, by=reviewer, now=NOW, reason="Bão", until=later)
    yield close_period(period=quarter, by=reviewer, now=NOW, reason="Xong")
    yield open_period(period=quarter, by=reviewer, now=NOW)


def test_history_only_grows(
    open_quarter: Period, trang_dinh_officer: User, provincial_officer: User
) -> None:
    before, lengths = snapshot(), []
    with CaptureQueriesContext(connection) as context:
        for _ in steps(open_quarter, trang_dinh_officer, provincial_officer):
            now = snapshot()
            assert before <= now
            lengths.append(len(now) - len(before))
            before = now

    tables = tuple(model._meta.db_table for model in HISTORIES)
    changing = [
        query["sql"]
        for query in context.captured_queries
        if query["sql"].startswith(("UPDATE", "DELETE")) and any(t in query["sql"] for t in tables)
    ]
    assert changing == []
    assert len(lengths) == 12
    assert all(lengths)
