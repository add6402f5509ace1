"""Saying in which unit amounts were read, and doubting a unit that nothing states."""

from decimal import Decimal

from indicators.sheets.findings import Findings
from indicators.sheets.money import is_money
from indicators.sheets.table import Table
from indicators.sheets.units import Units

# The largest amount of a district's programme is never below a billion đồng.
_LEAST = Decimal(1000)


def report_units(table: Table, units: Units, findings: Findings) -> None:
    """Say that amounts were converted; doubt a unit that nothing states, by the amounts' size."""
    if not is_money(units.wanted) or not table.rows:
        return
    converted = units.converted(table.layout.measures)
    if converted:
        message = f"Trang “{table.sheet.name}”: {converted}. Hãy kiểm tra lại các số đã đổi."
        findings.note_sheet("warning", "unit_converted", message, sheet=table.sheet.name)
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
