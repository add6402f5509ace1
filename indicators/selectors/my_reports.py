"""Which reports a person owes, in which state, by when, and what is missing in them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet
from django.utils.timezone import localdate

from indicators.models import Period, Report, ReportEvent, ReportState

PERIODS = 8
_A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class MyReport:
    """One report with what its owner must know of it."""

    report: Report
    figures: int
    return_reason: str  # why it came back, while it is returned
    days_left: int | None  # to the end of the due day; negative when late; None once sent

    @property
    def is_late(self) -> bool:
        return self.days_left is not None and self.days_left < 0

    @property
    def due_words(self) -> str:
        """“Quá hạn 3 ngày”, “Hạn hôm nay”, “Còn 5 ngày”; empty once it is sent."""
        if self.days_left is None:
            return ""
        if self.days_left < 0:
            return f"Quá hạn {-self.days_left} ngày"
        return "Hạn hôm nay" if self.days_left == 0 else f"Còn {self.days_left} ngày"


@dataclass(frozen=True)
class PeriodReports:
    period: Period
    reports: tuple[MyReport, ...]


@dataclass(frozen=True)
class MyReports:
    """The last eight opened periods, newest first."""

    periods: tuple[PeriodReports, ...]

    @property
    def waiting(self) -> int:
        """How many can still be filled and are not sent."""
        return sum(one.days_left is not None for group in self.periods for one in group.reports)


def my_reports(reports: QuerySet[Report], *, now: datetime) -> MyReports:
    """Of these reports the ones of the last eight opened periods. Two queries."""
    newest = Period.objects.opened().order_by("-ends_on")[:PERIODS]
    rows = list(
        reports.filter(period__in=newest.values("pk"))
        .select_related("form", "area", "period")
        .annotate(figure_count=Count("figures"))
        .order_by("-period__ends_on", "form__code", "area__code")
    )
    reasons = _reasons([row.pk for row in rows if row.state == ReportState.RETURNED])
    groups: dict[int, list[MyReport]] = {}
    for row in rows:
        groups.setdefault(row.period_id, []).append(
            MyReport(row, row.figure_count, reasons.get(row.pk, ""), _days_left(row, now))
        )
    return MyReports(
        tuple(PeriodReports(group[0].report.period, tuple(group)) for group in groups.values())
    )


def _reasons(reports: list[int]) -> dict[int, str]:
    events = ReportEvent.objects.filter(report__in=reports, to_state=ReportState.RETURNED)
    moved = events.exclude(from_state=ReportState.RETURNED).order_by("pk")
    return dict(moved.values_list("report_id", "reason"))


def _days_left(report: Report, now: datetime) -> int | None:
    """Whole days from today to the due day, an extension counted."""
    if not report.is_editable:
        return None
    last_moment = report.deadline() - _A_MOMENT
    return (localdate(last_moment) - localdate(now)).days
