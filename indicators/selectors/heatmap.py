"""Areas × indicators at a glance: where each stands on each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from indicators import progress as pg
from indicators.models import Area, AreaKind, Indicator, Period, PeriodKind, Result
from lsdash.lib.text import fold, strip_marks

from .cases import (
    Facts,
    build_case,
    indicator_rows,
    load_facts,
    load_series,
    whole_day,
)
from .indicator import compared_on, stand_beside
from .lineage import Lineage, WithoutPast, pasts_of, without_past
from .periods_asked import day_of_code, periods_of
from .standing import Case, Standing, stand

SEVERITY = {light: place for place, light in enumerate(pg.Light)}


@dataclass(frozen=True)
class HeatLine:
    area: Area
    standings: tuple[Standing, ...]  # in the order of the columns


@dataclass(frozen=True)
class Heatmap:
    area: Area
    whole: HeatLine  # the area itself, on the same day
    indicators: tuple[Indicator, ...]
    rows: tuple[HeatLine, ...]  # by code
    is_restated: bool  # the past of any part is added up from others
    without_past: WithoutPast
    upto: date
    periods: tuple[Period, ...]  # newest first


def heatmap(
    *,
    area: Area,
    readable: QuerySet[Area],
    today: date,
    period_code: str = "",
    only_official: bool = False,
    communes: bool = False,
) -> Heatmap:
    """The parts of an area, or all communes below it, on every indicator that reports roll up to
    the area. Nine queries, whatever the number of areas, indicators and periods. A unit that was
    made of others is judged with the past that these add up to.

    Raises NoPeriod for a period without results.
    """
    indicators = {one.pk: one for one in indicator_rows()}
    facts = load_facts()
    own = load_series(Result.objects.filter(area=area), indicators)
    cases = [
        build_case(one, area, facts, own[pk, area.pk], only_official=only_official)
        for pk, one in indicators.items()
        if (pk, area.pk) in own
    ]
    periods = periods_of(cases)
    upto = day_of_code(cases, periods, period_code, today)
    cases = [case for case in cases if _is_in_force(case.indicator, upto)]
    whole = [stand(case, upto=whole_day(case, upto), today=today) for case in cases]
    parts = list(_parts(area, readable, upto, communes=communes))
    pasts = pasts_of(parts)
    series = load_series(_results(pasts, cases, upto, facts), indicators)

    def line(part: Area) -> HeatLine:
        return HeatLine(
            part,
            tuple(
                stand_beside(
                    build_case(
                        above.indicator,
                        part,
                        facts,
                        pasts[part.pk].series(above.indicator.pk, above.indicator.factor, series),
                        only_official=only_official,
                    ),
                    above,
                    compared_on(above, upto),
                    today,
                )
                for above in whole
            ),
        )

    rows = tuple(line(part) for part in parts)
    return Heatmap(
        area=area,
        whole=HeatLine(area, tuple(whole)),
        indicators=tuple(case.indicator for case in cases),
        rows=rows,
        is_restated=any(
            o.is_restated for row in rows for s in row.standings for o in s.case.series
        ),
        without_past=without_past(parts, pasts),
        upto=upto,
        periods=periods,
    )


def _parts(area: Area, readable: QuerySet[Area], upto: date, *, communes: bool) -> QuerySet[Area]:
    rows = readable.valid_on(upto).select_related("parent").order_by("code")
    if communes:
        below = Area.objects.under(area).of_kind(AreaKind.COMMUNE)
        return rows.filter(pk__in=below.values("pk"))
    return rows.filter(parent=area)


def _results(
    pasts: Mapping[int, Lineage], cases: Sequence[Case], upto: date, facts: Facts
) -> QuerySet[Result]:
    """Only of the days that judging needs, so that a long past costs nothing: the year's quarters
    until the day, the ends of the two years before, and the days of the baselines."""
    days = {o.on for case in cases for o in (*case.series, *case.withheld)}
    starts = {row.on for row in facts.province_baselines.values()}
    wanted = {
        day
        for day in days
        if day <= upto
        and (day.year == upto.year or day in starts or (day.month, day.year) in _ends(upto))
    }
    return Result.objects.filter(
        area__in=set().union(*(past.concerned for past in pasts.values())),
        indicator__in=[case.indicator.pk for case in cases],
        period__kind=PeriodKind.QUARTER,
        period__ends_on__in=wanted,
    )


def _ends(upto: date) -> set[tuple[int, int]]:
    return {(12, upto.year - 1), (12, upto.year - 2)}


def _is_in_force(indicator: Indicator, upto: date) -> bool:
    return indicator.valid_to is None or indicator.valid_to > upto


def sorted_rows(
    page: Heatmap, code: str = "", *, best_first: bool = False, by_progress: bool = False
) -> tuple[HeatLine, ...]:
    """By one column, the worst first unless asked otherwise, or by name; without a column by code.
    What says nothing comes last either way."""
    if code == BY_NAME:
        return tuple(sorted(page.rows, key=_name, reverse=best_first))
    codes = [one.code for one in page.indicators]
    if code not in codes:
        return page.rows
    place = codes.index(code)

    def key(row: HeatLine) -> tuple:
        standing = row.standings[place]
        rank = _progress_rank(standing) if by_progress else _light_rank(standing)
        says_nothing = rank is None
        return says_nothing, [] if says_nothing else [-one if best_first else one for one in rank]

    return tuple(sorted(page.rows, key=key))


BY_NAME = "ten"


def _name(row: HeatLine) -> str:
    """As a list of names is read: Bắc Sơn before Bình Gia."""
    return strip_marks(fold(row.area.short_name))


def _progress_rank(standing: Standing) -> tuple | None:
    return None if standing.progress is None else (standing.progress,)


def _light_rank(standing: Standing) -> tuple | None:
    """By the light, then by how far it is from the target."""
    light = standing.judgement.light
    if light in (pg.Light.NO_DATA, pg.Light.NOT_APPLICABLE):
        return None
    return -SEVERITY[light], -(standing.distance or 0)
