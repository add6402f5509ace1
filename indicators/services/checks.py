"""Whether a person may write to a report now: period, due date, state, area, right."""

from datetime import datetime

from django.utils.timezone import localtime

from indicators.models import Report, ReportState, User
from indicators.permissions import access_of, may_write
from lsdash.lib.text import lower_first


class FiguresRefused(Exception):
    """Nothing was stored; `code` for programs, the Vietnamese sentence names the cause."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def check_open(report: Report, *, by: User, now: datetime) -> None:
    """Raises the first reason why this person may not write to this report now."""
    for code, message in (_period_cause(report, now), _state_cause(report)):
        if code:
            raise FiguresRefused(code, message)
    if not report.area.is_valid_on(report.period.ends_on):
        raise FiguresRefused(
            "area_gone",
            f"{report.area.name} không còn là đơn vị hành chính trong "
            f"{lower_first(report.period.label)}, nên không nhận số liệu.",
        )
    if not may_write(access_of(by), report):
        raise FiguresRefused(
            "not_your_area", f"Bạn không được giao nhập số liệu của {report.area.name}."
        )


def table_cause(report: Report, *, now: datetime) -> tuple[str, str]:
    """Why a long table may not write to this report now, as code and sentence; empty if it may.

    A period opened only after its due date is filled in afterwards, so that date keeps nobody out;
    one that is not open yet but is past its due date, the table opens itself.
    """
    period = report.period
    is_new_history = period.opened_at is None and now >= period.deadline
    code, message = ("", "") if is_new_history else _period_cause(report, now)
    if code == "overdue" and period.is_history:
        code, message = "", ""
    return (code, message) if code else _state_cause(report)


def _period_cause(report: Report, now: datetime) -> tuple[str, str]:
    """The window, then the due date; an extension of this report that still runs outlasts both."""
    period, until = report.period, report.extended_until
    is_extended = until is not None and now < until and period.opened_at is not None
    if is_extended:
        return "", ""
    if not period.is_open(now):
        return "period_not_open", (
            f"Kỳ {lower_first(period.label)} chưa mở hoặc đã đóng, nên không nhận số liệu. "
            "Hãy đề nghị cán bộ tỉnh mở kỳ."
        )
    if report.is_overdue(now):
        extended = f", gia hạn đến {localtime(until):%H:%M %d/%m/%Y}" if until else ""
        return "overdue", (
            f"Đã quá hạn gửi báo cáo {lower_first(period.label)} của {report.area.name} "
            f"(hạn đến hết {period.due_on:%d/%m/%Y}{extended}). "
            "Hãy đề nghị cán bộ tỉnh gia hạn cho báo cáo này."
        )
    return "", ""


def state_cause(report: Report) -> str:
    """Why the report's state alone keeps it from being changed; empty while it does not."""
    return _state_cause(report)[1]


def _state_cause(report: Report) -> tuple[str, str]:
    name = f"Báo cáo {lower_first(report.period.label)} của {report.area.name}"
    if report.state == ReportState.SENT:
        return "sent", f"{name} đã gửi, đang chờ tỉnh duyệt, nên không sửa được số liệu."
    if report.is_approved:
        done = "chốt" if report.state == ReportState.LOCKED else "duyệt"
        return report.state, (
            f"{name} đã {done} (duyệt ngày {localtime(report.approved_at):%d/%m/%Y} bởi "
            f"{report.approved_by.get_full_name()}), nên không sửa được số liệu."
        )
    return "", ""
