"""Fetches cases: all indicators of one area, or one indicator in many areas, in a fixed number of
queries whatever the number of areas, indicators and periods."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from indicators import progress as pg
from indicators import rollup
from indicators.models import (
    Area,
    AreaKind,
    Baseline,
    FormMeasure,
    Indicator,
    OfficialFigure,
    PeriodKind,
    Result,
    Scope,
    Target,
    TimeRule,
)

from .standing import Case, Coverage, Observation, Standing, stand

DISTRICTS, XA, COMMUNES = "huyện", "xã", "đơn vị cấp xã"


def indicator_rows() -> QuerySet[Indicator]:
    """Indicators with their measures, and whether communes report them."""
    by_commune = FormMeasure.objects.filter(
        Q(measure=OuterRef("numerator")) | Q(measure=OuterRef("numerator__derived_from")),
        form__row_kind=AreaKind.COMMUNE,
    )
    return Indicator.objects.annotate(by_commune=Exists(by_commune)).select_related(
        "numerator", "denominator", "predecessor"
    )


@dataclass(frozen=True)
class Facts:
    """Targets, baselines and published figures, by indicator and area."""

    targets: Mapping[tuple[int, int], tuple[Target, ...]]
    province_targets: Mapping[int, tuple[Target, ...]]
    baselines: Mapping[tuple[int, int], Baseline]
    published: Mapping[tuple[int, int], tuple[OfficialFigure, ...]]
    province_baselines: Mapping[int, Baseline]


def load_facts(indicators: Iterable[int] | None = None) -> Facts:
    """Three queries."""
    only = Q() if indicators is None else Q(indicator__in=list(indicators))
    targets, published = defaultdict(list), defaultdict(list)
    province_targets = defaultdict(list)
    for target in Target.objects.filter(only).select_related("decision", "area").order_by("on"):
        targets[target.indicator_id, target.area_id].append(target)
        if target.area.kind == AreaKind.PROVINCE:
            province_targets[target.indicator_id].append(target)
    for figure in OfficialFigure.objects.filter(only).order_by("on", "pk"):
        published[figure.indicator_id, figure.area_id].append(figure)
    baselines = list(Baseline.objects.filter(only).select_related("area"))
    return Facts(
        targets={key: tuple(rows) for key, rows in targets.items()},
        province_targets={key: tuple(rows) for key, rows in province_targets.items()},
        baselines={(row.indicator_id, row.area_id): row for row in baselines},
        published={key: tuple(rows) for key, rows in published.items()},
        province_baselines={
            row.indicator_id: row for row in baselines if row.area.kind == AreaKind.PROVINCE
        },
    )


def load_series(
    results: QuerySet[Result], indicators: Mapping[int, Indicator]
) -> dict[tuple[int, int], tuple[Observation, ...]]:
    """One query: quarterly observations in order, by indicator and area."""
    rows = (
        results.filter(period__kind=PeriodKind.QUARTER)
        .select_related("period")
        .annotate(area_kind=F("area__kind"))
        .order_by("period__ends_on")
    )
    series: dict[tuple[int, int], list[Observation]] = defaultdict(list)
    for row in rows:
        indicator = indicators[row.indicator_id]
        series[row.indicator_id, row.area_id].append(observe(row, indicator))
    return {key: _to_date(indicators[key[0]], observations) for key, observations in series.items()}


def _to_date(indicator: Indicator, observations: list[Observation]) -> tuple[Observation, ...]:
    """What arises within a year is shown as the year so far; everything else as it stands."""
    if indicator.numerator.time_rule != TimeRule.FLOW:
        return tuple(observations)
    return tuple(_year_so_far(observation, indicator, observations) for observation in observations)


def _year_so_far(
    observation: Observation, indicator: Indicator, observations: list[Observation]
) -> Observation:
    quarters = [
        other
        for other in observations
        if other.period.year == observation.period.year and other.on <= observation.on
    ]
    total = rollup.time_value(TimeRule.FLOW.value, [quarter.numerator for quarter in quarters])
    parts = rollup.leaf(rollup.Parts(total, observation.denominator, approved=False))
    return replace(
        observation,
        numerator=total,
        value=rollup.ratio(parts, indicator.factor),
        adds_preliminary=not all(quarter.is_official for quarter in quarters),
    )


def observe(row: Result, indicator: Indicator) -> Observation:
    return Observation(
        period=row.period,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        coverage=_coverage(row, indicator),
        own_value=_own_value(row, indicator.factor),
    )


def _coverage(row: Result, indicator: Indicator) -> Coverage:
    unit = _unit(indicator)
    has_districts = (
        row.area_kind == AreaKind.PROVINCE
        and indicator.by_commune
        and 0 < row.children_expected < row.expected
    )
    return Coverage(
        reported=row.reported,
        expected=row.expected,
        approved=row.approved,
        children_reported=row.children_reported,
        children_expected=row.children_expected,
        unit=unit,
        children_unit=DISTRICTS if has_districts else unit,
        stated=row.stated,
        estimated=row.estimated,
    )


def _unit(indicator: Indicator) -> str:
    if not indicator.by_commune:
        return DISTRICTS
    return XA if indicator.numerator.scope == Scope.XA_ONLY else COMMUNES


def _own_value(row: Result, factor: Decimal) -> Decimal | None:
    """What the area itself stated, as a value, to set beside the roll-up."""
    if row.own_numerator is None:
        return None
    stated = rollup.Parts(row.own_numerator, row.own_denominator, approved=False)
    return rollup.ratio(rollup.leaf(stated), factor)


def build_case(
    indicator: Indicator,
    area: Area,
    facts: Facts,
    series: tuple[Observation, ...],
    *,
    only_official: bool = False,
) -> Case:
    """Where only official figures count, the preliminary ones are set aside here, before anything
    is judged, drawn or ranked; what is made of the case then follows."""
    withheld: tuple[Observation, ...] = ()
    if only_official:
        withheld = tuple(o for o in series if not o.is_official)
        series = tuple(o for o in series if o.is_official)
    own = facts.targets.get((indicator.pk, area.pk), ())
    is_rate = indicator.denominator_id is not None
    return Case(
        indicator=indicator,
        series=series,
        targets=own or facts.province_targets.get(indicator.pk, ()),
        baseline=_baseline(indicator, area, facts, series),
        published=facts.published.get((indicator.pk, area.pk), ()),
        # What is set for the province judges its parts only where it is a rate.
        targets_apply=bool(own) or is_rate or area.kind == AreaKind.PROVINCE,
        withheld=withheld,
    )


def _baseline(
    indicator: Indicator, area: Area, facts: Facts, series: tuple[Observation, ...]
) -> pg.Point | None:
    """The area's own baseline; failing that, what it reported on the day of the province's."""
    own = facts.baselines.get((indicator.pk, area.pk))
    if own is not None:
        return pg.Point(own.on, own.value)
    province = facts.province_baselines.get(indicator.pk)
    if province is None:
        return None
    return next(
        (
            pg.Point(o.on, o.value)
            for o in series
            if o.on == province.on and o.value is not None and o.coverage.is_complete
        ),
        None,
    )


def cases_of_area(area: Area, *, only_official: bool = False) -> list[Case]:
    """Every indicator of one area; five queries."""
    return cases_and_facts(area, only_official=only_official)[0]


def cases_and_facts(area: Area, *, only_official: bool = False) -> tuple[list[Case], Facts]:
    """The same, with the facts, which are those of every area."""
    indicators = {indicator.pk: indicator for indicator in indicator_rows()}
    facts = load_facts()
    series = load_series(Result.objects.filter(area=area), indicators)
    cases = [
        build_case(
            indicator, area, facts, series.get((pk, area.pk), ()), only_official=only_official
        )
        for pk, indicator in indicators.items()
    ]
    return cases, facts


def latest_complete(cases: Iterable[Case]) -> date | None:
    """The newest day on which everything that is rolled up was reported by all; else that at least
    half had reported, so that one who never reports does not bring the day of one who did; else
    the newest."""
    by_day: dict[date, list[Coverage]] = defaultdict(list)
    for case in cases:
        for seen in case.series:
            by_day[seen.on].append(seen.coverage)
    days = sorted(by_day, reverse=True)
    whole = (day for day in days if all(one.is_complete for one in by_day[day]))
    most = (day for day in days if all(2 * one.reported >= one.expected for one in by_day[day]))
    return next(whole, None) or next(most, None) or next(iter(days), None)


def latest_shared(cases: Iterable[Case]) -> date | None:
    """As `latest_complete`, of the days of which nothing was set aside as preliminary: what stands
    side by side is then of one day."""
    cases = list(cases)
    aside = {seen.on for case in cases for seen in case.withheld}
    kept = [
        replace(case, series=tuple(seen for seen in case.series if seen.on not in aside))
        for case in cases
    ]
    return latest_complete(kept) or latest_complete(cases)


def stand_all(cases: Iterable[Case], *, upto: date, today: date, is_chosen: bool) -> list[Standing]:
    """Each on that day. Where a reader chose it nothing later is shown, not even what was published
    since."""
    if is_chosen:
        known = [_known_by(case, upto) for case in cases]
        return [stand(case, upto=whole_day(case, upto), today=today) for case in known]
    return [stand(case, upto=day_of(case, upto, today), today=today) for case in cases]


def _known_by(case: Case, day: date) -> Case:
    """Without what other sources say of later days."""
    published = (one for one in case.published if one.on <= day or not one.for_comparison)
    return replace(case, published=tuple(published))


def day_of(case: Case, upto: date, today: date) -> date:
    """The day to look at: where nothing is rolled up, that of the newest published figure."""
    days = [figure.on for figure in case.published if figure.on <= today]
    return max([upto, *days]) if not case.series else whole_day(case, upto)


def whole_day(case: Case, upto: date) -> date:
    """A day itself, unless what was reported for it was set aside: then the newest before it that
    all had reported, never a part that happens to be approved."""
    if not case.withheld or any(o.on == upto for o in case.series):
        return upto
    complete = [o.on for o in case.series if o.on <= upto and o.coverage.is_complete]
    return max(complete, default=upto)
