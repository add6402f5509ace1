"""Cells typed on the screen: each stored, refused, or held against what another person stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from indicators.entries import (
    Comparison,
    Entry,
    Key,
    TypedCell,
    TypedRefused,
    compare,
    stored_figures,
    typed_entry,
)
from indicators.entries.entry import is_same
from indicators.models import Figure, FigureChange, FormMeasure, Report, Route, User
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
class Conflict:
    """What another person stored since the cell was shown; no `change.after`: taken away."""

    change: FigureChange


@dataclass(frozen=True)
class SavedCells:
    """What came of each cell; a cell in neither mapping is stored as typed."""

    report: Report
    comparison: Comparison
    refused: Mapping[Key, Refused]
    conflicts: Mapping[Key, Conflict]
    findings: Mapping[Key, Finding]  # the weightiest of each stored cell of the rows touched

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
    both wrote the same. With `all_or_none` nothing is stored unless every cell may be. Raises
    FiguresRefused where the report takes no figures at all, or names a cell twice.

    Fifteen statements for a whole grid, beside the rights of `by`: the transaction's two, the
    report, columns, areas, figures, past, history, two upserts, version, indicators, forms, the
    path's figures and results.
    """
    report = locked_report(report)
    check_open(report, by=by, now=now)
    tree = PeriodTree(report.period)
    columns = {c.measure_id: c for c in report.form.form_measures.select_related("measure")}
    entries, refused = _read(columns, cells)
    stored = stored_figures(report, entries)
    measures = [column.measure for column in columns.values()]
    check = ValueCheck(measures=measures, rows=tree.rows_of(report), stored=stored)
    conflicts = _conflicts(report, cells, entries, stored)
    fresh = [entry for key, entry in entries.items() if key not in conflicts]
    refused |= {key: Refused(r.code, str(r)) for key, r in check.refusals(fresh).items()}
    good = [entry for entry in fresh if entry.key not in refused]
    if all_or_none and (refused or conflicts):
        good = []
    comparison = compare(report, good, stored)
    store(report, comparison, tree, by=by, now=now, route=Route.GRID)
    return SavedCells(report, comparison, refused, conflicts, _findings(report, tree, stored, good))


def _read(
    columns: Mapping[int, FormMeasure], cells: Sequence[TypedCell]
) -> tuple[dict[Key, Entry], dict[Key, Refused]]:
    if len({cell.key for cell in cells}) < len(cells):
        raise FiguresRefused("cell_twice", "Có ô được gửi hai lần trong một lượt lưu.")
    entries, refused = {}, {}
    for cell in cells:
        try:
            entries[cell.key] = typed_entry(cell, _column(columns, cell))
        except TypedRefused as wrong:
            refused[cell.key] = Refused(wrong.code, str(wrong))
    return entries, refused


def _column(columns: Mapping[int, FormMeasure], cell: TypedCell) -> FormMeasure:
    if cell.measure_id not in columns:
        raise TypedRefused("foreign_measure", "Biểu này không có cột đó. Hãy tải lại trang.")
    return columns[cell.measure_id]


def _conflicts(
    report: Report,
    cells: Sequence[TypedCell],
    entries: Mapping[Key, Entry],
    stored: Mapping[Key, Figure],
) -> dict[Key, Conflict]:
    """Cells that changed after the version they were shown with; no query where none did."""
    shown = {cell.key: cell.version for cell in cells if cell.version is not None}
    behind = {key for key, version in shown.items() if version < report.version}
    if not behind:
        return {}
    changes = FigureChange.objects.filter(
        report=report,
        version__gt=min(shown[key] for key in behind),
        area__in={area for _, area in behind},
    ).select_related("by", "measure")
    newest = {(change.measure_id, change.area_id): change for change in changes.order_by("pk")}
    return {
        key: Conflict(newest[key])
        for key in behind & newest.keys() & entries.keys()
        if newest[key].version > shown[key] and not is_same(stored.get(key), entries[key])
    }


def _findings(
    report: Report, tree: PeriodTree, stored: Mapping[Key, Figure], written: Sequence[Entry]
) -> dict[Key, Finding]:
    """What is to be looked at in the rows that were touched, as they stand now."""
    cells = {key: cell for key, cell in stored.items() if cell.report_id == report.pk}
    cells |= {entry.key: entry for entry in written}
    history = history_of(report, {area for _, area in cells})
    found = findings_of(cells, history, tree.indicators)
    return {finding.key: finding for finding in reversed(found)}
