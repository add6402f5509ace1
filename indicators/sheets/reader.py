"""From the bytes of a district's workbook to figures, problems and what was left out.

The order matters: the file from outside, the sheets that hold the form, their titles, their rows,
each cell, then the cells against each other. A file of another area, period or form gives one
problem and no records; otherwise everything that is wrong is reported in one pass.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import islice

from indicators.sheets.amounts import report_thousands, report_units
from indicators.sheets.capital_rows import CapitalSorter
from indicators.sheets.checks import check_rows
from indicators.sheets.conversion import note_conversion
from indicators.sheets.crosswise_table import read_crosswise
from indicators.sheets.files.opening import open_workbook
from indicators.sheets.files.refusal import FileRefused
from indicators.sheets.findings import Findings, TableRow
from indicators.sheets.fractions import refuse_fractions
from indicators.sheets.obstacles import numbered_apart, read_obstacles, with_authority
from indicators.sheets.records import records_of
from indicators.sheets.rows import gather, sort_rows
from indicators.sheets.selection import Asked, Candidate, prepared, select_sheets
from indicators.sheets.shifts import refuse_moved_rows, refuse_shifted, without_other_tables
from indicators.sheets.skips import skipped_parts, understood_sheet
from indicators.sheets.spec import ReadReport, ReadRequest, Skipped
from indicators.sheets.structure import report_columns, report_indicators
from indicators.sheets.table import Table, read_table, upright_reader
from indicators.sheets.template.returned import select_own_template
from indicators.sheets.totals import check_totals
from indicators.sheets.units import units_of

_NAMED_TWINS = 3


@dataclass(frozen=True)
class _Read:
    table: Table
    candidate: Candidate
    converted: str | None = None


def read_report(data: bytes, request: ReadRequest) -> ReadReport:
    """Return everything read from the bytes of one workbook, for the report that was chosen."""
    findings = Findings()
    try:
        sheets = open_workbook(data)
    except FileRefused as error:
        findings.note_file("error", error.code, error.message)
        return ReadReport(problems=tuple(findings.problems))
    asked = prepared(request)
    own = select_own_template(sheets, request, findings)
    candidates, skipped = own or select_sheets(sheets, asked, findings)
    reads = [_read_sheet(candidate, asked, findings) for candidate in candidates]
    if asked.form.row_level == "obstacle":
        tables = numbered_apart([read.table for read in reads])
        reads = [replace(read, table=table) for read, table in zip(reads, tables, strict=True)]
    return _report(reads, skipped, request, findings)


def _read_sheet(candidate: Candidate, asked: Asked, findings: Findings) -> _Read:
    note_conversion(candidate.sheet, findings)
    if candidate.indicators:
        table = _read_crosswise(candidate, asked, findings)
        return _Read(table, candidate, report_thousands(table, findings))
    if asked.form.row_level == "obstacle":
        candidate = replace(candidate, layout=with_authority(candidate.layout))
    report_columns(candidate.sheet, candidate.layout, asked.form, asked.columns, findings)
    if asked.form.row_level == "obstacle":
        return _Read(_read_obstacles(candidate, asked, findings), candidate)
    return _read_upright(candidate, asked, findings)


def _read_obstacles(candidate: Candidate, asked: Asked, findings: Findings) -> Table:
    code = asked.request.area.code
    return read_obstacles(candidate.sheet, candidate.layout, asked.form, code, findings)


def _read_upright(candidate: Candidate, asked: Asked, findings: Findings) -> _Read:
    sheet, layout, form = candidate.sheet, candidate.layout, asked.form
    units = units_of(candidate.title.unit, form)
    if form.row_level == "component":
        sorter = CapitalSorter(sheet, layout, asked.components, asked.lessons)
        rows = gather(list(sorter.sort()))
    else:
        rows = sort_rows(sheet, layout, asked.places, asked.lessons)
    table = read_table(sheet, layout, form, rows, units, findings)
    refuse_moved_rows(table, findings)
    table = without_other_tables(table, asked.period, findings)
    refuse_shifted(table, upright_reader(sheet, layout, form, rows, units), findings)
    if form.row_level == "component":
        table = _of_area(table, asked.request.area.code)
    report_units(table, units, findings)
    thousands = report_thousands(table, findings)
    return _Read(table, candidate, units.converted(layout.measures) or thousands)


def _of_area(table: Table, code: str) -> Table:
    """The table with all of its projects reported for one area."""
    rows = (replace(row, area_code=code if row.dim else None) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _read_crosswise(candidate: Candidate, asked: Asked, findings: Findings) -> Table:
    sheet, layout, rows = candidate.sheet, candidate.layout, candidate.indicators
    report_indicators(sheet, layout, asked.form, rows, asked.labels, findings)
    only = _only_place(candidate, asked.request)
    places = asked.request.rows
    units = units_of(candidate.title.unit, asked.form)
    table = read_crosswise(sheet, layout, asked.form, rows, places, only, units, findings)
    if not table.rows:
        message = (
            f"Trang “{sheet.name}” không ghi số liệu là của địa bàn nào. "
            "Hãy ghi tên địa bàn trong tiêu đề bảng."
        )
        findings.note_sheet("error", "place_not_stated", message, sheet=sheet.name)
    return table


def _only_place(candidate: Candidate, request: ReadRequest) -> str | None:
    """Whose figures a table without places is: the reporting area's own row, or the title's."""
    codes = {row.code for row in request.rows}
    if codes == {request.area.code}:
        return request.area.code
    stated = {*candidate.title.row_codes, *candidate.title.area_codes} & codes
    if len(stated) == 1:
        return stated.pop()
    return request.area.code if request.area.code in codes and not stated else None


def _report(
    reads: list[_Read], skipped: list[Skipped], request: ReadRequest, findings: Findings
) -> ReadReport:
    skipped += [part for read in reads for part in skipped_parts(read.table, read.candidate.title)]
    rows = [row for read in reads for row in read.table.rows]
    accepted = bool(reads) and _rows_belong_here(reads, rows, request, findings)
    if accepted:
        _compare(reads, rows, request, findings)
    tables = [read.table for read in reads] if accepted else []
    return ReadReport(
        records=tuple(record for table in tables for record in records_of(table, findings)),
        problems=tuple(findings.problems),
        skipped=tuple(skipped),
        understood=tuple(
            understood_sheet(read.table, read.candidate.title, read.converted, findings)
            for read in reads
        ),
        unmatched=tuple(findings.unmatched),
    )


def _compare(
    reads: list[_Read], rows: list[TableRow], request: ReadRequest, findings: Findings
) -> None:
    """The figures with each other: twice the same place, parts and wholes, totals."""
    _refuse_duplicates(rows, findings)
    for read in reads:
        check_rows(read.table, check_totals(read.table, findings), findings)
        refuse_fractions(read.table, findings)
    if request.form.row_level in ("commune", "district"):
        _report_missing(rows, request, findings)


def _rows_belong_here(
    reads: list[_Read], rows: list[TableRow], request: ReadRequest, findings: Findings
) -> bool:
    """Whether most rows are of the reporting area; otherwise the file is another's, whole."""
    named = [row for row in rows if row.label]
    matched = sum(row.area_code is not None for row in rows)
    if not rows:
        if not findings.problems or request.form.row_level != "obstacle":
            _report_no_rows(request, findings)
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


