"""Which reports came in, which in time, and who still owes what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from indicators.models import (
    EDITABLE_STATES,
    Area,
    Period,
    Report,
    ReportForm,
    ReportState,
)

from .queue import FIRST_SENT, days_late

PERIODS = 8
IN_STATES = (ReportState.SENT, ReportState.APPROVED, ReportState.LOCKED)


@dataclass(frozen=True)
class MatrixCell:
    """One report in the matrix; `days_over` counts from its due date, extended or not."""

    report: Report
    days_over: int
    days_late: int

    @property
    def is_in(self) -> bool:
        return self.report.state in IN_STATES

    @property
    def is_in_time(self) -> bool:
        return self.is_in and not self.days_late


@dataclass(frozen=True)
class MatrixRow:
    area: Area
    cells: tuple[MatrixCell | None, ...]  # None: nothing owed in that period


@dataclass(frozen=True)
class Share:
    """Of the reports owed for a period how many are in, and how many came in time."""

    period: Period
    owed: int
    received: int
    in_time: int

    @property
    def received_ratio(self) -> Decimal | None:
        return Decimal(self.received) / self.owed if self.owed else None

    @property
    def in_time_ratio(self) -> Decimal | None:
        return Decimal(self.in_time) / self.owed if self.owed else None


@dataclass(frozen=True)
class Owed:
    """A report that is still to come."""

    report: Report
    last_day: date
    days_left: int

    @property
    def is_overdue(self) -> bool:
        return self.days_left < 0


@dataclass(frozen=True)
class Completeness:
    form: ReportForm | None
    forms: tuple[ReportForm, ...]
    shares: tuple[Share, ...]
    rows: tuple[MatrixRow, ...]
    owed: tuple[Owed, ...]

    @property
    def states(self) -> list[tuple[str, str]]:
        """For the legend: every state with its word."""
        return ReportState.choices

    @property
    def overdue(self) -> int:
        return sum(one.is_overdue for one in self.owed)


def last_day(report: Report) -> date:
    """The last day on which the report may be sent; an extension counts."""
    return localtime(report.deadline() - timedelta(microseconds=1)).date()


def completeness(reports: QuerySet[Report], *, now: datetime, form: str = "") -> Completeness:
    """The last eight opened periods of one form, by its code, among these reports; what is owed
    now, of all forms. Raises LookupError where there is no such form.

    Four queries: forms, periods, the form's reports, what is owed.
    """
    forms = _forms(reports)
    if form and form not in {one.code for one in forms}:
        raise LookupError(form)
    chosen = next((one for one in forms if form in ("", one.code)), None)
    periods = _periods(chosen)
    cells = _cells(reports, chosen, periods, now)
    return Completeness(
        form=chosen,
        forms=forms,
        shares=tuple(_share(period, cells) for period in periods),
        rows=_rows(periods, cells),
        owed=owed_reports(reports, now=now),
    )


def _forms(reports: QuerySet[Report]) -> tuple[ReportForm, ...]:
    """One form of each code, the newest, that any of these reports is of."""
    found = ReportForm.objects.filter(pk__in=reports.values("form")).order_by("code", "valid_from")
    return tuple({form.code: form for form in found}.values())


def _periods(form: ReportForm | None) -> list[Period]:
    """The last opened ones, oldest first."""
    if form is None:
        return []
    opened = Period.objects.opened().filter(kind=form.period_kind)
    return list(opened.order_by("-ends_on")[:PERIODS])[::-1]


def _cells(
    reports: QuerySet[Report], form: ReportForm | None, periods: Sequence[Period], now: datetime
) -> list[MatrixCell]:
    if form is None:
        return []
    rows = (
        reports.filter(form__code=form.code, period__in=periods)
        .select_related("area", "period", "form")
        .annotate(first_sent=FIRST_SENT)
        .order_by("area__code", "area__valid_from")
    )
    return [_cell(report, now) for report in rows]


def _cell(report: Report, now: datetime) -> MatrixCell:
    missing = report.state in EDITABLE_STATES
    over = (localtime(now).date() - last_day(report)).days if missing else 0
    sent = report.first_sent
    return MatrixCell(report, max(over, 0), days_late(report, sent) if sent else 0)


def _rows(periods: Sequence[Period], cells: Sequence[MatrixCell]) -> tuple[MatrixRow, ...]:
    by_area: dict[Area, dict[int, MatrixCell]] = {}
    for cell in cells:
        by_area.setdefault(cell.report.area, {})[cell.report.period_id] = cell
    return tuple(
        MatrixRow(area, tuple(own.get(period.pk) for period in periods))
        for area, own in by_area.items()
    )


def _share(period: Period, cells: Sequence[MatrixCell]) -> Share:
    own = [cell for cell in cells if cell.report.period_id == period.pk]
    return Share(
        period=period,
        owed=len(own),
        received=sum(cell.is_in for cell in own),
        in_time=sum(cell.is_in_time for cell in own),
    )


def owed_reports(reports: QuerySet[Report], *, now: datetime) -> tuple[Owed, ...]:
    """What has not come in of the periods that are open, and of closed ones what was given more
    time; the longest overdue first. One query, with the areas above."""
    today = localtime(now).date()
    takes = Q(period__closed_at__isnull=True) | Q(extended_until__gt=now)
    rows = reports.filter(
        takes, state__in=EDITABLE_STATES, period__opened_at__lte=now
    ).select_related("form", "period", "area__parent__parent__parent")
    found = [Owed(row, last_day(row), (last_day(row) - today).days) for row in rows]
    return tuple(sorted(found, key=_urgency))


def _urgency(one: Owed) -> tuple:
    return one.days_left, one.report.form.code, one.report.area.code
