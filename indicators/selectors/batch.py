"""Uploaded files: what was read, what it would change or has changed, what was refused and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from indicators.entries import Entry, compare, entries_of, reading_of
from indicators.models import (
    Area,
    BatchState,
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
CAUSES: dict[str, str] = {}
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
    "hidden sheet": "trang bị ẩn",
    "empty sheet": "trang trống",
    "other form": "trang của biểu khác",
    "other area": "trang của đơn vị khác",
    "other period": "trang của kỳ khác",
    "unrecognised sheet": "trang không nhận ra bảng số liệu",
}

NOT_REPORTED = "chưa báo cáo"
NIL = "không phát sinh (-)"


@dataclass(frozen=True)
class ProblemGroup:
    """All problems of one cause, in the order of the sheet."""

    title: str
    is_error: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class CellChange:
    area: str
    measure: str
    before: str
    after: str


@dataclass(frozen=True)
class BatchPage:
    batch: ImportBatch
    reading: ReadReport
    groups: tuple[ProblemGroup, ...]
    columns: tuple[tuple[str, str, str], ...]  # letter, heading in the sheet, what it was taken for
    created: tuple[CellChange, ...]
    changed: tuple[CellChange, ...]
    unchanged: int
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
    """`batch` with its report, form, area and period; eight queries, however many cells."""
    reading = reading_of(batch)
    names = _Names(reading)
    created, changed, unchanged = _changes(batch, reading, names)
    return BatchPage(
        batch=batch,
        reading=reading,
        groups=_grouped(reading.problems),
        columns=tuple(
            (column.letter, column.header, names.measures.get(column.key or "", ""))
            for sheet in reading.understood
            for column in sheet.columns
        ),
        created=created,
        changed=changed,
        unchanged=unchanged,
        skipped=tuple((_where(part), REASONS[part.reason]) for part in reading.skipped),
        is_stale=batch.state == BatchState.PREVIEWED
        and batch.report.version != batch.report_version,
        indicators=tuple(
            Indicator.objects.filter(
                numerator__form_measures__form=batch.form,
                valid_from__lte=batch.period.ends_on,
                valid_to__isnull=True,
            ).distinct()
        ),
    )


class _Names:
    """Names for people, by primary key and by code."""

    def __init__(self, reading: ReadReport) -> None:
        rows = Measure.objects.all()
        self.by_measure = {measure.pk: measure for measure in rows}
        self.measures = {measure.code: measure.name for measure in rows}
        codes = {record.area_code for record in reading.records}
        self.areas = dict(Area.objects.filter(code__in=codes).values_list("pk", "name"))


def _changes(
    batch: ImportBatch, reading: ReadReport, names: _Names
) -> tuple[tuple[CellChange, ...], tuple[CellChange, ...], int]:
    if batch.state == BatchState.APPLIED:
        return *_stored_changes(batch, names), batch.unchanged_count
    if batch.state == BatchState.REFUSED:
        return (), (), 0
    comparison = compare(batch.report, entries_of(reading, batch.report))
    created = tuple(_change(names, None, entry) for entry in comparison.created)
    changed = tuple(_change(names, figure, entry) for figure, entry in comparison.changed)
    return created, changed, comparison.unchanged


def _change(names: _Names, figure: Figure | None, entry: Entry) -> CellChange:
    return CellChange(
        area=names.areas[entry.area_id],
        measure=entry.measure.name,
        before=figure_text(entry.measure, figure.value, figure.is_nil) if figure else NOT_REPORTED,
        after=figure_text(entry.measure, entry.value, entry.is_nil),
    )


def _stored_changes(
    batch: ImportBatch, names: _Names
) -> tuple[tuple[CellChange, ...], tuple[CellChange, ...]]:
    rows = FigureChange.objects.filter(batch=batch).select_related("area").order_by("pk")
    created: list[CellChange] = []
    changed: list[CellChange] = []
    for row in rows:
        measure = names.by_measure[row.measure_id]
        (created if row.before is None else changed).append(
            CellChange(
                area=row.area.name,
                measure=measure.name,
                before=figure_text(measure, row.before, row.before_nil),
                after=figure_text(measure, row.after, row.after_nil),
            )
        )
    return tuple(created), tuple(changed)


def figure_text(measure: Measure, value: object, is_nil: bool) -> str:
    """A figure as its sheet would write it: not reported, nil and 0 stay three different things."""
    if value is None:
        return NOT_REPORTED
    if is_nil:
        return NIL
    if measure.kind == MeasureKind.YES_NO:
        return "có" if value else "không"
    return format_number(value)


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
