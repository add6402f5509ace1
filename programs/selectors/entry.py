"""The grid in which an agency's disbursement of a year up to a day is typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from django.db.models import Max, Q, Sum

from programs.disbursement import disbursement_rate
from programs.entry_rows import RowKey, TypedRow, is_touched, shown_amount
from programs.models import (
    FUND_SHORT,
    Agency,
    Allocation,
    BudgetYear,
    CapitalAccount,
    Component,
    Disbursement,
    DisbursementChange,
    FundKind,
    Programme,
    Source,
)

ZERO = Decimal(0)
SHOWN_CHANGES = 100
SOURCE_SHORT = {
    Source.CENTRAL: "NSTW",
    Source.PROVINCE: "NS tỉnh",
    Source.DISTRICT: "NS huyện",
    Source.COMMUNE: "NS xã",
    Source.LOCAL: "NSĐP",
    Source.CREDIT: "Tín dụng",
    Source.OTHER: "Khác",
    Source.UNSPLIT: "Chưa tách nguồn",
}


@dataclass(frozen=True)
class EntryRow:
    """An account's row. `plan` is what is in force on the day, `base` what the rate is of: for
    sources together the plan of the whole component. None: nothing allotted, nothing told."""

    key: RowKey
    component: Component
    account_id: int | None
    plan: Decimal
    base: Decimal | None
    last: Decimal | None  # the newest amount before the day
    last_on: date | None
    stored: Decimal | None
    stored_note: str
    text: str
    note: str
    problems: tuple[str, ...] = ()

    @property
    def fund(self) -> str:
        return FUND_SHORT[FundKind(self.key.fund_kind)]

    @property
    def source(self) -> str:
        return SOURCE_SHORT[Source(self.key.source)]

    @property
    def seen(self) -> str:
        return shown_amount(self.stored)

    @property
    def rate(self) -> Decimal | None:
        """Per cent of `base` that the stored amount of the day is."""
        if self.stored is None or not self.base:
            return None
        return self.stored / self.base * 100

    @property
    def latest(self) -> Decimal | None:
        return self.last if self.stored is None else self.stored


@dataclass(frozen=True)
class EntryGroup:
    programme: Programme
    rows: tuple[EntryRow, ...]


@dataclass(frozen=True)
class EntryPage:
    agency: Agency
    year: int
    day: date
    groups: tuple[EntryGroup, ...]
    changes: tuple[DisbursementChange, ...]  # the newest first
    components: tuple[Component, ...]  # of which rows can be added
    told_on: tuple[date, ...]  # days for which something is told, the newest first

    @property
    def rows(self) -> tuple[EntryRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def plan(self) -> Decimal:
        return sum((row.plan for row in self.rows), ZERO)

    @property
    def disbursed(self) -> Decimal | None:
        """None where nothing is told of any row, which is not 0."""
        told = [row.latest for row in self.rows if row.latest is not None]
        return sum(told, ZERO) if told else None

    @property
    def rate(self) -> Decimal | None:
        return disbursement_rate(self.disbursed, self.plan)

    @property
    def refused(self) -> tuple[EntryRow, ...]:
        return tuple(row for row in self.rows if row.problems)


def budget_years() -> list[BudgetYear]:
    """With their extensions, the newest first; two queries."""
    return list(BudgetYear.objects.prefetch_related("extensions").order_by("-year"))


def newest_year(accounts: Q, years: Sequence[int], *, today: date) -> int | None:
    """Of the years that are kept the newest for which any money is known, not in the future."""
    begun = [year for year in years if year <= today.year]
    found = CapitalAccount.objects.filter(accounts, year__in=begun).aggregate(year=Max("year"))
    return found["year"] or max(begun, default=None)


def usual_day(agency: Agency, year: int, closes_on: date, *, today: date) -> date:
    """The day to begin with: the end of the last month, or, of a year that is closed, the newest
    day told."""
    last_month = today.replace(day=1) - timedelta(days=1)
    if today <= closes_on and last_month >= date(year, 1, 1):
        return last_month
    told = Disbursement.objects.filter(account__agency=agency, account__year=year)
    return told.aggregate(day=Max("as_of"))["day"] or min(today, closes_on)


def entry_page(
    agency: Agency,
    year: int,
    day: date,
    *,
    typed: Mapping[RowKey, TypedRow] | None = None,
    problems: Mapping[RowKey, Sequence[str]] | None = None,
) -> EntryPage:
    """Seven queries however many rows. `typed` is kept where a person wrote something else than
    was shown; its keys without an account become rows of their own."""
    typed = typed or {}
    accounts = {
        RowKey(a.component_id, a.fund_kind, a.source, a.is_carried_over): a
        for a in CapitalAccount.objects.filter(agency=agency, year=year)
    }
    plans, paid = _plans(agency, year, day), _paid(agency, year, day)
    components = _components(year, {key.component_id for key in (*accounts, *typed)})
    keys = [
        key
        for key in {*accounts, *typed}
        if key.component_id in components
        and (key in typed or plans.get(accounts[key].pk) or paid.get(accounts[key].pk))
    ]
    rows = [
        _row(key, accounts, components, plans, paid, day, typed.get(key), (problems or {}).get(key))
        for key in keys
    ]
    return EntryPage(
        agency=agency,
        year=year,
        day=day,
        groups=_groups(rows),
        changes=_changes(agency, year),
        components=tuple(c for c in components.values() if c.is_valid_on(day)),
        told_on=tuple(sorted({on for days in paid.values() for on in days}, reverse=True)),
    )


def _plans(agency: Agency, year: int, day: date) -> dict[int, Decimal]:
    rows = Allocation.objects.filter(account__agency=agency, account__year=year)
    sums = rows.signed_until(day).order_by().values_list("account")
    return dict(sums.annotate(total=Sum("amount_million_vnd")))


def _paid(agency: Agency, year: int, day: date) -> dict[int, dict[date, Disbursement]]:
    """Of each account all that is told until the day."""
    paid: dict[int, dict[date, Disbursement]] = {}
    rows = Disbursement.objects.filter(
        account__agency=agency, account__year=year, as_of__lte=day
    ).order_by("as_of")
    for row in rows:
        paid.setdefault(row.account_id, {})[row.as_of] = row
    return paid


def _components(year: int, used: set[int]) -> dict[int, Component]:
    """Those of the year's programmes, and those that rows use, in order."""
    of_year = Q(programme__first_year__lte=year, programme__last_year__gte=year)
    rows = Component.objects.filter(of_year | Q(pk__in=used)).select_related("programme")
    return {component.pk: component for component in rows}


