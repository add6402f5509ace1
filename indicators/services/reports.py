"""A report's life: sent, returned, approved, locked, unlocked, and extended on its way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from indicators.entries import Key
from indicators.models import (
    APPROVED_STATES,
    Area,
    CellRemark,
    Figure,
    Measure,
    Report,
    ReportEvent,
    ReportState,
    User,
)
from indicators.permissions import access_of, may_review
from indicators.scrutiny import Finding, Readiness, readiness_of
from lsdash.lib.moments import until_text

from .checks import FiguresRefused, check_open
from .figures import locked_report
from .results import refresh_results
from .tree import PeriodTree


class ReportRefused(Exception):
    """A step that a report may not take now; `code` for programs, the text for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Remark:
    """A cell that a reviewer marks, and what is wrong with it."""

    key: Key
    text: str = ""


@transaction.atomic
def extend_report(
    *, report: Report, until: datetime, by: User, now: datetime, reason: str
) -> Report:
    """Lets one report come in after the due date, until a stated moment."""
    report = locked_report(report)
    _require_reviewer(report, by)
    _require_reason(reason, "Hãy ghi lý do gia hạn.")
    if until <= now:
        raise ReportRefused("past_end", "Thời điểm gia hạn phải sau lúc này.")
    report.extended_until = until
    report.save(update_fields=["extended_until"])
    _record(report, report.state, by, now, f"Gia hạn đến {_moment(until)}. {reason}")
    return report


@transaction.atomic
def send_report(*, report: Report, by: User, now: datetime, confirmed_blanks: int = 0) -> Report:
    """From the district to the province. Sending twice is sending once.

    Raises ReportRefused while the report contradicts itself, while a warning has no note, and
    where other than `confirmed_blanks` cells, the number that the sender saw and confirmed, hold
    no figure.
    """
    report = locked_report(report)
    if report.state == ReportState.SENT:
        return report
    try:
        check_open(report, by=by, now=now)
    except FiguresRefused as refused:
        raise ReportRefused(refused.code, str(refused)) from refused
    _require_ready(readiness_of(report), confirmed_blanks)
    report.sent_at, report.sent_by = now, by
    said = f"Xác nhận {confirmed_blanks} ô chưa có số liệu." if confirmed_blanks else ""
    _move(report, ReportState.SENT, by, now, said, fields=["sent_at", "sent_by"])
    return report


def _require_ready(readiness: Readiness, confirmed_blanks: int) -> None:
    if not readiness.figures:
        raise ReportRefused("empty", "Báo cáo chưa có số liệu nào nên chưa gửi được.")
    if readiness.errors:
        raise ReportRefused(
            "errors", f"Còn {len(readiness.errors)} ô mâu thuẫn. {_first(readiness.errors)}"
        )
    if readiness.unexplained:
        count = len(readiness.unexplained)
        raise ReportRefused(
            "unexplained", f"Còn {count} ô cần ghi chú lý do. {_first(readiness.unexplained)}"
        )
    if len(readiness.blanks) != confirmed_blanks:
        raise ReportRefused(
            "blanks",
            f"Báo cáo còn {len(readiness.blanks)} ô chưa có số liệu. "
            "Hãy điền, hoặc xác nhận là chưa báo cáo rồi gửi.",
        )


def _first(findings: Sequence[Finding]) -> str:
    """The first finding with the place of its cell."""
    place = Area.objects.filter(pk=findings[0].key[1]).values_list("name", flat=True).first()
    return f"{place}: {findings[0].message}"


@transaction.atomic
def return_report(
    *,
    report: Report,
    by: User,
    now: datetime,
    reason: str,
    remarks: Iterable[Remark] = (),
    until: datetime | None = None,
) -> Report:
    """Back to the district with what must be corrected, and until when where it is late already."""
    report = locked_report(report)
    _require_reviewer(report, by)
    if report.state != ReportState.SENT:
        raise ReportRefused("not_sent", "Chỉ trả lại được báo cáo đã gửi và chưa duyệt.")
    _require_reason(reason, "Hãy ghi lý do trả lại để huyện biết phải sửa gì.")
    _give_time(report, until, now)
    event = _move(report, ReportState.RETURNED, by, now, reason, fields=["extended_until"])
    _mark(report, event, list(remarks))
    return report


