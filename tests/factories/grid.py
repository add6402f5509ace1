"""Cells as the grid sends them."""

from collections.abc import Mapping
from datetime import datetime

from indicators.entries import TypedCell
from indicators.models import Area, Measure, Report, User
from indicators.services.grid import SavedCells, save_cells

from .times import NOW

Typed = Mapping[str, Mapping[str, str]]  # area code → measure code → text


def typed_cells(
    report: Report, texts: Typed, *, version: int | None = None, note: str | None = None
) -> list[TypedCell]:
    """The cells with these texts; shown with the report's present version unless told."""
    rows = Area.objects.under(report.area).valid_on(report.period.ends_on)
    areas = dict(rows.of_kind(report.form.row_kind).values_list("code", "pk"))
    measures = dict(Measure.objects.values_list("code", "pk"))
    shown = report.version if version is None else version
    return [
        TypedCell(areas[code], measures[key], text, note, shown)
        for code, row in texts.items()
        for key, text in row.items()
    ]


def type_cells(
    report: Report,
    texts: Typed,
    *,
    by: User,
    now: datetime = NOW,
    version: int | None = None,
    note: str | None = None,
    all_or_none: bool = False,
) -> SavedCells:
    cells = typed_cells(report, texts, version=version, note=note)
    return save_cells(report=report, cells=cells, by=by, now=now, all_or_none=all_or_none)
