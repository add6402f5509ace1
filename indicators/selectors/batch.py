"""Uploaded files: what was read, what it would change or has changed, what was refused and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q

from indicators.entries import changes_after, file_entries, overtaken_cells, reading_of, stored_by
from indicators.models import (
    Area,
    BatchState,
    Figure,
    FigureChange,
    FormMeasure,
    ImportBatch,
    Indicator,
)
from indicators.sheets.marks import Mark
from indicators.sheets.spec import Problem, ReadReport, Skipped, UnderstoodSheet
from lsdash.lib.quarters import parse_code

from .batch_changes import ChangeTable, Meanwhile, change_table, meanwhile_of
from .batch_picture import SheetPicture, picture_of
from .batch_questions import Question, questions_of

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
    "rows_moved": "Số liệu lệch dòng so với tên",
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
    "sheet_name_differs": "Tên trang ghi kỳ khác",
    "other_table_below": "Bảng khác trên cùng trang",
    "thousands_doubtful": "Số không giống số tính bằng nghìn",
    "unit_converted": "Số liệu đã đổi đơn vị",
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
    "legacy_encoding": "Bảng mã cũ đã chuyển sang Unicode",
    "jump": "Thay đổi nhiều so với kỳ trước",
    "outlier": "Khác thường lệ các kỳ trước",
    "tick_lost": "Kỳ trước có, kỳ này không",
    "out_of_limits": "Ngoài mức cho phép",
    "too_many_decimals": "Quá nhiều chữ số thập phân",
    "not_storable": "Số quá lớn",
    "foreign_area": "Dòng không thuộc báo cáo",
    "foreign_measure": "Cột không thuộc biểu",
    "mixed": "Đã ghi theo cách khác, lưu nữa sẽ tính hai lần",
    "parts_differ": "Dự án khác tổng các tiểu dự án",
    "told_twice": "Một khó khăn ghi hai lần",
    "unknown_category": "Nhóm không có trong danh mục",
    "unknown_cause_kind": "Loại nguyên nhân không có trong danh mục",
    "unknown_authority": "Cấp giải quyết không có trong danh mục",
    "due_before_raised": "Thời hạn trước ngày nêu",
    "resembles_open": "Giống một khó khăn đang mở",
    "already_ended": "Đã nêu và đã kết thúc",
    "component_gone": "Dự án không có trong danh mục",
    "too_fine": "Lẻ dưới một nghìn đồng",
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

ROLES = {
    "area": "tên địa bàn",
    "code": "mã, số thứ tự",
    "ignored": "không dùng",
    "hidden": "cột ẩn, không nhập",
    "unknown": "không nhận ra, không nhập",
    "indicator": "tên chỉ tiêu",
    "unit": "đơn vị tính",
    "period": "số của kỳ",
    "cumulative": "số lũy kế",
    "year to date": "lũy kế từ đầu năm",
    "plan": "kế hoạch, không nhập",
    "comparison": "so sánh, không nhập",
    "earlier period": "số của kỳ khác, không nhập",
    "place": "địa bàn",
    "total": "tổng cộng, chỉ để đối chiếu",
}
# Told in full; the others of a group by their cell and value alone, so that all of them are shown.
FULLY_TOLD = 40
# More warnings of one cause than these are folded up, so that the way to the button stays short.
FEW = 5


@dataclass(frozen=True)
class ProblemGroup:
    """All problems of one cause, in the order of the sheet."""

    title: str
    is_error: bool
    problems: tuple[Problem, ...]

    @property
    def is_open(self) -> bool:
        return self.is_error or len(self.problems) <= FEW

    @property
    def told(self) -> tuple[Problem, ...]:
        return self.problems[:FULLY_TOLD]

    @property
    def briefly_told(self) -> tuple[Problem, ...]:
        return self.problems[FULLY_TOLD:]


@dataclass(frozen=True)
class SheetView:
    """How one sheet was understood, in words."""

    sheet: UnderstoodSheet
    area: str  # as the title states it; empty where it does not
    period: str  # likewise
    columns: tuple[tuple[str, str, str], ...]  # letter, heading in the sheet, what it was taken for


@dataclass(frozen=True)
class ReadingPage:
    """What was understood of a file, stored or not."""

    reading: ReadReport
    groups: tuple[ProblemGroup, ...]
    sheets: tuple[SheetView, ...]
    pictures: tuple[SheetPicture, ...]
    skipped: tuple[tuple[str, str], ...]  # where, why

    @property
    def error_count(self) -> int:
        return len(self.reading.errors)

    @property
    def warning_count(self) -> int:
        return len(self.reading.problems) - self.error_count

    @property
    def refused_in_words(self) -> str:
        """“12 ô”; “3 chỗ” where whole rows or columns are among them."""
        scopes = {problem.scope for problem in self.reading.errors}
        return f"{self.error_count} {'ô' if scopes <= {'cell'} else 'chỗ'}"


@dataclass(frozen=True)
class BatchPage:
    batch: ImportBatch
    read: ReadingPage
    table: ChangeTable
    kept: int  # stored figures of the report for which the file has a blank cell
    meanwhile: tuple[Meanwhile, ...]  # cells of the file that changed after this preview
    questions: tuple[Question, ...]
    indicators: tuple[Indicator, ...]  # whose charts it moves
    later: tuple[FigureChange, ...]  # what was built on it, so that it cannot be undone

    @property
    def reading(self) -> ReadReport:
        return self.read.reading

    @property
    def is_stale(self) -> bool:
        return bool(self.meanwhile)

    @property
    def can_confirm(self) -> bool:
        return self.batch.state == BatchState.PREVIEWED and not self.meanwhile

    @property
    def can_undo(self) -> bool:
        return (
            self.batch.state == BatchState.APPLIED
            and bool(self.table.created or self.table.changed)
            and not self.later
            and self.batch.report.is_editable
        )


def reading_page(reading: ReadReport, names: dict[str, str], areas: dict[str, str]) -> ReadingPage:
    """`names` of the columns by their keys, `areas` by their codes. No query."""
    return ReadingPage(
        reading=reading,
        groups=_grouped([problem for problem in reading.problems if problem.scope != "file"]),
        sheets=tuple(
            SheetView(
                sheet=sheet,
                area=areas.get(sheet.area_code or "", ""),
                period=parse_code(sheet.period).label if sheet.period else "",
                columns=_columns(sheet, names),
            )
            for sheet in reading.understood
        ),
        pictures=tuple(picture_of(sheet) for sheet in reading.understood if sheet.picture),
        skipped=tuple((_where(part), REASONS[part.reason]) for part in reading.skipped),
    )


def _columns(sheet: UnderstoodSheet, names: dict[str, str]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (column.letter, column.header, names.get(column.key or "") or ROLES.get(column.role, ""))
        for column in sheet.columns
    )


def batch_page(batch: ImportBatch, *, number: int = 1) -> BatchPage:
    """`batch` with its report, form, area and period; a dozen queries, however many cells.

    `number` is the page of the table of changes.
    """
    reading = reading_of(batch)
    columns = list(batch.form.form_measures.select_related("measure"))
    names = {column.measure.code: column.measure.name for column in columns}
    rows = list(Area.objects.under(batch.area).valid_on(batch.period.ends_on))
    stored = stored_by(batch)
    file = file_entries(reading, batch.report) if batch.state == BatchState.PREVIEWED else None
    table = change_table(
        batch, columns, stored=stored, comparison=file.comparison if file else None, number=number
    )
    return BatchPage(
        batch=batch,
        read=reading_page(reading, names, {row.code: row.name for row in rows}),
        table=table,
        kept=_kept(batch, table),
        meanwhile=meanwhile_of(
            overtaken_cells(batch.report, batch.report_version, file.entries, file.stored)
        )
        if file
        else (),
        questions=_questions(batch, reading, columns, rows),
        indicators=_moved(batch),
        later=tuple(changes_after(batch, stored)) if batch.state == BatchState.APPLIED else (),
    )


def _questions(
    batch: ImportBatch, reading: ReadReport, columns: Sequence[FormMeasure], rows: Sequence[Area]
) -> tuple[Question, ...]:
    """What nobody but a person can say; a stored file asks nothing any more."""
    if batch.applied_at is not None:
        return ()
    measures = [(column.measure.code, column.header.replace("|", ": ")) for column in columns]
    areas = [(row.code, row.name) for row in rows if row.kind == batch.form.row_kind]
    return questions_of(reading, measures=measures, areas=areas)


def _moved(batch: ImportBatch) -> tuple[Indicator, ...]:
    """The indicators that stand on this form's figures, in force in its period."""
    of_form = Q(numerator__form_measures__form=batch.form)
    derived = Q(numerator__derived_from__form_measures__form=batch.form)
    day = batch.period.ends_on
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    return tuple(
        Indicator.objects.filter(of_form | derived, in_force, valid_from__lte=day).distinct()
    )


def _kept(batch: ImportBatch, table: ChangeTable) -> int:
    """A blank cell stores nothing and takes nothing away: how many figures that leaves."""
    if batch.state != BatchState.PREVIEWED:
        return 0
    stored = Figure.objects.filter(report=batch.report).count()
    return stored - table.unchanged - table.changed


def marks_of(batch: ImportBatch) -> tuple[Mark, ...]:
    """Every problem of the file for the sender's own workbook, errors first. No query."""
    problems = sorted(reading_of(batch).problems, key=lambda problem: problem.level != "error")
    return tuple(
        Mark(
            sheet=problem.sheet,
            cell=problem.cell,
            row=problem.row,
            is_error=problem.level == "error",
            raw=problem.raw or "",
            cause=CAUSES.get(problem.code) or SCOPES[problem.scope],
            message=problem.message,
            expected=problem.expected or "",
        )
        for problem in problems
    )


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
