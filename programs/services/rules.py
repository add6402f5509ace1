"""The rules of disbursement: when a year's books close, extensions, shares required by a day."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max

from indicators.models import Decision, User
from indicators.permissions import access_of
from lsdash.lib.numbers import format_percent
from programs.models import (
    FUND_SHORT,
    BudgetExtension,
    BudgetYear,
    Disbursement,
    DisbursementRequirement,
    FundKind,
    RuleChange,
)
from programs.permissions import keeps_capital

LONGEST_REASON = 1_000
REQUIREMENT = "Tỷ lệ yêu cầu"


class RuleRefused(Exception):
    """A rule that cannot be; `field` is what it is about, "" for all of it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Requirement:
    """`percent` of the year's usable capital must be disbursed by `on`; no kind: both."""

    year: int
    on: date
    percent: Decimal
    fund_kind: str = ""
    decision: Decision | None = None


@transaction.atomic
def create_budget_year(*, year: int, closes_on: date, by: User, now: datetime) -> BudgetYear:
    _require_keeper(by)
    if BudgetYear.objects.filter(year=year).exists():
        raise RuleRefused("year", f"Năm ngân sách {year} đã có. Hãy sửa ngày khóa sổ của năm đó.")
    row = BudgetYear(year=year, closes_on=closes_on)
    _refuse_wrong_closing(row)
    _store(row, "closes_on")
    _record(year, by, now, "Ngày khóa sổ", after=_day(closes_on))
    return row


@transaction.atomic
def set_closing(
    *, budget_year: BudgetYear, closes_on: date, reason: str, by: User, now: datetime
) -> BudgetYear:
    """Another closing day; the same changes nothing. Refused before the last disbursement of the
    year, its last requirement, or from an extension on."""
    _require_keeper(by)
    row = BudgetYear.objects.select_for_update().get(pk=budget_year.pk)
    if closes_on == row.closes_on:
        return row
    reason = _reason(reason)
    before, row.closes_on = row.closes_on, closes_on
    _refuse_wrong_closing(row)
    _store(row, "closes_on")
    _record(row.year, by, now, "Ngày khóa sổ", _day(before), _day(closes_on), reason)
    return row


def _refuse_wrong_closing(row: BudgetYear) -> None:
    year = row.year
    if not date(year, 12, 31) <= row.closes_on <= date(year + 1, 12, 31):
        raise RuleRefused(
            "closes_on",
            f"Ngày khóa sổ {_day(row.closes_on)} nằm ngoài khoảng 31/12/{year} – 31/12/{year + 1}. "
            "Muốn cho giải ngân lâu hơn, hãy ghi gia hạn theo văn bản.",
        )
    if row.pk and (first := row.extensions.order_by("closes_on").first()):
        if first.closes_on <= row.closes_on:
            raise RuleRefused(
                "closes_on",
                f"Năm {year} đã gia hạn đến {_day(first.closes_on)}: ngày khóa sổ "
                f"{_day(row.closes_on)} phải trước ngày đó.",
            )
        return
    last = DisbursementRequirement.objects.filter(year=year).aggregate(day=Max("on"))["day"]
    if last is not None and last > row.closes_on:
        raise RuleRefused(
            "closes_on",
            f"Có tỷ lệ yêu cầu đến {_day(last)}, sau ngày khóa sổ {_day(row.closes_on)}. Hãy sửa "
            "yêu cầu đó trước.",
        )
    paid = Disbursement.objects.filter(account__year=year).aggregate(day=Max("as_of"))["day"]
    if paid is not None and paid > row.closes_on:
        raise RuleRefused(
            "closes_on",
            f"Năm {year} đã có số giải ngân đến {_day(paid)}, sau ngày khóa sổ "
            f"{_day(row.closes_on)}.",
        )


@transaction.atomic
def add_extension(
    *,
    budget_year: BudgetYear,
    closes_on: date,
    fund_kind: str,
    decision: Decision,
    by: User,
    now: datetime,
) -> BudgetExtension:
    """A year's capital, or one kind of it, may be disbursed until a later day."""
    _require_keeper(by)
    row = BudgetExtension(
        budget_year=budget_year, closes_on=closes_on, fund_kind=fund_kind, decision=decision
    )
    same = budget_year.extensions.filter(closes_on=closes_on, fund_kind=fund_kind)
    if same.exists():
        raise RuleRefused("closes_on", f"Gia hạn đến {_day(closes_on)} đã có.")
    _store(row, "closes_on")
    _record(budget_year.year, by, now, "Gia hạn", after=_extension_words(row))
    return row


