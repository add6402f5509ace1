"""Where communes or villages strove to leave the list in a year, by district."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from indicators.models import Area, AreaKind
from programs.models import AreaReview, ReviewKind, ReviewState

ELSEWHERE = "Xã, phường từ 01/7/2025"  # which belong to no district


@dataclass(frozen=True)
class Tile:
    """One district, those of no district, or all; every review of the year is in one count."""

    name: str
    area: Area | None
    striving: int = 0
    proposed: int = 0
    left: int = 0
    ended: int = 0  # not yet there, or withdrawn

    @property
    def registered(self) -> int:
        return self.striving + self.proposed + self.left + self.ended

    @property
    def state(self) -> str:
        """How far the foremost of them is."""
        for name in ("left", "proposed", "striving", "ended"):
            if getattr(self, name):
                return name
        return "none"


@dataclass(frozen=True)
class ReviewMap:
    """`rows` are the tiles as they lie, None for a gap; `tiles` the same by code."""

    year: int | None
    kind: str
    years: tuple[int, ...]  # newest first
    rows: tuple[tuple[Tile | None, ...], ...]
    tiles: tuple[Tile, ...]
    elsewhere: Tile | None
    total: Tile


def review_map(
    reviews: QuerySet[AreaReview], *, year: int | None = None, kind: str = ReviewKind.COMMUNE
) -> ReviewMap:
    """Three queries. Without a year the newest in which anyone registered."""
    years = tuple(reviews.order_by("-year").values_list("year", flat=True).distinct())
    year = year or next(iter(years), None)
    counts = _counts(reviews.filter(year=year, kind=kind))
    districts = list(
        Area.objects.of_kind(AreaKind.DISTRICT).exclude(tile_row=None).order_by("code")
    )
    tiles = {area.pk: _tile(area.short_name, area, counts.pop(area.pk, {})) for area in districts}
    others = _added(counts.values())
    return ReviewMap(
        year=year,
        kind=kind,
        years=years,
        rows=_laid_out(districts, tiles),
        tiles=tuple(tiles.values()),
        elsewhere=_tile(ELSEWHERE, None, others) if others else None,
        total=_total([*tiles.values(), _tile(ELSEWHERE, None, others)]),
    )


def _counts(reviews: QuerySet[AreaReview]) -> dict[int | None, dict[str, int]]:
    """By what is above the commune, how many in each state."""
    found: dict[int | None, dict[str, int]] = defaultdict(dict)
    rows = reviews.order_by().values_list("area__parent", "state").annotate(count=Count("pk"))
    for above, state, count in rows:
        found[above][state] = count
    return found


def _added(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for states in counts:
        for state, count in states.items():
            sums[state] += count
    return sums


def _tile(name: str, area: Area | None, states: dict[str, int]) -> Tile:
    return Tile(
        name,
        area,
        striving=states.get(ReviewState.STRIVING, 0),
        proposed=states.get(ReviewState.PROPOSED, 0),
        left=states.get(ReviewState.LEFT, 0),
        ended=states.get(ReviewState.NOT_YET, 0) + states.get(ReviewState.WITHDRAWN, 0),
    )


def _total(tiles: list[Tile]) -> Tile:
    names = ("striving", "proposed", "left", "ended")
    sums = {name: sum(getattr(tile, name) for tile in tiles) for name in names}
    return Tile("Toàn tỉnh", None, **sums)


def _laid_out(districts: list[Area], tiles: dict[int, Tile]) -> tuple[tuple[Tile | None, ...], ...]:
    places = {(area.tile_row, area.tile_column): tiles[area.pk] for area in districts}
    rows = range(max((row for row, _ in places), default=-1) + 1)
    columns = range(max((column for _, column in places), default=-1) + 1)
    return tuple(tuple(places.get((row, column)) for column in columns) for row in rows)
