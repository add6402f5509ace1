"""Reading the rows of one table cell by cell, each on its own; `checks.py` compares them."""

from dataclasses import dataclass, replace

from indicators.sheets.findings import Findings, TableRow
from indicators.sheets.layout import Column, Layout
from indicators.sheets.rows import DataRow, TableRows
from indicators.sheets.spec import FormSpec
from indicators.sheets.values import Reading, Refusal, read_cell
from indicators.sheets.workbook import Sheet

# A tick among numbers and a fraction among counts are no slip of the hand: the row has moved.
_MISPLACED_IN_SHIFTED_ROW = 3


@dataclass(frozen=True)
class Table:
    """One sheet's table after reading."""

    sheet: Sheet
    layout: Layout
    form: FormSpec
    sorted_rows: TableRows
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    hidden_rows: tuple[TableRow, ...]

    def column(self, key: str) -> Column | None:
        """Return the usable column with that key."""
        return next((column for column in self.columns if column.key == key), None)


def read_table(
    sheet: Sheet, layout: Layout, form: FormSpec, sorted_rows: TableRows, findings: Findings
) -> Table:
    """Return the table's rows with every cell read; what is refused goes to `findings`."""
    columns = _usable_columns(layout)
    hidden = tuple(_table_row(sheet, columns, form, number) for number in sorted_rows.hidden)
    rows = tuple(_data_row(sheet, columns, form, row) for row in sorted_rows.data)
    table = Table(sheet, layout, form, sorted_rows, columns, rows, hidden)
    for row, source in zip(rows, sorted_rows.data, strict=True):
        _report_place(table, row, source, findings)
        _report_cells(table, row, findings)
    return table


def _usable_columns(layout: Layout) -> tuple[Column, ...]:
    keys = [column.key for column in layout.measures]
    return tuple(column for column in layout.measures if keys.count(column.key) == 1)


def _data_row(
    sheet: Sheet, columns: tuple[Column, ...], form: FormSpec, source: DataRow
) -> TableRow:
    row = _table_row(sheet, columns, form, source.number)
    code = source.match.area.code if source.match.area else None
    return replace(row, label=source.label, area_code=code)


def _table_row(sheet: Sheet, columns: tuple[Column, ...], form: FormSpec, number: int) -> TableRow:
    readings = {
        column.key: _reading(sheet, number, column, form) for column in columns if column.key
    }
    return TableRow(sheet.name, number, "", None, _ticked(readings, form))


def _reading(sheet: Sheet, row: int, column: Column, form: FormSpec) -> Reading:
    merge = sheet.merge_at(row, column.index)
    if merge and sheet.shown(row, column.index):
        what = "ô nằm trong vùng gộp ô nên không rõ số của từng dòng"
        return Reading("refused", None, Refusal("merged_cell", what, "bỏ gộp ô và nhập từng ô"))
    return read_cell(sheet.cells.get((row, column.index)), form.column(column.key or ""))


def _ticked(readings: dict[str, Reading], form: FormSpec) -> dict[str, Reading]:
    """Blank ticks are "no" in a row that reports anything at all."""
    if all(reading.state == "blank" for reading in readings.values()):
        return readings
    return {
        key: Reading("value", False)
        if reading.state == "blank" and form.column(key).kind == "yes_no"
        else reading
        for key, reading in readings.items()
    }


def _report_place(table: Table, row: TableRow, source: DataRow, findings: Findings) -> None:
    area = next(iter(table.layout.having("area") or table.layout.having("code")), None)
    cell = f"{area.letter}{row.number}" if area else None
    if source.match.without_marks and source.match.area and cell:
        name = source.match.area.name
        message = f"Ô {cell}: “{row.label}” viết không dấu, được hiểu là {name}. Hãy kiểm tra lại."
        findings.note_cell(
            "warning", "name_without_marks", message, at=(row.sheet, cell, row.number, row.label)
        )
    elif not source.match.area:
        findings.refuse_row(row, *_place_refusal(row, source), cell=cell)


def _place_refusal(row: TableRow, source: DataRow) -> tuple[str, str]:
    if source.code_conflict:
        what = f"Dòng {row.number}: mã và tên “{row.label}” không cùng chỉ một địa bàn"
        return "code_name_conflict", f"{what}. Hãy sửa mã hoặc tên."
    if source.match.candidates:
        names = " hoặc ".join(area.name for area in source.match.candidates)
        what = f"Dòng {row.number}: “{row.label}” có thể là {names}"
        return "ambiguous_name", f"{what}. Hãy ghi rõ loại đơn vị trước tên."
    if not row.label:
        return "missing_name", (
            f"Dòng {row.number} có số liệu nhưng không có tên địa bàn. "
            "Hãy ghi tên, hoặc xóa số liệu ở dòng này."
        )
    guesses = " hoặc ".join(source.match.suggestions)
    hint = f" Có phải là {guesses}?" if guesses else ""
    return "unknown_name", (
        f"Dòng {row.number}: “{row.label}” không có trong danh sách của địa bàn báo cáo.{hint} "
        "Hãy sửa lại tên."
    )


def _report_cells(table: Table, row: TableRow, findings: Findings) -> None:
    refused = [(key, reading.refusal) for key, reading in row.readings.items() if reading.refusal]
    for key, refusal in refused:
        column = table.column(key)
        raw = table.sheet.text_at(row.number, column.index)
        findings.refuse_cell(
            row, column, refusal.code, refusal.what, raw=raw, expected=refusal.expected
        )
    if sum(refusal.misplaced for _, refusal in refused) >= _MISPLACED_IN_SHIFTED_ROW:
        message = (
            f"{row.title}: các số có vẻ bị lệch cột, nên cả dòng không được nhập. "
            "Hãy đưa từng số về đúng cột."
        )
        findings.refuse_row(row, "row_shifted", message)


def read_plain(table: Table, row: int) -> TableRow:
    """Return a total or subtotal row, read like the others but reporting nothing."""
    return _table_row(table.sheet, table.columns, table.form, row)
