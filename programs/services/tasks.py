"""The one way in for tasks: every step with who, when and why, and what it changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from indicators.models import Decision, Period, Role, User
from indicators.permissions import access_of
from indicators.services.search import keep_findable
from programs.models import (
    TEXT_LENGTH,
    Agency,
    Milestone,
    Obstacle,
    Task,
    TaskStep,
    TaskUpdate,
)
from programs.permissions import keeps_capital, writable_agencies
from programs.register import changes_between

from .refusals import WorkRefused
from .search import TASKS

FIELDS = (
    "title",
    "year",
    "decision_id",
    "obstacle_id",
    "lead_id",
    "expected",
    "starts_on",
    "due_on",
    "completed_on",
    "result",
    "cancelled_on",
)


class TaskRefused(WorkRefused):
    """The task was left as it was."""


@dataclass(frozen=True)
class Step:
    """A milestone as it is assigned."""

    title: str
    due_on: date


@dataclass(frozen=True)
class Assignment:
    """What a decision, or an obstacle, asks of whom by when."""

    title: str
    year: int
    lead: Agency
    starts_on: date
    due_on: date
    decision: Decision | None = None
    obstacle: Obstacle | None = None
    cooperating: tuple[Agency, ...] = ()
    expected: str = ""
    source: str = ""
    steps: tuple[Step, ...] = ()


@transaction.atomic
def assign_task(
    *, assignment: Assignment, by: User, now: datetime, is_sample: bool = False
) -> Task:
    """A new task. Raises TaskRefused: no right, a due date before the start or before the document,
    an agency that does not exist then, a milestone outside the task's days."""
    _check_keeper(by)
    _check_assignment(assignment)
    task = Task(
        title=assignment.title,
        year=assignment.year,
        decision=assignment.decision,
        obstacle=assignment.obstacle,
        lead=assignment.lead,
        expected=assignment.expected,
        starts_on=assignment.starts_on,
        due_on=assignment.due_on,
        source=assignment.source,
        is_sample=is_sample,
    )
    _checked_save(task)
    task.cooperating.set(assignment.cooperating)
    Milestone.objects.bulk_create(
        Milestone(task=task, title=step.title, due_on=step.due_on, position=place)
        for place, step in enumerate(assignment.steps)
    )
    _write(task, {}, TaskStep.ASSIGNED, by=by, now=now)
    return task


@transaction.atomic
def edit_task(
    *,
    task: Task,
    assignment: Assignment,
    by: User,
    now: datetime,
    text: str = "",
    version: int | None = None,
) -> Task:
    """Corrects what was assigned. Milestones that are done stay; the others are set anew."""
    task = _held(task, version)
    _check_keeper(by)
    _check_running(task)
    _check_assignment(assignment)
    before = _told(task)
    for name in ("title", "year", "decision", "obstacle", "lead", "expected"):
        setattr(task, name, getattr(assignment, name))
    task.starts_on, task.due_on = assignment.starts_on, assignment.due_on
    _checked_save(task)
    task.cooperating.set(assignment.cooperating)
    _replace_steps(task, assignment.steps)
    _write(task, before, TaskStep.EDITED, by=by, now=now, text=text)
    return task


@transaction.atomic
def report_progress(
    *,
    task: Task,
    text: str,
    by: User,
    now: datetime,
    period: Period | None = None,
    done: Sequence[Milestone] = (),
    done_on: date | None = None,
    version: int | None = None,
) -> Task:
    """What was done in a quarter, with the milestones that were reached."""
    task = _held(task, version)
    _check_worker(by, task)
    _check_running(task)
    text = _needed(text, "Hãy ghi tiến độ thực hiện.")
    day = _past_day(done_on or localdate(now), now, "done_on")
    before = _told(task)
    keys = [milestone.pk for milestone in done]
    task.milestones.filter(pk__in=keys, done_on__isnull=True).update(done_on=day)
    _write(task, before, TaskStep.PROGRESS, by=by, now=now, text=text, period=period)
    return task


