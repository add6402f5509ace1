"""Telling what is wrong with a table's columns: unknown, missing, doubled, hidden."""

from collections import Counter

from indicators.sheets.findings import Findings
from indicators.sheets.headers import HeadingIndex
from indicators.sheets.layout import Column, Layout
from indicators.sheets.spec import FormSpec
from indicators.sheets.workbook import Sheet
from lsdash.lib.numbers import format_number


def report_columns(sheet: Sheet, layout: Layout, form: FormSpec, findings: Findings) -> None:
    """Report to `findings` every column of the sheet or the form that cannot simply be read."""
    _report_doubled(sheet, layout, findings)
    _report_missing(sheet, layout, form, findings)
    index = HeadingIndex(form)
    for column in layout.columns:
        if column.role == "unknown":
            _report_unknown(sheet, layout, column, index, form, findings)
        if column.role == "hidden" and column.key:
            what = f"Cột {column.letter} (“{column.heading}”) đang ẩn nên không được nhập"
            _note(sheet, layout, column, "hidden_measure", f"{what}. Hãy bỏ ẩn nếu cần.", findings)
        if column.role == "measure" and column.without_marks:
            what = f"Tên cột {column.letter} (“{column.heading}”) viết không dấu"
            meant = form.column(column.key or "").header.replace("|", " - ")
            message = f"{what}, được hiểu là “{meant}”. Hãy kiểm tra lại."
            _note(sheet, layout, column, "heading_without_marks", message, findings)


def _note(
    sheet: Sheet, layout: Layout, column: Column, code: str, message: str, findings: Findings
) -> None:
    cell = f"{column.letter}{layout.last_row}"
    findings.note_column("warning", code, message, sheet=sheet.name, cell=cell)


def _report_doubled(sheet: Sheet, layout: Layout, findings: Findings) -> None:
    counts = Counter(column.key for column in layout.measures)
    for column in layout.measures:
        if counts[column.key] > 1:
            message = (
                f"Cột {column.letter} (“{column.heading}”) trùng tên với cột khác nên không rõ "
                "cột nào đúng; cả hai không được nhập. Hãy để lại một cột."
            )
            cell = f"{column.letter}{layout.last_row}"
            findings.note_column("error", "duplicate_column", message, sheet=sheet.name, cell=cell)


def _report_missing(sheet: Sheet, layout: Layout, form: FormSpec, findings: Findings) -> None:
    computed = {rule.rate for rule in form.rates}
    for column in form.columns:
        if column.key in layout.matched_keys or column.key in computed:
            continue
        heading = column.header.replace("|", " - ")
        message = f"Không tìm thấy cột “{heading}” của biểu {form.code}. Hãy thêm cột hoặc sửa tên."
        level = "warning" if column.kind == "rate" else "error"
        findings.note_column(level, "missing_column", message, sheet=sheet.name)


def _report_unknown(
    sheet: Sheet,
    layout: Layout,
    column: Column,
    index: HeadingIndex,
    form: FormSpec,
    findings: Findings,
) -> None:
    below = [place for place in sheet.cells if place[1] == column.index]
    used = sum(row >= layout.first_data_row for row, _ in below)
    if not column.path or not used:
        return
    guess = index.closest(column.path)
    meant = f" Có phải là “{form.column(guess).header.replace('|', ' - ')}”?" if guess else ""
    message = (
        f"Không nhận ra cột {column.letter} (“{column.heading}”); {format_number(used)} ô trong "
        f"cột không được nhập.{meant}"
    )
    _note(sheet, layout, column, "unknown_column", message, findings)
