"""Two people who store at the same moment: the sums above both hold what both stored."""

import time
from collections.abc import Callable
from threading import Thread

import pytest
from django.db import connection, transaction

from indicators.models import Period, Result, User
from indicators.services.results import compute_period, rebuild_results
from tests.factories.figures import as_rolled, write_cells
from tests.factories.reference import report_of

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time"),
    pytest.mark.usefixtures("transactional_db"),
]
WAITING = """
    SELECT count(*) FROM pg_locks
    WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))
"""


def somebody_waits_for_us() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0] > 0


def at_once(first: Callable[[], object], second: Callable[[], object]) -> None:
    """Commits `first` only once `second`, on a connection of its own, waits for it or is done."""

    def other() -> None:
        try:
            with transaction.atomic():
                second()
        finally:
            connection.close()

    thread = Thread(target=other)
    with transaction.atomic():
        first()
        thread.start()
        while thread.is_alive() and not somebody_waits_for_us():
            time.sleep(0.01)
    thread.join()


def results_follow_from_figures(quarter: Period) -> bool:
    rows = Result.objects.of_period(quarter)
    stored = {(row.indicator_id, row.area_id): as_rolled(row) for row in rows}
    return bool(stored) and stored == compute_period(quarter)


def test_two_districts_leave_the_sums_of_both(
    open_quarter: Period, provincial_officer: User
) -> None:
    one, other = report_of("F1", "180"), report_of("F1", "184")
    first = {"06001": {"hh_total": 750, "poor_hh": 60}}
    second = {other.area.children.order_by("code")[0].code: {"hh_total": 500, "poor_hh": 9}}

    at_once(
        lambda: write_cells(one, first, by=provincial_officer),
        lambda: write_cells(other, second, by=provincial_officer),
    )

    assert results_follow_from_figures(open_quarter)


def test_results_made_anew_leave_in_what_is_stored_meanwhile(
    open_quarter: Period, provincial_officer: User
) -> None:
    report = report_of("F1", "180")
    write_cells(report, {"06001": {"hh_total": 750, "poor_hh": 60}}, by=provincial_officer)

    at_once(
        lambda: write_cells(report, {"06001": {"poor_hh": 59}}, by=provincial_officer),
        lambda: rebuild_results(period=open_quarter),
    )

    assert results_follow_from_figures(open_quarter)
