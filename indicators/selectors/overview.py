"""The leaders' first screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Subquery

from indicators.models import APPROVED_STATES, Area, AreaKind, Period, Report, ReportState
from lsdash.lib.quarters import PeriodCode, parse_code

from .cases import cases_of_area, day_of, latest_complete, whole_day
from .missing import NoPeriod
from .standing import Case, Observation, Standing, stand


@dataclass(frozen=True)
class ReportsIn:
    """Of the newest opened period: how many reports have come in, by state."""

    period: PeriodCode
    due_on: date
    counts: Mapping[str, int]

    @property
    def owed(self) -> int:
        return sum(self.counts.values())

    @property
    def received(self) -> int:
        return self.owed - self.counts.get(ReportState.NOT_SENT, 0)

    @property
    def approved(self) -> int:
        return sum(self.counts.get(state, 0) for state in APPROVED_STATES)


@dataclass(frozen=True)
class Overview:
    province: Area
    upto: date
    period: Period | None
    periods: tuple[Period, ...]  # that have results, newest first
    headlines: tuple[Standing, ...]
    others: tuple[Standing, ...]
    reports: ReportsIn | None

    @property
    def partial(self) -> Observation | None:
        """A newer period that only some have reported: told, not shown as the province's."""
        return next((s.newer_partial for s in self.headlines if s.newer_partial), None)


def overview(*, today: date, period_code: str = "", only_official: bool = False) -> Overview:
    """Seven queries; `period_code` empty takes the newest period that everyone has reported, where
    `only_official` the newest of which all is approved and final.

    Raises NoPeriod for a period that has no results.
    """
    province = Area.objects.get(kind=AreaKind.PROVINCE)
    cases = cases_of_area(province, only_official=only_official)
    periods = _periods(cases)
    period = _chosen(periods, period_code, cases)
    upto = period.ends_on if period else today
    standings = [
        stand(case, upto=_day(case, upto, today, period_code), today=today)
        for case in cases
        if case.indicator.valid_to is None or case.indicator.valid_to > upto
    ]
    return Overview(
        province=province,
        upto=upto,
        period=period,
        periods=periods,
        headlines=tuple(s for s in standings if s.indicator.is_headline),
        others=tuple(s for s in standings if not s.indicator.is_headline),
        reports=_reports_in(),
    )


def _day(case: Case, upto: date, today: date, period_code: str) -> date:
    """Of a chosen period nothing later is shown, not even what was published since."""
    return whole_day(case, upto) if period_code else day_of(case, upto, today)


def _periods(cases: list[Case]) -> tuple[Period, ...]:
    found = {o.period.pk: o.period for case in cases for o in (*case.series, *case.withheld)}
    return tuple(sorted(found.values(), key=lambda period: period.ends_on, reverse=True))


def _chosen(periods: tuple[Period, ...], code: str, cases: list[Case]) -> Period | None:
    if not code:
        day = latest_complete(cases)
        return next((period for period in periods if period.ends_on == day), None)
    for period in periods:
        if period.code == code:
            return period
    raise NoPeriod(code, periods)


def _reports_in() -> ReportsIn | None:
    newest = Period.objects.opened().order_by("-ends_on").values("pk")[:1]
    rows = list(
        Report.objects.filter(period=Subquery(newest))
        .values("state", "period__code", "period__due_on")
        .annotate(number=Count("pk"))
        .order_by("state")
    )
    if not rows:
        return None
    return ReportsIn(
        period=parse_code(rows[0]["period__code"]),
        due_on=rows[0]["period__due_on"],
        counts={row["state"]: row["number"] for row in rows},
    )
