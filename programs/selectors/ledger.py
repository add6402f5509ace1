"""The ledger summed: what was allotted and disbursed of a year or of the whole period, on a day,
by any of the accounts' fields. One query for each of the two, however many lines there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from programs.models import Allocation, CapitalAccount, Disbursement, DisbursementChange

from .remembered import NEWEST_DAY, remembered

ZERO = Decimal(0)
# Where the amounts of own capital and of carried-over capital stand among those of Money.
ALLOTTED, DISBURSED = (0, 1), (2, 3)
FIELDS = ("component_id", "agency_id", "fund_kind", "source", "year")


@dataclass(frozen=True)
class Slice:
    """Which money: a year, or the whole period's plan (None), as it stood on a day; only the
    accounts of `accounts`, where given, and of `only`. `known_at` shows what this database held at
    an earlier moment."""

    year: int | None
    on: date
    accounts: QuerySet[CapitalAccount] | None = None
    only: Q = field(default_factory=Q)
    known_at: datetime | None = None


@dataclass(frozen=True)
class Money:
    """Million VND. `allotted` in the year itself, `carried_over` from earlier years."""

    allotted: Decimal = ZERO
    carried_over: Decimal = ZERO
    disbursed_own: Decimal = ZERO
    disbursed_carried: Decimal = ZERO

    @property
    def usable(self) -> Decimal:
        return self.allotted + self.carried_over

    @property
    def disbursed(self) -> Decimal:
        return self.disbursed_own + self.disbursed_carried

    @property
    def left(self) -> Decimal:
        return self.usable - self.disbursed

    def __add__(self, other: "Money") -> "Money":
        return Money(
            self.allotted + other.allotted,
            self.carried_over + other.carried_over,
            self.disbursed_own + other.disbursed_own,
            self.disbursed_carried + other.disbursed_carried,
        )


Group = tuple[object, ...]


def money_by(part: Slice, *fields: str) -> dict[Group, Money]:
    """Per combination of `fields` (of FIELDS) that has any line: what was allotted, carried over
    and disbursed. Without fields one group, (). Two queries."""
    groups: dict[Group, list[Decimal]] = {}
    for places, rows in ((ALLOTTED, plan_rows(part, fields)), (DISBURSED, paid_rows(part, fields))):
        for group, is_carried, amount in rows:
            groups.setdefault(group, [ZERO] * 4)[places[is_carried]] += amount
    return {group: Money(*amounts) for group, amounts in groups.items()}


def plan_rows(part: Slice, fields: Sequence[str]) -> list[tuple[Group, bool, Decimal]]:
    """Group, whether carried over, and the plan in force on the slice's day; one query."""
    lines = Allocation.objects.filter(of_accounts(part)).signed_until(part.on)
    if part.known_at is not None:
        lines = lines.known_at(part.known_at)
    return _summed(lines, fields)


def paid_rows(part: Slice, fields: Sequence[str]) -> list[tuple[Group, bool, Decimal]]:
    """Group, whether carried over, and what was disbursed until the slice's day; one query."""
    if part.year is None:
        return []
    if part.known_at is not None:
        return _remembered(part, fields)
    return _summed(Disbursement.objects.filter(of_accounts(part)).latest_until(part.on), fields)


# By hand, because Django sums no rows that a window picked. The names of the table's own columns
# make of what is summed an amount again.
LAST = """
SELECT MIN(pk) AS id, {columns}, SUM(after_million_vnd) AS after_million_vnd
FROM ({rows}) AS told WHERE place = 1 GROUP BY {columns}
"""


def _remembered(part: Slice, fields: Sequence[str]) -> list[tuple[Group, bool, Decimal]]:
    columns = [*(f"account__{name}" for name in fields), "account__is_carried_over"]
    rows = remembered(of_accounts(part), part.known_at).filter(as_of__lte=part.on)
    names = ("pk", *columns, "after_million_vnd", "place")
    inner, parameters = rows.annotate(place=NEWEST_DAY).values(*names).query.sql_with_params()
    sums = DisbursementChange.objects.raw(
        LAST.format(rows=inner, columns=", ".join(columns)), parameters
    )
    return [
        (tuple(group), bool(is_carried), one.after_million_vnd)
        for one in sums
        for *group, is_carried in [[getattr(one, name) for name in columns]]
    ]


def of_accounts(part: Slice) -> Q:
    """The slice's accounts as a condition on lines, disbursements and their history."""
    wanted = Q(account__year__isnull=True) if part.year is None else Q(account__year=part.year)
    if part.accounts is not None:
        wanted &= Q(account__in=part.accounts)
    return wanted & part.only


def _summed(rows: QuerySet, fields: Sequence[str]) -> list[tuple[Group, bool, Decimal]]:
    names = [f"account__{name}" for name in fields]
    sums = rows.order_by().values_list(*names, "account__is_carried_over")
    return [
        (tuple(group), is_carried, total)
        for *group, is_carried, total in sums.annotate(total=Sum("amount_million_vnd"))
    ]
