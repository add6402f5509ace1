"""Tasks as they stood on a day, with what was done since an earlier one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from programs.models import Milestone, Task, TaskUpdate
from programs.register import Told, told
from programs.taskstate import OPEN, SOON_DAYS, Step, TaskState, task_state

from .report_register import as_it_was, steps_after

FIELDS = ("title", "due_on", "completed_on", "cancelled_on")
ENDS = ("completed_on", "cancelled_on")


@dataclass(frozen=True)
class DoneTask:
    title: str
    href: str
    on: date


@dataclass(frozen=True)
class OpenTask:
    title: str
    href: str
    lead: str
    due_on: date
    state: TaskState
    is_soon: bool

    @property
    def is_overdue(self) -> bool:
        return self.state == TaskState.OVERDUE


@dataclass(frozen=True)
class TasksOn:
    day: date
    open: tuple[OpenTask, ...]  # the first due first
    done: tuple[DoneTask, ...]  # since the earlier day

    @property
    def overdue(self) -> int:
        return sum(row.is_overdue for row in self.open)

    @property
    def soon(self) -> int:
        return sum(row.is_soon for row in self.open)

    @property
    def due(self) -> tuple[OpenTask, ...]:
        """Overdue, or due soon."""
        return tuple(row for row in self.open if row.is_overdue or row.is_soon)


def tasks_on(readable: QuerySet[Task], *, day: date, since: date) -> TasksOn:
    """Of these tasks the ones that ran on the day, whatever year they are of; three queries."""
    not_ended = Q(completed_on__isnull=True) | Q(completed_on__gt=since)
    not_given_up = Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=since)
    rows = list(
        readable.filter(not_ended, not_given_up, starts_on__lte=day)
        .select_related("lead")
        .order_by("due_on", "pk")
    )
    steps = steps_after(TaskUpdate.objects.filter(task__in=rows), "task_id", day)
    milestones: dict[int, list[Step]] = defaultdict(list)
    for one in Milestone.objects.filter(task__in=rows).order_by():
        done_on = one.done_on if one.done_on and one.done_on <= day else None
        milestones[one.task_id].append(Step(one.due_on, done_on))
    then = [(row, as_it_was(row, _now(row), steps, day, ENDS)) for row in rows]
    found = [_task(row, fields, milestones[row.pk], day) for row, fields in then]
    return TasksOn(
        day=day,
        open=tuple(sorted((one for one in found if one.state in OPEN), key=lambda one: one.due_on)),
        done=tuple(
            DoneTask(fields["title"], row.get_absolute_url(), on)
            for row, fields in then
            if (on := _day(fields["completed_on"])) and since < on <= day
        ),
    )


def _task(row: Task, fields: Mapping[str, Told], milestones: Sequence[Step], day: date) -> OpenTask:
    due_on = date.fromisoformat(fields["due_on"])
    state = task_state(
        starts_on=row.starts_on,
        due_on=due_on,
        today=day,
        completed_on=_day(fields["completed_on"]),
        cancelled_on=_day(fields["cancelled_on"]),
        steps=milestones,
    )
    return OpenTask(
        title=fields["title"],
        href=row.get_absolute_url(),
        lead=row.lead.name,
        due_on=due_on,
        state=state,
        is_soon=state in OPEN and 0 <= (due_on - day).days <= SOON_DAYS,
    )


def _now(row: Task) -> dict[str, Told]:
    return {name: told(getattr(row, name)) for name in FIELDS}


def _day(told_day: Told) -> date | None:
    return date.fromisoformat(told_day) if told_day else None
