"""A district's sheet of capital (form F3): what its file holds, and what is stored of it."""

from pathlib import Path

from django.core.files import File
from django.utils import timezone

from indicators.models import Area, BatchState, Period, Route, User
from indicators.services.keeping import Upload
from indicators.sheets.process import read_report_file
from indicators.sheets.spec import ReadReport, ReadRequest
from programs.kept_sheet import sheet_reading
from programs.services.sheets import (
    SheetRefused,
    compared_sheet,
    confirm_sheet,
    preview_sheet,
    sheet_conclusion,
)

from ._answers import Answer, refused_answer


def shown_sheet(path: Path, area: Area, period: Period, request: ReadRequest) -> Answer:
    """What the file alone says, and how many amounts would change; needs no person and writes
    nothing."""
    reading = read_report_file(path, request)
    shown = compared_sheet(area, period, reading)
    changes = {"new": shown.created, "changed": shown.changed, "unchanged": shown.unchanged}
    outcome = reading.outcome_without_database
    return Answer(outcome, sheet_conclusion(reading, shown), reading, changes)


def applied_sheet(
    path: Path,
    area: Area,
    period: Period,
    request: ReadRequest,
    *,
    by: User,
    refused_seen: int,
    note: str,
) -> Answer:
    """All or nothing: one refused place that was not accepted, or one unusual amount without a
    note, and nothing is stored."""
    reading, now = ReadReport(), timezone.now()
    try:
        with path.open("rb") as content:
            batch = preview_sheet(
                area=area,
                period=period,
                upload=Upload(path.name, File(content)),
                request=request,
                by=by,
                now=now,
            )
        reading = sheet_reading(batch)
        if batch.state == BatchState.REFUSED:
            return Answer("rejected", batch.message, reading)
        batch = confirm_sheet(
            batch=batch,
            by=by,
            now=now,
            refused_seen=refused_seen,
            notes={"": note},
            route=Route.COMMAND,
        )
    except SheetRefused as refused:
        return refused_answer(refused.code, str(refused), reading)
    changes = {
        "new": batch.created_count,
        "changed": batch.changed_count,
        "unchanged": batch.unchanged_count,
    }
    return Answer("partial" if batch.is_partial else "accepted", batch.message, reading, changes)
