"""The list of tasks with where each stands, and one task with its history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q, QuerySet

from indicators.models import Decision
from programs.models import Agency, Milestone, Obstacle, Task, TaskUpdate
from programs.task_words import FIELD_WORDS
from programs.taskstate import OPEN, SOON_DAYS, Step, TaskState, task_state

SOON, OVERDUE = "30-ngay", "qua-han"


@dataclass(frozen=True)
class TaskSearch:
    """What the list is narrowed by; blank leaves a thing open. `due` is SOON, OVERDUE or blank."""

    year: int | None = None
    state: str = ""
    lead: int | None = None
    due: str = ""


@dataclass(frozen=True)
class Found:
    """A task's key with where it stands on the day."""

    pk: int
    state: TaskState
    due_on: date


@dataclass(frozen=True)
class Counts:
    total: int
    open: int
    overdue: int
    behind: int
    soon: int
    done: int


@dataclass(frozen=True)
class TaskRow:
    task: Task  # with lead, decision and obstacle
    state: TaskState
    milestones: tuple[Milestone, ...]
    cooperating: tuple[Agency, ...]

    @property
    def reached(self) -> int:
        return sum(one.done_on is not None for one in self.milestones)


@dataclass(frozen=True)
class TaskChoices:
    years: tuple[int, ...]
    leads: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Change:
    """A field before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryLine:
    update: TaskUpdate
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class TaskPage:
    row: TaskRow
    history: tuple[HistoryLine, ...]  # the newest first


def task_choices(tasks: QuerySet[Task]) -> TaskChoices:
    """What the list can be narrowed by; two queries."""
    years = tasks.order_by("-year").values_list("year", flat=True).distinct()
    leads = Agency.objects.filter(pk__in=tasks.order_by().values("lead"))
    return TaskChoices(tuple(years), tuple(leads.values_list("pk", "name")))


def found_tasks(tasks: QuerySet[Task], search: TaskSearch, today: date) -> list[Found]:
    """Those that fit, open ones first, then by due date; one query.

    A state is worked out here and not in the database: it is the pure rule of `taskstate` that
    page, chart and report share.
    """
    if search.year is not None:
        tasks = tasks.filter(year=search.year)
    if search.lead is not None:
        tasks = tasks.filter(lead=search.lead)
    found = [one for one in _states(tasks, today) if fits(one, search, today)]
    return sorted(found, key=lambda one: (one.state not in OPEN, one.due_on, one.pk))


def counts_of(found: Iterable[Found], today: date) -> Counts:
    rows = list(found)
    states = [one.state for one in rows]
    return Counts(
        total=len(rows),
        open=sum(state in OPEN for state in states),
        overdue=states.count(TaskState.OVERDUE),
        behind=states.count(TaskState.BEHIND),
        soon=sum(_is_soon(one, today) for one in rows),
        done=states.count(TaskState.DONE) + states.count(TaskState.DONE_LATE),
    )


def _states(tasks: QuerySet[Task], today: date) -> Iterable[Found]:
    open_step = Min("milestones__due_on", filter=Q(milestones__done_on=None))
    rows = (
        tasks.order_by()
        .annotate(open_step=open_step)
        .values_list("pk", "starts_on", "due_on", "completed_on", "cancelled_on", "open_step")
    )
    for pk, starts_on, due_on, completed_on, cancelled_on, step in rows:
        state = task_state(
            starts_on=starts_on,
            due_on=due_on,
            completed_on=completed_on,
            cancelled_on=cancelled_on,
            steps=[Step(step)] if step else (),
            today=today,
        )
        yield Found(pk, state, due_on)


def fits(one: Found, search: TaskSearch, today: date) -> bool:
    if search.state and one.state != search.state:
        return False
    if search.due == OVERDUE:
        return one.state == TaskState.OVERDUE
    return search.due != SOON or _is_soon(one, today)


def _is_soon(one: Found, today: date) -> bool:
    """Open, and due within SOON_DAYS; a task that is behind may be due soon as well."""
    return one.state in OPEN and 0 <= (one.due_on - today).days <= SOON_DAYS


def task_rows(found: Sequence[Found]) -> tuple[TaskRow, ...]:
    """These tasks in their order; three queries."""
    tasks = (
        Task.objects.select_related("lead", "decision", "obstacle")
        .prefetch_related("milestones", "cooperating")
        .in_bulk([one.pk for one in found])
    )
    return tuple(
        TaskRow(
            tasks[one.pk],
            one.state,
            tuple(tasks[one.pk].milestones.all()),
            tuple(tasks[one.pk].cooperating.all()),
        )
        for one in found
    )


def task_page(task: Task, today: date) -> TaskPage:
    """The task, which comes with lead, decision and obstacle, with milestones and history; at most
    six queries."""
    milestones = tuple(task.milestones.all())
    state = task_state(
        starts_on=task.starts_on,
        due_on=task.due_on,
        completed_on=task.completed_on,
        cancelled_on=task.cancelled_on,
        steps=[Step(one.due_on, one.done_on) for one in milestones],
        today=today,
    )
    row = TaskRow(task, state, milestones, tuple(task.cooperating.all()))
    updates = list(task.updates.select_related("by", "period").order_by("-version"))
    names = _names_in(updates)
    return TaskPage(row, tuple(HistoryLine(one, _changes(one, names)) for one in updates))


Names = Mapping[str, Mapping[int, object]]


def _names_in(updates: Iterable[TaskUpdate]) -> Names:
    """What the keys in these changes are called, first steps apart; at most three queries."""
    keys: dict[str, set[int]] = {"decision_id": set(), "obstacle_id": set(), "agency": set()}
    for update in (one for one in updates if one.version > 1):
        for name, values in update.changes.items():
            kind = "agency" if name in ("lead_id", "cooperating") else name
            if kind in keys:
                for value in values:
                    keys[kind].update(value if isinstance(value, list) else [value])
    models = {"decision_id": Decision, "obstacle_id": Obstacle, "agency": Agency}
    return {
        kind: models[kind].objects.in_bulk(some - {None}) if some - {None} else {}
        for kind, some in keys.items()
    }


def _changes(update: TaskUpdate, names: Names) -> tuple[Change, ...]:
    """What a step changed. A first step tells the whole task, which stands above already."""
    if update.version == 1:
        return ()
    return tuple(
        Change(FIELD_WORDS.get(name, name), _told(name, before, names), _told(name, after, names))
        for name, (before, after) in update.changes.items()
    )


def _told(name: str, value: object, names: Names) -> str:
    if value in (None, "", []):
        return ""
    if name in ("lead_id", "cooperating"):
        some = value if isinstance(value, list) else [value]
        return ", ".join(getattr(names["agency"].get(key), "name", str(key)) for key in some)
    if name in ("decision_id", "obstacle_id"):
        found = names[name].get(value)
        return getattr(found, "code", None) or str(found or value)
    if name.endswith("_on"):
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    return str(value)


def open_milestones(task: Task) -> QuerySet[Milestone]:
    return task.milestones.filter(done_on=None).order_by("due_on", "position", "pk")
