"""Where the numbers of the first screen lead: to the lists, of today or of the past day shown."""

from django.urls import reverse

from indicators.choice import kept
from programs.links import page_link
from programs.selectors.tasks import OVERDUE, SOON

from .page import Asked, FirstScreen


def of(page: FirstScreen, asked: Asked) -> dict[str, str]:
    """By the names that the templates use."""
    capital = page.capital.question if page.capital else None
    found = {
        "slides_url": slides_address(asked),
        "overview_url": home_address(asked),
        "paper_url": paper_address(asked),
        "capital_url": page_link("capital_overview", capital) if capital else "",
    }
    return found | _lists(f"ngay={page.day.isoformat()}" if page.is_past else "")


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


def _lists(day: str) -> dict[str, str]:
    obstacles, tasks = reverse("programs:obstacle_list"), reverse("programs:task_list")
    return {
        "obstacles_url": _with(obstacles, day),
        "obstacles_overdue_url": _with(obstacles, "qua_han=on", day),
        "tasks_url": _with(tasks, day),
        "tasks_overdue_url": _with(tasks, f"han={OVERDUE}", day),
        "tasks_soon_url": _with(tasks, f"han={SOON}", day),
    }


def _with(address: str, *asked: str) -> str:
    query = "&".join(filter(None, asked))
    return f"{address}?{query}" if query else address
