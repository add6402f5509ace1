"""One unit through changes of boundaries: a new unit's past from the units it was made of, a former
district's present from the units that took in its communes. All of it is marked restated."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import F

from indicators import rollup
from indicators.models import Area, AreaKind, AreaSuccession, Indicator, Result
from indicators.succession import Link, mixed_successors, restated_past, restated_present

from .cases import Facts, build_case, load_series
from .standing import Case, Coverage, Observation

Links = Mapping[int, list[AreaSuccession]]
Series = tuple[Observation, ...]
SeriesByKey = Mapping[tuple[int, int], Series]  # by indicator and area


def load_links(*area_ids: int) -> dict[int, list[AreaSuccession]]:
    """Who became these areas, and who became those, by successor; two queries (2020, 2024,
    2025)."""
    links: dict[int, list[AreaSuccession]] = defaultdict(list)
    wanted = list(area_ids)
    for _ in range(2):
        rows = AreaSuccession.objects.filter(successor__in=wanted).select_related("predecessor")
        for row in rows:
            links[row.successor_id].append(row)
        wanted = [row.predecessor_id for row in rows]
    return links


def links_on(area_id: int, day: date, links: Links) -> list[Link[int]]:
    """The units that existed on a day and are now this area; whole only if every step was.

    A unit that arrives here in two pieces counts as split: whether the pieces are all of it is
    not known from the links alone.
    """
    found: dict[int, bool] = {}
    for row in links.get(area_id, ()):
        if row.predecessor.valid_from <= day:
            steps = [(row.predecessor_id, row.whole)]
        else:
            below = links_on(row.predecessor_id, day, links)
            steps = [(link.predecessor, link.whole and row.whole) for link in below]
        for predecessor, whole in steps:
            found[predecessor] = whole and predecessor not in found
    return [Link(predecessor, area_id, whole) for predecessor, whole in found.items()]


def restated_series(
    area_id: int,
    factor: Decimal,
    links: Links,
    past: Mapping[int, Iterable[Observation]],
) -> tuple[Observation, ...]:
    """The past of a new unit, marked restated; `past` holds observations by former unit."""
    by_period: dict[int, dict[int, Observation]] = defaultdict(dict)
    for predecessor, observations in past.items():
        for observation in observations:
            by_period[observation.period.pk][predecessor] = observation
    restated = (_restated(area_id, factor, links, rows) for rows in by_period.values())
    return tuple(sorted((o for o in restated if o is not None), key=lambda o: o.on))


@dataclass(frozen=True)
class Heirs:
    """The units that a former district's communes went to, and which of them are not its own."""

    successors: tuple[int, ...]
    mixes: frozenset[int]


def load_heirs(*areas: Area) -> dict[int, Heirs]:
    """By district, of those among the areas that are districts and are no more; two queries, none
    where there is none."""
    gone = {a.pk: a for a in areas if a.kind == AreaKind.DISTRICT and a.valid_to is not None}
    if not gone:
        return {}
    moved = AreaSuccession.objects.filter(predecessor__parent__in=gone)
    successors: dict[int, dict[int, None]] = {pk: {} for pk in gone}
    for district, successor, day in moved.values_list(
        "predecessor__parent", "successor", "happened_on"
    ):
        if day == gone[district].valid_to:
            successors[district][successor] = None
    mixes = _mixes({key for keys in successors.values() for key in keys})
    return {pk: Heirs(tuple(keys), mixes.intersection(keys)) for pk, keys in successors.items()}


def _mixes(successors: set[int]) -> frozenset[int]:
    """Of these units those whose predecessors lay in more than one district; one query."""
    rows = AreaSuccession.objects.filter(
        successor__in=successors, happened_on=F("successor__valid_from")
    ).values_list("predecessor", "successor", "whole", "predecessor__parent")
    links = [Link(predecessor, successor, whole) for predecessor, successor, whole, _ in rows]
    return frozenset(mixed_successors(links, {row[0]: row[3] for row in rows}))


NO_HEIRS = Heirs((), frozenset())


@dataclass(frozen=True)
class Lineage:
    """An area with whom it came from and, for a district that is no more, who came after it."""

    area_id: int
    links: Links
    heirs: Heirs = NO_HEIRS

    @property
    def concerned(self) -> set[int]:
        """Whose figures its own series is made of."""
        return {self.area_id, *self.former, *self.heirs.successors}

    @property
    def former(self) -> set[int]:
        """The units that became this one, and those that became them."""
        return {row.predecessor_id for row in self._rows(self.area_id)}

    @property
    def divided(self) -> tuple[AreaSuccession, ...]:
        """The newest change with which only a part of a unit came here: of the time before it
        nothing can be added up."""
        parts = [row for row in self._rows(self.area_id) if not row.whole]
        newest = max((row.happened_on for row in parts), default=None)
        return tuple(row for row in parts if row.happened_on == newest)

    def _rows(self, area_id: int) -> list[AreaSuccession]:
        rows = self.links.get(area_id, ())
        return [*rows, *(above for row in rows for above in self._rows(row.predecessor_id))]

    def series(self, indicator_id: int, factor: Decimal, found: SeriesByKey) -> Series:
        """Its own figures, before them the past and after them the present, both restated."""
        past = {pk: found[indicator_id, pk] for pk in self.former if (indicator_id, pk) in found}
        present = {
            pk: found[indicator_id, pk]
            for pk in self.heirs.successors
            if (indicator_id, pk) in found
        }
        return (
            *restated_series(self.area_id, factor, self.links, past),
            *found.get((indicator_id, self.area_id), ()),
            *present_series(factor, self.heirs, present),
        )


