"""What of this app can be found, and every table that can."""

from collections.abc import Sequence

from django.urls import reverse

from indicators.services import search
from indicators.services.search import Findable, Strays, Told
from programs.models import Agency, Component, Obstacle, Task


def _obstacle(obstacle: Obstacle) -> Told:
    return Told(
        address=obstacle.get_absolute_url(),
        name=obstacle.content,
        title=f"{obstacle.code}: {obstacle.content}",
        detail=f"{obstacle.get_state_display()}, nêu ngày {obstacle.raised_on:%d/%m/%Y}",
        texts=(obstacle.code, obstacle.cause_text, obstacle.remedy, obstacle.agency_text),
        is_past=not obstacle.is_open,
    )


def _task(task: Task) -> Told:
    return Told(
        address=task.get_absolute_url(),
        name=task.title,
        title=task.title,
        detail=f"Năm {task.year}, hạn {task.due_on:%d/%m/%Y}",
        texts=(task.expected, task.result),
        is_past=task.completed_on is not None or task.cancelled_on is not None,
    )


def _agency(agency: Agency) -> Told:
    is_past = agency.valid_to is not None
    shown = "?tat-ca=1" if is_past else ""
    return Told(
        address=f"{reverse('programs:agency_list')}{shown}#don-vi-{agency.pk}",
        name=agency.name,
        title=agency.name,
        detail=agency.get_kind_display(),
        texts=(agency.short_name,),
        is_past=is_past,
    )


def _component(component: Component) -> Told:
    return Told(
        address=f"{reverse('programs:programme_list')}#du-an-{component.pk}",
        name=component.name,
        title=str(component),
        detail=f"{component.get_kind_display()}, {component.programme.short_name}",
        texts=(component.short_name, component.code, component.note),
        is_past=component.valid_to is not None,
    )


OBSTACLES = Findable("obstacle", Obstacle.objects.all, _obstacle)
TASKS = Findable("task", Task.objects.all, _task)
AGENCIES = Findable("agency", Agency.objects.all, _agency)
COMPONENTS = Findable(
    "component", lambda: Component.objects.select_related("programme"), _component
)
FINDABLE: Sequence[Findable] = (*search.FINDABLE, OBSTACLES, TASKS, COMPONENTS, AGENCIES)


def refill_search() -> list[Strays]:
    """Puts every table's entries right; a second run changes nothing."""
    return [search.refill(of) for of in FINDABLE]


def check_search() -> list[Strays]:
    """What `refill_search` would put right, table by table."""
    return [search.strays(of) for of in FINDABLE]