@transaction.atomic
def complete_task(
    *,
    task: Task,
    result: str,
    completed_on: date,
    by: User,
    now: datetime,
    version: int | None = None,
) -> Task:
    """Done, with its result."""
    task = _held(task, version)
    _check_worker(by, task)
    _check_running(task)
    result = _needed(result, "Hãy ghi kết quả của nhiệm vụ.")
    day = _past_day(completed_on, now, "completed_on")
    if day < task.starts_on:
        message = f"Ngày hoàn thành không được trước ngày bắt đầu {task.starts_on:%d/%m/%Y}."
        raise TaskRefused("before_start", message, "completed_on")
    before = _told(task)
    task.completed_on, task.result = day, result
    _checked_save(task)
    _write(task, before, TaskStep.COMPLETED, by=by, now=now, text=result)
    return task


@transaction.atomic
def cancel_task(
    *, task: Task, text: str, by: User, now: datetime, version: int | None = None
) -> Task:
    """No longer to be done, with the reason."""
    task = _held(task, version)
    _check_keeper(by)
    _check_running(task)
    text = _needed(text, "Hãy ghi lý do thôi thực hiện nhiệm vụ.")
    before = _told(task)
    task.cancelled_on = localdate(now)
    _checked_save(task)
    _write(task, before, TaskStep.CANCELLED, by=by, now=now, text=text)
    return task


@transaction.atomic
def reopen_task(
    *, task: Task, text: str, by: User, now: datetime, version: int | None = None
) -> Task:
    """Back to work, with the reason; the result that was told stays in the history."""
    task = _held(task, version)
    _check_keeper(by)
    text = _needed(text, "Hãy ghi lý do mở lại nhiệm vụ.")
    if task.completed_on is None and task.cancelled_on is None:
        raise TaskRefused("wrong_state", "Nhiệm vụ đang thực hiện nên không cần mở lại.")
    before = _told(task)
    task.completed_on, task.cancelled_on, task.result = None, None, ""
    _checked_save(task)
    _write(task, before, TaskStep.REOPENED, by=by, now=now, text=text)
    return task


@transaction.atomic
def instruct_task(*, task: Task, text: str, by: User, now: datetime) -> Task:
    """A leader's word on it."""
    task = _held(task, None)
    roles = {Role.LEADER, Role.ADMINISTRATOR}
    if not any(m.role in roles for m in access_of(by).memberships):
        raise TaskRefused("not_yours", "Chỉ lãnh đạo ghi ý kiến chỉ đạo.")
    text = _needed(text, "Hãy ghi ý kiến chỉ đạo.")
    _write(task, _told(task), TaskStep.INSTRUCTED, by=by, now=now, text=text)
    return task


def _check_keeper(by: User) -> None:
    if not keeps_capital(access_of(by)):
        raise TaskRefused("not_yours", "Chỉ cán bộ tỉnh giao, sửa và thôi nhiệm vụ.")


def _check_worker(by: User, task: Task) -> None:
    """The province's officers, and the people of the agencies that do it."""
    concerned = {task.lead_id, *task.cooperating.values_list("pk", flat=True)}
    if not writable_agencies(access_of(by)).filter(pk__in=concerned).exists():
        message = f"Nhiệm vụ này giao cho {task.lead.name}, nên bạn chỉ xem được."
        raise TaskRefused("not_yours", message)


def _check_running(task: Task) -> None:
    if task.completed_on is not None:
        message = f"Nhiệm vụ đã hoàn thành ngày {task.completed_on:%d/%m/%Y}. Hãy mở lại trước."
        raise TaskRefused("wrong_state", message)
    if task.cancelled_on is not None:
        message = f"Nhiệm vụ đã thôi thực hiện từ {task.cancelled_on:%d/%m/%Y}. Hãy mở lại trước."
        raise TaskRefused("wrong_state", message)


