"""One call of the command: what it names, what its file holds, and what is stored of it."""

from dataclasses import dataclass, replace
from pathlib import Path

from django.core.files import File
from django.utils import timezone

from indicators.entries import file_entries, reading_of
from indicators.management.answering import answering_person
from indicators.models import (
    Area,
    AreaKind,
    BatchState,
    ImportBatch,
    Period,
    Report,
    ReportForm,
    Route,
    User,
)
from indicators.selectors.reading import programme_request, read_request
from indicators.services.checks import FiguresRefused, check_open
from indicators.services.imports import (
    ImportRefused,
    conclusion,
    confirm_import,
    preview_import,
    read_file,
)
from indicators.services.keeping import Upload
from indicators.sheets.programme import CAPITAL_FORM, PROGRAMME_FORMS
from indicators.sheets.spec import FormSpec, ReadReport, ReadRequest
from lsdash.lib.text import lower_first

from ._answers import Answer, ChoiceRefused, counts_of, refused_answer
from ._obstacles import applied_obstacle_sheet, shown_obstacle_sheet
from ._sheets import applied_sheet, shown_sheet


@dataclass(frozen=True)
class Choice:
    """What one call names."""

    file: Path
    form: str
    area: str
    period: str
    apply: bool
    refused_seen: int
    by: str | None
    note: str = ""


def answer_of(choice: Choice) -> Answer:
    """Raises ChoiceRefused for a file, form, area, period or person that is not there."""
    if not choice.file.is_file():
        raise ChoiceRefused("no_file", f"Không tìm thấy tệp {choice.file}.")
    period = Period.objects.filter(code=choice.period).first()
    if period is None:
        message = f"Không có kỳ “{choice.period}”. Mã kỳ có dạng 2024Q3."
        raise ChoiceRefused("no_period", message)
    programme = next((form for form in PROGRAMME_FORMS if form.code == choice.form), None)
    answer = _of_programme(choice, programme, period) if programme else _of_report(choice, period)
    return replace(answer, period=period.code)


def _of_programme(choice: Choice, form: FormSpec, period: Period) -> Answer:
    area = _area(choice, period, AreaKind.DISTRICT)
    request = programme_request(form=form, area=area, period=period)
    names = _names(request)
    if form.code == CAPITAL_FORM.code:
        answer = _of_capital(choice, area, period, request)
    else:
        answer = _of_obstacles(choice, area, period, request)
    return replace(answer, names=names)


def _of_capital(choice: Choice, area: Area, period: Period, request: ReadRequest) -> Answer:
    if not choice.apply:
        return shown_sheet(choice.file, area, period, request)
    return applied_sheet(
        choice.file,
        area,
        period,
        request,
        by=_person(choice.by),
        refused_seen=choice.refused_seen,
        note=choice.note,
    )


def _of_obstacles(choice: Choice, area: Area, period: Period, request: ReadRequest) -> Answer:
    if not choice.apply:
        return shown_obstacle_sheet(choice.file, area, period, request)
    by = _person(choice.by)
    return applied_obstacle_sheet(
        choice.file, area, period, request, by=by, refused_seen=choice.refused_seen
    )


def _of_report(choice: Choice, period: Period) -> Answer:
    report = _report(choice, period)
    request = read_request(form=report.form, area=report.area, period=report.period)
    answer = _applied(choice, report, request) if choice.apply else _shown(choice, report, request)
    return replace(answer, names=_names(request))


def _names(request: ReadRequest) -> dict[str, str]:
    return {area.code: area.name for area in (request.area, *request.rows)}


def _area(choice: Choice, period: Period, kind: str) -> Area:
    areas = Area.objects.valid_on(period.ends_on)
    found = areas.filter(code=choice.area, kind=kind).first()
    if found is None:
        raise ChoiceRefused(
            "no_area",
            f"Không có đơn vị mã “{choice.area}” phải nộp biểu {choice.form} trong "
            f"{lower_first(period.label)}.",
        )
    return found


def _report(choice: Choice, period: Period) -> Report:
    """The report as it stands, or, where its period was never opened, as it would be created."""
    form = ReportForm.objects.valid_on(period.ends_on).filter(code=choice.form).first()
    if form is None:
        raise ChoiceRefused("no_form", f"Không có biểu “{choice.form}”.")
    area = _area(choice, period, form.owed_by)
    stored = Report.objects.select_related("form", "area", "period", "approved_by").filter(
        form=form, area=area, period=period
    )
    return stored.first() or Report(form=form, area=area, period=period)


def _shown(choice: Choice, report: Report, request: ReadRequest) -> Answer:
    reading = read_file(choice.file, request, report)
    comparison = file_entries(reading, report).comparison
    return Answer(
        reading.outcome_without_database,
        conclusion(reading, comparison),
        reading,
        counts_of(comparison),
    )


def _applied(choice: Choice, report: Report, request: ReadRequest) -> Answer:
    """All or nothing: one refused cell that was not accepted, and nothing is stored."""
    by, reading = _person(choice.by), ReadReport()
    try:
        batch = _previewed(choice, report, request, by)
        reading = reading_of(batch)
        if batch.state == BatchState.REFUSED:
            return Answer("rejected", batch.message, reading)
        batch = confirm_import(
            batch=batch,
            by=by,
            now=timezone.now(),
            refused_seen=choice.refused_seen,
            route=Route.COMMAND,
        )
    except (FiguresRefused, ImportRefused) as refused:
        return refused_answer(refused.code, str(refused), reading)
    return Answer(
        "partial" if batch.is_partial else "accepted", batch.message, reading, _stored(batch)
    )


def _previewed(choice: Choice, report: Report, request: ReadRequest, by: User) -> ImportBatch:
    now = timezone.now()
    check_open(report, by=by, now=now)
    with choice.file.open("rb") as content:
        upload = Upload(choice.file.name, File(content))
        return preview_import(report=report, upload=upload, request=request, by=by, now=now)


def _stored(batch: ImportBatch) -> dict[str, int]:
    return {
        "new": batch.created_count,
        "changed": batch.changed_count,
        "unchanged": batch.unchanged_count,
    }


def _person(username: str | None) -> User:
    """Who answers for the import: the one named, or the only administrator there is."""
    person = answering_person(username)
    if person is None:
        raise ChoiceRefused(
            "no_person",
            "Hãy nêu người chịu trách nhiệm lượt nhập bằng --by TÊN_ĐĂNG_NHẬP (đang hoạt động).",
        )
    return person
