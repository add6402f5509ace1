"""Report forms: created, and revised by a new version that leaves past reports as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from indicators.models import (
    AreaKind,
    Figure,
    FigureChange,
    FormEvent,
    FormMeasure,
    Measure,
    Period,
    PeriodKind,
    Report,
    ReportForm,
    ReportState,
    Result,
    User,
)
from indicators.permissions import access_of
from lsdash.lib.text import lower_first

from .periods import owe_reports
from .results import rebuild_results

STEP = 10  # between the positions of columns, as in the fixtures
LEVELS = (AreaKind.PROVINCE, AreaKind.DISTRICT, AreaKind.COMMUNE, AreaKind.VILLAGE)


class FormRefused(Exception):
    """A form that cannot be kept so; `code` for programs, the text for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class FormColumn:
    """A measure and the heading it stands under, its levels joined by “|”."""

    measure: Measure
    header: str


@dataclass(frozen=True)
class FormHead:
    """What a form is, beside its columns."""

    code: str
    name: str
    owed_by: AreaKind
    row_kind: AreaKind
    period_kind: PeriodKind


@dataclass(frozen=True)
class Kept:
    """The form as it is now, and how many reports came to it: moved from the version before, or
    created in periods that are open already."""

    form: ReportForm
    moved: int
    created: int


@transaction.atomic
def create_form(
    *, head: FormHead, valid_from: date, columns: Sequence[FormColumn], by: User, now: datetime
) -> Kept:
    """A form that did not exist; in periods that are open already it is owed at once."""
    _require_keeper(by)
    if ReportForm.objects.filter(code=head.code).exists():
        raise FormRefused("taken", f"Mã biểu {head.code} đã có. Hãy chọn mã khác hoặc sửa biểu đó.")
    if LEVELS.index(head.row_kind) < LEVELS.index(head.owed_by):
        raise FormRefused(
            "rows_above", "Mỗi dòng phải là chính cấp báo cáo hoặc cấp dưới của cấp đó."
        )
    form = ReportForm(valid_from=valid_from, **vars(head))
    _store(form, columns)
    _record(form, by, now, f"Tạo biểu, áp dụng từ {valid_from:%d/%m/%Y}. {_listed(columns)}")
    _rebuild(valid_from)
    return Kept(form, moved=0, created=_owe(form))


@transaction.atomic
def revise_form(
    *,
    form: ReportForm,
    valid_from: date,
    columns: Sequence[FormColumn],
    by: User,
    now: datetime,
    name: str = "",
) -> Kept:
    """A new version from a day on; the old one ends the day before, with all its reports.

    Reports of periods that end on that day or later move to the new version while they are empty
    and not sent. Raises FormRefused where one of them holds figures: what was entered keeps the
    columns it was entered in.
    """
    _require_keeper(by)
    old = ReportForm.objects.select_for_update().get(pk=form.pk)
    _require_successor(old, valid_from)
    before = [FormColumn(c.measure, c.header) for c in _columns_of(old)]
    if list(columns) == before and name in ("", old.name):
        raise FormRefused("same", "Biểu mới giống hệt biểu đang áp dụng, nên không có gì để lưu.")
    reports = Report.objects.select_for_update(of=("self",)).filter(
        form=old, period__ends_on__gte=valid_from
    )
    _require_empty(reports, valid_from)
    old.valid_to = valid_from
    old.full_clean()
    old.save(update_fields=["valid_to"])
    new = ReportForm(
        code=old.code,
        name=name or old.name,
        owed_by=old.owed_by,
        row_kind=old.row_kind,
        period_kind=old.period_kind,
        valid_from=valid_from,
    )
    _store(new, columns)
    # A preview or a grid made for the old columns must not be stored in the new ones.
    moved = reports.update(form=new, version=F("version") + 1)
    _record(new, by, now, _revision_text(new, before, columns, moved))
    _rebuild(valid_from)
    return Kept(new, moved=moved, created=_owe(new))


def _require_successor(old: ReportForm, valid_from: date) -> None:
    if old.valid_to is not None:
        raise FormRefused(
            "ended", "Chỉ sửa được mẫu đang áp dụng của biểu; mẫu này đã hết áp dụng."
        )
    if valid_from <= old.valid_from:
        raise FormRefused(
            "too_early", f"Ngày áp dụng phải sau {old.valid_from:%d/%m/%Y}, ngày của mẫu hiện nay."
        )


