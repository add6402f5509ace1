"""Where the numbers of the first screen lead: to the lists of today, or of a past day to the slides
of that day, because the lists tell only of today."""

from django.urls import reverse

from indicators.choice import kept
from programs.links import page_link
from programs.selectors.tasks import OVERDUE, SOON

from .page import Asked, FirstScreen

OBSTACLES, TASKS = "vuong-mac", "den-han"


def of(page: FirstScreen, asked: Asked) -> dict[str, str]:
    """By the names that the templates use."""
    slides = slides_address(asked)
    capital = page.capital.question if page.capital else None
    found = {
        "slides_url": slides,
        "overview_url": home_address(asked),
        "paper_url": paper_address(asked),
        "capital_url": page_link("capital_overview", capital) if capital else "",
    }
    return found | (_then(slides) if page.is_past else _today())


def slides_address(asked: Asked) -> str:
    return _address("presentation", asked)


def home_address(asked: Asked) -> str:
    return _address("home", asked)


def paper_address(asked: Asked) -> str:
    return _address("overview_paper", asked)


def _address(name: str, asked: Asked) -> str:
    """With the period and the choice of figures."""
    address = reverse(name)
    if asked.period_code:
        address = f"{address}?ky={asked.period_code}"
    return kept(address, asked.only_official)


def _then(slides: str) -> dict[str, str]:
    obstacles, tasks = f"{slides}#{OBSTACLES}", f"{slides}#{TASKS}"
    return {
        "obstacles_url": obstacles,
        "obstacles_overdue_url": obstacles,
        "tasks_url": tasks,
        "tasks_overdue_url": tasks,
        "tasks_soon_url": tasks,
    }


def _today() -> dict[str, str]:
    obstacles, tasks = reverse("programs:obstacle_list"), reverse("programs:task_list")
    return {
        "obstacles_url": obstacles,
        "obstacles_overdue_url": f"{obstacles}?qua_han=on",
        "tasks_url": tasks,
        "tasks_overdue_url": f"{tasks}?han={OVERDUE}",
        "tasks_soon_url": f"{tasks}?han={SOON}",
    }
