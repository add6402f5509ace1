"""One place: where it stands on everything, its parts, whom it came from and went to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import QuerySet

from indicators.models import Area, AreaKind, AreaSuccession, Indicator, Period, Report, Result

from .cases import (
    build_case,
    indicator_rows,
    latest_complete,
    load_facts,
    load_series,
    stand_all,
)
from .lineage import Lineage, Series, WithoutPast, lineage_of, without_past
from .periods_asked import period_of_code, periods_of
from .standing import Case, Standing, place


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
    without_past: WithoutPast
    provincial: Mapping[int, Standing]  # the whole province on the same day, by indicator
    periods: tuple[Period, ...]  # that the place or the province has results of, newest first
    period: Period | None  # the chosen one: then all is as of its last day


def area_page(
    *,
    area: Area,
    readable: QuerySet[Area],
    today: date,
    period_code: str = "",
    only_official: bool = False,
) -> AreaPage:
    """At most seventeen queries, whatever the number of indicators, communes and periods. Raises
    NoPeriod for a period of which neither the place nor the province has results."""
    lineage = lineage_of(area)
    predecessors = tuple(lineage.links.get(area.pk, ()))
    successors = tuple(AreaSuccession.objects.filter(predecessor=area).select_related("successor"))
    others = {link.predecessor_id for link in predecessors}
    others |= {link.successor_id for link in successors}
    found = _cases(area, lineage, only_official)
    cases = [case for case in found.own if case.series or case.published or case.withheld]
    periods = periods_of((*found.own, *found.provincial))
    period = period_of_code(periods, period_code) if period_code else None
    day = period.ends_on if period else today
    upto = period.ends_on if period else latest_complete(cases) or today
    judged = partial(stand_all, upto=upto, today=today, is_chosen=period is not None)
    return AreaPage(
        area=area,
        ancestors=_ancestors(area),
        children=tuple(_children(area, readable, day)),
        standings=tuple(sorted(judged(cases), key=place)),
        reports=tuple(
            Report.objects.filter(area=area, period__opened_at__isnull=False)
            .filter(period__ends_on__lte=day if period else date.max)
            .select_related("form", "period")
            .order_by("-period__ends_on", "form__code")[:8]
        ),
        predecessors=predecessors,
        successors=successors,
        linked=frozenset(readable.filter(pk__in=others).values_list("pk", flat=True)),
        provincial={s.indicator.pk: s for s in judged(found.provincial)},
        periods=periods,
        period=period,
        without_past=without_past([area], {area.pk: lineage}),
        is_restated=any(o.is_restated for case in cases for o in case.series),
    )


@dataclass(frozen=True)
class _Cases:
    own: list[Case]
    provincial: list[Case]  # none for the province itself


def _cases(area: Area, lineage: Lineage, only_official: bool) -> _Cases:
    indicators = {indicator.pk: indicator for indicator in indicator_rows()}
    facts = load_facts()
    above = _ancestors(area)[:1]
    concerned = {*lineage.concerned, *(one.pk for one in above)}
    series = load_series(Result.objects.filter(area__in=concerned), indicators)

    def case(indicator: Indicator, one: Area, found: Series) -> Case:
        return build_case(indicator, one, facts, found, only_official=only_official)

    return _Cases(
        own=[
            case(indicator, area, lineage.series(pk, indicator.factor, series))
            for pk, indicator in indicators.items()
        ],
        provincial=[
            case(indicator, province, series.get((pk, province.pk), ()))
            for province in above
            for pk, indicator in indicators.items()
        ],
    )


def _ancestors(area: Area) -> tuple[Area, ...]:
    """The units above, two steps at the most below the province."""
    found: list[Area] = []
    above = area.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return tuple(reversed(found))


def _children(area: Area, readable: QuerySet[Area], day: date) -> QuerySet[Area]:
    """The parts as they were on the day, or when the unit still existed; a province keeps its
    former districts, because what is reported until 2025 hangs on them."""
    children = readable.filter(parent=area).order_by("code")
    if area.kind == AreaKind.PROVINCE:
        return children.of_kind(AreaKind.DISTRICT)
    return children.valid_on(min(day, area.last_day or day))