def _require_empty(reports, valid_from: date) -> None:
    report = OuterRef("pk")
    touched = reports.filter(
        ~Q(state=ReportState.NOT_SENT)
        | Exists(Figure.objects.filter(report=report))
        | Exists(FigureChange.objects.filter(report=report))
    ).select_related("area", "period")
    if found := touched.order_by("period__ends_on", "area__code").first():
        raise FormRefused(
            "has_figures",
            f"Báo cáo {lower_first(found.period.label)} của {found.area.name} đã có số liệu theo "
            f"mẫu cũ, mà kỳ này kết thúc từ {valid_from:%d/%m/%Y} trở đi. "
            f"Hãy chọn ngày áp dụng sau {found.period.ends_on:%d/%m/%Y}.",
        )


def _store(form: ReportForm, columns: Sequence[FormColumn]) -> None:
    _require_columns(columns)
    try:
        form.full_clean()
        form.save()
        for place, column in enumerate(columns, start=1):
            row = FormMeasure(
                form=form, measure=column.measure, position=place * STEP, header=column.header
            )
            row.full_clean()
            row.save()
    except ValidationError as wrong:
        raise FormRefused("wrong", " ".join(wrong.messages)) from wrong


def _require_columns(columns: Sequence[FormColumn]) -> None:
    if not columns:
        raise FormRefused("no_columns", "Biểu phải có ít nhất một số liệu.")
    seen: set[int] = set()
    for column in columns:
        if column.measure.pk in seen:
            raise FormRefused("twice", f"“{column.measure.name}” được chọn hai lần.")
        seen.add(column.measure.pk)
        if not all(level.strip() for level in column.header.split("|")):
            raise FormRefused(
                "no_header", f"Tiêu đề của “{column.measure.name}” có một tầng để trống."
            )


def _owe(form: ReportForm) -> int:
    """Creates the reports of this form that open periods lack; how many."""
    open_now = Period.objects.filter(
        kind=form.period_kind,
        ends_on__gte=form.valid_from,
        opened_at__isnull=False,
        closed_at__isnull=True,
    )
    before = form.reports.count()
    for period in open_now:
        owe_reports(period)
    return form.reports.count() - before


def _rebuild(valid_from: date) -> None:
    """What each area owes follows from the forms: results of the periods from that day on."""
    periods = Period.objects.filter(ends_on__gte=valid_from).filter(
        Exists(Figure.objects.filter(period=OuterRef("pk")))
        | Exists(Result.objects.filter(period=OuterRef("pk")))
    )
    for period in periods:
        rebuild_results(period=period)


def _columns_of(form: ReportForm) -> list[FormMeasure]:
    return list(form.form_measures.select_related("measure").order_by("position"))


def _revision_text(
    new: ReportForm, before: Sequence[FormColumn], after: Sequence[FormColumn], moved: int
) -> str:
    """What differs, in words, for the history."""
    old, now = {c.measure: c.header for c in before}, {c.measure: c.header for c in after}
    parts = [f"Mẫu mới, áp dụng từ {new.valid_from:%d/%m/%Y}."]
    parts += [f"Thêm “{m.name}”." for m in now if m not in old]
    parts += [f"Bỏ “{m.name}”." for m in old if m not in now]
    parts += [f"Tiêu đề “{old[m]}” thành “{now[m]}”." for m in now if m in old and old[m] != now[m]]
    if [m for m in old if m in now] != [m for m in now if m in old]:
        parts.append("Đổi thứ tự cột.")
    if moved:
        parts.append(f"{moved} báo cáo chưa có số liệu được chuyển sang mẫu mới.")
    return " ".join(parts)


def _listed(columns: Sequence[FormColumn]) -> str:
    return "Các cột: " + "; ".join(column.measure.name for column in columns) + "."


def _require_keeper(by: User) -> None:
    if not access_of(by).keeps_periods:
        raise FormRefused("not_keeper", "Chỉ cán bộ tỉnh và quản trị mới được sửa biểu báo cáo.")


def _record(form: ReportForm, by: User, now: datetime, what: str) -> None:
    FormEvent.objects.create(form=form, at=now, by=by, what=what)
