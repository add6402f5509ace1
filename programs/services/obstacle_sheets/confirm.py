"""The second half: what the preview showed is raised, exactly that or nothing."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from indicators.models import BatchState, User
from indicators.sheets.spec import to_json
from lsdash.lib.numbers import format_number
from lsdash.lib.text import lower_first
from programs.kept_sheet import sheet_reading
from programs.models import Authority, Cause, ObstacleCategory, ProgrammeBatch
from programs.obstacle_sheet import (
    Answer,
    ObstacleLine,
    ShownObstacles,
    answer_of_sheet,
    changed_meanwhile,
    known_obstacles,
    raised_on,
    shown_obstacles,
)
from programs.services.obstacles import Account, ObstacleRefused, raise_obstacle
from programs.services.sheets import SheetRefused, check_confirmable

from .rules import NO_CHANGE, check_may_raise, held_batch


@transaction.atomic
def confirm_obstacles(
    *,
    batch: ProgrammeBatch,
    by: User,
    now: datetime,
    refused_seen: int = 0,
    fingerprint: str | None = None,
    answers: Mapping[str, Answer] | None = None,
) -> ProgrammeBatch:
    """Raises exactly what the preview showed. Confirming twice is confirming once.

    `fingerprint` is of the preview that the page showed, `refused_seen` how many refused places
    the person accepts to leave out, `answers` what the person says of rows, by their numbers.
    Raises SheetRefused, with nothing stored.
    """
    batch = held_batch(batch)
    if batch.state == BatchState.APPLIED:
        return batch
    shown, refused = shown_obstacles(batch), len(sheet_reading(batch).errors)
    check_confirmable(batch, refused_seen=refused_seen, refused=refused, fingerprint=fingerprint)
    check_may_raise(batch.area, batch.period, by, now)
    _check_not_overtaken(batch, shown)
    given = _checked(shown, answers or {})
    categories = {row.code: row for row in ObstacleCategory.objects.all()}
    raised = [line for line in shown.to_raise if not given[line.number].is_left_out]
    for line in raised:
        _raise(batch, line, given[line.number], categories, by=by, now=now)
    batch.state, batch.applied_at, batch.applied_by = BatchState.APPLIED, now, by
    batch.created_count, batch.unchanged_count = len(raised), len(shown.already_there)
    batch.refused_count = refused
    batch.notes = {number: to_json(answer) for number, answer in given.items()}
    batch.message = _stored_sentence(batch, len(shown.to_raise) - len(raised))
    batch.save()
    return batch


def _check_not_overtaken(batch: ProgrammeBatch, shown: ShownObstacles) -> None:
    other = changed_meanwhile(shown.lines, known_obstacles(batch.area))
    if other:
        named = ", ".join(f"{line.label} (ô {line.cell})" for line in other[:10])
        raise SheetRefused(
            "overtaken",
            f"Chưa lưu gì vì danh sách khó khăn, vướng mắc đã đổi sau khi bạn xem trước: {named}. "
            "Hãy đọc lại tệp để xem đúng những gì sẽ được nêu.",
        )


def _checked(shown: ShownObstacles, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answer of each row. Raises SheetRefused for one that is in no list."""
    given = {
        line.number: answers.get(line.number, answer_of_sheet(line)) for line in shown.to_raise
    }
    codes = {"", *ObstacleCategory.objects.values_list("code", flat=True)}
    wrong = [
        number
        for number, answer in given.items()
        if answer.category not in codes
        or answer.cause not in {"", *Cause.values}
        or answer.authority not in {"", *Authority.values}
    ]
    if wrong:
        message = "Chưa lưu gì: có lựa chọn không còn trong danh mục. Hãy chọn lại."
        raise SheetRefused("unknown_choice", message, wrong)
    return given


def _raise(
    batch: ProgrammeBatch,
    line: ObstacleLine,
    answer: Answer,
    categories: Mapping[str, ObstacleCategory],
    *,
    by: User,
    now: datetime,
) -> None:
    account = Account(
        content=line.content,
        areas=(batch.area,),
        category=categories.get(answer.category),
        cause=answer.cause,
        cause_text=line.cause_text,
        authority=answer.authority,
        agency_text=line.agency_text,
        remedy=line.remedy,
        due_on=line.due_day,
    )
    told = f"Báo cáo {lower_first(batch.period.label)} ghi tình trạng: {line.status}"
    try:
        raise_obstacle(
            account=account,
            area=batch.area,
            by=by,
            now=now,
            raised_on=raised_on(batch.period, localdate(now)),
            batch=batch,
            text=told[:2000] if line.status else "",
        )
    except ObstacleRefused as error:
        message = f"Chưa lưu gì: {line.label} (ô {line.cell}): {error}"
        raise SheetRefused(error.code, message, [line.number]) from error


def _stored_sentence(batch: ProgrammeBatch, left_out: int) -> str:
    done = (
        NO_CHANGE
        if not batch.created_count and not left_out
        else (
            f"Đã nêu {format_number(batch.created_count)} khó khăn, vướng mắc mới; "
            f"{format_number(batch.unchanged_count)} đã nêu từ trước."
        )
    )
    if left_out:
        done += f" {format_number(left_out)} dòng bỏ qua theo lựa chọn của bạn."
    if batch.refused_count:
        done += (
            f" Nhập một phần: {format_number(batch.refused_count)} chỗ bị từ chối không được lưu."
        )
    return done
