"""What other people did to the cells of a file: between its preview and its storing, and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indicators.models import BatchState, FigureChange, ImportBatch, Report, Route

from .entry import Entry, Key, StoredFigure, is_same


@dataclass(frozen=True)
class Overtaken:
    """One cell that changed since the file was shown beside it.

    `seen` is the first change since, whose "before" the preview showed; `last` the newest one.
    """

    seen: FigureChange
    last: FigureChange
    stored: StoredFigure | None
    entry: Entry


def overtaken_cells(
    report: Report, version: int, entries: Iterable[Entry], stored: Mapping[Key, StoredFigure]
) -> tuple[Overtaken, ...]:
    """The entries whose cells stand otherwise than at `version`, and otherwise than they say.

    One query, none where the report did not change. A cell that came back to what was shown, or
    that somebody already set to what the file says, is none of them.
    """
    if report.version <= version:
        return ()
    first, last = _first_and_last(
        FigureChange.objects.filter(report=report, version__gt=version)
        .select_related("by", "measure", "area")
        .order_by("pk")
    )
    return tuple(
        Overtaken(first[entry.key], last[entry.key], stored.get(entry.key), entry)
        for entry in entries
        if entry.key in first
        and not is_same(stored.get(entry.key), entry)
        and not _is_back(first[entry.key], stored.get(entry.key))
    )


def _first_and_last(
    changes: Iterable[FigureChange],
) -> tuple[dict[Key, FigureChange], dict[Key, FigureChange]]:
    first: dict[Key, FigureChange] = {}
    last: dict[Key, FigureChange] = {}
    for change in changes:
        first.setdefault((change.measure_id, change.area_id), change)
        last[change.measure_id, change.area_id] = change
    return first, last


def _is_back(first: FigureChange, stored: StoredFigure | None) -> bool:
    """Whether the cell is again as it was before the first change."""
    return is_same(stored, entry_before(first))


def entry_before(change: FigureChange) -> Entry:
    """What would set the cell back to what it was before a change."""
    if change.before is None:
        return Entry(change.measure, change.area_id, None)
    return Entry(
        change.measure,
        change.area_id,
        change.before,
        change.before_nil,
        change.before_status,
        change.before_note,
    )


def stored_by(batch: ImportBatch) -> list[FigureChange]:
    """What a batch changed when it was stored, not what its undoing changed back. One query."""
    rows = batch.changes.exclude(route=Route.UNDO)
    return list(rows.select_related("measure", "measure__part_of"))


def changes_after(batch: ImportBatch, stored: Iterable[FigureChange]) -> list[FigureChange]:
    """What came later on the cells that the batch changed; while there is any, it stays.

    A later batch or long table that was undone left everything as it had been: it does not count.
    """
    stored = list(stored)
    if not stored:
        return []
    keys = {(change.measure_id, change.area_id) for change in stored}
    later = FigureChange.objects.filter(
        report=batch.report, version__gt=max(change.version for change in stored)
    )
    later = later.exclude(batch__state=BatchState.UNDONE)
    later = later.exclude(long_table__state=BatchState.UNDONE)
    later = later.select_related("by", "measure", "area")
    return [change for change in later if (change.measure_id, change.area_id) in keys]
