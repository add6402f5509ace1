"""Obstacles and tasks to measure with: 20,000 and 2,000, in the words of the sample, with the steps
that they would have taken. Stored in bulk: the services, which write one at a time, are not what is
measured here."""

import random
from datetime import date, timedelta
from decimal import Decimal

from indicators.models import Area, Decision
from programs.models import (
    Agency,
    Authority,
    Cause,
    Component,
    Milestone,
    Obstacle,
    ObstacleCategory,
    ObstacleRaising,
    ObstacleState,
    ObstacleStep,
    ObstacleUpdate,
    Severity,
    Task,
)
from programs.sample.obstacles import STORIES
from programs.services.search import refill_search
from tests.factories.capital import writer
from tests.factories.times import local_time

from .long_rows import settle

OBSTACLES, TASKS = 20_000, 2_000
MANY = 1_000
FIRST, DAYS = date(2021, 1, 4), 1_800
NOW = local_time(2026, 6, 1, 9)
OBJECTS = ("Đường giao thông", "Nhà văn hóa", "Công trình nước sinh hoạt", "Trường tiểu học")
STATES = (
    *(ObstacleState.RAISED, ObstacleState.ACCEPTED, ObstacleState.IN_HAND),
    *(ObstacleState.RESOLVED, ObstacleState.RESOLVED, ObstacleState.REJECTED),
)
CLOSED = (ObstacleState.RESOLVED, ObstacleState.REJECTED)


def load_work() -> None:
    """Loads all of it beside what the demonstration has, and what the search finds of it."""
    chance = random.Random(7)
    places = list(Area.objects.filter(kind__in=["district", "commune"]))
    _load_obstacles(chance, places)
    _load_tasks(chance)
    refill_search()
    settle()


def _load_obstacles(chance: random.Random, places: list[Area]) -> None:
    choices = {
        "category": list(ObstacleCategory.objects.all()),
        "agency": list(Agency.objects.all()),
        "component": list(Component.objects.all()),
    }
    where = [chance.sample(places, chance.choice((1, 1, 1, 2, 3))) for _ in range(OBSTACLES)]
    rows = [_obstacle(chance, of[0], choices) for of in where]
    rows = Obstacle.objects.bulk_create(rows, MANY)
    links, by = Obstacle.areas.through, writer()
    links.objects.bulk_create(
        (
            links(obstacle=row, area=area)
            for row, of in zip(rows, where, strict=True)
            for area in of
        ),
        MANY,
    )
    told = zip(rows, where, strict=True)
    ObstacleRaising.objects.bulk_create(
        (
            ObstacleRaising(
                obstacle=row, area=of[0], raised_on=row.raised_on, text=row.content, at=NOW, by=by
            )
            for row, of in told
        ),
        MANY,
    )
    steps = (ObstacleStep.RAISED, ObstacleStep.NOTED)
    ObstacleUpdate.objects.bulk_create(
        (
            ObstacleUpdate(obstacle=row, step=step, at=NOW, by=by, text="Đã ghi", version=version)
            for row in rows
            for version, step in enumerate(steps, start=1)
        ),
        MANY,
    )


def _obstacle(chance: random.Random, area: Area, choices: dict[str, list]) -> Obstacle:
    story, state = chance.choice(STORIES), chance.choice(STATES)
    raised_on = FIRST + timedelta(days=chance.randrange(DAYS))
    content = f"{chance.choice(OBJECTS)} tại {area.name}: {story.content}"
    return Obstacle(
        content=content,
        cause_text=story.cause_text,
        remedy=story.remedy,
        cause=chance.choice(Cause.values),
        severity=chance.choice(Severity.values),
        authority=chance.choice(Authority.values),
        capital_stuck_million_vnd=chance.choice((None, Decimal(chance.randint(50, 9_000)))),
        due_on=raised_on + timedelta(days=chance.randint(30, 400)),
        state=state,
        raised_on=raised_on,
        closed_on=raised_on + timedelta(days=200) if state in CLOSED else None,
        **{name: chance.choice(some) for name, some in choices.items()},
    )


def _load_tasks(chance: random.Random) -> None:
    agencies, decision = list(Agency.objects.all()), Decision.objects.first()
    rows = Task.objects.bulk_create(
        (_task(chance, number, decision, agencies) for number in range(TASKS)), MANY
    )
    Milestone.objects.bulk_create(
        (
            Milestone(task=row, title=f"Mốc {place}", due_on=row.due_on, position=place)
            for row in rows
            for place in range(3)
        ),
        MANY,
    )
    shared = Task.cooperating.through
    shared.objects.bulk_create(
        (shared(task=row, agency=one) for row in rows for one in chance.sample(agencies, 2)), MANY
    )


def _task(chance: random.Random, number: int, decision: Decision, agencies: list) -> Task:
    starts_on = FIRST + timedelta(days=chance.randrange(DAYS))
    due_on = starts_on + timedelta(days=chance.randint(30, 500))
    is_done = chance.random() < 0.5
    return Task(
        title=f"{chance.choice(OBJECTS)}: rà soát, hoàn thiện hồ sơ đợt {number}",
        year=starts_on.year,
        decision=decision,
        lead=chance.choice(agencies),
        expected="Hồ sơ được phê duyệt, công trình được bàn giao đưa vào sử dụng",
        starts_on=starts_on,
        due_on=due_on,
        completed_on=due_on if is_done else None,
        result="Đã hoàn thành" if is_done else "",
    )
