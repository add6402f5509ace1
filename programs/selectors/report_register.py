"""Obstacles, tasks and reviews as they stood on a day: what was recorded later is taken back."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Model, Q, QuerySet
from django.utils.timezone import get_default_timezone, localdate

from indicators.models import Area, Decision
from programs.models import (
    OPEN_STATES,
    UNCOUNTED_STATES,
    Agency,
    AreaReview,
    Authority,
    Cause,
    Obstacle,
    ObstacleCategory,
    ObstacleStep,
    ObstacleUpdate,
    ReviewUpdate,
    Task,
    TaskStep,
    TaskUpdate,
)
from programs.models import ReviewState as State
from programs.official import ObstacleLine, TaskLine
from programs.register import Step, Told, rewind, told, unseen_on
from programs.taskstate import Step as TaskMilestone
from programs.taskstate import TaskState, task_state

STATE_WORDS = {
    TaskState.CANCELLED: "thôi thực hiện",
    TaskState.DONE: "hoàn thành đúng hạn",
    TaskState.DONE_LATE: "hoàn thành sau hạn",
    TaskState.OVERDUE: "quá hạn",
    TaskState.BEHIND: "có mốc chậm",
    TaskState.DUE_SOON: "sắp đến hạn",
    TaskState.RUNNING: "đang thực hiện",
    TaskState.NOT_STARTED: "chưa bắt đầu",
}


@dataclass(frozen=True)
class ObstaclesThen:
    lines: tuple[ObstacleLine, ...]  # open at the end, the most capital first
    raised: int
    resolved: int
    has_sample: bool


@dataclass(frozen=True)
class TasksThen:
    lines: tuple[TaskLine, ...]
    has_sample: bool


@dataclass(frozen=True)
class ReviewsThen:
    """Units that strove in the year, by kind, and those that left the list until the day."""

    registered: Mapping[str, int]
    left: Mapping[str, int]
    lines: tuple[tuple[str, str, str], ...]
    has_sample: bool


def inside(area: Area, prefix: str = "") -> Q:
    """The area itself and what lies below it; `prefix` leads to the field that holds the area."""
    return (
        Q(**{f"{prefix}": area})
        | Q(**{f"{prefix}__parent": area})
        | Q(**{f"{prefix}__parent__parent": area})
    )


def obstacles_then(*, area: Area, starts_on: date, ends_on: date) -> ObstaclesThen:
    """Those of the area that were open at the end of the last day; eight queries."""
    concerned = Obstacle.objects.filter(
        pk__in=Obstacle.areas.through.objects.filter(inside(area, "area")).values("obstacle")
    ).filter(raised_on__lte=ends_on)
    rows = list(
        concerned.exclude(closed_on__lte=ends_on)
        .prefetch_related("areas")
        .order_by("raised_on", "pk")
    )
    steps = _steps(ObstacleUpdate.objects.filter(obstacle__in=rows), "obstacle_id", ends_on)
    then = [(row, _then(row, _obstacle_now(row), steps, ends_on, ("closed_on",))) for row in rows]
    still_open = [(row, fields) for row, fields in then if fields["state"] in OPEN_STATES]
    names = _Names.of(fields for _, fields in still_open)
    lines = [_obstacle_line(row, fields, names, ends_on) for row, fields in still_open]
    ended = _resolved(concerned, starts_on, ends_on) - {row.pk for row, _ in still_open}
    raised = concerned.filter(raised_on__gte=starts_on).exclude(
        state__in=UNCOUNTED_STATES, closed_on__lte=ends_on
    )
    return ObstaclesThen(
        lines=tuple(sorted(lines, key=lambda one: -(one.capital_stuck or Decimal(0)))),
        raised=raised.count(),
        resolved=len(ended),
        has_sample=any(row.is_sample for row, _ in still_open),
    )


def _resolved(concerned: QuerySet[Obstacle], starts_on: date, ends_on: date) -> set[int]:
    """Those with a step that resolved them on a day of these, whatever came after."""
    steps = ObstacleUpdate.objects.filter(
        obstacle__in=concerned.filter(raised_on__lte=ends_on),
        step=ObstacleStep.RESOLVED,
        at__gte=_morning(starts_on),
    ).values_list("obstacle", "changes")
    first, last = starts_on.isoformat(), ends_on.isoformat()
    return {
        pk for pk, changes in steps if first <= (changes.get("closed_on") or ["", ""])[1] <= last
    }


def _morning(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_default_timezone())


def _steps(rows: QuerySet, owner: str, day: date) -> dict[int, list[Step]]:
    """Of each row the steps recorded after the day; one query."""
    found: dict[int, list[Step]] = defaultdict(list)
    later = rows.filter(at__gte=_morning(day + timedelta(days=1))).order_by("version")
    for pk, at, changes, version in later.values_list(owner, "at", "changes", "version"):
        found[pk].append(Step(localdate(at), changes, is_first=version == 1))
    return found


def _then(
    row: Model,
    now: dict[str, Told],
    steps: Mapping[int, Sequence[Step]],
    day: date,
    ends: Collection[str],
) -> dict[str, Told]:
    return rewind(now, unseen_on(day, steps.get(row.pk, ()), ends=ends))


def _obstacle_now(row: Obstacle) -> dict[str, Told]:
    names = (
        "content",
        "category_id",
        "cause",
        "cause_text",
        "capital_stuck_million_vnd",
        "authority",
        "agency_id",
        "agency_text",
        "remedy",
        "due_on",
        "state",
        "raised_on",
    )
    now = {name: told(getattr(row, name)) for name in names}
    return now | {"areas": [area.pk for area in row.areas.all()]}


@dataclass(frozen=True)
class _Names:
    categories: Mapping[int, str]
    agencies: Mapping[int, str]
    areas: Mapping[int, str]

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Told]]) -> "_Names":
        """Three queries, whatever the rows name."""
        rows = list(rows)
        areas = {pk for fields in rows for pk in fields.get("areas") or ()}
        agencies = {fields.get("agency_id") for fields in rows}
        return cls(
            dict(ObstacleCategory.objects.values_list("pk", "name")),
            dict(Agency.objects.filter(pk__in=agencies).values_list("pk", "name")),
            dict(Area.objects.filter(pk__in=areas).values_list("pk", "name")),
        )


def _obstacle_line(
    row: Obstacle, then: Mapping[str, Told], names: _Names, day: date
) -> ObstacleLine:
    due_on = date.fromisoformat(then["due_on"]) if then["due_on"] else None
    stuck = then["capital_stuck_million_vnd"]
    return ObstacleLine(
        code=row.code,
        content=then["content"],
        category=names.categories.get(then["category_id"], ""),
        cause=str(Cause(then["cause"]).label) if then["cause"] else "",
        cause_text=then["cause_text"],
        authority=str(Authority(then["authority"]).label) if then["authority"] else "",
        agency=names.agencies.get(then["agency_id"], then["agency_text"]),
        areas=", ".join(names.areas[pk] for pk in then["areas"] or () if pk in names.areas),
        remedy=then["remedy"],
        due_on=due_on,
        is_overdue=due_on is not None and due_on < day,
        capital_stuck=Decimal(stuck) if stuck is not None else None,
        raised_on=row.raised_on,
    )


def tasks_then(*, area: Area | None, year: int, day: date) -> TasksThen:
    """The year's tasks that had begun by that day, for an area those of its agencies; three
    queries."""
    rows = Task.objects.filter(year=year, starts_on__lte=day)
    if area is not None:
        own = Agency.objects.filter(inside(area, "area"))
        shared = Task.cooperating.through.objects.filter(agency__in=own).values("task")
        rows = rows.filter(Q(lead__in=own) | Q(pk__in=shared))
    found = list(rows.select_related("lead").prefetch_related("milestones"))
    updates: dict[int, list[TaskUpdate]] = defaultdict(list)
    for update in (
        TaskUpdate.objects.filter(task__in=found).select_related("period").order_by("version")
    ):
        updates[update.task_id].append(update)
    return TasksThen(
        tuple(_task_line(task, updates[task.pk], day) for task in found),
        any(task.is_sample for task in found),
    )


def _task_line(task: Task, updates: Sequence[TaskUpdate], day: date) -> TaskLine:
    steps = [
        Step(localdate(one.at), one.changes, is_first=one.version == 1)
        for one in updates
        if localdate(one.at) > day
    ]
    names = ("due_on", "completed_on", "cancelled_on", "result")
    now = {name: told(getattr(task, name)) for name in names}
    then = rewind(now, unseen_on(day, steps, ends=("completed_on", "cancelled_on")))
    days = {name: date.fromisoformat(then[name]) if then[name] else None for name in names[:3]}
    state = task_state(
        starts_on=task.starts_on,
        due_on=days["due_on"],
        today=day,
        completed_on=days["completed_on"],
        cancelled_on=days["cancelled_on"],
        steps=[
            TaskMilestone(one.due_on, one.done_on if one.done_on and one.done_on <= day else None)
            for one in task.milestones.all()
        ],
    )
    return TaskLine(
        title=task.title,
        lead=task.lead.name,
        due_on=days["due_on"],
        state=state.value,
        state_text=STATE_WORDS[state],
        result=then["result"] or _last_word(updates, day),
        key=f"nv{task.pk}",
    )


def _last_word(updates: Sequence[TaskUpdate], day: date) -> str:
    """The newest progress that tells of a period or day not after this one."""
    words = [
        one.text
        for one in updates
        if one.step == TaskStep.PROGRESS
        and (one.period.ends_on if one.period else localdate(one.at)) <= day
    ]
    return words[-1] if words else ""


def reviews_then(*, area: Area, year: int, day: date) -> ReviewsThen:
    """Who strove in the year, and how many left until that day in all years; three queries."""
    rows = list(
        AreaReview.objects.filter(inside(area, "area"), year__lte=year)
        .select_related("area__parent")
        .order_by("kind", "area__name", "village_name")
    )
    steps = _steps(ReviewUpdate.objects.filter(review__in=rows), "review_id", day)
    registered: dict[str, int] = defaultdict(int)
    left: dict[str, int] = defaultdict(int)
    lines = []
    decisions = dict(Decision.objects.filter(reviews__in=rows).values_list("pk", "number"))
    for row in rows:
        if _registered_later(row, steps.get(row.pk, ())):
            continue
        now = {"state": row.state, "decision_id": row.decision_id}
        then = _then(row, now, steps, day, ("decided_on",))
        left[row.kind] += then["state"] == State.LEFT
        if row.year == year and then["state"] != State.WITHDRAWN:
            registered[row.kind] += 1
            state = str(State(then["state"]).label)
            lines.append((_unit_name(row), state, decisions.get(then["decision_id"], "")))
    return ReviewsThen(registered, left, tuple(lines), any(row.is_sample for row in rows))


def _registered_later(row: AreaReview, steps: Sequence[Step]) -> bool:
    """Registered within its year, after the day; an entry of a later year only fills in."""
    return bool(steps) and steps[0].is_first and steps[0].on.year == row.year


def _unit_name(row: AreaReview) -> str:
    parts = [row.village_name, row.area.name, row.area.parent.name if row.area.parent else ""]
    return ", ".join(filter(None, parts))
