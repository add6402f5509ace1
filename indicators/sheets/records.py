"""The figures of a table that nothing speaks against, as they leave the reader."""

from decimal import Decimal

from indicators.sheets.findings import Findings, Spot, TableRow
from indicators.sheets.spec import ColumnSpec, Record, RecordKind
from indicators.sheets.table import Table


def records_of(table: Table, findings: Findings) -> list[Record]:
    """Return every figure that was read and not refused, row by row."""
    figures = [
        (row, key, spot)
        for row in table.rows
        for key, spot in row.spots.items()
        if row.area_code and not findings.is_refused(row, key)
    ]
    found = [_record(row, table.form.column(key), spot) for row, key, spot in figures]
    return [record for record in found if record]


def _record(row: TableRow, column: ColumnSpec, spot: Spot) -> Record | None:
    if spot.reading.state in ("blank", "refused") or row.area_code is None:
        return None
    kind, value = _kind_and_value(spot, column)
    return Record(row.sheet, spot.cell, row.area_code, column.key, kind, value, row.dim)


def _kind_and_value(spot: Spot, column: ColumnSpec) -> tuple[RecordKind, str | None]:
    value = spot.reading.value
    if spot.reading.state == "nil":
        return "nil", None
    if isinstance(value, bool):
        return "bool", "true" if value else "false"
    if isinstance(value, str):
        return ("date" if column.kind == "date" else "text"), value
    return "number", _written(value or Decimal(0), column.decimals)


def _written(value: Decimal, decimals: int) -> str:
    """The number as text with at least the column's decimals, never fewer than it has."""
    places = -value.normalize().as_tuple().exponent
    return f"{value.quantize(Decimal(1).scaleb(-max(decimals, places))):f}"
