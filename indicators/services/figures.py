"""The one way in for figures, whoever calls: upload, command, sample data."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from indicators.entries import Comparison, Entry, compare
from indicators.models import Figure, FigureChange, ImportBatch, Report, Route, User

from .checks import FiguresRefused, check_open, check_values
from .results import refresh_results


@transaction.atomic
def write_figures(
    *,
    report: Report,
    entries: Iterable[Entry],
    by: User,
    now: datetime,
    route: Route,
    expected_version: int | None = None,
    batch: ImportBatch | None = None,
) -> Comparison:
    """Stores figures of one report with their history and brings the results up to date.

    Checks in the order period, due date, state, area, right, values, and refuses the whole with
    the first cause. The same figures again change nothing, not even the version.
    """
    report = (
        Report.objects.select_for_update(of=("self",))
        .select_related("form", "period", "area")
        .get(pk=report.pk)
    )
    entries = list(entries)
    check_open(report, by=by, now=now)
    check_values(report, entries)
    if expected_version is not None and report.version != expected_version:
        raise FiguresRefused(
            "stale",
            "Số liệu của báo cáo này vừa được người khác thay đổi, nên chưa lưu gì. "
            "Hãy xem lại bản mới rồi lưu lần nữa.",
        )
    comparison = compare(report, entries)
    if comparison.created or comparison.changed:
        _store(report, comparison)
        _remember(report, comparison, by=by, now=now, route=route, batch=batch)
        _bump(report)
        refresh_results(period=report.period, areas=_touched(comparison))
    return comparison


def _store(report: Report, comparison: Comparison) -> None:
    entries = [*comparison.created, *(entry for _, entry in comparison.changed)]
    Figure.objects.bulk_create(
        [
            Figure(
                measure=entry.measure,
                area_id=entry.area_id,
                period=report.period,
                report=report,
                value=entry.value,
                is_nil=entry.is_nil,
                status=entry.status,
                note=entry.note,
            )
            for entry in entries
        ],
        update_conflicts=True,
        unique_fields=["measure", "area", "period"],
        update_fields=["report", "value", "is_nil", "status", "note"],
    )


def _remember(
    report: Report,
    comparison: Comparison,
    *,
    by: User,
    now: datetime,
    route: Route,
    batch: ImportBatch | None,
) -> None:
    pairs = [(None, entry) for entry in comparison.created] + list(comparison.changed)
    FigureChange.objects.bulk_create(
        FigureChange(
            report=report,
            measure=entry.measure,
            area_id=entry.area_id,
            at=now,
            by=by,
            route=route,
            batch=batch,
            before=figure.value if figure else None,
            before_nil=bool(figure and figure.is_nil),
            before_status=figure.status if figure else "",
            before_note=figure.note if figure else "",
            after=entry.value,
            after_nil=entry.is_nil,
            after_status=entry.status,
            after_note=entry.note,
        )
        for figure, entry in pairs
    )


def _bump(report: Report) -> None:
    report.version += 1
    report.save(update_fields=["version"])


def _touched(comparison: Comparison) -> set[int]:
    changed = {entry.area_id for _, entry in comparison.changed}
    return changed | {entry.area_id for entry in comparison.created}