def lineage_of(area: Area) -> Lineage:
    """At most four queries."""
    return lineages_of([area])[area.pk]


def lineages_of(areas: Sequence[Area]) -> dict[int, Lineage]:
    """Of each of these areas whom it came from and who came after it; at most four queries."""
    heirs = load_heirs(*areas)
    return {
        key: replace(past, heirs=heirs.get(key, NO_HEIRS)) for key, past in pasts_of(areas).items()
    }


def pasts_of(areas: Iterable[Area]) -> dict[int, Lineage]:
    """Of each of these areas whom it came from, and not who came after it; two queries, whatever
    the number of areas."""
    keys = [area.pk for area in areas]
    links = load_links(*keys)
    return {key: Lineage(key, links) for key in keys}


def cases_through(
    indicator: Indicator,
    areas: Sequence[Area],
    lineages: Mapping[int, Lineage],
    *,
    facts: Facts,
    only_official: bool,
) -> list[Case]:
    """One indicator in each of these areas, with the figures of those in its lineage; one query."""
    concerned = set().union(*(lineages[area.pk].concerned for area in areas))
    results = Result.objects.filter(indicator=indicator, area__in=concerned)
    found = load_series(results, {indicator.pk: indicator})
    return [
        build_case(
            indicator,
            area,
            facts,
            lineages[area.pk].series(indicator.pk, indicator.factor, found),
            only_official=only_official,
        )
        for area in areas
    ]


def present_series(
    factor: Decimal, heirs: Heirs, present: Mapping[int, Iterable[Observation]]
) -> tuple[Observation, ...]:
    """The present of a former district; approximate where a successor mixes districts."""
    by_period: dict[int, dict[int, Observation]] = defaultdict(dict)
    for successor, observations in present.items():
        for observation in observations:
            by_period[observation.period.pk][successor] = observation
    found = []
    for rows in by_period.values():
        values = {pk: (o.numerator, o.denominator) for pk, o in rows.items()}
        sums = restated_present(heirs.successors, values, heirs.mixes)
        if sums is not None:
            stated = (sums.numerator, sums.denominator)
            found.append(_observation(stated, factor, list(rows.values()), sums.approximate))
    return tuple(sorted(found, key=lambda o: o.on))


def _restated(
    area_id: int, factor: Decimal, links: Links, rows: Mapping[int, Observation]
) -> Observation | None:
    day = next(iter(rows.values())).on
    wanted = links_on(area_id, day, links)
    values = {pk: (o.numerator, o.denominator) for pk, o in rows.items()}
    sums = restated_past(wanted, values)
    if sums is None:
        return None
    return _observation(sums, factor, [rows[link.predecessor] for link in wanted])


def _observation(
    sums: tuple[Decimal, Decimal | None],
    factor: Decimal,
    parts: list[Observation],
    is_approximate: bool = False,
) -> Observation:
    stated = rollup.leaf(rollup.Parts(*sums, approved=False))
    return Observation(
        period=parts[0].period,
        value=rollup.ratio(stated, factor),
        numerator=sums[0],
        denominator=sums[1],
        coverage=_coverage([part.coverage for part in parts]),
        own_value=None,
        is_restated=True,
        is_approximate=is_approximate,
        adds_preliminary=any(part.adds_preliminary for part in parts),
    )


def _coverage(parts: list[Coverage]) -> Coverage:
    return Coverage(
        reported=sum(part.reported for part in parts),
        expected=sum(part.expected for part in parts),
        approved=sum(part.approved for part in parts),
        children_reported=0,
        children_expected=0,
        unit=parts[0].unit,
        children_unit=parts[0].children_unit,
        stated=sum(part.stated for part in parts),
        estimated=sum(part.estimated for part in parts),
    )


# Areas with the change that took their past away.
WithoutPast = tuple[tuple[Area, tuple[AreaSuccession, ...]], ...]


def without_past(areas: Iterable[Area], lineages: Mapping[int, Lineage]) -> WithoutPast:
    """Of these areas those of whose time before a change nothing can be added up."""
    found = ((area, lineages[area.pk].divided) for area in areas)
    return tuple((area, rows) for area, rows in found if rows)


def changed_on(area: Area, series: Sequence[Observation]) -> date | None:
    """The day on which the area came or went, where the figures before or after it are restated;
    None where there are none of those."""
    restated = [o.on for o in series if o.is_restated]
    if not restated:
        return None
    return area.valid_from if restated[0] < area.valid_from else area.valid_to
