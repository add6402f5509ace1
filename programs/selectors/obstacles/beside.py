"""Open obstacles beside what they hold back, and what one obstacle holds back beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet
from django.utils.http import urlencode

from indicators.models import Area, AreaKind, Indicator, Result
from indicators.permissions import Access
from indicators.progress import Light
from indicators.selectors.cases import build_case, day_of, indicator_rows, load_facts, load_series
from indicators.selectors.standing import Standing, stand
from programs.models import OPEN_STATES, Component, Obstacle
from programs.selectors.book import Row, book
from programs.selectors.narrowing import Narrowing
from programs.selectors.question import Wanted, question

from .listing import Counts, ObstacleRow, counted, holding_back, key_of, rows_of

SHOWN = 5


@dataclass(frozen=True)
class Beside:
    """The open obstacles of one thing, what is due first in front; `link` narrows the register to
    all of them."""

    rows: tuple[ObstacleRow, ...]
    counts: Counts
    link: str


def beside_indicator(readable: QuerySet[Obstacle], indicator: Indicator, *, today: date) -> Beside:
    """Those that name the indicator, or a project that another obstacle of it names; four
    queries."""
    return _beside(holding_back(readable, indicator.code), f"chi_tieu={indicator.code}", today)


def beside_component(
    readable: QuerySet[Obstacle], component: Component, area: Area | None, *, today: date
) -> Beside:
    """Those of a project, of what it is part of or its parts; with an area those that concern it,
    one below it or the whole province. Four queries."""
    family = {component.pk, component.parent_id} - {None}
    found = readable.filter(Q(component__in=family) | Q(component__parent=component))
    link = f"du_an={key_of(component.parent or component)}"
    if area is not None and area.kind != AreaKind.PROVINCE:
        below = Area.objects.under(area).order_by().values("pk")
        is_near = Q(area__in=below) | Q(area__kind=AreaKind.PROVINCE)
        links = Obstacle.areas.through.objects.filter(is_near)
        found = found.filter(pk__in=links.values("obstacle"))
        link += f"&dia_ban={area.code}" if area.kind == AreaKind.DISTRICT else ""
    return _beside(found, link, today)


def _beside(found: QuerySet[Obstacle], link: str, today: date) -> Beside:
    still_open = found.filter(state__in=OPEN_STATES)
    ordered = still_open.order_by(F("due_on").asc(nulls_last=True), "raised_on", "pk")
    return Beside(rows_of(ordered, SHOWN, today), counted(still_open, today), link)


@dataclass(frozen=True)
class ProjectHeld:
    """Of one project with its parts: open obstacles, the overdue of them, capital held up in
    million VND (None: nobody said any)."""

    count: int
    overdue: int
    capital: Decimal | None


def held_by_project(readable: QuerySet[Obstacle], *, today: date) -> dict[str, ProjectHeld]:
    """By "programme/project"; one query."""
    rows = readable.filter(state__in=OPEN_STATES, component__isnull=False).order_by()
    found: dict[str, list[tuple[date | None, Decimal | None]]] = {}
    for programme, code, above, due_on, capital in rows.values_list(
        "component__programme__code",
        "component__code",
        "component__parent__code",
        "due_on",
        "capital_stuck_million_vnd",
    ):
        found.setdefault(f"{programme}/{above or code}", []).append((due_on, capital))
    return {key: _held(rows, today) for key, rows in found.items()}


def _held(rows: list[tuple[date | None, Decimal | None]], today: date) -> ProjectHeld:
    said = [capital for _, capital in rows if capital is not None]
    return ProjectHeld(
        count=len(rows),
        overdue=sum(due_on is not None and due_on < today for due_on, _ in rows),
        capital=sum(said, Decimal(0)) if said else None,
    )


@dataclass(frozen=True)
class SlowProject:
    row: Row
    held: ProjectHeld

    @property
    def link(self) -> str:
        narrowing = self.row.narrowing
        return urlencode({"du_an": f"{narrowing.programme}/{narrowing.component}"})


def slow_projects(
    rows: Iterable[Row], readable: QuerySet[Obstacle], *, today: date
) -> tuple[SlowProject, ...]:
    """Of the projects, those that are late and held back, in the order of `rows`; one query."""
    held = held_by_project(readable, today=today)
    keys = ((row, f"{row.narrowing.programme}/{row.narrowing.component}") for row in rows)
    return tuple(
        SlowProject(row, held[key])
        for row, key in keys
        if key in held and row.judgement.light in (Light.SLIGHTLY_LATE, Light.LATE)
    )


@dataclass(frozen=True)
class HeldBack:
    """What an obstacle holds back: how the indicator stands in the province, and the disbursement
    of the project, as far as the person sees its money. None for what it does not name."""

    standing: Standing | None
    project: Row | None

    @property
    def link(self) -> str:
        """The lines of the project's money."""
        return urlencode(self.project.narrowing.parameters) if self.project else ""


def held_back(obstacle: Obstacle, *, access: Access, today: date) -> HeldBack:
    """Six queries for the indicator, nine for the project."""
    return HeldBack(
        standing=_standing(obstacle.indicator_id, today) if obstacle.indicator_id else None,
        project=_project(obstacle.component, access, today) if obstacle.component else None,
    )


def _standing(pk: int, today: date) -> Standing | None:
    province = Area.objects.of_kind(AreaKind.PROVINCE).first()
    indicator = indicator_rows().get(pk=pk)
    results = Result.objects.filter(indicator=indicator, area=province)
    series = load_series(results, {indicator.pk: indicator})
    found = series.get((indicator.pk, province.pk), ())
    case = build_case(indicator, province, load_facts([pk]), found)
    return stand(case, upto=day_of(case, today, today), today=today)


def _project(component: Component, access: Access, today: date) -> Row | None:
    asked = question(Wanted(), access=access, today=today)
    if asked.is_empty:
        return None
    found = book(asked)
    keys = [key for key in found.cells if _is_in(found.components, key.component, component.pk)]
    narrowing = Narrowing(programme=component.programme.code, component=component.code)
    return found.row(component.short_name, found.sum(keys), narrowing) if keys else None


def _is_in(components: Mapping[int, Component], pk: int | None, wanted: int) -> bool:
    while pk is not None and pk != wanted:
        pk = components[pk].parent_id
    return pk == wanted