@transaction.atomic
def remove_extension(*, extension: BudgetExtension, reason: str, by: User, now: datetime) -> None:
    """Refused where what was disbursed since the closing day rests on it."""
    _require_keeper(by)
    reason = _reason(reason)
    year = extension.budget_year
    others = year.extensions.exclude(pk=extension.pk)
    last = max([year.closes_on, *others.values_list("closes_on", flat=True)])
    paid = Disbursement.objects.filter(account__year=year.year)
    if extension.fund_kind:
        paid = paid.filter(account__fund_kind=extension.fund_kind)
    latest = paid.aggregate(day=Max("as_of"))["day"]
    if latest is not None and last < latest:
        raise RuleRefused(
            "",
            f"Đã có số giải ngân đến {_day(latest)}, chỉ hợp lệ nhờ gia hạn này; không bỏ được.",
        )
    _record(year.year, by, now, "Gia hạn", _extension_words(extension), "", reason)
    extension.delete()


@transaction.atomic
def add_requirement(
    *, requirement: Requirement, by: User, now: datetime
) -> DisbursementRequirement:
    """A share that must be disbursed by a day; refused where it cannot be held."""
    _require_keeper(by)
    row = DisbursementRequirement(**vars(requirement))
    _refuse_impossible(row)
    _store(row, "on")
    _record(row.year, by, now, REQUIREMENT, after=_requirement_words(row))
    return row


@transaction.atomic
def change_requirement(
    *,
    row: DisbursementRequirement,
    requirement: Requirement,
    reason: str,
    by: User,
    now: datetime,
) -> DisbursementRequirement:
    """Other values, with a reason; the same change nothing."""
    _require_keeper(by)
    row = DisbursementRequirement.objects.select_for_update(of=("self",)).get(pk=row.pk)
    before = _requirement_words(row)
    for name, value in vars(requirement).items():
        setattr(row, name, value)
    after = _requirement_words(row)
    if before == after:
        return row
    reason = _reason(reason)
    _refuse_impossible(row)
    row.is_sample = False
    _store(row, "on")
    _record(row.year, by, now, REQUIREMENT, before, after, reason)
    return row


@transaction.atomic
def remove_requirement(
    *, row: DisbursementRequirement, reason: str, by: User, now: datetime
) -> None:
    _require_keeper(by)
    reason = _reason(reason)
    _record(row.year, by, now, REQUIREMENT, _requirement_words(row), "", reason)
    row.delete()


def _refuse_impossible(row: DisbursementRequirement) -> None:
    year = BudgetYear.objects.filter(year=row.year).first()
    if year is None:
        raise RuleRefused("year", f"Chưa có năm ngân sách {row.year}. Hãy tạo năm ngân sách trước.")
    first, last = date(row.year, 1, 1), _last_day(year, row.fund_kind)
    if not first <= row.on <= last:
        raise RuleRefused(
            "on",
            f"Ngày {_day(row.on)} nằm ngoài năm ngân sách {row.year} ({_day(first)} – "
            f"{_day(last)}).",
        )
    others = DisbursementRequirement.objects.filter(year=row.year, fund_kind=row.fund_kind)
    for other in others.exclude(pk=row.pk):
        is_falling = (other.on < row.on and other.percent > row.percent) or (
            other.on > row.on and other.percent < row.percent
        )
        if is_falling:
            raise RuleRefused(
                "percent",
                f"{_percent(row)} đến {_day(row.on)} không hợp với {_percent(other)} đến "
                f"{_day(other.on)} đã có: tỷ lệ yêu cầu là lũy kế nên không giảm theo thời gian.",
            )


def _last_day(year: BudgetYear, fund_kind: str) -> date:
    extensions = year.extensions.all()
    if fund_kind:
        extensions = extensions.filter(fund_kind__in=["", fund_kind])
    return max([year.closes_on, *extensions.values_list("closes_on", flat=True)])


def _require_keeper(by: User) -> None:
    if not keeps_capital(access_of(by)):
        raise RuleRefused("", "Chỉ cán bộ tỉnh được sửa quy định giải ngân.")


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if not reason:
        raise RuleRefused("reason", "Hãy ghi lý do, để người xem sau này hiểu vì sao.")
    if len(reason) > LONGEST_REASON:
        raise RuleRefused("reason", f"Lý do dài quá {LONGEST_REASON} ký tự.")
    return reason


def _store(row: models.Model, field: str) -> None:
    try:
        row.full_clean()
    except ValidationError as wrong:
        raise RuleRefused(field, " ".join(wrong.messages)) from wrong
    row.save()


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _kind(fund_kind: str) -> str:
    return FUND_SHORT[FundKind(fund_kind)] if fund_kind else "cả hai loại vốn"


def _percent(row: DisbursementRequirement) -> str:
    return format_percent(row.percent)


def _extension_words(row: BudgetExtension) -> str:
    return f"{_kind(row.fund_kind)} đến {_day(row.closes_on)}, theo {row.decision}"


def _requirement_words(row: DisbursementRequirement) -> str:
    basis = f", theo {row.decision}" if row.decision else ""
    return f"{_percent(row)} đến {_day(row.on)}, {_kind(row.fund_kind)}{basis}"


def _record(
    year: int,
    by: User,
    now: datetime,
    what: str,
    before: str = "",
    after: str = "",
    reason: str = "",
) -> None:
    RuleChange.objects.create(
        year=year, at=now, by=by, what=what, before=before, after=after, reason=reason
    )
