"""The register as a list: narrowed, paged by key, and as a paper for a meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum, Value
from django.db.models.functions import Concat

from indicators.models import Area, AreaKind, Indicator, SearchEntry, UnitType
from indicators.search_words import plain_words
from programs.ageing import age_days
from programs.models import (
    OPEN_STATES,
    Agency,
    Authority,
    Component,
    Obstacle,
    ObstacleCategory,
    ObstacleRaising,
    ObstacleState,
)

KIND = "obstacle"  # in the search
ON_ONE_PAGE = 50
MOST_PRINTED = 300
OPEN, ALL = "", "tat-ca"
UNSORTED = "chua-phan-nhom"
Option = tuple[str, str]


@dataclass(frozen=True)
class Search:
    """What the register is narrowed by; blank leaves a thing open, a blank state means those that
    are still open."""

    words: str = ""
    state: str = OPEN
    category: str = ""
    area: str = ""
    authority: str = ""
    agency: str = ""
    component: str = ""
    indicator: str = ""
    is_overdue: bool = False


@dataclass(frozen=True)
class Choices:
    categories: tuple[Option, ...]
    areas: tuple[Option, ...]
    agencies: tuple[Option, ...]
    components: tuple[Option, ...]
    indicators: tuple[Option, ...]


@dataclass(frozen=True)
class ObstacleRow:
    """`age_days` is counted to the end, or to today while it is open; `days_over` is None unless
    it is overdue."""

    obstacle: Obstacle
    areas: tuple[str, ...]
    raisers: tuple[str, ...]
    age_days: int
    days_over: int | None


@dataclass(frozen=True)
class Counts:
    """Of all that was found; capital in million VND, None where nobody said any."""

    all: int
    open: int
    overdue: int
    capital_stuck: Decimal | None


@dataclass(frozen=True)
class ListPage:
    """`next` is the key of the last row where more follow, else empty."""

    rows: tuple[ObstacleRow, ...]
    counts: Counts
    next: str


def choices() -> Choices:
    """What the list can be narrowed by; two queries."""
    areas = Area.objects.filter(
        Q(kind=AreaKind.DISTRICT) | Q(kind=AreaKind.COMMUNE, parent__kind=AreaKind.PROVINCE)
    ).order_by("valid_from", "code")
    categories, agencies, components, indicators = _short_lists()
    return Choices(
        ((UNSORTED, "Chưa phân nhóm"), *categories),
        tuple((area.code, area.name) for area in areas),
        agencies,
        components,
        indicators,
    )


def _short_lists() -> tuple[tuple[Option, ...], ...]:
    """Categories, agencies, components and indicators, each in its order, in one query."""
    columns = ("list", "first", "position", "key", "said")
    categories = ObstacleCategory.objects.annotate(
        list=Value(0), first=Value(0), key=F("code"), said=F("name")
    )
    agencies = Agency.objects.exclude(kind="commune").annotate(
        list=Value(1), first=Value(0), key=F("code"), said=F("name")
    )
    components = Component.objects.annotate(
        list=Value(2),
        first=F("programme__position"),
        key=Concat("programme__code", Value("/"), "code"),
        said=Concat("short_name", Value(": "), "name"),
    )
    indicators = Indicator.objects.annotate(
        list=Value(3), first=Value(0), key=F("code"), said=F("name")
    )
    one, *others = (
        rows.order_by().values_list(*columns)
        for rows in (categories, agencies, components, indicators)
    )
    found: tuple[list[Option], ...] = ([], [], [], [])
    for place, _, _, key, said in sorted(one.union(*others, all=True)):
        found[place].append((key, said[:90]))
    return tuple(map(tuple, found))


def key_of(component: Component) -> str:
    return f"{component.programme.code}/{component.code}"


def place_name(area: Area) -> str:
    """The city bears the province's name, and a list of places must tell them apart."""
    if area.kind == AreaKind.PROVINCE:
        return "Toàn tỉnh"
    return f"TP. {area.short_name}" if area.unit_type == UnitType.THANH_PHO else area.short_name


def found_obstacles(
    readable: QuerySet[Obstacle], search: Search, today: date
) -> QuerySet[Obstacle]:
    """Those that fit, the newest first. Of the words each must begin one of the obstacle's; what
    has no letter to look for finds nothing."""
    rows = with_words(readable, search.words).order_by("-raised_on", "-pk")
    if search.state in ObstacleState.values:
        rows = rows.filter(state=search.state)
    elif search.state != ALL:
        rows = rows.filter(state__in=OPEN_STATES)
    if search.category:
        sorted_as = Q(category__code=search.category)
        rows = rows.filter(Q(category=None) if search.category == UNSORTED else sorted_as)
    if search.area:
        links = Obstacle.areas.through.objects.filter(inside_area(search.area, "area__"))
        rows = rows.filter(pk__in=links.values("obstacle"))
    if search.authority in Authority.values:
        rows = rows.filter(authority=search.authority)
    if search.agency:
        rows = rows.filter(agency__code=search.agency)
    if search.component:
        rows = rows.filter(of_component(search.component, "component__"))
    if search.indicator:
        rows = holding_back(rows, search.indicator)
    if search.is_overdue:
        rows = rows.filter(state__in=OPEN_STATES, due_on__lt=today)
    return rows