def _row(
    key: RowKey,
    accounts: Mapping[RowKey, CapitalAccount],
    components: Mapping[int, Component],
    plans: Mapping[int, Decimal],
    paid: Mapping[int, Mapping[date, Disbursement]],
    day: date,
    typed: TypedRow | None,
    problems: Sequence[str] | None,
) -> EntryRow:
    account = accounts.get(key)
    days = dict(paid.get(account.pk, {})) if account else {}
    present = days.pop(day, None)
    last = days[max(days)] if days else None
    stored, note = (present.amount_million_vnd, present.note) if present else (None, "")
    is_kept = typed is not None and is_touched(typed)
    return EntryRow(
        key=key,
        component=components[key.component_id],
        account_id=account.pk if account else None,
        plan=plans.get(account.pk, ZERO) if account else ZERO,
        base=_base(key, accounts, components, plans),
        last=last.amount_million_vnd if last else None,
        last_on=last.as_of if last else None,
        stored=stored,
        stored_note=note,
        text=typed.text if is_kept else shown_amount(stored),
        note=typed.note if is_kept else note,
        problems=tuple(problems or ()),
    )


def _base(
    key: RowKey,
    accounts: Mapping[RowKey, CapitalAccount],
    components: Mapping[int, Component],
    plans: Mapping[int, Decimal],
) -> Decimal | None:
    own = plans.get(accounts[key].pk, ZERO) if key in accounts else ZERO
    if own or key.source != Source.UNSPLIT:
        return own or None
    together = ZERO
    for other, account in accounts.items():
        same = (other.fund_kind, other.is_carried_over) == (key.fund_kind, key.is_carried_over)
        if same and _is_within(other.component_id, key.component_id, components):
            together += plans.get(account.pk, ZERO)
    return together or None


def _is_within(inner: int, outer: int, components: Mapping[int, Component]) -> bool:
    node: int | None = inner
    while node is not None and node != outer:
        node = components[node].parent_id if node in components else None
    return node == outer


def _groups(rows: Sequence[EntryRow]) -> tuple[EntryGroup, ...]:
    sources = list(Source)

    def order(row: EntryRow) -> tuple[object, ...]:
        component, key = row.component, row.key
        place = (component.programme.position, component.programme_id)
        inside = (component.position, component.code, key.fund_kind, key.is_carried_over)
        return (*place, *inside, sources.index(Source(key.source)))

    ordered = sorted(rows, key=order)
    return tuple(
        EntryGroup(programme, tuple(of_programme))
        for programme, of_programme in groupby(ordered, key=lambda row: row.component.programme)
    )


def _changes(agency: Agency, year: int) -> tuple[DisbursementChange, ...]:
    rows = DisbursementChange.objects.filter(account__agency=agency, account__year=year)
    rows = rows.select_related("account__component", "by", "batch__area", "batch__period")
    return tuple(rows.order_by("-at", "-pk")[:SHOWN_CHANGES])
