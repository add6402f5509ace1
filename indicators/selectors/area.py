"""One place: where it stands on everything, its parts, whom it came from and went to."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from indicators.models import Area, AreaKind, AreaSuccession, Report, Result

from .cases import build_case, day_of, indicator_rows, latest_complete, load_facts, load_series
from .lineage import Links, load_heirs, load_links, present_series, restated_series
from .standing import Case, Standing, place, stand


@dataclass(frozen=True)
class AreaPage:
    area: Area
    ancestors: tuple[Area, ...]  # the highest first
    children: tuple[Area, ...]
    standings: tuple[Standing, ...]
    reports: tuple[Report, ...]  # the newest first
    predecessors: tuple[AreaSuccession, ...]
    successors: tuple[AreaSuccession, ...]
    linked: frozenset[int]  # of those the ones that this person may open
    is_restated: bool


def area_page(
    *, area: Area, readable: QuerySet[Area], today: date, only_official: bool = False
) -> AreaPage:
    """At most seventeen queries, whatever the number of indicators, communes and periods."""
    links = load_links(area.pk)
    predecessors = tuple(links.get(area.pk, ()))
    successors = tuple(AreaSuccession.objects.filter(predecessor=area).select_related("successor"))
    others = {link.predecessor_id for link in predecessors}
    others |= {link.successor_id for link in successors}
    found = _cases(area, links, only_official)
    cases = [case for case in found if case.series or case.published or case.withheld]
    upto = latest_complete(cases) or today
    return AreaPage(
        area=area,
        ancestors=_ancestors(area),
        children=tuple(_children(area, readable, today)),
        standings=tuple(
            sorted(
                (stand(case, upto=day_of(case, upto, today), today=today) for case in cases),
                key=place,
            )
        ),
        reports=tuple(
            Report.objects.filter(area=area, period__opened_at__isnull=False)
            .select_related("form", "period")
            .order_by("-period__ends_on", "form__code")[:8]
        ),
        predecessors=predecessors,
        successors=successors,
        linked=frozenset(readable.filter(pk__in=others).values_list("pk", flat=True)),
        is_restated=any(o.is_restated for case in cases for o in case.series),
    )


def _cases(area: Area, links: Links, only_official: bool) -> list[Case]:
    indicators = {indicator.pk: indicator for indicator in indicator_rows()}
    facts = load_facts()
    former = {row.predecessor_id for rows in links.values() for row in rows}
    heirs = load_heirs(area)
    concerned = [area.pk, *former, *heirs.successors]
    series = load_series(Result.objects.filter(area__in=concerned), indicators)
    cases = []
    for pk, indicator in indicators.items():
        past = {old: series[pk, old] for old in former if (pk, old) in series}
        present = {new: series[pk, new] for new in heirs.successors if (pk, new) in series}
        observations = (
            *restated_series(area.pk, indicator.factor, links, past),
            *series.get((pk, area.pk), ()),
            *present_series(indicator.factor, heirs, present),
        )
        cases.append(build_case(indicator, area, facts, observations, only_official=only_official))
    return cases


def _ancestors(area: Area) -> tuple[Area, ...]:
    """The units above, two steps at the most below the province."""
    found: list[Area] = []
    above = area.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return tuple(reversed(found))


def _children(area: Area, readable: QuerySet[Area], today: date) -> QuerySet[Area]:
    """The parts as they are today, or as they were when the unit still existed; a province keeps
    its former districts, because what is reported until 2025 hangs on them."""
    children = readable.filter(parent=area).order_by("code")
    if area.kind == AreaKind.PROVINCE:
        return children.of_kind(AreaKind.DISTRICT)
    return children.valid_on(min(today, area.last_day or today))
