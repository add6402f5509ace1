"""Everything that the first screen shows, for one reader, now or in a past period."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate

from indicators.models import Area
from indicators.permissions import Access, readable_reports
from indicators.selectors.completeness import Owed, owed_reports
from indicators.selectors.overview import Overview, overview
from lsdash.lib.text import lower_first
from lsdash.lib.theme import LIGHTS
from programs.permissions import readable_obstacles, readable_tasks
from programs.selectors.moments import newest_question, question_then
from programs.selectors.obstacles.on_day import ObstaclesOn, obstacles_on
from programs.selectors.overview import CapitalInBrief, capital_in_brief
from programs.selectors.question import Question
from programs.selectors.tasks_on_day import TasksOn, tasks_on

from .moves import moves, turns
from .news import Item, Sentence, news


@dataclass(frozen=True)
class FirstScreen:
    """`day` is today, or the last day of the past period that was chosen: obstacles and tasks stand
    as of then. `owed` are a district's own reports, else empty."""

    indicators: Overview
    day: date
    is_past: bool
    is_province: bool
    capital: CapitalInBrief | None
    obstacles: ObstaclesOn
    tasks: TasksOn
    owed: tuple[Owed, ...]
    news: tuple[Sentence, ...]

    @property
    def is_clock_wrong(self) -> bool:
        """Today is before the end of the period shown: nothing of it could have been reported."""
        period = self.indicators.period
        return period is not None and not self.is_past and self.day < period.ends_on

    @property
    def lights_in_words(self) -> list[tuple[str, str, int]]:
        """Under which light how many indicators stand: ("met", "đạt", 4), best first."""
        counts = Counter(standing.light for standing in self.indicators.standings)
        return [
            (light, lower_first(look.label), counts[light])
            for light, look in LIGHTS.items()
            if counts[light]
        ]


@dataclass(frozen=True)
class Asked:
    """Who reads, when, and what of: a period by its code, or the newest; all figures or only the
    official ones."""

    access: Access
    now: datetime
    period_code: str = ""
    only_official: bool = False

    @property
    def today(self) -> date:
        return localdate(self.now)

    @property
    def area(self) -> Area | None:
        """A district's officer reads of the own place, everybody else of the province."""
        own = () if self.access.sees_everything else self.access.own_areas
        return next(iter(own), None)


def first_screen(
    asked: Asked, *, capital_of: Callable[[Question], CapitalInBrief] = capital_in_brief
) -> FirstScreen:
    """23 queries, of a past period 24 at most, however many indicators, areas, lines of money and
    obstacles there are; capital as `capital_of` tells it.

    Raises Area.DoesNotExist without any reference data, NoPeriod for an unknown one.
    """
    found = indicators_of(asked)
    day, is_past = shown_day(asked, found)
    since = min(found.before.ends_on, day) if found.before else day
    obstacles = obstacles_on(readable_obstacles(asked.access), day=day, since=since)
    tasks = tasks_on(readable_tasks(asked.access), day=day, since=since)
    capital = capital_question(asked, day, is_past=is_past)
    return FirstScreen(
        indicators=found,
        day=day,
        is_past=is_past,
        is_province=asked.area is None,
        capital=capital_of(capital) if capital else None,
        obstacles=obstacles,
        tasks=tasks,
        owed=owed_reports(readable_reports(asked.access), now=asked.now) if asked.area else (),
        news=_news(
            found,
            obstacles,
            tasks,
            only_official=asked.only_official,
            obstacles_href=_all_obstacles(day if is_past else None),
        ),
    )


def indicators_of(asked: Asked) -> Overview:
    return overview(
        today=asked.today,
        area=asked.area,
        reports=readable_reports(asked.access),
        period_code=asked.period_code,
        only_official=asked.only_official,
    )


def shown_day(asked: Asked, found: Overview) -> tuple[date, bool]:
    """A chosen period is looked at from its last day; one that still runs, from today."""
    is_past = bool(asked.period_code) and found.upto < asked.today
    return (found.upto if is_past else asked.today), is_past


def capital_question(asked: Asked, day: date, *, is_past: bool) -> Question | None:
    if is_past:
        return question_then(access=asked.access, day=day, today=asked.today)
    return newest_question(access=asked.access, today=asked.today)


def _news(
    found: Overview,
    obstacles: ObstaclesOn,
    tasks: TasksOn,
    *,
    only_official: bool,
    obstacles_href: str,
) -> tuple[Sentence, ...]:
    return news(
        moves(found, only_official=only_official),
        turns(found, only_official=only_official),
        resolved=[
            Item(one.name, one.content, one.href, f"{one.on:%d/%m/%Y}")
            for one in obstacles.resolved
        ],
        done=[Item(one.title, "", one.href, f"{one.on:%d/%m/%Y}") for one in tasks.done],
        raised=obstacles.raised,
        obstacles_href=obstacles_href,
    )


def _all_obstacles(past_day: date | None) -> str:
    """The list with those that are resolved, of the past day where one is shown."""
    address = f"{reverse('programs:obstacle_list')}?trang_thai=tat-ca"
    return f"{address}&ngay={past_day.isoformat()}" if past_day else address
