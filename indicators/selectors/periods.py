"""Reporting periods: which there are, what has come in, what was done with them."""

from calendar import monthrange
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from indicators.models import (
    APPROVED_STATES,
    EDITABLE_STATES,
    FigureChange,
    Period,
    PeriodEvent,
    PeriodKind,
    Report,
)
from lsdash.lib.quarters import PeriodCode

MONTHS = {PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}


@dataclass(frozen=True)
class Reports:
    """How many reports of a period are owed, have come in, and were approved."""

    owed: int
    received: int
    approved: int


@dataclass(frozen=True)
class PeriodRow:
    period: Period
    reports: Reports

    @property
    def state(self) -> str:
        return state_of(self.period)


@dataclass(frozen=True)
class PeriodYear:
    year: int
    rows: tuple[PeriodRow, ...]
    is_running: bool  # something of it is open


@dataclass(frozen=True)
class PeriodPage:
    period: Period
    counted: Reports
    reports: tuple[Report, ...]
    events: tuple[PeriodEvent, ...]  # the newest first
    has_figures: bool  # then its boundaries stay as they are

    @property
    def state(self) -> str:
        return state_of(self.period)


def state_of(period: Period) -> str:
    if period.opened_at is None:
        return "planned"
    return "open" if period.closed_at is None else "closed"


def period_years(reports: QuerySet[Report]) -> tuple[PeriodYear, ...]:
    """All periods by year, the newest first, and what of these reports is in; two queries."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    grouped = reports.values("period", "state").annotate(number=Count("pk")).order_by()
    for row in grouped:
        counts[row["period"]][row["state"]] = row["number"]
    years: dict[int, list[PeriodRow]] = defaultdict(list)
    for period in Period.objects.order_by("-year", "-ends_on", "-starts_on"):
        years[period.year].append(PeriodRow(period, _reports(counts[period.pk])))
    return tuple(
        PeriodYear(year, tuple(rows), any(row.state == "open" for row in rows))
        for year, rows in years.items()
    )


def period_page(period: Period, reports: QuerySet[Report]) -> PeriodPage:
    """One period, with those of these reports that it holds; three queries."""
    rows = reports.of_period(period).select_related("form", "area", "period")
    found = tuple(rows.order_by("form__code", "area__code"))
    return PeriodPage(
        period=period,
        counted=_reports(Counter(report.state for report in found)),
        reports=found,
        events=tuple(period.events.select_related("by").order_by("-at", "-pk")),
        has_figures=FigureChange.objects.filter(report__period=period).exists(),
    )


def _reports(states: Counter[str]) -> Reports:
    owed = states.total()
    return Reports(
        owed=owed,
        received=owed - sum(states[state] for state in EDITABLE_STATES),
        approved=sum(states[state] for state in APPROVED_STATES),
    )


def following_period(kind: PeriodKind) -> Period | None:
    """The one after the newest of its kind, with the same distances between its dates; not stored.

    From a quarter that runs from 15 December to 14 March comes one from 15 March to 14 June.
    """
    last = Period.objects.filter(kind=kind).order_by("-year", "-number").first()
    if last is None:
        return None
    code = PeriodCode(last.kind, last.year, last.number).next()
    starts_on = last.ends_on + timedelta(days=1)
    ends_on = _months_later(starts_on, MONTHS[PeriodKind(kind)]) - timedelta(days=1)
    return Period(
        code=str(code),
        kind=kind,
        year=code.year,
        number=code.number,
        starts_on=starts_on,
        ends_on=ends_on,
        opens_on=ends_on - (last.ends_on - last.opens_on),
        due_on=ends_on + (last.due_on - last.ends_on),
    )


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
