"""Uploaded files: what was read, what it would change or has changed, what was refused and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import Q

from indicators.entries import Entry, compare, entries_of, reading_of
from indicators.models import (
    Area,
    BatchState,
    EntryStatus,
    Figure,
    FigureChange,
    ImportBatch,
    Indicator,
    Measure,
    MeasureKind,
)
from indicators.sheets.spec import Problem, ReadReport, Skipped
from lsdash.lib.numbers import format_number

SCOPES = {
    "file": "Cả tệp",
    "sheet": "Trang tính",
    "column": "Cột",
    "row": "Dòng",
    "cell": "Ô",
}
CAUSES = {
    "not_whole": "Phải là số nguyên",
    "ambiguous_number": "Số có hai cách đọc",
    "not_a_number": "Không phải là số",
    "percent_not_expected": "Dấu % ở cột không phải tỷ lệ",
    "rate_mismatch": "Tỷ lệ không khớp tử số và mẫu số",
    "rate_is_fraction": "Tỷ lệ ghi dạng phân số",
    "part_over_whole": "Số thành phần lớn hơn số chung",
    "below_minimum": "Nhỏ hơn mức cho phép",
    "above_maximum": "Lớn hơn mức cho phép",
    "total_mismatch": "Dòng tổng cộng không khớp các dòng",
    "total_rate_mismatch": "Tỷ lệ ở dòng tổng cộng không khớp",
    "unknown_name": "Không nhận ra tên địa bàn",
    "ambiguous_name": "Tên có thể là nhiều địa bàn",
    "name_without_marks": "Tên viết không dấu",
    "missing_name": "Dòng thiếu tên địa bàn",
    "missing_areas": "Địa bàn không có trong tệp",
    "duplicate_area": "Một địa bàn ghi nhiều lần",
    "rows_of_another_area": "Dòng của đơn vị khác",
    "row_shifted": "Dòng bị lệch",
    "columns_disagree": "Cột bị đổi chỗ hoặc lệch",
    "missing_column": "Thiếu cột",
    "unknown_column": "Cột không nhận ra",
    "duplicate_column": "Cột lặp lại",
    "heading_without_marks": "Tiêu đề cột viết không dấu",
    "title_incomplete": "Tiêu đề không ghi đủ đơn vị và kỳ",
    "hidden_measure": "Cột số liệu bị ẩn",
    "cumulative_falls": "Số lũy kế bị giảm",
    "excel_error": "Ô lỗi của Excel",
    "date_in_number": "Ngày tháng ở cột số",
    "bool_in_number": "Đúng/sai ở cột số",
    "formula_without_result": "Công thức chưa có kết quả",
    "merged_cell": "Ô gộp trong vùng số liệu",
    "not_yes_no": "Không phải dấu x",
    "sum_mismatch": "Tổng số không bằng các phần",
    "code_name_conflict": "Mã hoặc số không khớp với tên",
    "name_differs": "Tên viết khác danh mục",
    "unknown_indicator": "Không nhận ra chỉ tiêu",
    "duplicate_indicator": "Một chỉ tiêu ghi nhiều lần",
    "time_unclear": "Không rõ lấy số của kỳ hay số lũy kế",
    "place_not_stated": "Không ghi số liệu của địa bàn nào",
    "unit_not_supported": "Đơn vị tính khác biểu",
    "unit_converted": "Số tiền đã đổi đơn vị",
    "unit_not_stated": "Không ghi đơn vị tính",
    "scaled_format": "Định dạng làm số hiển thị nhỏ đi",
    "not_text": "Không phải nội dung bằng chữ",
    "text_too_long": "Nội dung quá dài",
    "not_a_date": "Thời hạn không rõ ngày",
    "read_with_notice": "Thời hạn được hiểu theo ngày cuối",
    "missing_content": "Thiếu nội dung khó khăn, vướng mắc",
    "obstacle_without_number": "Khó khăn, vướng mắc không có số thứ tự",
    "obstacles_renumbered": "Số thứ tự bị trùng",
    "other_sheet": "Trang không thuộc biểu này",
    "wrong_area": "Trang của đơn vị khác",
    "wrong_period": "Trang của kỳ khác",
}
REASONS = {
    "title block": "phần quốc hiệu và tiêu đề",
    "unit line": "dòng đơn vị tính",
    "header": "tiêu đề cột",
    "column-number row": "dòng số cột",
    "group subtotal": "dòng cộng nhóm",
    "total row": "dòng tổng cộng, chỉ dùng để đối chiếu",
    "notes and signature": "ghi chú và chữ ký",
    "hidden row": "dòng bị ẩn",
    "hidden column": "cột bị ẩn",
    "detail row": "dòng chi tiết, không phải dòng của biểu",
    "plan column": "cột kế hoạch",
    "comparison column": "cột so sánh, tỷ lệ",
    "column of another period": "cột của kỳ khác",
    "column not chosen by the kind of figure": "cột không dùng theo loại số liệu",
    "total column": "cột tổng cộng, chỉ dùng để đối chiếu",
    "left out by the sender's choice": "bỏ qua theo lựa chọn trước đây",
    "hidden sheet": "trang bị ẩn",
    "empty sheet": "trang trống",
    "other form": "trang của biểu khác",
    "other area": "trang của đơn vị khác",
    "other period": "trang của kỳ khác",
    "unrecognised sheet": "trang không nhận ra bảng số liệu",
}

NIL = "không phát sinh (-)"


@dataclass(frozen=True)
class ProblemGroup:
    """All problems of one cause, in the order of the sheet."""

    title: str
    is_error: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class CellChange:
    area_id: int
    measure_id: int
    before: str  # empty for a cell that was not reported before
    after: str


@dataclass(frozen=True)
class ChangeRow:
    """One area's cells in the order of the form; None where nothing changes."""

    area: str
    cells: tuple[CellChange | None, ...]