def _check_assignment(assignment: Assignment) -> None:
    signed = assignment.decision and assignment.decision.signed_on
    if signed and assignment.due_on < signed:
        raise TaskRefused(
            "before_document",
            f"Thời hạn {assignment.due_on:%d/%m/%Y} trước ngày ký văn bản giao {signed:%d/%m/%Y}.",
            "due_on",
        )
    for agency in (assignment.lead, *assignment.cooperating):
        if not agency.is_valid_on(assignment.starts_on):
            raise TaskRefused(
                "agency_gone",
                f"{agency.name} không hoạt động vào ngày bắt đầu {assignment.starts_on:%d/%m/%Y}. "
                "Hãy chọn đơn vị khác.",
                "lead",
            )
    for step in assignment.steps:
        if not assignment.starts_on <= step.due_on <= assignment.due_on:
            raise TaskRefused(
                "milestone_outside",
                f"Mốc “{step.title}” ({step.due_on:%d/%m/%Y}) nằm ngoài thời gian thực hiện "
                f"({assignment.starts_on:%d/%m/%Y} – {assignment.due_on:%d/%m/%Y}).",
                "steps",
            )


def _past_day(day: date, now: datetime, field: str) -> date:
    if day > localdate(now):
        raise TaskRefused("future", f"Ngày {day:%d/%m/%Y} chưa đến.", field)
    return day


def _needed(text: str, message: str) -> str:
    text = text.strip()
    if not text:
        raise TaskRefused("no_text", message, "text")
    if len(text) > TEXT_LENGTH:
        raise TaskRefused("text_too_long", f"Không quá {TEXT_LENGTH} ký tự.", "text")
    return text


def _held(task: Task, version: int | None) -> Task:
    rows = Task.objects.select_for_update(of=("self",))
    task = rows.select_related("lead", "decision", "obstacle").get(pk=task.pk)
    if version is not None and version != task.version:
        raise TaskRefused(
            "overtaken",
            "Người khác vừa cập nhật nhiệm vụ này sau khi bạn mở trang. Hãy xem lại rồi thực hiện; "
            "những gì bạn đã ghi vẫn còn bên dưới.",
        )
    return task


def _replace_steps(task: Task, steps: Sequence[Step]) -> None:
    done = {(m.title, m.due_on) for m in task.milestones.filter(done_on__isnull=False)}
    task.milestones.filter(done_on__isnull=True).delete()
    Milestone.objects.bulk_create(
        Milestone(task=task, title=step.title, due_on=step.due_on, position=place)
        for place, step in enumerate(steps)
        if (step.title, step.due_on) not in done
    )


def _told(task: Task) -> dict[str, object]:
    """The task with its people and milestones, as a step of its history keeps them."""
    told = {name: getattr(task, name) for name in FIELDS}
    told["cooperating"] = sorted(task.cooperating.values_list("pk", flat=True))
    told["milestones"] = "; ".join(
        f"{m.due_on:%d/%m/%Y} {m.title}" + (f" (xong {m.done_on:%d/%m/%Y})" if m.done_on else "")
        for m in task.milestones.all()
    )
    return told


def _checked_save(task: Task) -> None:
    try:
        task.full_clean()
    except ValidationError as wrong:
        raise TaskRefused.of(wrong) from wrong
    task.save()


def _write(
    task: Task,
    before: dict[str, object],
    step: str,
    *,
    by: User,
    now: datetime,
    text: str = "",
    period: Period | None = None,
) -> None:
    after = _told(task)
    changes = changes_between(before, after)
    if step == TaskStep.EDITED and not changes:
        return
    if task.version == 0:  # the first step of a task from the files tells all of it
        changes = changes_between({}, after)
    task.version += 1
    task.save(update_fields=["version"])
    update = TaskUpdate(
        task=task,
        step=step,
        period=period,
        at=now,
        by=by,
        text=text.strip(),
        changes=changes,
        version=task.version,
    )
    update.full_clean()
    update.save()
    keep_findable(TASKS, [task])
