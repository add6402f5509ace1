"""One indicator on the map: how every place stands in every period, and what the office loaded of
its outlines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from indicators.models import Area, AreaKind, Boundary, BoundarySet, Indicator, Period, Result

from .cases import indicator_rows, latest_complete, load_facts
from .lineage import Lineage, cases_through, pasts_of
from .missing import NoIndicator
from .periods_asked import period_of_code
from .standing import Case, Standing, stand


@dataclass(frozen=True)
class PlaceMap:
    indicator: Indicator
    indicators: tuple[Indicator, ...]  # that districts report, in the office's order
    province: Area
    level: str
    areas: tuple[Area, ...]
    periods: tuple[Period, ...]  # that have results, oldest first
    period: Period | None  # the chosen one
    frames: tuple[tuple[Standing, ...], ...]  # by period, then by area
    outlines: Mapping[int, Boundary]  # by area, where they were asked for
    boundary_set: BoundarySet | None
    only_official: bool
    period_code: str  # as it was asked for, empty where it is the newest

    @property
    def shown(self) -> tuple[Standing, ...]:
        """How the places stand in the chosen period."""
        return self.frames[self.position] if self.period else ()

    @property
    def position(self) -> int:
        return self.periods.index(self.period) if self.period else 0

    @property
    def placed(self) -> tuple[tuple[Area, Standing], ...]:
        return tuple(zip(self.areas, self.shown, strict=True)) if self.period else ()


def place_map(
    *,
    province: Area,
    readable: QuerySet[Area],
    today: date,
    code: str = "",
    period_code: str = "",
    bounded: str = "",
    only_official: bool = False,
) -> PlaceMap:
    """The districts, or where `bounded` names a level, the places whose outlines were loaded.

    Six queries for the districts, seven with outlines, nine for communes, whatever the number of
    places and periods. Raises NoIndicator, and NoPeriod for one without results.
    """
    indicators = tuple(_indicators(period_code))
    indicator = _chosen_indicator(indicators, code)
    boundary_set = BoundarySet.objects.filter(kind=bounded).first() if bounded else None
    outlines = _outlines(boundary_set, readable)
    areas = _areas(readable, bounded, outlines, today)
    cases = _cases(indicator, province, areas, bounded, only_official)
    case = cases[province.pk]
    periods = tuple(o.period for o in sorted((*case.series, *case.withheld), key=lambda o: o.on))
    return PlaceMap(
        indicator=indicator,
        indicators=tuple(one for one in indicators if one.is_reported or one == indicator),
        province=province,
        level=bounded or AreaKind.DISTRICT,
        areas=areas,
        periods=periods,
        period=_chosen_period(periods, period_code, case),
        frames=tuple(
            _frame(period, case, [cases[a.pk] for a in areas], today) for period in periods
        ),
        outlines={outline.area_id: outline for outline in outlines},
        boundary_set=boundary_set,
        only_official=only_official,
        period_code=period_code,
    )


def _indicators(period_code: str) -> QuerySet[Indicator]:
    reported = Result.objects.filter(indicator=OuterRef("pk"), area__kind=AreaKind.DISTRICT)
    of_period = reported.filter(period__code=period_code) if period_code else reported
    return indicator_rows().annotate(is_reported=Exists(reported), is_told_of=Exists(of_period))


def _chosen_indicator(indicators: Sequence[Indicator], code: str) -> Indicator:
    if not code:
        order = sorted(indicators, key=lambda one: (not one.is_told_of, not one.is_headline))
        code = order[0].code if order else ""
    for indicator in indicators:
        if indicator.code == code:
            return indicator
    raise NoIndicator(code, indicators)


def _chosen_period(periods: Sequence[Period], code: str, case: Case) -> Period | None:
    if not code:
        day = latest_complete([case])
        return next((p for p in periods if p.ends_on == day), periods[-1] if periods else None)
    return period_of_code(periods[::-1], code)


def _outlines(boundary_set: BoundarySet | None, readable: QuerySet[Area]) -> list[Boundary]:
    if boundary_set is None:
        return []
    rows = boundary_set.boundaries.filter(area__in=readable).select_related("area")
    return list(rows.order_by("area__code"))


def _areas(
    readable: QuerySet[Area], bounded: str, outlines: Sequence[Boundary], today: date
) -> tuple[Area, ...]:
    """The districts of today, or the last there were; else the places that have an outline."""
    if bounded:
        return tuple(outline.area for outline in outlines)
    districts = list(readable.of_kind(AreaKind.DISTRICT).order_by("code"))
    valid = [area for area in districts if area.is_valid_on(today)]
    last = max((area.last_day for area in districts if area.last_day), default=today)
    return tuple(valid or (area for area in districts if area.is_valid_on(last)))


def _cases(
    indicator: Indicator,
    province: Area,
    areas: Sequence[Area],
    bounded: str,
    only_official: bool,
) -> dict[int, Case]:
    """The province's and every place's; a new commune's past is restated from those before it."""
    facts = load_facts([indicator.pk])
    pasts = pasts_of(areas) if bounded == AreaKind.COMMUNE else {}
    pasts = {area.pk: pasts.get(area.pk) or Lineage(area.pk, {}) for area in (province, *areas)}
    found = cases_through(
        indicator, [province, *areas], pasts, facts=facts, only_official=only_official
    )
    return {area.pk: case for area, case in zip((province, *areas), found, strict=True)}


def _frame(
    period: Period, province: Case, cases: Sequence[Case], today: date
) -> tuple[Standing, ...]:
    """Every place in one period; what it reported for another is no comparison."""
    day = period.ends_on
    whole = stand(province, upto=day, today=today)
    expected = whole.on if whole.is_change else day
    return tuple(_standing(case, day, expected, today) for case in cases)


def _standing(case: Case, day: date, expected: date | None, today: date) -> Standing:
    standing = stand(case, upto=day, today=today)
    if standing.on == expected:
        return standing
    return stand(replace(case, series=(), published=()), upto=day, today=today)