def _report_no_rows(request: ReadRequest, findings: Findings) -> None:
    if any(problem.code == "place_not_stated" for problem in findings.problems):
        return
    if request.form.row_level == "obstacle":
        message = (
            "Biểu không nêu khó khăn, vướng mắc nào nên không có gì để nhập. Nếu có, hãy kiểm tra "
            "lại các dòng dưới tiêu đề bảng."
        )
        findings.note_file("error", "no_rows", message)
        return
    message = "Không tìm thấy dòng số liệu nào dưới tiêu đề bảng. Hãy kiểm tra lại tệp."
    findings.note_file("error", "no_rows", message)


def _refuse_duplicates(rows: list[TableRow], findings: Findings) -> None:
    places: dict[tuple[str, str | None], list[TableRow]] = defaultdict(list)
    for row in rows:
        if row.area_code:
            places[row.area_code, row.dim].append(row)
    for row in rows:
        others = places[row.area_code, row.dim] if row.area_code else []
        # One more than is named, however many there are: each of 5,000 must not name all others.
        twins = list(islice((other for other in others if _is_twin(row, other)), _NAMED_TWINS + 1))
        if twins:
            findings.refuse_row(row, "duplicate_area", _duplicate_message(row, twins))


def _is_twin(row: TableRow, other: TableRow) -> bool:
    """Whether two rows of the same place or project report the same figure."""
    return other is not row and bool(row.spots.keys() & other.spots.keys())


def _duplicate_message(row: TableRow, twins: list[TableRow]) -> str:
    where = ", ".join(f"{twin.line} (trang {twin.sheet})" for twin in twins[:_NAMED_TWINS])
    more = " và các nơi khác" if len(twins) > _NAMED_TWINS else ""
    return (
        f"{row.title}: đã có ở nhiều nơi, còn ở {where}{more}. "
        "Không nơi nào được nhập; hãy để lại một."
    )


def _report_missing(rows: list[TableRow], request: ReadRequest, findings: Findings) -> None:
    present = {row.area_code for row in rows}
    missing = [area.name for area in request.rows if area.code not in present]
    if missing:
        names = ", ".join(missing)
        message = f"Báo cáo thiếu {len(missing)} địa bàn: {names}. Hãy bổ sung nếu có số liệu."
        findings.note_file("warning", "missing_areas", message)
