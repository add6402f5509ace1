"""The register as a list on a past day: what was recorded later is taken back before it is
narrowed, so that the list finds what a reader of that day would have found."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Model, Prefetch, QuerySet, prefetch_related_objects

from indicators.models import Area, Indicator
from programs.models import (
    OPEN_STATES,
    Agency,
    Authority,
    Component,
    Obstacle,
    ObstacleCategory,
    ObstacleRaising,
    ObstacleState,
    ObstacleUpdate,
)
from programs.register import Step
from programs.selectors.report_register import steps_after
from programs.selectors.rewinding import put_back

from .listing import (
    ALL,
    MOST_PRINTED,
    ON_ONE_PAGE,
    OPEN,
    UNSORTED,
    Counts,
    ListPage,
    ObstacleRow,
    Search,
    inside_area,
    key_of_row,
    last_row,
    of_component,
    row_of,
    with_words,
)

NARROWED_BY = (
    "category_id",
    "component_id",
    "indicator_id",
    "authority",
    "agency_id",
    "capital_stuck_million_vnd",
    "due_on",
    "state",
    "raised_on",
    "closed_on",
)
TOLD = (*NARROWED_BY, "content", "cause", "cause_text", "severity", "agency_text", "remedy")
ENDS = ("closed_on",)
NAMED = ("category", "agency", "component", "indicator")
Steps = Mapping[int, Sequence[Step]]
Test = Callable[[Obstacle], bool]


def list_page_then(
    readable: QuerySet[Obstacle], search: Search, *, day: date, after: str = ""
) -> ListPage:
    """One page of the list as it stood at the end of the day; at most sixteen queries, however
    many there are. Words are looked for in what is written today."""
    then = _Then.of(readable, search, day)
    found = sorted(then.rows, key=lambda one: (one.raised_on, one.pk), reverse=True)
    behind = last_row(after)
    left = [one for one in found if behind is None or (one.raised_on, one.pk) < behind]
    rows = _told(left[:ON_ONE_PAGE], then.steps, day)
    more = len(left) > ON_ONE_PAGE
    return ListPage(rows, _counted(found, day), key_of_row(rows[-1].obstacle) if more else "")


def printed_rows_then(
    readable: QuerySet[Obstacle], search: Search, *, day: date
) -> tuple[tuple[ObstacleRow, ...], bool]:
    """For a meeting, as `printed_rows`; as many queries."""
    then = _Then.of(readable, search, day)
    found = sorted(then.rows, key=lambda one: (one.due_on or date.max, one.raised_on, one.pk))
    return _told(found[:MOST_PRINTED], then.steps, day), len(found) > MOST_PRINTED


@dataclass(frozen=True)
class _Then:
    """The rows that fit, put back, with the steps that were taken after the day."""

    rows: list[Obstacle]
    steps: Steps

    @classmethod
    def of(cls, readable: QuerySet[Obstacle], search: Search, day: date) -> "_Then":
        found = with_words(readable, search.words).filter(raised_on__lte=day)
        if search.state == OPEN or search.is_overdue:
            found = found.exclude(closed_on__lte=day)
        rows = list(found.only(*NARROWED_BY).order_by())
        updates = ObstacleUpdate.objects.filter(obstacle__in=found.order_by().values("pk"))
        steps = steps_after(updates, "obstacle_id", day)
        links = _links(found.order_by().values("pk")) if search.area else {}
        areas = {}
        for row in rows:
            if row.pk in steps or search.area:
                told = put_back(
                    row, NARROWED_BY, steps, day, ends=ENDS, areas=links.get(row.pk, ())
                )
                areas[row.pk] = told["areas"]
        tests = _tests(search, day, areas)
        fitting = [row for row in rows if all(fits(row) for fits in tests)]
        return cls(_holding_back(fitting, search.indicator), steps)


def _tests(search: Search, day: date, areas: Mapping[int, Collection[int]]) -> list[Test]:
    """One for each thing that the list is narrowed by."""
    tests: list[Test] = [_state_test(search.state)]
    if search.category == UNSORTED:
        tests.append(lambda one: one.category_id is None)
    elif search.category:
        category = _keys(ObstacleCategory.objects.filter(code=search.category))
        tests.append(lambda one: one.category_id in category)
    if search.area:
        within = _keys(Area.objects.filter(inside_area(search.area)))
        tests.append(lambda one: not within.isdisjoint(areas[one.pk]))
    if search.authority in Authority.values:
        tests.append(lambda one: one.authority == search.authority)
    if search.agency:
        agency = _keys(Agency.objects.filter(code=search.agency))
        tests.append(lambda one: one.agency_id in agency)
    if search.component:
        components = _keys(Component.objects.filter(of_component(search.component)))
        tests.append(lambda one: one.component_id in components)
    if search.is_overdue:
        tests.append(lambda one: one.is_overdue(day))
    return tests


def _state_test(state: str) -> Test:
    if state == ALL:
        return lambda one: True
    if state in ObstacleState.values:
        return lambda one: one.state == state
    return lambda one: one.state in OPEN_STATES


def _keys(rows: QuerySet[Model]) -> frozenset[int]:
    return frozenset(rows.values_list("pk", flat=True))


def _holding_back(rows: list[Obstacle], indicator: str) -> list[Obstacle]:
    """As `holding_back`: also those of a project that one of them names with the indicator."""
    if not indicator:
        return rows
    named = _keys(Indicator.objects.filter(code=indicator))
    projects = {row.component_id for row in rows if row.indicator_id in named} - {None}
    return [row for row in rows if row.indicator_id in named or row.component_id in projects]


def _links(rows: QuerySet | Sequence[Obstacle]) -> dict[int, list[int]]:
    """The keys of the places of each; one query."""
    found: dict[int, list[int]] = defaultdict(list)
    links = Obstacle.areas.through.objects.filter(obstacle__in=rows)
    for obstacle, area in links.values_list("obstacle", "area"):
        found[obstacle].append(area)
    return found


def _told(shown: Sequence[Obstacle], steps: Steps, day: date) -> tuple[ObstacleRow, ...]:
    """These rows whole, as they stood; eight queries."""
    whole = Obstacle.objects.in_bulk([row.pk for row in shown])
    rows = [whole[row.pk] for row in shown]
    links = _links(rows)
    told = [put_back(row, TOLD, steps, day, ends=ENDS, areas=links.get(row.pk, ())) for row in rows]
    areas = list(Area.objects.filter(pk__in={pk for then in told for pk in then["areas"]}))
    raised = ObstacleRaising.objects.filter(raised_on__lte=day).select_related("area")
    prefetch_related_objects(rows, *NAMED, Prefetch("raisings", raised))
    return tuple(
        row_of(row, [area for area in areas if area.pk in then["areas"]], day)
        for row, then in zip(rows, told, strict=True)
    )


def _counted(found: Sequence[Obstacle], day: date) -> Counts:
    said = [row.capital_stuck_million_vnd for row in found]
    said = [amount for amount in said if amount is not None]
    return Counts(
        all=len(found),
        open=sum(row.is_open for row in found),
        overdue=sum(row.is_overdue(day) for row in found),
        capital_stuck=sum(said, Decimal(0)) if said else None,
    )