def _give_time(report: Report, until: datetime | None, now: datetime) -> None:
    if until is not None and until <= now:
        raise ReportRefused("past_end", "Hạn sửa lại phải sau lúc này.")
    if until is not None:
        report.extended_until = until
    if report.is_overdue(now):
        raise ReportRefused(
            "no_time", "Đã quá hạn gửi: hãy ghi hạn sửa lại, nếu không huyện không sửa được."
        )


def _mark(report: Report, event: ReportEvent, remarks: list[Remark]) -> None:
    measures = set(Measure.objects.filter(form_measures__form=report.form_id).values_list("pk"))
    rows = PeriodTree(report.period).rows_of(report) if remarks else set()
    for remark in remarks:
        measure, area = remark.key
        if (measure,) not in measures or area not in rows:
            raise ReportRefused("foreign_cell", "Có ô được đánh dấu không thuộc báo cáo này.")
    CellRemark.objects.bulk_create(
        CellRemark(event=event, measure_id=r.key[0], area_id=r.key[1], text=r.text[:300])
        for r in remarks
    )


@transaction.atomic
def approve_report(
    *, report: Report, by: User, now: datetime, expected_version: int | None = None
) -> Report:
    """From here its figures are official; the results say so at once.

    `expected_version` is the one that the reviewer looked at: a report that came back with other
    figures meanwhile is refused.
    """
    report = locked_report(report)
    _require_reviewer(report, by)
    if report.state != ReportState.SENT:
        raise ReportRefused("not_sent", "Chỉ duyệt được báo cáo đã gửi.")
    if expected_version not in (None, report.version):
        raise ReportRefused(
            "changed", "Số liệu đã thay đổi từ khi bạn mở trang. Hãy xem lại rồi duyệt."
        )
    report.approved_at, report.approved_by = now, by
    _move(report, ReportState.APPROVED, by, now, fields=["approved_at", "approved_by"])
    _refresh(report)
    return report


@transaction.atomic
def approve_clean_reports(*, reports: Iterable[Report], by: User, now: datetime) -> list[Report]:
    """All of them or none: raises ReportRefused at the first that has something to look at."""
    approved = []
    for report in reports:
        if not readiness_of(report).is_clean:
            raise ReportRefused(
                "not_clean",
                f"Báo cáo của {report.area.name} có chỗ cần xem, hãy mở ra duyệt riêng. "
                "Chưa duyệt báo cáo nào.",
            )
        approved.append(approve_report(report=report, by=by, now=now))
    return approved


@transaction.atomic
def lock_report(*, report: Report, by: User, now: datetime) -> Report:
    report = locked_report(report)
    _require_reviewer(report, by)
    if report.state != ReportState.APPROVED:
        raise ReportRefused("not_approved", "Chỉ chốt được báo cáo đã duyệt.")
    _move(report, ReportState.LOCKED, by, now)
    return report


@transaction.atomic
def unlock_report(
    *, report: Report, by: User, now: datetime, reason: str, until: datetime
) -> Report:
    """Opens one approved or locked report for correction until a stated moment.

    Its figures are preliminary from here until it is sent and approved again.
    """
    report = locked_report(report)
    _require_reviewer(report, by)
    if report.state not in APPROVED_STATES:
        raise ReportRefused("not_approved", "Chỉ mở chốt được báo cáo đã duyệt hoặc đã chốt.")
    _require_reason(reason, "Hãy ghi lý do mở chốt.")
    if until <= now:
        raise ReportRefused("past_end", "Thời điểm mở chốt đến phải sau lúc này.")
    report.extended_until = until
    report.approved_at = report.approved_by = None
    fields = ["extended_until", "approved_at", "approved_by"]
    said = f"Mở chốt đến {_moment(until)}. {reason}"
    _move(report, ReportState.RETURNED, by, now, said, fields=fields)
    _refresh(report)
    return report


def _refresh(report: Report) -> None:
    """The results of a report whose figures became official, or are so no more."""
    areas = set(Figure.objects.filter(report=report).values_list("area_id", flat=True))
    refresh_results(tree=PeriodTree(report.period), areas=areas)


def _moment(when: datetime) -> str:
    return until_text(localtime(when))


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
) -> ReportEvent:
    before, report.state = report.state, state
    report.full_clean()
    report.save(update_fields=["state", *fields])
    return _record(report, before, by, now, reason)


def _record(report: Report, before: str, by: User, now: datetime, reason: str) -> ReportEvent:
    return ReportEvent.objects.create(
        report=report, at=now, by=by, from_state=before, to_state=report.state, reason=reason
    )
