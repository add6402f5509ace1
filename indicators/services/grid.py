"""Cells typed on the screen: each stored, refused, or held against what another person stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from indicators.entries import (
    Comparison,
    Entry,
    Key,
    StoredFigure,
    TypedCell,
    TypedRefused,
    compare,
    is_same,
    stored_figures,
    typed_entry,
)
from indicators.models import FigureChange, FormMeasure, Indicator, Report, Route, User
from indicators.scrutiny import Finding, findings_of, history_of

from .checks import FiguresRefused, check_open
from .figures import locked_report, store
from .tree import PeriodTree
from .values import ValueCheck


@dataclass(frozen=True)
class Refused:
    code: str
    message: str


@dataclass(frozen=True)
class SavedCells:
    """What came of each cell. A cell in neither `refused` nor `conflicts` is now as `cells` says:
    the stored figure, or None for not reported."""

    report: Report
    comparison: Comparison
    refused: Mapping[Key, Refused]
    conflicts: Mapping[Key, FigureChange]  # what another person stored since the cell was shown
    cells: Mapping[Key, Entry | StoredFigure | None]
    findings: Mapping[Key, Finding]  # the weightiest of each cell of the rows touched

    @property
    def is_complete(self) -> bool:
        return not (self.refused or self.conflicts)


@transaction.atomic
def save_cells(
    *,
    report: Report,
    cells: Sequence[TypedCell],
    by: User,
    now: datetime,
    all_or_none: bool = False,
) -> SavedCells:
    """Stores the cells that may be stored; the others are told, and stay as they were stored.

    A cell that somebody else changed since the version it was shown with is a conflict, unless
    both wrote the same, or it comes back as it was shown. With `all_or_none` nothing is stored
    unless every cell may be. Raises FiguresRefused where the report takes no figures at all, or
    names a cell twice.

    Sixteen statements for a whole grid, beside the rights of `by`: the transaction's two, the
    report, columns, areas, figures, version, upsert, history, formulas, forms, the path's
    figures, their results with an upsert, the past, and the indicators. Three more where others
    wrote meanwhile, figures were taken away, or results went with them; and each upsert is two on
    PostgreSQL where it finds new rows.
    """
    report = locked_report(report)
    check_open(report, by=by, now=now)
    tree = PeriodTree(report.period)
    columns = {c.measure_id: c for c in report.form.form_measures.select_related("measure")}
    measures = {pk: column.measure for pk, column in columns.items()}
    stored = stored_figures(report, [cell.area_id for cell in cells], measures)
    entries, refused = _read(columns, cells, stored)
    fresh, conflicts = _held_against(_changes_since(report, cells), cells, entries, stored)
    check = ValueCheck(measures=measures.values(), rows=tree.rows_of(report), stored=stored)
    refused |= {key: Refused(r.code, str(r)) for key, r in check.refusals(fresh).items()}
    good = [entry for entry in fresh if entry.key not in refused]
    if all_or_none and (refused or conflicts):
        good = []
    comparison = compare(report, good, stored)
    store(report, comparison, tree, by=by, now=now, route=Route.GRID)
    present = _present(report, stored, good)
    return SavedCells(report, comparison, refused, conflicts, present, _findings(report, present))


def _read(
    columns: Mapping[int, FormMeasure],
    cells: Sequence[TypedCell],
    stored: Mapping[Key, StoredFigure],
) -> tuple[dict[Key, Entry], dict[Key, Refused]]:
    if len({cell.key for cell in cells}) < len(cells):
        raise FiguresRefused("cell_twice", "Có ô được gửi hai lần trong một lượt lưu.")
    entries, refused = {}, {}
    for cell in cells:
        note = stored[cell.key].note if cell.key in stored else ""
        try:
            entries[cell.key] = typed_entry(cell, _column(columns, cell), stored_note=note)
        except TypedRefused as wrong:
            refused[cell.key] = Refused(wrong.code, str(wrong))
    return entries, refused


def _column(columns: Mapping[int, FormMeasure], cell: TypedCell) -> FormMeasure:
    if cell.measure_id not in columns:
        raise TypedRefused("foreign_measure", "Biểu này không có cột đó. Hãy tải lại trang.")
    return columns[cell.measure_id]


def _changes_since(
    report: Report, cells: Sequence[TypedCell]
) -> dict[Key, tuple[FigureChange, FigureChange]]:
    """The first and the last change of each cell since the version it was shown with.

    No query where nobody stored anything in between.
    """
    shown = {cell.key: cell.version for cell in cells if cell.version is not None}
    oldest = min(shown.values(), default=report.version)
    if oldest >= report.version:
        return {}
    changes = FigureChange.objects.filter(
        report=report, version__gt=oldest, area__in={area for _, area in shown}
    ).select_related("by", "measure")
    found: dict[Key, tuple[FigureChange, FigureChange]] = {}
    for change in changes.order_by("pk"):
        key = change.measure_id, change.area_id
        if key in shown and change.version > shown[key]:
            found[key] = (found[key][0] if key in found else change, change)
    return found


def _held_against(
    changes: Mapping[Key, tuple[FigureChange, FigureChange]],
    cells: Sequence[TypedCell],
    entries: Mapping[Key, Entry],
    stored: Mapping[Key, StoredFigure],
) -> tuple[list[Entry], dict[Key, FigureChange]]:
    """The entries to store, and what another person stored where both cannot stand."""
    noted = {cell.key for cell in cells if cell.note is not None}
    fresh, conflicts = [], {}
    for key, entry in entries.items():
        if key not in changes or is_same(stored.get(key), entry):
            fresh.append(entry)
        elif not _is_as_shown(changes[key][0], entry, with_note=key in noted):
            conflicts[key] = changes[key][1]
    return fresh, conflicts


def _is_as_shown(change: FigureChange, entry: Entry, *, with_note: bool) -> bool:
    """Whether a cell comes back as it was before anybody changed it: then nobody touched it."""
    if entry.value is None or change.before is None:
        return entry.value is None and change.before is None
    shown = (change.before, change.before_nil, change.before_status)
    same = shown == (entry.value, entry.is_nil, entry.status)
    return same and (not with_note or change.before_note == entry.note)


def _present(
    report: Report, stored: Mapping[Key, StoredFigure], written: Sequence[Entry]
) -> dict[Key, Entry | StoredFigure | None]:
    """The rows that were touched, as they stand now."""
    cells = {key: cell for key, cell in stored.items() if cell.report_id == report.pk}
    return cells | {entry.key: entry if entry.value is not None else None for entry in written}


def _findings(
    report: Report, present: Mapping[Key, Entry | StoredFigure | None]
) -> dict[Key, Finding]:
    cells = {key: cell for key, cell in present.items() if cell is not None}
    history = history_of(report, {area for _, area in cells})
    indicators = Indicator.objects.valid_on(report.period.ends_on)
    found = findings_of(cells, history, indicators)
    return {finding.key: finding for finding in reversed(found)}
