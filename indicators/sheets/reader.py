"""From the bytes of a district's workbook to figures, problems and what was left out.

The order matters: the file from outside, the sheets that hold the form, their titles, their rows,
each cell, then the cells against each other. A file of another area, period or form gives one
problem and no records; otherwise everything that is wrong is reported in one pass.
"""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from indicators.sheets.checks import check_rows
from indicators.sheets.conversion import note_conversion
from indicators.sheets.files.opening import open_workbook
from indicators.sheets.files.refusal import FileRefused
from indicators.sheets.findings import Findings, TableRow
from indicators.sheets.places import PlaceMatcher
from indicators.sheets.rows import sort_rows
from indicators.sheets.selection import Candidate, select_sheets
from indicators.sheets.skips import skipped_parts, understood_sheet
from indicators.sheets.spec import ReadReport, ReadRequest, Record, Skipped
from indicators.sheets.structure import report_columns
from indicators.sheets.table import Table, read_table
from indicators.sheets.totals import check_totals


@dataclass(frozen=True)
class _Read:
    table: Table
    candidate: Candidate


def read_report(data: bytes, request: ReadRequest) -> ReadReport:
    """Return everything read from the bytes of one workbook, for the report that was chosen."""
    findings = Findings()
    try:
        sheets = open_workbook(data)
    except FileRefused as error:
        findings.note_file("error", error.code, error.message)
        return ReadReport(problems=tuple(findings.problems))
    candidates, skipped = select_sheets(sheets, request, findings)
    reads = [_read_sheet(candidate, request, findings) for candidate in candidates]
    return _report(reads, skipped, request, findings)


def _read_sheet(candidate: Candidate, request: ReadRequest, findings: Findings) -> _Read:
    sheet, layout = candidate.sheet, candidate.layout
    note_conversion(sheet, findings)
    report_columns(sheet, layout, request.form, findings)
    matcher = PlaceMatcher(request.rows, request.area)
    rows = sort_rows(sheet, layout, matcher)
    return _Read(read_table(sheet, layout, request.form, rows, findings), candidate)


def _report(
    reads: list[_Read], skipped: list[Skipped], request: ReadRequest, findings: Findings
) -> ReadReport:
    understood = tuple(understood_sheet(read.table, read.candidate.title) for read in reads)
    skipped += [part for read in reads for part in skipped_parts(read.table, read.candidate.title)]
    rows = [row for read in reads for row in read.table.rows]
    if reads and not _rows_belong_here(rows, request, findings):
        return ReadReport((), tuple(findings.problems), tuple(skipped), understood)
    _refuse_duplicates(rows, findings)
    for read in reads:
        check_rows(read.table, check_totals(read.table, findings), findings)
    if reads:
        _report_missing(rows, request, findings)
    records = tuple(record for read in reads for record in _records(read.table, findings))
    return ReadReport(records, tuple(findings.problems), tuple(skipped), understood)


def _rows_belong_here(rows: list[TableRow], request: ReadRequest, findings: Findings) -> bool:
    """Whether most rows are of the reporting area; otherwise the file is another's, whole."""
    named = [row for row in rows if row.label]
    matched = sum(row.area_code is not None for row in rows)
    if not rows:
        message = "Không tìm thấy dòng số liệu nào dưới tiêu đề bảng. Hãy kiểm tra lại tệp."
        findings.note_file("error", "no_rows", message)
        return False
    if named and matched * 2 < len(named):
        message = (
            f"Phần lớn các dòng không thuộc {request.area.name}: "
            f"chỉ nhận ra {matched} trong {len(named)} tên. Hãy chọn đúng tệp của địa bàn."
        )
        findings.problems.clear()
        findings.note_file("error", "rows_of_another_area", message)
        return False
    return True


def _refuse_duplicates(rows: list[TableRow], findings: Findings) -> None:
    counts = Counter(row.area_code for row in rows if row.area_code)
    for row in rows:
        if counts[row.area_code] > 1:
            twins = [twin for twin in rows if twin.area_code == row.area_code and twin is not row]
            where = ", ".join(f"dòng {twin.number} (trang {twin.sheet})" for twin in twins)
            message = (
                f"{row.title}: địa bàn này có ở nhiều dòng, còn ở {where}. "
                "Không dòng nào được nhập; hãy để lại một dòng."
            )
            findings.refuse_row(row, "duplicate_area", message)


def _report_missing(rows: list[TableRow], request: ReadRequest, findings: Findings) -> None:
    present = {row.area_code for row in rows}
    missing = [area.name for area in request.rows if area.code not in present]
    if missing:
        names = ", ".join(missing)
        message = f"Báo cáo thiếu {len(missing)} địa bàn: {names}. Hãy bổ sung nếu có số liệu."
        findings.note_file("warning", "missing_areas", message)


def _records(table: Table, findings: Findings) -> list[Record]:
    figures = [
        (row, column)
        for row in table.rows
        for column in table.columns
        if not findings.is_refused(row, column.key or "")
    ]
    found = [_record(table, row, column.key or "", column.letter) for row, column in figures]
    return [record for record in found if record]


def _record(table: Table, row: TableRow, key: str, letter: str) -> Record | None:
    reading = row.readings[key]
    cell = f"{letter}{row.number}"
    if row.area_code is None or reading.state in ("blank", "refused"):
        return None
    if reading.state == "nil":
        return Record(row.sheet, cell, row.area_code, key, "nil", None)
    if isinstance(reading.value, bool):
        text = "true" if reading.value else "false"
        return Record(row.sheet, cell, row.area_code, key, "bool", text)
    value = _written(reading.value or Decimal(0), table.form.column(key).decimals)
    return Record(row.sheet, cell, row.area_code, key, "number", value)


def _written(value: Decimal, decimals: int) -> str:
    """The number as text with at least the column's decimals, never fewer than it has."""
    places = -value.normalize().as_tuple().exponent
    return f"{value.quantize(Decimal(1).scaleb(-max(decimals, places))):f}"
