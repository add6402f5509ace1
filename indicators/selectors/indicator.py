"""The list of indicators and one indicator's page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import groupby

from django.db.models import Q, QuerySet

from indicators import progress as pg
from indicators.models import (
    Area,
    AreaKind,
    Baseline,
    Indicator,
    IndicatorGroup,
    OfficialFigure,
    Period,
)

from .cases import (
    cases_of_area,
    day_of,
    indicator_rows,
    latest_complete,
    load_facts,
    stand_all,
    whole_day,
)
from .lineage import WithoutPast, cases_through, lineage_of, pasts_of, without_past
from .missing import NoIndicator, NoPeriod
from .periods_asked import period_of_code, periods_of
from .running_year import RunningYear, running_year
from .standing import Case, Observation, Standing, gap_of, place, stand


@dataclass(frozen=True)
class IndicatorGroupRows:
    label: str
    standings: tuple[Standing, ...]


@dataclass(frozen=True)
class IndicatorList:
    groups: tuple[IndicatorGroupRows, ...]
    periods: tuple[Period, ...]  # that have results, newest first
    period: Period | None  # the chosen one


def indicator_list(
    *, province: Area, today: date, period_code: str = "", only_official: bool = False
) -> IndicatorList:
    """All indicators by group, as the province stands; five queries. Raises NoPeriod."""
    cases = cases_of_area(province, only_official=only_official)
    periods = periods_of(cases)
    period = period_of_code(periods, period_code) if period_code else None
    upto = period.ends_on if period else latest_complete(cases) or today
    standings = stand_all(cases, upto=upto, today=today, is_chosen=period is not None)
    order = list(IndicatorGroup)
    standings.sort(key=lambda s: (order.index(IndicatorGroup(s.indicator.group)), place(s)))
    groups = groupby(standings, key=lambda s: s.indicator.group)
    return IndicatorList(
        tuple(IndicatorGroupRows(IndicatorGroup(one).label, tuple(rows)) for one, rows in groups),
        periods,
        period,
    )


@dataclass(frozen=True)
class DistrictRow:
    """`level_change` is against the newest period before that all had reported, `pace_needed` and
    `pace_held` in the indicator's unit per year; each None where it cannot be said."""

    area: Area
    standing: Standing
    level_change: Decimal | None = None
    pace_needed: Decimal | None = None
    pace_held: Decimal | None = None


@dataclass(frozen=True)
class IndicatorPage:
    indicator: Indicator
    area: Area
    standing: Standing
    upto: date
    periods: tuple[Period, ...]  # that have results, newest first
    ranking: tuple[DistrictRow, ...]  # best first, without a value last
    left_out: tuple[Area, ...]  # not ranked: preliminary, where only official figures count
    only_official: bool
    period_code: str  # the chosen one, empty where it is the newest
    outlook: pg.Outlook | None
    band: tuple[pg.Spread, ...]  # the outlook from the last point to the target's date
    running: RunningYear | None  # of a yearly change: the year that has not ended
    without_past: WithoutPast  # the area and its parts
    breaks: tuple[Indicator, ...]  # the series before and after, never joined
    baseline: Baseline | None
    published: tuple[tuple[OfficialFigure, Decimal | None], ...]  # with the roll-up's difference

    @property
    def reached_in_time(self) -> bool:
        """Whether the trend gets to the target by its date; a rate past 100 % is no forecast."""
        target, outlook = self.standing.target, self.outlook
        if target is None or outlook is None:
            return False
        return pg.reaches(outlook.projected.value, target.value, self.case.direction)

    @property
    def is_restated(self) -> bool:
        shown = (self.case, *(row.standing.case for row in self.ranking))
        return any(o.is_restated for case in shown for o in case.series)

    @property
    def parts(self) -> str:
        """By what it is ranked: “theo huyện, thành phố”."""
        return f"theo {self.kind_of_part}"

    @property
    def kind_of_part(self) -> str:
        is_province = self.area.kind == AreaKind.PROVINCE
        return "huyện, thành phố" if is_province and self._has_districts else "xã, phường"

    @property
    def _has_districts(self) -> bool:
        shown = [row.area for row in self.ranking] or list(self.left_out)
        return not shown or shown[0].kind == AreaKind.DISTRICT

    @property
    def case(self) -> Case:
        return self.standing.case


