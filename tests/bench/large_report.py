"""One district's report of 40 measures × 20 communes, from its confirmation until the results of
all that lies above are stored."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from indicators.entries import Entry
from indicators.models import Area, AreaKind, Figure, Period, Report, Route, User
from indicators.services.figures import write_figures
from tests.factories.times import local_time

from .large_rows import READER
from .measure import Statements, timed

RUNS, COMMUNES = 5, 20
NOW = local_time(2025, 2, 1, 9)


class Spent(NamedTuple):
    """Milliseconds of storing it, and of sending nothing but the same statements once more."""

    ours: float
    floor: float


def report_times() -> Iterator[Spent]:
    """Each time with other values in every cell; the first warms up."""
    period = Period.objects.get(code="2024Q4")
    report = Report.objects.select_related("area", "form").get(period=period, area__code="01")
    Report.objects.filter(pk=report.pk).update(extended_until=local_time(2026, 1, 1))
    officer = User.objects.get(username=READER)
    for run in range(RUNS + 1):
        entries, statements = list(_entries(report, run)), Statements()
        with connection.execute_wrapper(statements):
            ours = timed(lambda: _stored(report, entries, officer))  # noqa: B023
        floor = timed(statements.replay)
        if run:
            yield Spent(ours, floor)


def _stored(report: Report, entries: list[Entry], officer: User) -> None:
    found = write_figures(report=report, entries=entries, by=officer, now=NOW, route=Route.IMPORT)
    assert len(found.pairs) == len(entries)


def _entries(report: Report, run: int) -> Iterator[Entry]:
    communes = Area.objects.filter(parent=report.area).of_kind(AreaKind.COMMUNE).order_by("code")
    measures = list(report.form.measures.order_by("pk"))
    for area in communes[:COMMUNES]:
        stored = dict(
            Figure.objects.filter(area=area, period=report.period).values_list("measure", "value")
        )
        for place, measure in enumerate(measures):
            step = 1_000 + run if place == 0 else (run % 2 or -1)
            yield Entry(measure, area.pk, stored[measure.pk] + Decimal(step))
