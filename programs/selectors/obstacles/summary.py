"""All obstacles at once: by kind and place, by age, by the capital that they hold up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet

from indicators.models import Area, AreaKind
from lsdash.lib.quarters import PeriodCode
from programs.ageing import Band, ageing
from programs.models import (
    OPEN_STATES,
    UNCOUNTED_STATES,
    Authority,
    Obstacle,
    ObstacleCategory,
    ObstacleState,
)

from .listing import UNSORTED, place_name

ZERO = Decimal(0)
UNSORTED_NAME = "Chưa phân nhóm"
UNKNOWN = "Chưa rõ"
MOST_QUARTERS = 12
HEAT_STEPS = (1, 2, 4, 8)  # the least number of each shade


@dataclass(frozen=True)
class Kind:
    """A category, or those that nobody has sorted yet."""

    code: str
    name: str


@dataclass(frozen=True)
class HeatCell:
    """How many open ones; `heat` is 0 for none to 4."""

    kind: Kind
    count: int

    @property
    def heat(self) -> int:
        return sum(self.count >= least for least in HEAT_STEPS)


@dataclass(frozen=True)
class HeatRow:
    """A district with its communes, a commune that belongs to none, or the province as a whole.
    `total` counts each obstacle once."""

    area: Area
    cells: tuple[HeatCell, ...]
    total: int

    @property
    def name(self) -> str:
        return place_name(self.area)


@dataclass(frozen=True)
class Heat:
    """Open obstacles by kind and place; one of several places is counted at each of them, and once
    in `totals` and `all`."""

    kinds: tuple[Kind, ...]
    rows: tuple[HeatRow, ...]
    totals: tuple[HeatCell, ...]
    all: int


@dataclass(frozen=True)
class Held:
    """Of one kind or authority: open ones, the overdue of them, and capital held up in million VND
    where somebody said any (None: nobody did)."""

    code: str
    name: str
    count: int
    overdue: int
    capital: Decimal | None


@dataclass(frozen=True)
class Quarter:
    """What was raised, and what was resolved, within a calendar quarter."""

    label: str
    opened: int
    resolved: int


@dataclass(frozen=True)
class Summary:
    heat: Heat
    bands: tuple[Band, ...]
    by_category: tuple[Held, ...]  # what holds up most capital first
    by_authority: tuple[Held, ...]  # from the commune upwards
    quarters: tuple[Quarter, ...]  # the last twelve at most
    capital: Decimal | None
    overdue: int


@dataclass(frozen=True)
class _Open:
    pk: int
    raised_on: date
    due_on: date | None
    capital: Decimal | None
    category: str
    authority: str

    def is_overdue(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today


def summary(readable: QuerySet[Obstacle], *, today: date) -> Summary:
    """Six queries, however many obstacles there are."""
    rows = _open(readable)
    kinds = _kinds(rows)
    return Summary(
        heat=_heat(rows, kinds, _places(readable)),
        bands=ageing((row.raised_on for row in rows), today),
        by_category=_by_category(rows, kinds, today),
        by_authority=_by_authority(rows, today),
        quarters=_quarters(readable),
        capital=_capital(rows),
        overdue=sum(row.is_overdue(today) for row in rows),
    )


def _open(readable: QuerySet[Obstacle]) -> list[_Open]:
    columns = (
        "pk",
        "raised_on",
        "due_on",
        "capital_stuck_million_vnd",
        "category__code",
        "authority",
    )
    found = readable.filter(state__in=OPEN_STATES).order_by().values_list(*columns)
    return [
        _Open(pk, raised_on, due_on, capital, category or UNSORTED, authority)
        for pk, raised_on, due_on, capital, category, authority in found
    ]


def _kinds(rows: Iterable[_Open]) -> tuple[Kind, ...]:
    """Those that some open one is of, in the order of the list."""
    used = {row.category for row in rows}
    named = ObstacleCategory.objects.values_list("code", "name")
    all_kinds = [Kind(code, name) for code, name in named] + [Kind(UNSORTED, UNSORTED_NAME)]
    return tuple(kind for kind in all_kinds if kind.code in used)


def _places(readable: QuerySet[Obstacle]) -> dict[int, set[Area]]:
    """For each open obstacle the places by which it is counted."""
    areas = Area.objects.select_related("parent").in_bulk()
    links = Obstacle.areas.through.objects.filter(
        obstacle__in=readable.filter(state__in=OPEN_STATES).order_by().values("pk")
    )
    places: dict[int, set[Area]] = defaultdict(set)
    for obstacle, area in links.values_list("obstacle_id", "area_id"):
        places[obstacle].add(_counted_at(areas[area], areas))
    return places


def _counted_at(area: Area, areas: Mapping[int, Area]) -> Area:
    """The district above, where there is one."""
    above = area
    while above.parent_id and above.kind != AreaKind.DISTRICT:
        above = areas[above.parent_id]
    return above if above.kind == AreaKind.DISTRICT else area


def _heat(rows: Iterable[_Open], kinds: tuple[Kind, ...], places: Mapping[int, set[Area]]) -> Heat:
    by_place: dict[Area, list[_Open]] = defaultdict(list)
    every = list(rows)
    for row in every:
        for area in places.get(row.pk, ()):
            by_place[area].append(row)
    ordered = sorted(by_place, key=lambda area: (area.valid_from, area.code))
    return Heat(
        kinds=kinds,
        rows=tuple(
            HeatRow(area, _cells(by_place[area], kinds), len(by_place[area])) for area in ordered
        ),
        totals=_cells(every, kinds),
        all=len(every),
    )


def _cells(rows: Iterable[_Open], kinds: tuple[Kind, ...]) -> tuple[HeatCell, ...]:
    codes = [row.category for row in rows]
    return tuple(HeatCell(kind, codes.count(kind.code)) for kind in kinds)


def _by_category(rows: Iterable[_Open], kinds: Iterable[Kind], today: date) -> tuple[Held, ...]:
    every = list(rows)
    held = [
        _held(kind.code, kind.name, [row for row in every if row.category == kind.code], today)
        for kind in kinds
    ]
    return tuple(sorted(held, key=lambda one: (-(one.capital or ZERO), -one.count)))


def _by_authority(rows: Iterable[_Open], today: date) -> tuple[Held, ...]:
    every = list(rows)
    levels = [*((level.value, str(level.label)) for level in Authority), ("", UNKNOWN)]
    held = (
        _held(code, name, [row for row in every if row.authority == code], today)
        for code, name in levels
    )
    return tuple(one for one in held if one.count)


def _held(code: str, name: str, rows: list[_Open], today: date) -> Held:
    overdue = sum(row.is_overdue(today) for row in rows)
    return Held(code, name, len(rows), overdue, _capital(rows))


def _capital(rows: Iterable[_Open]) -> Decimal | None:
    said = [row.capital for row in rows if row.capital is not None]
    return sum(said, ZERO) if said else None


def _quarters(readable: QuerySet[Obstacle]) -> tuple[Quarter, ...]:
    """What was merged into another, or taken back, is not counted. Every quarter from
    the first to the last, also those in which nothing happened."""
    raised = readable.exclude(state__in=UNCOUNTED_STATES).order_by().values_list("raised_on")
    closed = readable.filter(state=ObstacleState.RESOLVED).order_by().values_list("closed_on")
    opened, resolved = _by_quarter(raised), _by_quarter(closed)
    if not opened and not resolved:
        return ()
    code, last = min(opened | resolved), max(opened | resolved)
    found = []
    while code <= last:
        found.append(Quarter(code.short_label, opened.get(code, 0), resolved.get(code, 0)))
        code = code.next()
    return tuple(found[-MOST_QUARTERS:])


def _by_quarter(days: QuerySet) -> dict[PeriodCode, int]:
    counts: dict[PeriodCode, int] = defaultdict(int)
    for day, count in days.annotate(count=Count("pk")):
        counts[PeriodCode("quarter", day.year, (day.month + 2) // 3)] += count
    return dict(counts)
