"""Money, obstacles and tasks of one place, beside where it stands on its indicators."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from indicators.models import Area, AreaKind
from indicators.permissions import Access
from lsdash.lib.money import MoneyUnit
from programs.models import Agency, Task
from programs.permissions import readable_obstacles, readable_tasks
from programs.territory import Place, PlaceKind

from .book import Book, Row, book
from .moments import newest_question, question_then
from .narrowing import Narrowing
from .obstacles.listing import Counts as ObstacleCounts
from .obstacles.listing import ObstacleRow, Search, list_page
from .obstacles.then import list_page_then
from .question import Question, unit_for
from .tasks import Counts as TaskCounts
from .tasks import TaskRow, TaskSearch, counts_of, found_tasks, task_rows
from .tasks_then import found_tasks_then, task_rows_then

SHOWN = 5


@dataclass(frozen=True)
class PlaceWork:
    """`capital` is None where no money of the year lies here. Obstacles are those still open on the
    day, the newest first; tasks the open ones first, by due date; of each a few."""

    day: date
    unit: MoneyUnit
    asked: Question | None  # None where there is no money to ask for
    capital: Row | None
    obstacles: tuple[ObstacleRow, ...]
    obstacle_counts: ObstacleCounts
    tasks: tuple[TaskRow, ...]
    task_counts: TaskCounts


def place_work(
    *, area: Area, access: Access, today: date, past_day: date | None = None
) -> PlaceWork:
    """What this person may read of it, today or as it was on a past day; at most 24 queries, fewer
    where nothing is listed."""
    work = _work_then(area, access, past_day) if past_day else _work_now(area, access, today)
    asked = (
        question_then(access=access, day=past_day, today=today)
        if past_day
        else newest_question(access=access, today=today)
    )
    return PlaceWork(
        **work,
        unit=unit_for("", access),
        asked=asked,
        capital=_capital(area, book(asked)) if asked else None,
    )


def _search(area: Area) -> Search:
    return Search(area="" if area.kind == AreaKind.PROVINCE else area.code)


def _work_now(area: Area, access: Access, today: date) -> dict[str, Any]:
    listed = list_page(readable_obstacles(access), _search(area), today=today)
    found = found_tasks(_tasks_of(area, access), TaskSearch(), today)
    return {
        "day": today,
        "obstacles": listed.rows[:SHOWN],
        "obstacle_counts": listed.counts,
        "tasks": task_rows(found[:SHOWN]),
        "task_counts": counts_of(found, today),
    }


def _work_then(area: Area, access: Access, day: date) -> dict[str, Any]:
    listed = list_page_then(readable_obstacles(access), _search(area), day=day)
    then = found_tasks_then(_tasks_of(area, access), TaskSearch(), day)
    return {
        "day": day,
        "obstacles": listed.rows[:SHOWN],
        "obstacle_counts": listed.counts,
        "tasks": task_rows_then(then.found[:SHOWN], then),
        "task_counts": counts_of(then.found, day),
    }


def _tasks_of(area: Area, access: Access) -> QuerySet[Task]:
    """Those that agencies of the place lead or share; of the province all."""
    tasks = readable_tasks(access)
    if area.kind == AreaKind.PROVINCE:
        return tasks
    own = Agency.objects.filter(area__in=Area.objects.under(area)).values("pk")
    shared = Task.cooperating.through.objects.filter(agency__in=own).values("task")
    return tasks.filter(Q(lead__in=own) | Q(pk__in=shared))


def _capital(area: Area, found: Book) -> Row | None:
    """Of a district with the communes in it; of a commune what its own agencies hold."""
    if area.kind == AreaKind.PROVINCE:
        return found.row(found.question.whose, found.total(), Narrowing())
    if area.kind == AreaKind.DISTRICT:
        here = Place(PlaceKind.DISTRICT, area.pk)
        keys = [key for key in found.cells if found.places[key.agency] == here]
        narrowing = Narrowing(place=area.code)
    else:
        keys = [key for key in found.cells if found.agencies[key.agency].area_id == area.pk]
        codes = {found.agencies[key.agency].code for key in keys}
        narrowing = Narrowing(agency=codes.pop() if len(codes) == 1 else "")
    return found.row(area.name, found.sum(keys), narrowing) if keys else None
