"""One obstacle with all that was said and done about it, and those that it is like."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Model, QuerySet

from indicators.models import Area, Indicator, number_words
from lsdash.lib.numbers import format_number
from programs.ageing import age_days
from programs.models import (
    OPEN_STATES,
    Agency,
    Authority,
    Cause,
    Component,
    Obstacle,
    ObstacleCategory,
    ObstacleFile,
    ObstacleRaising,
    ObstacleState,
    ObstacleUpdate,
    Severity,
    Task,
)
from programs.obstacle_likeness import likest
from programs.register import Told

WORDS = {
    "cause": Cause,
    "severity": Severity,
    "authority": Authority,
    "level": Authority,
    "state": ObstacleState,
}
NAMED: Mapping[str, type[Model]] = {
    "category_id": ObstacleCategory,
    "component_id": Component,
    "indicator_id": Indicator,
    "agency_id": Agency,
    "merged_into_id": Obstacle,
    "areas": Area,
}
DAYS = ("due_on", "raised_on", "closed_on")
NOTHING = "—"


@dataclass(frozen=True)
class Change:
    """In words, “—” for nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    update: ObstacleUpdate
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Alike:
    """Another open obstacle of similar words; `score` of 100."""

    obstacle: Obstacle
    score: int


@dataclass(frozen=True)
class ObstaclePage:
    obstacle: Obstacle
    areas: tuple[Area, ...]
    raisings: tuple[ObstacleRaising, ...]
    steps: tuple[Step, ...]  # the newest first
    files: tuple[ObstacleFile, ...]
    tasks: tuple[Task, ...]
    merged: tuple[Obstacle, ...]
    linked: frozenset[int]  # of those it was merged with, which the reader may open
    age_days: int
    days_over: int | None


def obstacle_page(obstacle: Obstacle, readable: QuerySet[Obstacle], *, today: date) -> ObstaclePage:
    """At most thirteen queries, however many steps there are."""
    merged = tuple(obstacle.merged.all())
    updates = list(obstacle.updates.select_related("by", "decision").order_by("-version"))
    ended = max(obstacle.closed_on or today, obstacle.raised_on)
    return ObstaclePage(
        obstacle=obstacle,
        areas=tuple(obstacle.areas.all()),
        raisings=tuple(obstacle.raisings.select_related("area", "by")),
        steps=_steps(updates),
        files=tuple(obstacle.files.select_related("uploaded_by")),
        tasks=tuple(obstacle.tasks.select_related("lead")),
        merged=merged,
        linked=_linked(obstacle, merged, readable),
        age_days=age_days(obstacle.raised_on, ended),
        days_over=(today - obstacle.due_on).days if obstacle.is_overdue(today) else None,
    )


def _linked(
    obstacle: Obstacle, merged: Sequence[Obstacle], readable: QuerySet[Obstacle]
) -> frozenset[int]:
    """No query for what was merged with nothing."""
    keys = {one.pk for one in merged} | {obstacle.merged_into_id} - {None}
    return frozenset(readable.filter(pk__in=keys).values_list("pk", flat=True) if keys else ())


def alike(obstacle: Obstacle, readable: QuerySet[Obstacle]) -> tuple[Alike, ...]:
    """Open ones that may be the same, the likest first; a person decides. Two queries."""
    others = readable.filter(state__in=OPEN_STATES).exclude(pk=obstacle.pk)
    texts = {pk: number_words(text) for pk, text in others.values_list("pk", "content")}
    best = likest(number_words(obstacle.content), texts)
    rows = readable.prefetch_related("areas").in_bulk([pk for pk, _ in best])
    return tuple(Alike(rows[pk], score) for pk, score in best)


def _steps(updates: Sequence[ObstacleUpdate]) -> tuple[Step, ...]:
    names = _names(updates)
    return tuple(Step(update, _changes(update, names)) for update in updates)


def _changes(update: ObstacleUpdate, names: Mapping[tuple[str, int], str]) -> tuple[Change, ...]:
    return tuple(
        Change(
            label=str(Obstacle._meta.get_field(name.removesuffix("_id")).verbose_name),
            before=_said(name, before, names),
            after=_said(name, after, names),
        )
        for name, (before, after) in update.changes.items()
        if not (before in (None, "", []) and after in (None, "", []))
    )


def _said(name: str, value: Told, names: Mapping[tuple[str, int], str]) -> str:
    if value in (None, "", []):
        return NOTHING
    if name in NAMED:
        return ", ".join(names.get((name, key), NOTHING) for key in _keys(value))
    if name in WORDS:
        return str(WORDS[name](value).label)
    if name in DAYS:
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    if name == "capital_stuck_million_vnd":
        return format_number(Decimal(str(value)))
    return str(value)


def _names(updates: Iterable[ObstacleUpdate]) -> dict[tuple[str, int], str]:
    """The names of what the changes point at; one query for each table that they point at."""
    wanted: dict[str, set[int]] = {}
    for update in updates:
        for name, values in update.changes.items():
            if name in NAMED:
                keys = (key for value in values for key in _keys(value))
                wanted.setdefault(name, set()).update(keys)
    return {
        (name, key): row.code if isinstance(row, Obstacle) else row.name
        for name, keys in wanted.items()
        for key, row in NAMED[name].objects.in_bulk(keys).items()
    }


def _keys(value: Told) -> tuple[int, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (int(value),)
