"""The one way in for what was disbursed: cumulative amounts up to a date, whoever hands them in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet, Sum
from django.utils.timezone import localdate

from indicators.models import Route, User
from indicators.permissions import access_of
from indicators.services.bulk import PAGE, put, upsert
from programs.models import (
    NOTE_LENGTH,
    Agency,
    Allocation,
    BudgetYear,
    CapitalAccount,
    Component,
    Disbursement,
    DisbursementChange,
    ProgrammeBatch,
)
from programs.models.money import DECIMALS
from programs.permissions import writable_agencies

from .accounts import FIELDS, AccountKey, accounts_of, opened_accounts
from .disbursement_rules import Line, Pot, State, Tree, budget_problems, line_problems
from .locks import hold_capital
from .refusals import CapitalRefused, Problem

__all__ = [
    "Done",
    "Payment",
    "disbursement_problems",
    "stored_disbursements",
    "write_disbursements",
]

COLUMNS = (
    "account_id", "as_of", "amount_million_vnd", "note", "entered_at", "entered_by_id", "route",
    "is_sample",
)  # fmt: skip
CHANGE_COLUMNS = (
    "account_id", "as_of", "at", "by_id", "route", "batch_id", "before_million_vnd",
    "after_million_vnd", "before_note", "after_note",
)  # fmt: skip


@dataclass(frozen=True)
class Payment:
    """The cumulative amount of one key up to a day; `amount` None takes a stored one back.

    `seen`, where it is given, is what the person saw stored there (None: nothing): the line is
    refused if something else stands there now.
    """

    key: AccountKey
    as_of: date
    amount_million_vnd: Decimal | None
    note: str = ""
    seen: Decimal | None = None
    check_seen: bool = False


@dataclass(frozen=True)
class Done:
    created: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


class Stored(NamedTuple):
    """What the ledger holds of an account up to a day."""

    amount_million_vnd: Decimal
    note: str


@dataclass
class _Ledger:
    """What is stored of the pots that a set of payments touches, read once."""

    accounts: Mapping[AccountKey, int]
    payments: Mapping[int, dict[date, Stored]]
    state: State = field(default_factory=State)


def disbursement_problems(*, payments: Sequence[Payment], by: User, now: datetime) -> list[Problem]:
    """Why `write_disbursements` would refuse the payments as things stand; stores nothing."""
    problems = _right_problems(payments, by) + _shape_problems(payments, localdate(now))
    return problems or _ledger_problems(payments, _read(payments))


def stored_disbursements(keys: Iterable[AccountKey], day: date) -> dict[AccountKey, Disbursement]:
    """What is stored of these keys for exactly that day; two queries."""
    accounts = {account.pk: key for key, account in accounts_of(keys).items()}
    rows = Disbursement.objects.filter(account__in=accounts, as_of=day)
    return {accounts[row.account_id]: row for row in rows}


@transaction.atomic
def write_disbursements(
    *,
    payments: Sequence[Payment],
    by: User,
    now: datetime,
    route: Route = Route.GRID,
    batch: ProgrammeBatch | None = None,
    is_sample: bool = False,
) -> Done:
    """Stores the payments with their history, all or none; what is stored already is left alone.

    Raises CapitalRefused with every problem found: no right for the agency, the plan of a whole
    period, a day outside the budget year or in the future, an amount below zero, one key twice, a
    fall against an earlier day or an amount over the usable capital without a note, amounts with
    and without their source side by side, a value that changed since it was seen.
    """
    hold_capital()
    problems = _right_problems(payments, by) + _shape_problems(payments, localdate(now))
    if problems:
        raise CapitalRefused(problems)
    ledger = _read(payments)
    problems = _ledger_problems(payments, ledger)
    if problems:
        raise CapitalRefused(problems)
    return _store(payments, ledger, by=by, now=now, route=route, batch=batch, is_sample=is_sample)


def _line(payment: Payment) -> Line:
    return Line(payment.key, payment.as_of, payment.amount_million_vnd, payment.note)


def _right_problems(payments: Sequence[Payment], by: User) -> list[Problem]:
    wanted = {payment.key.agency_id for payment in payments}
    allowed = writable_agencies(access_of(by)).filter(pk__in=wanted)
    missing = wanted - set(allowed.values_list("pk", flat=True))
    return [
        Problem("not_yours", f"Bạn không được giao nhập giải ngân của {agency.name}.")
        for agency in Agency.objects.filter(pk__in=missing)
    ]


def _shape_problems(payments: Sequence[Payment], today: date) -> list[Problem]:
    years = {payment.key.year for payment in payments}
    closings = {
        row.year: row
        for row in BudgetYear.objects.filter(year__in=years - {None}).prefetch_related("extensions")
    }
    lines = [_line(payment) for payment in payments]
    return budget_problems(lines, closings, today, longest_note=NOTE_LENGTH)


def _read(payments: Sequence[Payment]) -> _Ledger:
    """Every account of the pots concerned, with what was allotted and disbursed of it."""
    tree = Tree(dict(Component.objects.values_list("pk", "parent_id")))
    pots = {tree.pot_of(payment.key) for payment in payments}
    accounts = CapitalAccount.objects.filter(
        year__in={pot.year for pot in pots},
        agency__in={pot.agency_id for pot in pots},
        component__in=tree.below(pot.project_id for pot in pots),
    )
    near = {pk: AccountKey(*key) for pk, *key in accounts.values_list("pk", *FIELDS)}
    keys = {pk: key for pk, key in near.items() if tree.pot_of(key) in pots}
    stored: dict[int, dict[date, Stored]] = {}
    rows = Disbursement.objects.filter(account__in=accounts.values("pk")).order_by()
    for pk, day, amount, note in rows.values_list("account", "as_of", "amount_million_vnd", "note"):
        if pk in keys:
            stored.setdefault(pk, {})[day] = Stored(amount, note)
    concerned = {key: pk for pk, key in keys.items()}
    plans = _plans(keys, accounts)
    state = State(
        allotted=_by_pot(plans, tree),
        disbursed={
            keys[pk]: {day: row.amount_million_vnd for day, row in days.items()}
            for pk, days in stored.items()
        },
        names=_names({*concerned, *(payment.key for payment in payments)}),
        tree=tree,
        given=frozenset(key for key, plan in plans.items() if plan > 0),
    )
    return _Ledger(concerned, stored, state)


def _plans(
    keys: Mapping[int, AccountKey], accounts: QuerySet[CapitalAccount]
) -> dict[AccountKey, Decimal]:
    sums = Allocation.objects.filter(account__in=accounts.values("pk")).order_by()
    rows = sums.values_list("account").annotate(total=Sum("amount_million_vnd"))
    return {keys[pk]: total for pk, total in rows if pk in keys}


def _by_pot(plans: Mapping[AccountKey, Decimal], tree: Tree) -> dict[Pot, Decimal]:
    allotted: dict[Pot, Decimal] = {}
    for key, plan in plans.items():
        pot = tree.pot_of(key)
        allotted[pot] = allotted.get(pot, Decimal(0)) + plan
    return allotted


def _names(keys: set[AccountKey]) -> dict[AccountKey, str]:
    components = Component.objects.in_bulk({key.component_id for key in keys})
    agencies = Agency.objects.in_bulk({key.agency_id for key in keys})
    return {
        key: f"{components[key.component_id].short_name} của {agencies[key.agency_id].name}"
        for key in keys
    }


def _ledger_problems(payments: Sequence[Payment], ledger: _Ledger) -> list[Problem]:
    lines = [_line(payment) for payment in payments]
    return _seen_problems(payments, ledger) + line_problems(lines, ledger.state)


def _seen_problems(payments: Sequence[Payment], ledger: _Ledger) -> list[Problem]:
    return [
        ledger.state.overtaken(_line(payment), payment.seen, place)
        for place, payment in enumerate(payments)
        if payment.check_seen
        and ledger.state.stored(payment.key, payment.as_of) != payment.seen
        and ledger.state.stored(payment.key, payment.as_of) != payment.amount_million_vnd
    ]


def _store(
    payments: Sequence[Payment],
    ledger: _Ledger,
    *,
    by: User,
    now: datetime,
    route: Route,
    batch: ProgrammeBatch | None,
    is_sample: bool,
) -> Done:
    created = changed = unchanged = 0
    accounts = dict(ledger.accounts)
    new = [p.key for p in payments if p.amount_million_vnd is not None and p.key not in accounts]
    accounts |= opened_accounts(new) if new else {}
    at, channel = connection.ops.adapt_datetimefield_value(now), str(route)
    rows, changes, gone = [], [], []
    for payment in payments:
        account, as_of = accounts.get(payment.key), payment.as_of
        before = ledger.payments.get(account, {}).get(as_of)
        after, note = payment.amount_million_vnd, payment.note
        if (before is None and after is None) or (before is not None and before == (after, note)):
            unchanged += 1
            continue
        was = (_thousands(before.amount_million_vnd), before.note) if before else (None, "")
        now_is = (_thousands(after), note) if after is not None else (None, "")
        told = (at, by.pk, channel, batch and batch.pk)
        changes.append((account, as_of, *told, was[0], now_is[0], was[1], now_is[1]))
        if after is None:
            gone.append((account, as_of))
            continue
        created, changed = created + (before is None), changed + (before is not None)
        rows.append((account, as_of, *now_is, at, by.pk, channel, is_sample))
    upsert(Disbursement, COLUMNS, rows, unique=("account_id", "as_of"))
    _take_away(gone)
    put(DisbursementChange, CHANGE_COLUMNS, changes)
    return Done(created, changed, len(gone), unchanged)


def _thousands(amount: Decimal) -> int:
    """As MillionVndField stores it."""
    return int(amount.scaleb(DECIMALS))


def _take_away(gone: Sequence[tuple[int, date]]) -> None:
    by_day: dict[date, list[int]] = {}
    for account, day in gone:
        by_day.setdefault(day, []).append(account)
    for day, accounts in by_day.items():
        for first in range(0, len(accounts), PAGE):
            page = accounts[first : first + PAGE]
            Disbursement.objects.filter(as_of=day, account__in=page).delete()
