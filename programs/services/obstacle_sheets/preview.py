"""The first half: the file is kept and read, no obstacle is raised."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from indicators.models import Area, BatchState, Period, User, number_words
from indicators.permissions import access_of
from indicators.services.imports import conclusion
from indicators.services.keeping import Upload
from indicators.sheets.process import read_report_file
from indicators.sheets.spec import Problem, ReadReport, ReadRequest
from lsdash.lib.numbers import format_number
from programs.kept_sheet import keep_shown, without_refused
from programs.models import OPEN_STATES, BatchKind, Obstacle, ProgrammeBatch
from programs.obstacle_likeness import likest
from programs.obstacle_sheet import (
    ObstacleLine,
    Resembling,
    ShownObstacles,
    known_obstacles,
    raised_on,
    read_obstacle_lines,
)
from programs.permissions import readable_obstacles
from programs.services.sheets import check_not_stored, kept_file

from .rules import NO_CHANGE, check_may_raise, held_batch


def preview_obstacles(
    *, area: Area, period: Period, upload: Upload, request: ReadRequest, by: User, now: datetime
) -> ProgrammeBatch:
    """Keeps the file whole and what was read from it; raises no obstacle.

    Raises SheetRefused, before the file is looked at, for want of a right or where the quarter has
    not begun.
    """
    check_may_raise(area, period, by, now)
    batch = kept_file(BatchKind.OBSTACLE_SHEET, area, period, upload, by=by, now=now)
    _take(batch, read_report_file(Path(batch.file.path), request), by=by, now=now)
    batch.full_clean(validate_unique=False)
    batch.save()
    return batch


def reread_obstacles(
    *, batch: ProgrammeBatch, request: ReadRequest, by: User, now: datetime
) -> ProgrammeBatch:
    """The kept file read once more, because the register changed. Raises SheetRefused for a batch
    that was stored, and as preview_obstacles does."""
    check_may_raise(batch.area, batch.period, by, now)
    reading = read_report_file(Path(batch.file.path), request)
    with transaction.atomic():
        batch = held_batch(batch)
        check_not_stored(batch)
        _take(batch, reading, by=by, now=now)
        batch.save()
    return batch


def _take(batch: ProgrammeBatch, reading: ReadReport, *, by: User, now: datetime) -> None:
    readable = readable_obstacles(access_of(by))
    day = raised_on(batch.period, localdate(now))
    reading, shown = examine_obstacles(batch.area, reading, day, readable)
    keep_shown(batch, reading, shown)
    is_rejected = reading.outcome_without_database == "rejected" or not shown.lines
    batch.state = BatchState.REFUSED if is_rejected else BatchState.PREVIEWED
    batch.message = obstacles_conclusion(reading, shown)


def examine_obstacles(
    area: Area, reading: ReadReport, day: date, readable: QuerySet[Obstacle]
) -> tuple[ReadReport, ShownObstacles]:
    """The reading with what the register says of it, and its rows beside what is there; `day` is
    the one from which they count, `readable` what may be named. Writes nothing; four queries."""
    lines, problems = read_obstacle_lines(reading, day)
    known = known_obstacles(area)
    lines = [replace(line, known=known.get(number_words(line.content))) for line in lines]
    lines = _beside_alike(lines, readable)
    problems += [*_ended(lines), *_resembling(lines)]
    return without_refused(reading, problems), ShownObstacles(tuple(lines))


def _beside_alike(
    lines: Sequence[ObstacleLine], readable: QuerySet[Obstacle]
) -> list[ObstacleLine]:
    still_open = {
        one.pk: one for one in readable.filter(state__in=OPEN_STATES).only("pk", "content")
    }
    texts = {pk: number_words(one.content) for pk, one in still_open.items()}
    return [
        line if line.known is not None else replace(line, alike=_alike(line, texts, still_open))
        for line in lines
    ]


def _alike(
    line: ObstacleLine, texts: dict[int, str], rows: dict[int, Obstacle]
) -> tuple[Resembling, ...]:
    return tuple(
        Resembling(pk, rows[pk].code, rows[pk].content[:300], score)
        for pk, score in likest(number_words(line.content), texts)
    )


def _resembling(lines: Sequence[ObstacleLine]) -> list[Problem]:
    return [
        _warning(
            line,
            "resembles_open",
            f"giống khó khăn đang mở {', '.join(one.code for one in line.alike)}. Dòng này vẫn "
            "được nêu riêng, trừ khi bạn chọn bỏ qua; chỉ cán bộ tỉnh gộp hai dòng.",
        )
        for line in lines
        if line.alike
    ]


def _ended(lines: Sequence[ObstacleLine]) -> list[Problem]:
    keys = [line.known for line in lines if line.known is not None]
    ended = Obstacle.objects.exclude(state__in=OPEN_STATES).in_bulk(keys)
    return [
        _warning(
            line,
            "already_ended",
            f"đã nêu trước đây là {one.code}, nay “{one.get_state_display()}”, nên không nêu lại. "
            "Nếu vẫn còn vướng, hãy đề nghị cán bộ tỉnh mở lại.",
        )
        for line in lines
        if (one := ended.get(line.known or 0))
    ]


def _warning(line: ObstacleLine, code: str, message: str) -> Problem:
    told = f"Ô {line.cell}: {message}"
    return Problem("cell", "warning", code, told, line.sheet, line.cell, raw=line.content[:200])


def obstacles_conclusion(reading: ReadReport, shown: ShownObstacles) -> str:
    if any(problem.scope == "file" for problem in reading.errors) or not shown.lines:
        return conclusion(reading)
    if reading.errors:
        return (
            f"Có {format_number(len(reading.errors))} chỗ bị từ chối nên chưa lưu gì; còn lại "
            f"{format_number(len(shown.lines))} khó khăn, vướng mắc đọc được. Hãy sửa các chỗ nêu "
            "bên dưới trong tệp rồi tải lên lại, hoặc xem hết rồi đồng ý chỉ nhập phần còn lại."
        )
    if not shown.to_raise:
        return NO_CHANGE
    found = f"Đọc được {format_number(len(shown.lines))} khó khăn, vướng mắc, không có lỗi."
    if shown.already_there:
        found += f" {format_number(len(shown.already_there))} đã nêu từ trước."
    unsorted = sum(not line.category or not line.authority for line in shown.to_raise)
    if unsorted:
        found += (
            f" {format_number(unsorted)} chưa ghi nhóm hoặc cấp giải quyết: hãy chọn bên dưới, hoặc"
            " để tỉnh phân nhóm khi tiếp nhận."
        )
    return f"{found} Hãy xem lại rồi xác nhận."
