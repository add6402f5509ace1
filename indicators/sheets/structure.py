"""Telling what is wrong with a table's columns: unknown, missing, doubled, hidden."""

from collections import Counter

from indicators.sheets.crosswise_rows import IndicatorRows
from indicators.sheets.findings import Findings
from indicators.sheets.headers import HeadingIndex, words
from indicators.sheets.layout import Column, Layout
from indicators.sheets.spec import ColumnSpec, FormSpec, Guess, Level, Unmatched
from indicators.sheets.workbook import Sheet
from lsdash.lib.numbers import format_number


def report_columns(
    sheet: Sheet, layout: Layout, form: FormSpec, index: HeadingIndex, findings: Findings
) -> None:
    """Report to `findings` every column of the sheet or the form that cannot simply be read."""
    _report_doubled(sheet, layout, findings)
    _report_missing(sheet, layout.matched_keys, form, findings)
    for column in layout.columns:
        if column.role == "unknown":
            _report_unknown(sheet, layout, column, index.guesses(column.path), findings)
        if column.role == "hidden" and column.key:
            what = f"Cột {column.letter} (“{column.heading}”) đang ẩn nên không được nhập"
            _note(sheet, layout, column, "hidden_measure", f"{what}. Hãy bỏ ẩn nếu cần.", findings)
        if column.role == "measure" and column.without_marks:
            what = f"Tên cột {column.letter} (“{column.heading}”) viết không dấu"
            meant = _called(form.column(column.key or ""))
            message = f"{what}, được hiểu là “{meant}”. Hãy kiểm tra lại."
            _note(sheet, layout, column, "heading_without_marks", message, findings)


def report_indicators(
    sheet: Sheet,
    layout: Layout,
    form: FormSpec,
    rows: IndicatorRows,
    index: HeadingIndex,
    findings: Findings,
) -> None:
    """Report what a table with a row per indicator lacks, and the rows that mean none."""
    _report_missing(sheet, rows.matched_keys, form, findings)
    for column in layout.columns:
        if column.role == "unknown":
            _report_unknown(sheet, layout, column, (), findings)
    letter = layout.having("indicator")[0].letter
    for row in rows.data:
        cell = f"{letter}{row.number}"
        at = (sheet.name, cell, row.number, row.label)
        if row.key is None:
            guesses = index.guesses((row.label,))
            text, fingerprint = words(row.label), layout.fingerprint
            findings.unmatched.append(
                Unmatched("row", sheet.name, cell, text, row.label, guesses, fingerprint)
            )
            message = f"Ô {cell}: không nhận ra chỉ tiêu “{row.label}”, số liệu không được nhập."
            hint = f"{message}{_question(guesses)} Hãy sửa tên nếu cần nhập."
            findings.note_cell("warning", "unknown_indicator", hint, at=at)
        elif row.without_marks:
            meant = _called(form.column(row.key))
            message = f"Ô {cell}: “{row.label}” viết không dấu, được hiểu là “{meant}”."
            message += " Hãy kiểm tra lại."
            findings.note_cell("warning", "name_without_marks", message, at=at)


def _called(column: ColumnSpec) -> str:
    return column.header.replace("|", " - ")


def _note(
    sheet: Sheet, layout: Layout, column: Column, code: str, message: str, findings: Findings
) -> None:
    cell = layout.heading_cell(column)
    findings.note_column("warning", code, message, sheet=sheet.name, cell=cell)


def _report_doubled(sheet: Sheet, layout: Layout, findings: Findings) -> None:
    counts = Counter(column.key for column in layout.measures)
    for column in layout.measures:
        if counts[column.key] > 1:
            message = (
                f"Cột {column.letter} (“{column.heading}”) trùng tên với cột khác nên không rõ "
                "cột nào đúng; cả hai không được nhập. Hãy để lại một cột."
            )
            cell = layout.heading_cell(column)
            findings.note_column("error", "duplicate_column", message, sheet=sheet.name, cell=cell)


def _report_missing(
    sheet: Sheet, found: frozenset[str], form: FormSpec, findings: Findings
) -> None:
    computed = {rule.rate for rule in form.rates}
    for column in form.columns:
        if column.is_extra or column.key in found or column.key in computed:
            continue
        message = (
            f"Không tìm thấy cột “{_called(column)}” của biểu {form.code}. "
            "Hãy thêm cột hoặc sửa tên."
        )
        findings.note_column(_weight(column), "missing_column", message, sheet=sheet.name)


def _weight(column: ColumnSpec) -> Level:
    """Without a rate, a cause or a date a report can still be read; without its figures not."""
    return "warning" if column.kind in ("rate", "text", "date") else "error"


def _report_unknown(
    sheet: Sheet, layout: Layout, column: Column, guesses: tuple[Guess, ...], findings: Findings
) -> None:
    below = [place for place in sheet.cells if place[1] == column.index]
    used = sum(row >= layout.first_data_row for row, _ in below)
    if not column.path or not used:
        return
    cell = layout.heading_cell(column)
    text, fingerprint = column.text, layout.fingerprint
    findings.unmatched.append(
        Unmatched("column", sheet.name, cell, text, column.heading, guesses, fingerprint)
    )
    message = (
        f"Không nhận ra cột {column.letter} (“{column.heading}”); {format_number(used)} ô trong "
        f"cột không được nhập.{_question(guesses)} Hãy sửa tên cột nếu cần nhập."
    )
    _note(sheet, layout, column, "unknown_column", message, findings)


def _question(guesses: tuple[Guess, ...]) -> str:
    """The best guess as a question, where it is worth asking."""
    return f" Có phải là “{guesses[0].name}”?" if guesses and guesses[0].score >= 70 else ""
