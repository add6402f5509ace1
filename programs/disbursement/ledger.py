"""The ledger of capital, in its plainest form: what the database must agree with.

All amounts are in million VND (triệu đồng). A plan is never overwritten: each decision adds signed
lines, and the plan on a day is the sum of what had been signed by then. What was disbursed is
reported as a cumulative amount up to a date, so a later figure of an account takes the place of
the earlier one and is never added to it.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Account:
    """What a line of the plan and a disbursement are both about.

    `year` is None for the plan of the whole period 2021–2025. `carried_over` tells capital brought
    over from earlier years (vốn kéo dài) apart from what was allotted in the year (vốn giao).
    """

    component: Hashable
    agency: Hashable
    year: int | None
    fund_kind: Hashable
    source: Hashable
    carried_over: bool = False


@dataclass(frozen=True)
class Entry:
    """One signed line of a decision, in million VND: an adjustment downwards is negative."""

    account: Account
    decision: Hashable
    signed_on: date
    amount: Decimal


@dataclass(frozen=True)
class Payment:
    """What an account had disbursed up to and including a date: cumulative, in million VND."""

    account: Account
    as_of: date
    amount: Decimal


def plan_at(entries: Iterable[Entry], day: date) -> dict[Account, Decimal]:
    """The plan in force on a day, by account: the sum of the decisions signed by its end.

    An account that no such decision names is missing, which is not the same as a plan of 0.
    The development investment of the three programmes for 2021–2025 (QĐ 2097/QĐ-UBND), 3,638 tỷ
    from the centre and 927 tỷ local: two accounts that add up to 4,565 tỷ.
    """
    signed = (entry for entry in entries if entry.signed_on <= day)
    return _summed((entry.account, entry.amount) for entry in signed)


def paid_at(payments: Iterable[Payment], day: date) -> dict[Account, Decimal]:
    """What was disbursed by a day: each account's latest cumulative amount dated no later.

    An account without one is missing: nothing reported is not 0. ValueError when an account has
    two amounts for one date. 100 up to March and 300 up to June are 300 on 30 June, never 400.
    """
    latest: dict[Account, Payment] = {}
    for payment in once(payments):
        before = latest.get(payment.account)
        if payment.as_of <= day and (before is None or before.as_of < payment.as_of):
            latest[payment.account] = payment
    return {account: payment.amount for account, payment in latest.items()}


def once(payments: Iterable[Payment]) -> list[Payment]:
    """The payments as they came. ValueError when an account has two amounts for one date."""
    found: dict[tuple[Account, date], Payment] = {}
    for payment in payments:
        other = found.setdefault((payment.account, payment.as_of), payment)
        if other is not payment:
            raise ValueError(
                f"two amounts up to {payment.as_of} for {payment.account}: "
                f"{other.amount} and {payment.amount}"
            )
    return list(found.values())


def grouped(amounts: Mapping[Account, Decimal], by: Callable[[Account], Key]) -> dict[Key, Decimal]:
    """The amounts added up by whatever `by` makes of an account; a group without any is missing.

    Văn Lãng 2022 by fund kind: 28,582 investment and 20,616 recurrent, of 49,198 million in all.
    """
    return _summed((by(account), amount) for account, amount in amounts.items())


def total(amounts: Mapping[Account, Decimal]) -> Decimal | None:
    """All of it; None, not 0, where there is nothing to add."""
    return sum(amounts.values(), Decimal(0)) if amounts else None


def _summed(pairs: Iterable[tuple[Key, Decimal]]) -> dict[Key, Decimal]:
    sums: dict[Key, Decimal] = {}
    for key, amount in pairs:
        sums[key] = sums.get(key, Decimal(0)) + amount
    return sums