@dataclass(frozen=True)
class BatchPage:
    batch: ImportBatch
    reading: ReadReport
    groups: tuple[ProblemGroup, ...]
    columns: tuple[tuple[str, str, str], ...]  # letter, heading in the sheet, what it was taken for
    headers: tuple[str, ...]
    rows: tuple[ChangeRow, ...]
    created: int
    changed: int
    unchanged: int
    kept: int  # stored figures of the report for which the file has a blank cell
    is_stale: bool  # the report changed after this preview
    indicators: tuple[Indicator, ...]  # whose charts it moves
    skipped: tuple[tuple[str, str], ...]  # where, why

    @property
    def error_count(self) -> int:
        return len(self.reading.errors)

    @property
    def warning_count(self) -> int:
        return len(self.reading.problems) - self.error_count

    @property
    def can_confirm(self) -> bool:
        return self.batch.state == BatchState.PREVIEWED and not self.is_stale


def batch_page(batch: ImportBatch) -> BatchPage:
    """`batch` with its report, form, area and period; ten queries, however many cells."""
    reading = reading_of(batch)
    columns = list(batch.form.form_measures.select_related("measure"))
    names = {column.measure.code: column.measure.name for column in columns}
    changes, unchanged = _changes(batch, reading)
    return BatchPage(
        batch=batch,
        reading=reading,
        groups=_grouped([problem for problem in reading.problems if problem.scope != "file"]),
        columns=tuple(
            (column.letter, column.header, names.get(column.key or "", ""))
            for sheet in reading.understood
            for column in sheet.columns
        ),
        headers=tuple(column.header.replace("|", ": ") for column in columns),
        rows=_rows(changes, [column.measure_id for column in columns]),
        created=sum(not change.before for change in changes),
        changed=sum(bool(change.before) for change in changes),
        unchanged=unchanged,
        kept=_kept(batch, changes, unchanged),
        skipped=tuple((_where(part), REASONS[part.reason]) for part in reading.skipped),
        is_stale=batch.state == BatchState.PREVIEWED
        and batch.report.version != batch.report_version,
        indicators=_moved(batch),
    )