def indicator_page(
    *,
    code: str,
    area: Area,
    readable: QuerySet[Area],
    today: date,
    period_code: str = "",
    only_official: bool = False,
) -> IndicatorPage:
    """One indicator: the area's case, and how each readable part of it stands: the districts of
    the province, the communes of a district, each with the past that those before it add up to.
    At most twelve queries; up to fourteen for a district that is no more.

    Raises NoIndicator, and NoPeriod for a period without results.
    """
    indicator = indicator_rows().filter(code=code).first()
    if indicator is None:
        raise NoIndicator(code, Indicator.objects.all())
    facts = load_facts([indicator.pk])
    cases_of = partial(cases_through, indicator, facts=facts, only_official=only_official)
    lineage = lineage_of(area)
    (case,) = cases_of([area], {area.pk: lineage})
    upto = _upto(case, period_code, today)
    standing = stand(case, upto=whole_day(case, upto), today=today)
    day = compared_on(standing, upto)
    # Only those of the day: the communes of another hang on hundreds of former ones.
    shown = list(readable.filter(parent=area).valid_on(day).order_by("code"))
    pasts = pasts_of(shown)
    rows = [
        _district_row(part, its, standing, day, today)
        for part, its in zip(shown, cases_of(shown, pasts), strict=True)
    ]
    left_out = [row for row in rows if _is_left_out(row, standing, day)]
    return IndicatorPage(
        indicator=indicator,
        area=area,
        standing=standing,
        upto=upto,
        periods=tuple(o.period for o in reversed(_all(case))),
        ranking=_ranked((row for row in rows if row not in left_out), case.direction),
        left_out=tuple(row.area for row in left_out),
        only_official=only_official,
        period_code=period_code,
        outlook=_outlook(standing),
        band=_band(standing),
        running=running_year(standing, upto),
        baseline=facts.province_baselines.get(indicator.pk),
        published=tuple((figure, gap_of(case, figure)) for figure in case.published),
        without_past=without_past([area, *shown], {area.pk: lineage} | pasts),
        breaks=tuple(Indicator.objects.filter(Q(successors=indicator) | Q(predecessor=indicator))),
    )


def _all(case: Case) -> list[Observation]:
    """What counts and what was set aside, by date."""
    return sorted((*case.series, *case.withheld), key=lambda o: o.on)


def is_set_aside(case: Case, day: date) -> bool:
    return any(o.on == day for o in case.withheld)


def compared_on(standing: Standing, upto: date) -> date:
    """The day to compare the districts on: the province's own, or for a yearly change the newest
    that all had reported, so that the levels beside it are of one period. A day whose figure for
    the province was set aside is compared all the same: some districts are approved already."""
    if not standing.is_change:
        return upto if is_set_aside(standing.case, upto) else standing.on or upto
    complete = [o.on for o in standing.case.series if o.on <= upto and o.coverage.is_complete]
    return max(complete, default=upto)


def stand_beside(case: Case, above: Standing, day: date, today: date) -> Standing:
    """A part on the day of the whole; what it reported for another is no comparison."""
    standing = stand(case, upto=day, today=today)
    expected = above.on if above.is_change else day
    is_rolled = above.observation is not None or is_set_aside(above.case, day)
    if standing.on != expected and is_rolled:
        return stand(replace(case, series=()), upto=day, today=today)
    return standing


def _district_row(
    area: Area, case: Case, province: Standing, day: date, today: date
) -> DistrictRow:
    standing = stand_beside(case, province, day, today)
    points = _level_points(standing.case, day)
    target = standing.target
    goal = pg.Point(target.on, target.value) if target and not standing.is_change else None
    return DistrictRow(
        area=area,
        standing=standing,
        level_change=points[-1].value - points[-2].value if len(points) > 1 else None,
        pace_needed=pg.pace_needed(standing.value, points[-1].on, goal)
        if goal and points
        else None,
        pace_held=pg.pace_held(points),
    )


def _is_left_out(row: DistrictRow, province: Standing, day: date) -> bool:
    """Whether it is without a value only because its own is preliminary."""
    if row.standing.value is not None:
        return False
    if not province.is_change:
        return is_set_aside(row.standing.case, day)
    year = (province.on or day).year
    return any(o.period.year in (year, year - 1) for o in row.standing.case.withheld)


def _upto(case: Case, period_code: str, today: date) -> date:
    if not period_code:
        return day_of(case, latest_complete([case]) or today, today)
    for observation in _all(case):
        if observation.period.code == period_code:
            return observation.on
    raise NoPeriod(period_code, [o.period for o in reversed(_all(case))])


def _ranked(rows: Iterable[DistrictRow], direction: pg.Direction) -> tuple[DistrictRow, ...]:
    sign = 1 if direction == pg.Direction.FALL else -1

    def place(row: DistrictRow) -> tuple[bool, Decimal, str]:
        value = row.standing.value
        return value is None, sign * (value or Decimal(0)), row.area.code

    return tuple(sorted(rows, key=place))


def _outlook(standing: Standing) -> pg.Outlook | None:
    goal = _goal(standing)
    return pg.outlook(_level_points(standing.case, standing.on), goal) if goal else None


def _band(standing: Standing) -> tuple[pg.Spread, ...]:
    goal = _goal(standing)
    return pg.band(_level_points(standing.case, standing.on), goal) if goal else ()


def _goal(standing: Standing) -> pg.Point | None:
    """Only for a level that is rolled up and still short of its target: published figures are too
    few and too different."""
    if standing.target is None or standing.is_change or standing.observation is None:
        return None
    return pg.Point(standing.target.on, standing.target.value) if standing.distance else None


def _level_points(case: Case, upto: date) -> list[pg.Point]:
    """What all had reported, up to the period that is shown."""
    return [
        pg.Point(o.on, o.value)
        for o in case.series
        if o.value is not None and o.coverage.is_complete and o.on <= upto
    ]
