import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from indicators.entries import compare, entries_of, reading_of
from indicators.models import Area, BatchState, Period, Report, ReportForm, Role, User
from indicators.selectors.reading import read_request
from indicators.services.checks import FiguresRefused, check_open
from indicators.services.hindsight import with_hindsight
from indicators.services.imports import (
    ImportRefused,
    Upload,
    conclusion,
    confirm_import,
    preview_import,
)
from indicators.sheets.process import read_report_file
from indicators.sheets.spec import Problem, ReadReport, ReadRequest, to_json

EXIT_STATUS = {"accepted": 0, "partial": 1, "rejected": 2}


@dataclass(frozen=True)
class Answer:
    """What came of one file; `changes` counts what would change, or has changed."""

    outcome: str
    message: str
    reading: ReadReport
    changes: dict[str, int]


NO_CHANGES = {"new": 0, "changed": 0, "unchanged": 0}


class Command(BaseCommand):
    help = "Đọc một báo cáo Excel của huyện; không có --apply thì chỉ xem trước, không lưu gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--form", required=True, help="Mã biểu, ví dụ F1")
        parser.add_argument("--area", required=True, help="Mã đơn vị báo cáo, ví dụ 186")
        parser.add_argument("--period", required=True, help="Mã kỳ, ví dụ 2024Q3")
        parser.add_argument("--apply", action="store_true", help="Lưu nếu không có lỗi")
        parser.add_argument("--by", help="Tên đăng nhập của người chịu trách nhiệm lượt nhập")
        parser.add_argument("--json", action="store_true", help="In một đối tượng JSON")

    def handle(self, *args: object, file: Path, **options: Any) -> None:
        started = time.monotonic()
        if not file.is_file():
            raise CommandError(f"Không tìm thấy tệp {file}.")
        report = _report(options["form"], options["area"], options["period"])
        request = read_request(form=report.form, area=report.area, period=report.period)
        if options["apply"]:
            answer = _apply(file, report, request, _person(options["by"]))
        else:
            answer = _preview(file, report, request)
        if options["json"]:
            seconds = round(time.monotonic() - started, 3)
            printed = _as_json(answer, request, seconds)
            self.stdout.write(json.dumps(printed, ensure_ascii=False, indent=1))
        else:
            self._tell(answer)
        sys.exit(EXIT_STATUS[answer.outcome])

    def _tell(self, answer: Answer) -> None:
        self.stdout.write(answer.message)
        for problem in answer.reading.problems:
            place = " ".join(filter(None, [problem.sheet, problem.cell]))
            self.stdout.write(f"  {place}: {problem.message}" if place else f"  {problem.message}")
        counts = answer.changes
        self.stdout.write(
            f"{counts['new']} mới, {counts['changed']} thay đổi, {counts['unchanged']} giữ nguyên"
        )


def _report(form: str, area: str, period: str) -> Report:
    """The report as it stands, or, where its period was never opened, as it would be created."""
    period_row = Period.objects.filter(code=period).first()
    if period_row is None:
        raise CommandError(f"Không có kỳ “{period}”. Mã kỳ có dạng 2024Q3.")
    form_row = ReportForm.objects.valid_on(period_row.ends_on).filter(code=form).first()
    if form_row is None:
        raise CommandError(f"Không có biểu “{form}”.")
    area_row = (
        Area.objects.valid_on(period_row.ends_on).filter(code=area, kind=form_row.owed_by).first()
    )
    if area_row is None:
        raise CommandError(
            f"Không có đơn vị mã “{area}” phải nộp biểu {form} trong {period_row.label.lower()}."
        )
    stored = Report.objects.select_related("form", "area", "period", "approved_by").filter(
        form=form_row, area=area_row, period=period_row
    )
    return stored.first() or Report(form=form_row, area=area_row, period=period_row)


def _person(username: str | None) -> User:
    """Who answers for the import: the one named, or the only administrator there is."""
    people = User.objects.filter(is_active=True)
    if username is not None:
        found = list(people.filter(username=username))
    else:
        found = list(people.filter(memberships__role=Role.ADMINISTRATOR).distinct()[:2])
    if len(found) != 1:
        raise CommandError(
            "Hãy nêu người chịu trách nhiệm lượt nhập bằng --by TÊN_ĐĂNG_NHẬP (đang hoạt động)."
        )
    return found[0]


def _preview(file: Path, report: Report, request: ReadRequest) -> Answer:
    reading = with_hindsight(read_report_file(file, request), report)
    return Answer(
        reading.outcome_without_database,
        conclusion(reading),
        reading,
        _changes(reading, report) if reading.records else NO_CHANGES,
    )


def _changes(reading: ReadReport, report: Report) -> dict[str, int]:
    comparison = compare(report, entries_of(reading, report))
    return {
        "new": len(comparison.created),
        "changed": len(comparison.changed),
        "unchanged": comparison.unchanged,
    }


def _apply(file: Path, report: Report, request: ReadRequest, by: User) -> Answer:
    """All or nothing: one refused cell and nothing is stored."""
    now = timezone.now()
    try:
        if report.pk is None:
            check_open(report, by=by, now=now)
        with file.open("rb") as content:
            batch = preview_import(
                report=report,
                upload=Upload(file.name, File(content)),
                request=request,
                by=by,
                now=now,
            )
        reading = reading_of(batch)
        if batch.state == BatchState.REFUSED:
            return Answer("rejected", batch.message, reading, NO_CHANGES)
        batch = confirm_import(batch=batch, by=by, now=timezone.now())
    except (FiguresRefused, ImportRefused) as refused:
        problem = Problem("file", "error", getattr(refused, "code", "refused"), str(refused))
        return Answer("rejected", str(refused), ReadReport(problems=(problem,)), NO_CHANGES)
    changes = {
        "new": batch.created_count,
        "changed": batch.changed_count,
        "unchanged": batch.unchanged_count,
    }
    return Answer("accepted", batch.message, reading, changes)


def _as_json(answer: Answer, request: ReadRequest, seconds: float) -> dict[str, Any]:
    names = {area.code: area.name for area in request.rows}
    return {
        "outcome": answer.outcome,
        "message": answer.message,
        "seconds": seconds,
        "records": [
            {
                "sheet": record.sheet,
                "cell": record.cell,
                "area_code": record.area_code,
                "area_name": names[record.area_code],
                "key": record.key,
                "period": request.period,
                "dim": None,
                "value": _json_value(record.kind, record.value),
            }
            for record in answer.reading.records
        ],
        "problems": [_json_problem(problem) for problem in answer.reading.problems],
        "skipped": [
            {"sheet": part.sheet, "where": part.where, "why": part.reason}
            for part in answer.reading.skipped
        ],
        "changes": answer.changes,
    }


def _json_value(kind: str, value: str | None) -> str | bool | None:
    return value == "true" if kind == "bool" else value


def _json_problem(problem: Problem) -> dict[str, Any]:
    wanted = ("sheet", "cell", "row", "scope", "level", "code", "message")
    return {name: value for name, value in to_json(problem).items() if name in wanted}