def _moved(batch: ImportBatch) -> tuple[Indicator, ...]:
    """The indicators that stand on this form's figures, in force in its period."""
    of_form = Q(numerator__form_measures__form=batch.form)
    derived = Q(numerator__derived_from__form_measures__form=batch.form)
    day = batch.period.ends_on
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    return tuple(
        Indicator.objects.filter(of_form | derived, in_force, valid_from__lte=day).distinct()
    )


def _changes(batch: ImportBatch, reading: ReadReport) -> tuple[list[CellChange], int]:
    """Cells that storing would touch, or has touched, and the number it leaves as they are."""
    if batch.state == BatchState.APPLIED:
        return _stored_changes(batch), batch.unchanged_count
    if batch.state == BatchState.REFUSED:
        return [], 0
    comparison = compare(batch.report, entries_of(reading, batch.report))
    pairs = [(None, entry) for entry in comparison.created] + list(comparison.changed)
    return [_change(figure, entry) for figure, entry in pairs], comparison.unchanged


def _kept(batch: ImportBatch, changes: Sequence[CellChange], unchanged: int) -> int:
    """A blank cell stores nothing and takes nothing away: how many figures that leaves."""
    if batch.state != BatchState.PREVIEWED:
        return 0
    stored = Figure.objects.filter(report=batch.report).count()
    return stored - unchanged - sum(bool(change.before) for change in changes)


def _change(figure: Figure | None, entry: Entry) -> CellChange:
    return CellChange(
        area_id=entry.area_id,
        measure_id=entry.measure.pk,
        before=figure_text(entry.measure, figure.value, figure.is_nil, figure.status)
        if figure
        else "",
        after=figure_text(entry.measure, entry.value, entry.is_nil, entry.status),
    )


def _stored_changes(batch: ImportBatch) -> list[CellChange]:
    return [
        CellChange(
            area_id=row.area_id,
            measure_id=row.measure_id,
            before=""
            if row.before is None
            else figure_text(row.measure, row.before, row.before_nil, row.before_status),
            after=figure_text(row.measure, row.after, row.after_nil, row.after_status),
        )
        for row in FigureChange.objects.filter(batch=batch).select_related("measure")
    ]


def _rows(changes: Sequence[CellChange], measures: Sequence[int]) -> tuple[ChangeRow, ...]:
    """A row per area that changes, in the order of the codes."""
    cells = {(change.area_id, change.measure_id): change for change in changes}
    areas = Area.objects.filter(pk__in={area for area, _ in cells}).order_by("code")
    return tuple(
        ChangeRow(area.name, tuple(cells.get((area.pk, measure)) for measure in measures))
        for area in areas
    )


def figure_text(measure: Measure, value: Decimal, is_nil: bool, status: str) -> str:
    """A figure as its sheet would write it, with “ước” for an estimate; nil is not 0."""
    if is_nil:
        text = NIL
    elif measure.kind == MeasureKind.YES_NO:
        text = "có" if value else "không"
    else:
        text = format_number(value)
    return f"{text} (ước)" if status == EntryStatus.ESTIMATE else text


def _grouped(problems: Sequence[Problem]) -> tuple[ProblemGroup, ...]:
    def cause(problem: Problem) -> tuple[bool, str]:
        return problem.level != "error", problem.code

    ordered = sorted(problems, key=cause)  # stable: the order of the sheet within a cause
    return tuple(
        _group(code, not is_warning, tuple(rows))
        for (is_warning, code), rows in groupby(ordered, key=cause)
    )


def _group(code: str, is_error: bool, problems: tuple[Problem, ...]) -> ProblemGroup:
    title = CAUSES.get(code) or SCOPES[problems[0].scope]
    return ProblemGroup(title, is_error, problems)


def _where(part: Skipped) -> str:
    if part.column:
        place = f"cột {part.column}"
    elif part.first_row is None:
        place = "cả trang"
    elif part.first_row == part.last_row:
        place = f"dòng {part.first_row}"
    else:
        place = f"dòng {part.first_row}–{part.last_row}"
    return f"Trang “{part.sheet}”, {place}"
