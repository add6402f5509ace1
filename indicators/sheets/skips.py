"""Saying what of a sheet was left out, and how the rest was understood.

Only places and reasons are given: what notes and signatures say, personal names above all, never
leaves the reader.
"""

from itertools import groupby
from operator import itemgetter

from indicators.sheets.findings import Findings
from indicators.sheets.picture import picture_of
from indicators.sheets.spec import (
    ColumnRole,
    Reason,
    Skipped,
    UnderstoodColumn,
    UnderstoodSheet,
)
from indicators.sheets.table import Table
from indicators.sheets.title import Title, states_estimate

_REASONS: dict[ColumnRole, Reason] = {
    "hidden": "hidden column",
    "plan": "plan column",
    "comparison": "comparison column",
    "earlier period": "column of another period",
    "total": "total column",
}
_TIMES: tuple[ColumnRole, ...] = ("period", "cumulative", "year to date")


def skipped_parts(table: Table, title: Title) -> list[Skipped]:
    """Return the rows and columns of the table's sheet that were left out, and why."""
    reasons = reasons_of_rows(table, title)
    # Rows that were read split a run; blank ones do not.
    runs = groupby(((row, reasons.get(row)) for row in table.sheet.rows), key=itemgetter(1))
    found = [
        _rows(table.sheet.name, reason, [row for row, _ in run]) for reason, run in runs if reason
    ]
    return found + _columns(table)


def _columns(table: Table) -> list[Skipped]:
    used = {spot.column for row in (*table.rows, *table.totals) for spot in row.spots.values()}
    reasons = [(column.letter, _REASONS.get(column.role)) for column in table.layout.columns]
    unused = [column for column in table.layout.having(*_TIMES) if column.index not in used]
    reasons += [(column.letter, "column not chosen by the kind of figure") for column in unused]
    name = table.sheet.name
    return [Skipped(name, reason, column=letter) for letter, reason in reasons if reason]


def reasons_of_rows(table: Table, title: Title) -> dict[int, Reason]:
    """Return why each row that was left out was."""
    return dict([*_above(table, title), *table.sorted_rows.left_out])


def _rows(sheet: str, reason: Reason, rows: list[int]) -> Skipped:
    return Skipped(sheet, reason, rows[0], rows[-1])


def _above(table: Table, title: Title) -> list[tuple[int, Reason]]:
    layout = table.layout
    return [
        (row, _reason_above(table, title, row))
        for row in table.sheet.rows
        if row < layout.first_data_row
    ]


def _reason_above(table: Table, title: Title, row: int) -> Reason:
    layout = table.layout
    if row in table.sheet.hidden_rows:
        return "hidden row"
    if row == layout.number_row:
        return "column-number row"
    if layout.first_row <= row <= layout.last_row:
        return "header"
    return "unit line" if row == title.unit_row else "title block"


def understood_sheet(
    table: Table, title: Title, converted: str | None, findings: Findings
) -> UnderstoodSheet:
    """Return what the sheet's headings and title were taken for, and its picture."""
    layout = table.layout
    columns = tuple(
        UnderstoodColumn(column.letter, column.role, column.key, column.heading)
        for column in layout.columns
    )
    return UnderstoodSheet(
        sheet=table.sheet.name,
        first_header_row=layout.first_row,
        last_header_row=layout.last_row,
        number_row=layout.number_row,
        columns=columns,
        area_code=next(iter(title.area_codes), None),
        period=next((str(period) for period in title.periods), None),
        unit=title.unit,
        estimate=title.estimate or _notes_state_estimate(table),
        direction=layout.direction,
        converted=converted,
        fingerprint=layout.fingerprint,
        picture=picture_of(table, reasons_of_rows(table, title), findings),
    )


def _notes_state_estimate(table: Table) -> bool:
    cells = [cell for row in table.sorted_rows.notes for cell in table.sheet.row_cells(row)]
    return any(states_estimate(cell.text) for cell in cells)
