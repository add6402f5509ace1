"""Which reports a person owes, in which state, by when, and what is missing in them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from indicators.models import (
    Area,
    FormMeasure,
    Measure,
    MeasureKind,
    Period,
    Report,
    ReportEvent,
    ReportState,
)
from indicators.scrutiny import is_owed

PERIODS = 8
_A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class MyReport:
    """One report with what its owner must know of it."""

    report: Report
    filled: int
    owed: int | None  # cells; None once the report is sent
    return_reason: str  # why it came back, while it is returned
    days_left: int | None  # to the end of the due day; negative when late; None once sent

    @property
    def missing(self) -> int:
        return (self.owed or 0) - self.filled

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
    """Of these reports the ones of the last eight opened periods. Four queries."""
    newest = Period.objects.opened().order_by("-ends_on")[:PERIODS]
    rows = list(
        reports.filter(period__in=newest.values("pk"))
        .select_related("form", "area", "period")
        .annotate(filled=Count("figures", filter=~Q(figures__measure__kind=MeasureKind.RATE)))
        .order_by("-period__ends_on", "form__code", "area__code")
    )
    reasons = _reasons([row.pk for row in rows if row.state == ReportState.RETURNED])
    owed = _owed([row for row in rows if row.is_editable])
    groups: dict[int, list[MyReport]] = {}
    for row in rows:
        mine = MyReport(
            report=row,
            filled=row.filled,
            owed=owed.get(row.pk),
            return_reason=reasons.get(row.pk, ""),
            days_left=_days_left(row, now),
        )
        groups.setdefault(row.period_id, []).append(mine)
    return MyReports(
        tuple(PeriodReports(group[0].report.period, tuple(group)) for group in groups.values())
    )


def _owed(reports: list[Report]) -> dict[int, int]:
    """How many cells each of these reports should hold in the end."""
    measures: dict[int, list[Measure]] = {}
    of_forms = FormMeasure.objects.filter(form__in={report.form_id for report in reports})
    for column in of_forms.select_related("measure"):
        measures.setdefault(column.form_id, []).append(column.measure)
    kinds = {report.form.row_kind for report in reports}
    areas = list(Area.objects.filter(kind__in=kinds).select_related("parent"))
    return {
        report.pk: sum(
            is_owed(measure, area)
            for area in areas
            if _is_row(area, report)
            for measure in measures.get(report.form_id, ())
        )
        for report in reports
    }


def _is_row(area: Area, report: Report) -> bool:
    """Communes of a district, districts or communes of the province; valid in the period."""
    below = report.area_id in (area.parent_id, area.parent and area.parent.parent_id)
    return below and area.kind == report.form.row_kind and area.is_valid_on(report.period.ends_on)


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
