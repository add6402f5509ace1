"""A period's life: opened, with what every area then owes; its due date; closed."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.models import (
    Area,
    FigureChange,
    Period,
    PeriodEvent,
    PeriodKind,
    Report,
    ReportForm,
    User,
)
from indicators.permissions import access_of
from lsdash.lib.quarters import PeriodCode
from lsdash.lib.text import lower_first


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
    owe_reports(period, is_sample=is_sample)
    return list(Report.objects.of_period(period).select_related("form", "area", "period"))


def owe_reports(period: Period, *, is_sample: bool = False) -> None:
    """Creates what the forms and areas valid on the period's last day owe and lack."""
    owed = [
        Report(form=form, area=area, period=period, is_sample=is_sample)
        for form in ReportForm.objects.valid_on(period.ends_on).filter(period_kind=period.kind)
        for area in Area.objects.of_kind(form.owed_by).valid_on(period.ends_on)
    ]
    Report.objects.bulk_create(owed, ignore_conflicts=True)


@dataclass(frozen=True)
class Dates:
    """A period's boundaries, the day from which it takes reports, and its due date."""

    starts_on: date
    ends_on: date
    opens_on: date
    due_on: date


@transaction.atomic
def create_period(
    *, kind: PeriodKind, year: int, number: int, dates: Dates, by: User, now: datetime
) -> Period:
    """A new period, not yet open; its code follows from kind, year and number.

    Raises PeriodRefused where it is there already, or lies over another period of its kind.
    """
    _require_keeper(by)
    period = Period(kind=kind, year=year, number=number, **asdict(dates))
    period.code = str(PeriodCode(kind, year, number))
    if Period.objects.filter(code=period.code).exists():
        raise PeriodRefused("taken", f"{period.label} đã có rồi. Hãy chọn năm hoặc số khác.")
    _require_room(period)
    _store(period)
    _record(period, by, now, f"Tạo kỳ {_span(period)}")
    return period


@transaction.atomic
def change_boundaries(
    *, period: Period, dates: Dates, by: User, now: datetime, reason: str
) -> Period:
    """Other dates for a period in which nothing was ever reported; the same change nothing.

    Where it is open already, what is owed follows its new last day.
    """
    _require_keeper(by)
    period = _held(period)
    before = Dates(period.starts_on, period.ends_on, period.opens_on, period.due_on)
    if dates == before:
        return period
    if FigureChange.objects.filter(report__period=period).exists():
        raise PeriodRefused(
            "has_figures",
            f"{period.label} đã có số liệu nên không đổi được mốc thời gian. Chỉ đổi được hạn gửi.",
        )
    _require_reason(reason, "Hãy ghi lý do đổi mốc thời gian.")
    was = _span(period)
    for name, day in asdict(dates).items():
        setattr(period, name, day)
    _require_room(period)
    _store(period)
    _record(period, by, now, f"Đổi mốc thời gian: trước là {was}, nay là {_span(period)}", reason)
    if period.opened_at is not None:
        _drop_unowed(period)
        owe_reports(period)
    return period


def _drop_unowed(period: Period) -> None:
    """Takes away untouched reports of forms and areas that do not exist on the last day."""
    untouched = Report.objects.of_period(period).filter(events__isnull=True, batches__isnull=True)
    forms = ReportForm.objects.valid_on(period.ends_on)
    areas = Area.objects.valid_on(period.ends_on)
    unowed = untouched.exclude(form__in=forms, area__in=areas)
    Report.objects.filter(pk__in=list(unowed.values_list("pk", flat=True))).delete()


def _require_room(period: Period) -> None:
    """Periods of one kind lie side by side: a day belongs to one of them."""
    others = Period.objects.filter(
        kind=period.kind, starts_on__lte=period.ends_on, ends_on__gte=period.starts_on
    )
    if other := others.exclude(pk=period.pk).first():
        raise PeriodRefused(
            "overlap", f"Thời gian này trùng với {lower_first(other.label)} ({_span(other)})."
        )


def _store(period: Period) -> None:
    try:
        period.full_clean()
    except ValidationError as wrong:
        raise PeriodRefused("wrong_date", " ".join(wrong.messages)) from wrong
    period.save()


def _span(period: Period) -> str:
    return (
        f"từ {period.starts_on:%d/%m/%Y} đến {period.ends_on:%d/%m/%Y}, "
        f"nhận báo cáo từ {period.opens_on:%d/%m/%Y}, hạn gửi {period.due_on:%d/%m/%Y}"
    )


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
    _store(period)
    what = f"Đổi hạn gửi từ {before:%d/%m/%Y} sang {due_on:%d/%m/%Y}"
    _record(period, by, now, what, reason)
    return period


def _held(period: Period) -> Period:
    return Period.objects.select_for_update().get(pk=period.pk)


def _require_keeper(by: User | None) -> None:
    if by is not None and not access_of(by).keeps_periods:
        raise PeriodRefused(
            "not_keeper", "Chỉ cán bộ tỉnh mới được tạo, mở, đóng kỳ và đổi hạn gửi."
        )


def _require_reason(reason: str, message: str) -> None:
    if not reason.strip():
        raise PeriodRefused("no_reason", message)


def _record(period: Period, by: User | None, now: datetime, what: str, reason: str = "") -> None:
    PeriodEvent.objects.create(period=period, at=now, by=by, what=what, reason=reason)
