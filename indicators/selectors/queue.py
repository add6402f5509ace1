"""Reports that were sent and wait for the province, with what a reviewer should look at first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Min, Q, QuerySet
from django.utils.timezone import localtime

from indicators.models import Area, Measure, Period, Report, ReportState
from indicators.scrutiny import Examined, Finding, Readiness, examine

FIRST_SENT = Min("events__at", filter=Q(events__to_state=ReportState.SENT))


@dataclass(frozen=True)
class Oddest:
    """The figure of a report that is farthest from its own past."""

    area: Area
    measure: Measure
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class Waiting:
    """One report in the queue."""

    report: Report
    first_sent: datetime
    readiness: Readiness
    oddest: Oddest | None

    @property
    def is_clean(self) -> bool:
        return self.readiness.is_clean

    @property
    def warnings(self) -> int:
        return len(self.readiness.explained) + len(self.readiness.unexplained)

    @property
    def days_late(self) -> int:
        """Days after the period's own due date at which it first came in; 0 for in time."""
        return days_late(self.report, self.first_sent)

    @property
    def is_sent_again(self) -> bool:
        return self.report.sent_at > self.first_sent

    @property
    def weight(self) -> Decimal:
        """How odd the report is; a contradiction before any unusual figure."""
        found = _to_look_at(self.readiness)
        return (
            found[0].weight + (1_000_000 if self.readiness.errors else 0) if found else Decimal(0)
        )


@dataclass(frozen=True)
class ReviewQueue:
    """What waits, of the chosen period and form; the choices are those that anything waits in."""

    waiting: tuple[Waiting, ...]
    total: int
    periods: tuple[Period, ...]
    forms: tuple[str, ...]
    period: str
    form: str

    @property
    def clean(self) -> int:
        return sum(one.is_clean for one in self.waiting)


def days_late(report: Report, sent: datetime) -> int:
    return max((localtime(sent).date() - report.period.due_on).days, 0)


def review_queue(reports: QuerySet[Report], *, period: str = "", form: str = "") -> ReviewQueue:
    """Of these reports the sent ones: the longest waiting first, of one day the oddest first.

    Seven queries, however many wait. An empty `period` or `form` stands for all.
    """
    sent = list(
        reports.filter(state=ReportState.SENT)
        .select_related("form", "area", "period", "sent_by")
        .annotate(first_sent=FIRST_SENT)
    )
    chosen = [r for r in sent if period in ("", r.period.code) and form in ("", r.form.code)]
    waiting = [_waiting(examined) for examined in examine(chosen)]
    return ReviewQueue(
        waiting=tuple(sorted(waiting, key=_order)),
        total=len(sent),
        periods=_periods(sent),
        forms=tuple(sorted({report.form.code for report in sent})),
        period=period,
        form=form,
    )


def _periods(reports: Sequence[Report]) -> tuple[Period, ...]:
    found = {report.period_id: report.period for report in reports}
    return tuple(sorted(found.values(), key=lambda period: period.ends_on, reverse=True))


def _order(one: Waiting) -> tuple:
    report = one.report
    return report.period.ends_on, localtime(report.sent_at).date(), -one.weight, report.area.code


def _to_look_at(readiness: Readiness) -> list[Finding]:
    """All findings, contradictions first, then by weight."""
    warnings = (*readiness.unexplained, *readiness.explained)
    return [*readiness.errors, *sorted(warnings, key=lambda finding: -finding.weight)]


def _waiting(examined: Examined) -> Waiting:
    report = examined.report
    return Waiting(
        report=report,
        first_sent=report.first_sent or report.sent_at,
        readiness=examined.readiness,
        oddest=_oddest(examined),
    )


def _oddest(examined: Examined) -> Oddest | None:
    """The weightiest finding that has a past to be shown beside."""
    for finding in _to_look_at(examined.readiness):
        past = examined.history.get(finding.key)
        if past:
            figure = examined.figures[finding.key]
            area = examined.areas[finding.key[1]]
            return Oddest(area, figure.measure, past[-1].value, figure.value)
    return None
