"""Saying in which unit figures were read, and doubting a unit that nothing states or bears out."""

from decimal import Decimal

from indicators.sheets.findings import Findings, TableRow
from indicators.sheets.money import is_money
from indicators.sheets.table import Table
from indicators.sheets.units import Units
from lsdash.lib.numbers import format_number

# The largest amount of a district's programme is never below a billion đồng.
_LEAST = Decimal(1000)
# A whole number so many times above all broken ones beside it is in another unit.
_FAR_ABOVE = 10


def report_units(table: Table, units: Units, findings: Findings) -> None:
    """Say that amounts were converted; doubt a unit that nothing states, by the amounts' size."""
    if not is_money(units.wanted) or not table.rows:
        return
    converted = units.converted(table.layout.measures)
    if converted:
        _note_converted(table, converted, findings)
    elif not units.is_stated(table.layout.measures):
        _doubt(table, units, findings)


def _doubt(table: Table, units: Units, findings: Findings) -> None:
    """Without a unit anywhere the form's own is taken only where the amounts bear it out."""
    keys = [column.key for column in table.form.columns if column.kind == "amount"]
    amounts = [row.value(key) for row in table.rows for key in keys]
    too_small = max((amount for amount in amounts if amount), default=Decimal(0)) < _LEAST
    refused = any(
        spot.reading.refusal and spot.reading.refusal.code == "above_maximum"
        for row in table.rows
        for key, spot in row.spots.items()
        if key in keys
    )
    what = f"Trang “{table.sheet.name}” không ghi đơn vị tính"
    if not too_small and not refused:
        message = f"{what}; số tiền được hiểu là {units.wanted}. Hãy kiểm tra lại."
        findings.note_sheet("warning", "unit_not_stated", message, sheet=table.sheet.name)
        return
    message = (
        f"{what} và các số tiền không giống số tính bằng {units.wanted}, nên không được nhập. "
        "Hãy ghi dòng “Đơn vị tính: …” phía trên bảng."
    )
    findings.note_sheet("error", "unit_not_stated", message, sheet=table.sheet.name)
    findings.refused_cells.update(row.key(key) for row in table.rows for key in keys)


def report_thousands(table: Table, findings: Findings) -> str | None:
    """Say which counts were read in thousands, and refuse those that cannot be meant so.

    Where most of a column has no decimals, or a whole number is far above the others, it was as
    likely counted one by one under a unit line that is wrong. Returns what was changed, in words.
    """
    found: dict[str, list[tuple[TableRow, Decimal]]] = {}
    for row in table.rows:
        for key, spot in row.spots.items():
            if spot.reading.thousands is not None:
                found.setdefault(key, []).append((row, spot.reading.thousands))
    if not found:
        return None
    for key, figures in found.items():
        _doubt_thousands(table, key, figures, findings)
    units = dict.fromkeys(table.form.column(key).unit for key in found)
    converted = "; ".join(f"nghìn {unit} đổi sang {unit} (nhân 1.000)" for unit in units)
    _note_converted(table, converted, findings)
    return converted


def _doubt_thousands(
    table: Table, key: str, figures: list[tuple[TableRow, Decimal]], findings: Findings
) -> None:
    broken = [stated for _, stated in figures if stated % 1]
    whole = [stated for _, stated in figures if stated and not stated % 1]
    is_wrong_unit = len(whole) > len(broken)
    likely = max(broken, default=Decimal(0)) * _FAR_ABOVE
    for row, stated in figures:
        if stated and (is_wrong_unit or (not stated % 1 and stated > likely)):
            shown, thousandfold = format_number(stated), format_number(stated * 1000)
            what = (
                f"ghi {shown} trong khi đơn vị tính là nghìn, có thể là {shown} hoặc {thousandfold}"
            )
            expected = f"số tính bằng {table.form.column(key).unit}, hoặc sửa lại đơn vị tính"
            findings.refuse_cell(row, key, "thousands_doubtful", what, expected=expected)


def _note_converted(table: Table, converted: str, findings: Findings) -> None:
    message = f"Trang “{table.sheet.name}”: {converted}. Hãy kiểm tra lại các số đã đổi."
    findings.note_sheet("warning", "unit_converted", message, sheet=table.sheet.name)
