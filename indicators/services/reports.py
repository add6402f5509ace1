"""A report's life: created when its period opens, sent, returned, approved, locked."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from indicators.models import (
    Area,
    Figure,
    Period,
    Report,
    ReportEvent,
    ReportForm,
    ReportState,
    User,
)
from indicators.permissions import access_of, may_review, may_write

from .results import refresh_results


class ReportRefused(Exception):
    """A step that a report may not take now; `code` for programs, the text for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def deadline(report: Report) -> datetime:
    """The first moment after the due date, which includes its whole day in local time."""
    after = report.period.due_on + timedelta(days=1)
    return datetime.combine(after, time.min, tzinfo=timezone.get_default_timezone())


def is_past_deadline(report: Report, now: datetime) -> bool:
    """Late, and without an extension that still runs."""
    extended = report.extended_until is not None and now < report.extended_until
    return now >= deadline(report) and not extended


@transaction.atomic
def open_period(*, period: Period, now: datetime, is_sample: bool = False) -> list[Report]:
    """Opens a period and creates what every area owes for it; again, it creates only what lacks."""
    if period.opened_at is None:
        period.opened_at = now
        period.full_clean()
        period.save(update_fields=["opened_at"])
    owed = [
        Report(form=form, area=area, period=period, is_sample=is_sample)
        for form in ReportForm.objects.filter(period_kind=period.kind)
        for area in Area.objects.of_kind(form.owed_by).valid_on(period.ends_on)
    ]
    Report.objects.bulk_create(owed, ignore_conflicts=True)
    return list(Report.objects.of_period(period).select_related("form", "area", "period"))


@transaction.atomic
def extend_report(
    *, report: Report, until: datetime, by: User, now: datetime, reason: str
) -> Report:
    """Lets one report come in after the due date, until a stated moment."""
    report = _locked(report)
    _require_reviewer(report, by)
    _require_reason(reason, "Hãy ghi lý do gia hạn.")
    report.extended_until = until
    report.save(update_fields=["extended_until"])
    _record(report, report.state, by, now, reason)
    return report


@transaction.atomic
def send_report(*, report: Report, by: User, now: datetime) -> Report:
    """From the district to the province. Sending twice is sending once."""
    report = _locked(report)
    if not may_write(access_of(by), report):
        raise ReportRefused(
            "not_your_area", f"Bạn không được giao gửi báo cáo của {report.area.name}."
        )
    if report.state == ReportState.SENT:
        return report
    if not report.is_editable:
        raise ReportRefused(
            "not_sendable", f"Báo cáo {report.get_state_display().lower()} nên không gửi lại được."
        )
    report.sent_at, report.sent_by = now, by
    return _move(report, ReportState.SENT, by, now, fields=["sent_at", "sent_by"])


@transaction.atomic
def return_report(*, report: Report, by: User, now: datetime, reason: str) -> Report:
    """Back to the district with what must be corrected."""
    report = _locked(report)
    _require_reviewer(report, by)
    if report.state != ReportState.SENT:
        raise ReportRefused("not_sent", "Chỉ trả lại được báo cáo đã gửi và chưa duyệt.")
    _require_reason(reason, "Hãy ghi lý do trả lại để huyện biết phải sửa gì.")
    return _move(report, ReportState.RETURNED, by, now, reason)


@transaction.atomic
def approve_report(*, report: Report, by: User, now: datetime) -> Report:
    """From here its figures are official; the results say so at once."""
    report = _locked(report)
    _require_reviewer(report, by)
    if report.state != ReportState.SENT:
        raise ReportRefused("not_sent", "Chỉ duyệt được báo cáo đã gửi.")
    report.approved_at, report.approved_by = now, by
    _move(report, ReportState.APPROVED, by, now, fields=["approved_at", "approved_by"])
    rows = Figure.objects.filter(report=report).values_list("area_id", flat=True).distinct()
    refresh_results(period=report.period, areas=[*rows])
    return report


@transaction.atomic
def lock_report(*, report: Report, by: User, now: datetime) -> Report:
    report = _locked(report)
    _require_reviewer(report, by)
    if report.state != ReportState.APPROVED:
        raise ReportRefused("not_approved", "Chỉ chốt được báo cáo đã duyệt.")
    return _move(report, ReportState.LOCKED, by, now)


def _locked(report: Report) -> Report:
    """The report as it stands now, held until the end of the transaction."""
    rows = Report.objects.select_for_update(of=("self",))
    return rows.select_related("form", "area", "period").get(pk=report.pk)


def _require_reviewer(report: Report, by: User) -> None:
    if not may_review(access_of(by), report):
        raise ReportRefused("not_reviewer", "Chỉ cán bộ tỉnh mới được làm bước này.")


def _require_reason(reason: str, message: str) -> None:
    if not reason.strip():
        raise ReportRefused("no_reason", message)


def _move(
    report: Report,
    state: ReportState,
    by: User,
    now: datetime,
    reason: str = "",
    fields: Sequence[str] = (),
) -> Report:
    before, report.state = report.state, state
    report.full_clean()
    report.save(update_fields=["state", *fields])
    _record(report, before, by, now, reason)
    return report


def _record(report: Report, before: str, by: User, now: datetime, reason: str) -> None:
    ReportEvent.objects.create(
        report=report, at=now, by=by, from_state=before, to_state=report.state, reason=reason
    )
