"""A new unit's past on its present boundaries, from the results of the units it was made of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from indicators import rollup
from indicators.models import AreaSuccession
from indicators.succession import Link, restated_past

from .standing import Coverage, Observation

Links = Mapping[int, list[AreaSuccession]]


def load_links(area_id: int) -> dict[int, list[AreaSuccession]]:
    """Who became this area, and who became those, by successor; two queries (2020, 2024, 2025)."""
    links: dict[int, list[AreaSuccession]] = defaultdict(list)
    wanted = [area_id]
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


def _restated(
    area_id: int, factor: Decimal, links: Links, rows: Mapping[int, Observation]
) -> Observation | None:
    period = next(iter(rows.values())).period
    wanted = links_on(area_id, period.ends_on, links)
    values = {pk: (o.numerator, o.denominator) for pk, o in rows.items()}
    sums = restated_past(wanted, values)
    if sums is None:
        return None
    parts = [rows[link.predecessor] for link in wanted]
    stated = rollup.leaf(rollup.Parts(*sums, approved=False))
    return Observation(
        period=period,
        value=rollup.ratio(stated, factor),
        numerator=sums[0],
        denominator=sums[1],
        coverage=_coverage([part.coverage for part in parts]),
        own_value=None,
        is_restated=True,
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
    )
