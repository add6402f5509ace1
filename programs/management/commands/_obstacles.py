"""A district's sheet of obstacles (form F4): what its file holds, and what is raised of it."""

from pathlib import Path

from django.core.files import File
from django.utils import timezone
from django.utils.timezone import localdate

from indicators.models import Area, BatchState, Period, User
from indicators.services.keeping import Upload
from indicators.sheets.process import read_report_file
from indicators.sheets.spec import ReadReport, ReadRequest
from programs.kept_sheet import sheet_reading
from programs.models import Obstacle
from programs.obstacle_sheet import raised_on
from programs.services.obstacle_sheets import (
    confirm_obstacles,
    examine_obstacles,
    obstacles_conclusion,
    preview_obstacles,
)
from programs.services.sheets import SheetRefused

from ._answers import Answer, refused_answer


def shown_obstacle_sheet(path: Path, area: Area, period: Period, request: ReadRequest) -> Answer:
    """What the file says, and how many obstacles would be raised; needs no person and writes
    nothing."""
    day = raised_on(period, localdate())
    reading = read_report_file(path, request)
    reading, shown = examine_obstacles(area, reading, day, Obstacle.objects.all())
    changes = {"new": len(shown.to_raise), "changed": 0, "unchanged": len(shown.already_there)}
    outcome = reading.outcome_without_database
    return Answer(outcome, obstacles_conclusion(reading, shown), reading, changes)


def applied_obstacle_sheet(
    path: Path, area: Area, period: Period, request: ReadRequest, *, by: User, refused_seen: int
) -> Answer:
    """All or nothing: one refused place that was not accepted, and nothing is stored. What the
    file does not sort is left to the province."""
    reading, now = ReadReport(), timezone.now()
    try:
        with path.open("rb") as content:
            batch = preview_obstacles(
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
        batch = confirm_obstacles(batch=batch, by=by, now=now, refused_seen=refused_seen)
    except SheetRefused as refused:
        return refused_answer(refused.code, str(refused), reading)
    changes = {"new": batch.created_count, "changed": 0, "unchanged": batch.unchanged_count}
    return Answer("partial" if batch.is_partial else "accepted", batch.message, reading, changes)
