"""A period's life: opened, with what every area then owes; its due date; closed."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.models import Area, Period, PeriodEvent, Report, ReportForm, User
from indicators.permissions import access_of


class PeriodRefused(Exception):
    """A step that a period may not take; `code` for programs, the text for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@transaction.atomic
def open_period(
    *, period: Period, now: datetime, by: User | None = None, is_sample: bool = False
) -> list[Report]:
    """Opens a period and creates what every area owes for it; again, it creates only what lacks.

    `by` is the officer who opened it on the page; nobody is asked of a command on the server.
    """
    _require_keeper(by)
    period = _held(period)
    if period.opened_at is None or period.closed_at is not None:
        what = "Mở kỳ" if period.opened_at is None else "Mở lại kỳ"
        period.opened_at, period.closed_at = period.opened_at or now, None
        period.full_clean()
        period.save(update_fields=["opened_at", "closed_at"])
        _record(period, by, now, what)
    owed = [
        Report(form=form, area=area, period=period, is_sample=is_sample)
        for form in ReportForm.objects.valid_on(period.ends_on).filter(period_kind=period.kind)
        for area in Area.objects.of_kind(form.owed_by).valid_on(period.ends_on)
    ]
    Report.objects.bulk_create(owed, ignore_conflicts=True)
    return list(Report.objects.of_period(period).select_related("form", "area", "period"))


@transaction.atomic
def close_period(*, period: Period, by: User, now: datetime, reason: str) -> Period:
    """From here no report of the period takes figures, but for one that is extended or unlocked."""
    _require_keeper(by)
    period = _held(period)
    if period.opened_at is None:
        raise PeriodRefused("not_open", f"{period.label} chưa mở nên không đóng được.")
    if period.closed_at is not None:
        return period
    _require_reason(reason, "Hãy ghi lý do đóng kỳ.")
    period.closed_at = now
    period.full_clean()
    period.save(update_fields=["closed_at"])
    _record(period, by, now, "Đóng kỳ", reason)
    return period


@transaction.atomic
def set_due_date(
    *, period: Period, due_on: date, now: datetime, by: User | None = None, reason: str = ""
) -> Period:
    """Another due date for all reports of the period; the same date changes nothing.

    Raises PeriodRefused where the date lies before the day from which reports are taken.
    """
    _require_keeper(by)
    period = _held(period)
    if due_on == period.due_on:
        return period
    if by is not None:
        _require_reason(reason, "Hãy ghi lý do đổi hạn gửi.")
    before, period.due_on = period.due_on, due_on
    try:
        period.full_clean()
    except ValidationError as wrong:
        raise PeriodRefused("wrong_date", " ".join(wrong.messages)) from wrong
    period.save(update_fields=["due_on"])
    what = f"Đổi hạn gửi từ {before:%d/%m/%Y} sang {due_on:%d/%m/%Y}"
    _record(period, by, now, what, reason)
    return period


def _held(period: Period) -> Period:
    return Period.objects.select_for_update().get(pk=period.pk)


def _require_keeper(by: User | None) -> None:
    if by is not None and not access_of(by).keeps_periods:
        raise PeriodRefused("not_keeper", "Chỉ cán bộ tỉnh mới được mở, đóng kỳ và đổi hạn gửi.")


def _require_reason(reason: str, message: str) -> None:
    if not reason.strip():
        raise PeriodRefused("no_reason", message)


def _record(period: Period, by: User | None, now: datetime, what: str, reason: str = "") -> None:
    PeriodEvent.objects.create(period=period, at=now, by=by, what=what, reason=reason)
