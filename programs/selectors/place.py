"""Money, obstacles and tasks of one place, beside where it stands on its indicators."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from indicators.models import Area, AreaKind
from indicators.permissions import Access
from programs.models import Agency, Task
from programs.permissions import readable_obstacles, readable_tasks
from programs.territory import Place, PlaceKind

from .book import Book, Row, book
from .narrowing import Narrowing
from .obstacles.listing import Counts as ObstacleCounts
from .obstacles.listing import ObstacleRow, Search, list_page
from .question import Question, Wanted, question
from .tasks import Counts as TaskCounts
from .tasks import TaskRow, TaskSearch, counts_of, found_tasks, task_rows

SHOWN = 5


@dataclass(frozen=True)
class PlaceWork:
    """`capital` is None where no money of the newest year lies here. Obstacles are those still
    open, the newest first; tasks the open ones first, by due date; of each a few."""

    asked: Question
    capital: Row | None
    obstacles: tuple[ObstacleRow, ...]
    obstacle_counts: ObstacleCounts
    tasks: tuple[TaskRow, ...]
    task_counts: TaskCounts


def place_work(*, area: Area, access: Access, today: date) -> PlaceWork:
    """What this person may read of it; at most sixteen queries, fewer where nothing is listed."""
    is_province = area.kind == AreaKind.PROVINCE
    asked = question(Wanted(), access=access, today=today)
    search = Search(area="" if is_province else area.code)
    listed = list_page(readable_obstacles(access), search, today=today)
    found = found_tasks(_tasks_of(area, access), TaskSearch(), today)
    return PlaceWork(
        asked=asked,
        capital=None if asked.is_empty else _capital(area, book(asked)),
        obstacles=listed.rows[:SHOWN],
        obstacle_counts=listed.counts,
        tasks=task_rows(found[:SHOWN]),
        task_counts=counts_of(found, today),
    )


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
