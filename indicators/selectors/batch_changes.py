"""What storing a file changes or has changed, cell by cell, as its own sheet would write it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.entries import Comparison, Entry, Overtaken, StoredFigure
from indicators.models import (
    Area,
    EntryStatus,
    FigureChange,
    FormMeasure,
    ImportBatch,
    Measure,
    MeasureKind,
)
from lsdash.lib.numbers import format_number

NIL = "không phát sinh (-)"
NOT_REPORTED = "chưa báo cáo"
ROWS = 100  # of one page of the table: with twelve columns some 30 KB


@dataclass(frozen=True)
class CellChange:
    area_id: int
    measure_id: int
    before: str  # empty for a cell that was not reported before
    after: str


@dataclass(frozen=True)
class ChangeRow:
    """One area's cells in the order of the form; None where nothing changes."""

    area: str
    cells: tuple[CellChange | None, ...]


@dataclass(frozen=True)
class ChangeTable:
    """The rows of one page, those with changed cells first; the counts are of the whole file."""

    headers: tuple[str, ...]
    rows: tuple[ChangeRow, ...]
    created: int
    changed: int
    unchanged: int
    number: int = 1
    pages: int = 1


@dataclass(frozen=True)
class Meanwhile:
    """One cell that somebody changed after the preview: seen then, stored now, in the file."""

    area: str
    measure: str
    seen: str
    stored: str
    says: str
    change: FigureChange  # the newest: by whom, when


def change_table(
    batch: ImportBatch,
    columns: Sequence[FormMeasure],
    *,
    stored: Sequence[FigureChange],
    comparison: Comparison | None,
    number: int = 1,
) -> ChangeTable:
    """From `comparison` before the file is stored, from the history `stored` after. One query."""
    if comparison is not None:
        changes = [_change(figure, entry) for figure, entry in comparison.pairs]
        unchanged = comparison.unchanged
    else:
        changes, unchanged = [_stored_change(row) for row in stored], batch.unchanged_count
    rows = _rows(changes, [column.measure_id for column in columns])
    pages = max(1, -(-len(rows) // ROWS))
    number = min(max(number, 1), pages)
    return ChangeTable(
        headers=tuple(column.header.replace("|", ": ") for column in columns),
        rows=rows[(number - 1) * ROWS : number * ROWS],
        created=sum(not change.before for change in changes),
        changed=sum(bool(change.before) for change in changes),
        unchanged=unchanged,
        number=number,
        pages=pages,
    )


def _rows(changes: Sequence[CellChange], measures: Sequence[int]) -> tuple[ChangeRow, ...]:
    """A row per area that changes: first where something stored changes, then by the codes."""
    cells = {(change.area_id, change.measure_id): change for change in changes}
    altered = {change.area_id for change in changes if change.before}
    areas = Area.objects.filter(pk__in={area for area, _ in cells}).order_by("code")
    return tuple(
        ChangeRow(area.name, tuple(cells.get((area.pk, measure)) for measure in measures))
        for area in sorted(areas, key=lambda area: area.pk not in altered)
    )


def _change(figure: StoredFigure | None, entry: Entry) -> CellChange:
    return CellChange(
        area_id=entry.area_id,
        measure_id=entry.measure.pk,
        before=_text_of(entry.measure, figure) if figure else "",
        after=_text_of(entry.measure, entry),
    )


def _text_of(measure: Measure, cell: StoredFigure | Entry) -> str:
    return figure_text(measure, cell.value, cell.is_nil, cell.status)


def _stored_change(row: FigureChange) -> CellChange:
    return CellChange(
        area_id=row.area_id,
        measure_id=row.measure_id,
        before=""
        if row.before is None
        else figure_text(row.measure, row.before, row.before_nil, row.before_status),
        after=figure_text(row.measure, row.after, row.after_nil, row.after_status),
    )


def meanwhile_of(cells: Sequence[Overtaken]) -> tuple[Meanwhile, ...]:
    """Of each cell what the preview showed, what is stored now, and what the file says."""
    return tuple(
        Meanwhile(
            area=cell.seen.area.name,
            measure=cell.seen.measure.name,
            seen=figure_text(
                cell.seen.measure, cell.seen.before, cell.seen.before_nil, cell.seen.before_status
            ),
            stored=_text_of(cell.seen.measure, cell.stored) if cell.stored else NOT_REPORTED,
            says=_text_of(cell.entry.measure, cell.entry),
            change=cell.last,
        )
        for cell in cells
    )


def figure_text(measure: Measure, value: Decimal | None, is_nil: bool, status: str) -> str:
    """A figure as its sheet would write it, with “ước” for an estimate; nil is not 0."""
    if value is None:
        return NOT_REPORTED
    if is_nil:
        text = NIL
    elif measure.kind == MeasureKind.YES_NO:
        text = "có" if value else "không"
    else:
        text = format_number(value)
    return f"{text} (ước)" if status == EntryStatus.ESTIMATE else text