def holding_back(rows: QuerySet[Obstacle], indicator: str) -> QuerySet[Obstacle]:
    """Those of an indicator's code: that name it, or a project that one of them names with it, so
    that what stops the project is found whichever of the two was written down."""
    projects = rows.filter(indicator__code=indicator, component__isnull=False)
    named = Q(indicator__code=indicator)
    return rows.filter(named | Q(component__in=projects.order_by().values("component")))


def with_words(rows: QuerySet[Obstacle], words: str) -> QuerySet[Obstacle]:
    """Of which each of the words begins one, as they are written today."""
    if not words.strip():
        return rows
    entries = SearchEntry.objects.of_kind(KIND).with_words(plain_words(words))
    return rows.filter(pk__in=entries.values("key"))


def inside_area(code: str, prefix: str = "") -> Q:
    """The unit of that code or one below it; a code that came back stands for both. `prefix` leads
    to the area."""
    above = ("code", "parent__code", "parent__parent__code")
    first, second, third = (Q(**{f"{prefix}{name}": code}) for name in above)
    return first | second | third


def of_component(key: str, prefix: str = "") -> Q:
    """The project of a key as `key_of` makes it, with its parts; `prefix` leads to it."""
    programme, _, code = key.partition("/")
    of_it = Q(**{f"{prefix}code": code}) | Q(**{f"{prefix}parent__code": code})
    return of_it & Q(**{f"{prefix}programme__code": programme})


def list_page(
    readable: QuerySet[Obstacle], search: Search, *, today: date, after: str = ""
) -> ListPage:
    """One page of the list, from behind the row of that key; at most four queries."""
    found = found_obstacles(readable, search, today)
    counts = counted(found, today)
    first = list(_whole(_behind(found, after))[: ON_ONE_PAGE + 1])
    rows = tuple(_row(one, today) for one in first[:ON_ONE_PAGE])
    more = len(first) > ON_ONE_PAGE
    return ListPage(rows, counts, key_of_row(rows[-1].obstacle) if more else "")


def printed_rows(
    readable: QuerySet[Obstacle], search: Search, *, today: date
) -> tuple[tuple[ObstacleRow, ...], bool]:
    """For a meeting: the overdue ones first, the longest first, and whether some were left out."""
    found = found_obstacles(readable, search, today)
    found = found.order_by(F("due_on").asc(nulls_last=True), "raised_on", "pk")
    first = list(_whole(found)[: MOST_PRINTED + 1])
    return tuple(_row(one, today) for one in first[:MOST_PRINTED]), len(first) > MOST_PRINTED


def _whole(rows: QuerySet[Obstacle]) -> QuerySet[Obstacle]:
    related = ("category", "agency", "component", "indicator")
    raisings = Prefetch("raisings", ObstacleRaising.objects.select_related("area"))
    return rows.select_related(*related).prefetch_related("areas", raisings)


def _behind(found: QuerySet[Obstacle], after: str) -> QuerySet[Obstacle]:
    last = last_row(after)
    if last is None:
        return found
    day, pk = last
    return found.filter(Q(raised_on__lt=day) | Q(raised_on=day, pk__lt=pk))


def last_row(after: str) -> tuple[date, int] | None:
    """The day and key of the row behind which a page begins; None for what names none."""
    day, _, key = after.partition(".")
    try:
        return date.fromisoformat(day), int(key)
    except ValueError:
        return None


def key_of_row(obstacle: Obstacle) -> str:
    return f"{obstacle.raised_on.isoformat()}.{obstacle.pk}"


def rows_of(found: QuerySet[Obstacle], most: int, today: date) -> tuple[ObstacleRow, ...]:
    """The first of them as they are ordered; three queries."""
    return tuple(_row(one, today) for one in _whole(found)[:most])


def counted(found: QuerySet[Obstacle], today: date) -> Counts:
    is_open = Q(state__in=OPEN_STATES)
    return Counts(
        **found.order_by().aggregate(
            all=Count("pk"),
            open=Count("pk", filter=is_open),
            overdue=Count("pk", filter=is_open & Q(due_on__lt=today)),
            capital_stuck=Sum("capital_stuck_million_vnd"),
        )
    )


def _row(obstacle: Obstacle, today: date) -> ObstacleRow:
    return row_of(obstacle, obstacle.areas.all(), today)


def row_of(obstacle: Obstacle, areas: Iterable[Area], today: date) -> ObstacleRow:
    """With the places that it concerns; its raisings are at hand."""
    return ObstacleRow(
        obstacle=obstacle,
        areas=tuple(place_name(area) for area in areas),
        raisers=tuple(dict.fromkeys(place_name(one.area) for one in obstacle.raisings.all())),
        age_days=age_days(obstacle.raised_on, max(obstacle.closed_on or today, obstacle.raised_on)),
        days_over=(today - obstacle.due_on).days if obstacle.is_overdue(today) else None,
    )
