"""The leaders' first screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet, Subquery

from indicators.models import APPROVED_STATES, EDITABLE_STATES, Area, AreaKind, Period, Report
from lsdash.lib.quarters import PeriodCode, parse_code

from .cases import cases_and_facts, latest_complete, latest_shared, stand_all, whole_day
from .districts import DistrictStanding, district_standings
from .periods_asked import period_of_code, periods_of
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
        return self.owed - sum(self.counts.get(state, 0) for state in EDITABLE_STATES)

    @property
    def missing(self) -> int:
        return self.owed - self.received

    @property
    def approved(self) -> int:
        return sum(self.counts.get(state, 0) for state in APPROVED_STATES)


@dataclass(frozen=True)
class Overview:
    """`before` is the period that came last before the shown one; `earlier` how the area stood
    then, by indicator; `districts` how its districts stand on the headlines."""

    area: Area
    upto: date
    period: Period | None
    before: Period | None
    periods: tuple[Period, ...]  # that have results, newest first
    headlines: tuple[Standing, ...]
    others: tuple[Standing, ...]
    earlier: Mapping[int, Standing]
    districts: Mapping[int, tuple[DistrictStanding, ...]]
    reports: ReportsIn | None

    @property
    def standings(self) -> tuple[Standing, ...]:
        return (*self.headlines, *self.others)

    @property
    def partial(self) -> Observation | None:
        """A newer period that only some have reported: told, not shown as the province's."""
        return next((s.newer_partial for s in self.headlines if s.newer_partial), None)


def overview(
    *,
    today: date,
    area: Area | None = None,
    reports: QuerySet[Report] | None = None,
    period_code: str = "",
    only_official: bool = False,
) -> Overview:
    """Of an area, else of the province with its districts, with those of its reports that the
    reader may see; nine queries at most. `period_code` empty takes the newest period that everyone
    has reported, where `only_official` the newest of which all is approved and final; an indicator
    of which more is known by then is shown with that.

    Raises NoPeriod for a period that has no results.
    """
    area = area or Area.objects.get(kind=AreaKind.PROVINCE)
    cases, facts = cases_and_facts(area, only_official=only_official)
    periods = periods_of(cases)
    period = _chosen(periods, period_code, cases)
    before = next((p for p in periods if period and p.ends_on < period.ends_on), None)
    upto = period.ends_on if period else today
    cases = [c for c in cases if c.indicator.valid_to is None or c.indicator.valid_to > upto]
    newest = upto if period_code else max(upto, latest_complete(cases) or upto)
    standings = stand_all(cases, upto=newest, today=today, is_chosen=bool(period_code))
    return Overview(
        area=area,
        upto=upto,
        period=period,
        before=before,
        periods=periods,
        headlines=tuple(s for s in standings if s.indicator.is_headline),
        others=tuple(s for s in standings if not s.indicator.is_headline),
        earlier=_earlier(cases, before, today),
        districts=district_standings(
            [case.indicator for case in cases if case.indicator.is_headline and case.series],
            facts,
            _districts(area, upto),
            day=upto,
            before=before.ends_on if before else None,
            today=today,
            only_official=only_official,
        ),
        reports=_reports_in(
            Report.objects.all() if reports is None else reports, period if period_code else None
        ),
    )


def _earlier(cases: Iterable[Case], before: Period | None, today: date) -> dict[int, Standing]:
    if before is None:
        return {}
    return {
        case.indicator.pk: stand(case, upto=whole_day(case, before.ends_on), today=today)
        for case in cases
    }


def _districts(area: Area, day: date) -> list[Area]:
    """Of the province those that existed on the day; one query. Of any other area none."""
    if area.kind != AreaKind.PROVINCE:
        return []
    found = Area.objects.filter(parent=area).of_kind(AreaKind.DISTRICT).valid_on(day)
    return list(found.order_by("code"))


def _chosen(periods: tuple[Period, ...], code: str, cases: list[Case]) -> Period | None:
    if not code:
        day = latest_shared(cases)
        return next((period for period in periods if period.ends_on == day), None)
    return period_of_code(periods, code)


def _reports_in(reports: QuerySet[Report], period: Period | None) -> ReportsIn | None:
    """Of that period, else of the newest one that was opened; one query."""
    newest = Period.objects.opened().order_by("-ends_on").values("pk")[:1]
    rows = list(
        reports.filter(period=period or Subquery(newest))
        .order_by("state")
        .values("state", "period__code", "period__due_on")
        .annotate(number=Count("pk"))
    )
    if not rows:
        return None
    return ReportsIn(
        period=parse_code(rows[0]["period__code"]),
        due_on=rows[0]["period__due_on"],
        counts={row["state"]: row["number"] for row in rows},
    )
