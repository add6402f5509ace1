"""The one way in for figures, whoever calls: grid, upload, undo, command, sample data."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction

from indicators.entries import Comparison, Entry, StoredFigure, compare, stored_figures
from indicators.models import Figure, FigureChange, ImportBatch, Report, Route, User
from indicators.permissions import WITH_LINE

from .bulk import put, upsert
from .checks import check_open
from .results import refresh_results
from .tree import PeriodTree
from .values import ValueCheck, check_values

# What is stored of a figure, and of a change: the first two the cell; in the order of the tuples.
STORED = ("measure", "area", "value", "is_nil", "status", "note")
REMEMBERED = (
    "measure", "area",
    "before", "before_nil", "before_status", "before_note",
    "after", "after_nil", "after_status", "after_note",
)  # fmt: skip


@transaction.atomic
def write_figures(
    *,
    report: Report,
    entries: Iterable[Entry],
    by: User,
    now: datetime,
    route: Route,
    batch: ImportBatch | None = None,
) -> Comparison:
    """Stores figures of one report with their history and brings the results up to date.

    Checks in the order period, due date, state, area, right, values, and refuses the whole with
    the first cause. The same figures again change nothing, not even the version.
    """
    report = locked_report(report)
    entries = list(entries)
    check_open(report, by=by, now=now)
    tree = PeriodTree(report.period)
    measures = {measure.pk: measure for measure in report.form.measures.all()}
    stored = stored_figures(report, [entry.area_id for entry in entries], measures)
    check_values(
        entries, ValueCheck(measures=measures.values(), rows=tree.rows_of(report), stored=stored)
    )
    comparison = compare(report, entries, stored)
    store(report, comparison, tree, by=by, now=now, route=route, batch=batch)
    return comparison


def locked_report(report: Report) -> Report:
    """The report as it stands now, held until the end of the transaction.

    Its period is held too: two reports of it change the same sums above both, and the second must
    see what the first has stored.
    """
    rows = Report.objects.select_for_update(of=("self", "period"), no_key=True)
    return rows.select_related("form", "period", "approved_by", *WITH_LINE).get(pk=report.pk)


def store(
    report: Report,
    comparison: Comparison,
    tree: PeriodTree,
    *,
    by: User,
    now: datetime,
    route: Route,
    batch: ImportBatch | None = None,
) -> None:
    """Writes what differs in a report that the caller holds and has checked."""
    if comparison.is_empty:
        return
    _bump(report)
    _put(report, comparison.written, route)
    _take_away([figure for figure, _ in comparison.removed])
    _remember(report, comparison, by=by, now=now, route=route, batch=batch)
    refresh_results(tree=tree, areas={entry.area_id for _, entry in comparison.pairs})


def _put(report: Report, entries: Sequence[Entry], route: Route) -> None:
    upsert(
        Figure,
        STORED,
        [(*entry.key, entry.value, entry.is_nil, entry.status, entry.note) for entry in entries],
        unique=("measure", "area", "period"),
        same={"period": report.period_id, "report": report.pk, "route": route},
    )


def _take_away(figures: Sequence[StoredFigure]) -> None:
    if figures:
        Figure.objects.filter(pk__in=[figure.pk for figure in figures]).delete()


def _remember(
    report: Report,
    comparison: Comparison,
    *,
    by: User,
    now: datetime,
    route: Route,
    batch: ImportBatch | None,
) -> None:
    put(
        FigureChange,
        REMEMBERED,
        [
            (
                *entry.key,
                figure.value if figure else None,
                bool(figure and figure.is_nil),
                figure.status if figure else "",
                figure.note if figure else "",
                entry.value,
                entry.is_nil,
                "" if entry.value is None else entry.status,
                "" if entry.value is None else entry.note,
            )
            for figure, entry in comparison.pairs
        ],
        same={
            "report": report.pk,
            "version": report.version,
            "at": connection.ops.adapt_datetimefield_value(now),
            "by": by.pk,
            "route": route,
            "batch": batch.pk if batch else None,
        },
    )


def _bump(report: Report) -> None:
    report.version += 1
    report.save(update_fields=["version"])
