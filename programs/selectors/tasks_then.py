"""The list of tasks on a past day: what was recorded later is taken back before it is narrowed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, prefetch_related_objects

from programs.models import Agency, Milestone, Task, TaskUpdate
from programs.register import Step as Update
from programs.taskstate import OPEN, Step, task_state

from .report_register import steps_after
from .rewinding import put_back
from .tasks import Found, TaskRow, TaskSearch, fits

NARROWED_BY = ("year", "lead_id", "starts_on", "due_on", "completed_on", "cancelled_on")
TOLD = (*NARROWED_BY, "title", "decision_id", "obstacle_id", "result")
ENDS = ("completed_on", "cancelled_on")
Updates = Mapping[int, Sequence[Update]]


@dataclass(frozen=True)
class TasksThen:
    """Those that fit, in the order of the list of today, with the steps taken after the day."""

    day: date
    found: tuple[Found, ...]
    updates: Updates


def found_tasks_then(tasks: QuerySet[Task], search: TaskSearch, day: date) -> TasksThen:
    """Of these the ones that had begun by the day; three queries."""
    begun = tasks.filter(starts_on__lte=day).order_by()
    rows = list(begun.only(*NARROWED_BY))
    updates = steps_after(TaskUpdate.objects.filter(task__in=begun.values("pk")), "task_id", day)
    milestones: dict[int, list[Milestone]] = defaultdict(list)
    for one in Milestone.objects.filter(task__in=begun.values("pk")).order_by():
        milestones[one.task_id].append(one)
    found = []
    for row in rows:
        if row.pk in updates:
            put_back(row, NARROWED_BY, updates, day, ends=ENDS)
        one = _found(row, milestones[row.pk], day)
        if _is_of(row, search) and fits(one, search, day):
            found.append(one)
    found.sort(key=lambda one: (one.state not in OPEN, one.due_on, one.pk))
    return TasksThen(day, tuple(found), updates)


def _found(row: Task, milestones: Sequence[Milestone], day: date) -> Found:
    state = task_state(
        starts_on=row.starts_on,
        due_on=row.due_on,
        completed_on=row.completed_on,
        cancelled_on=row.cancelled_on,
        steps=[Step(one.due_on, done_by(one, day)) for one in milestones],
        today=day,
    )
    return Found(row.pk, state, row.due_on)


def done_by(milestone: Milestone, day: date) -> date | None:
    """When it was done, if that was not after the day."""
    done_on = milestone.done_on
    return done_on if done_on is not None and done_on <= day else None


def _is_of(row: Task, search: TaskSearch) -> bool:
    return search.year in (None, row.year) and search.lead in (None, row.lead_id)


def task_rows_then(shown: Sequence[Found], then: TasksThen) -> tuple[TaskRow, ...]:
    """These tasks in their order, as they stood; seven queries."""
    whole = Task.objects.prefetch_related("milestones", "cooperating").in_bulk(
        [one.pk for one in shown]
    )
    tasks = [whole[one.pk] for one in shown]
    told = {
        task.pk: put_back(
            task,
            TOLD,
            then.updates,
            then.day,
            ends=ENDS,
            cooperating=[agency.pk for agency in task.cooperating.all()],
        )
        for task in tasks
    }
    helping = Agency.objects.in_bulk({pk for row in told.values() for pk in row["cooperating"]})
    prefetch_related_objects(tasks, "lead", "decision", "obstacle")
    return tuple(
        TaskRow(
            task,
            one.state,
            _milestones(task, then.day),
            tuple(helping[pk] for pk in told[task.pk]["cooperating"] if pk in helping),
        )
        for one, task in zip(shown, tasks, strict=True)
    )


def _milestones(task: Task, day: date) -> tuple[Milestone, ...]:
    found = tuple(task.milestones.all())
    for one in found:
        one.done_on = done_by(one, day)
    return found
