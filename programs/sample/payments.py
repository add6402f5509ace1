"""Invented disbursement: how much of each account in the end, and how much of that by each day."""

import random
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from . import numbers as n
from .model import Account, Amounts, Day
from .shares import THOUSAND, poured


def month_ends(year: int, months: Sequence[int]) -> list[date]:
    """The last days of these months; 13 is January of the next year."""
    firsts = [date(year + month // 12, month % 12 + 1, 1) for month in months]
    return [date.fromordinal(first.toordinal() - 1) for first in firsts]


def closing_days(year: int) -> list[date]:
    """The ends of the quarters, and the day on which the books of the year close."""
    return month_ends(year, (6, 9, 12, 13) if year == n.YEARS[0] else (3, 6, 9, 12, 13))


def paid_in_the_end(plan: Amounts, totals: Mapping[str, int], dice: random.Random) -> Amounts:
    """Of each account, so that each fund kind adds up to its total."""
    pulls = {account: _pull(account, dice) for account in plan}
    paid: Amounts = {}
    for fund_kind, total in totals.items():
        room = {one: amount for one, amount in plan.items() if one.fund_kind == fund_kind}
        paid |= poured(Decimal(total), room, pulls)
    return paid


def _pull(account: Account, dice: random.Random) -> Decimal:
    """How readily an account is disbursed; carried-over capital first."""
    if account.year == 2025 and account.component == n.UNTOUCHED_2025:
        return Decimal(0)
    pull = Decimal(dice.randint(60, 140)) / 100 * (2 if account.is_carried_over else 1)
    slow = n.SLOW_HOLDERS.get(account.agency, 1) * n.SLOW_PARTS.get(account.component, 1)
    return pull * slow


Paces = Mapping[Account, Sequence[int]]


def paces_of(paid: Amounts, days: Sequence[date], dice: random.Random) -> Paces:
    """For each account the per cent of its final amount that is disbursed by each of the days."""
    return {account: dice.choice(n.PACES[len(days)]) for account in paid}


def by_day(
    paid: Amounts, days: Sequence[date], paces: Paces, allowed: Sequence[tuple[date, Amounts]]
) -> list[Day]:
    """The way to what is paid in the end; on no day more than the plan of `allowed` that is in
    force. Nothing is written before the first đồng, but 0 on the last day."""
    found = []
    for place, day in enumerate(days):
        ceiling = [plan for since, plan in allowed if since <= day][-1]
        amounts = {
            account: min(_part(amount, paces[account][place]), ceiling.get(account, Decimal(0)))
            for account, amount in paid.items()
        }
        is_last = day == days[-1]
        found.append(Day(day, {one: part for one, part in amounts.items() if part or is_last}))
    return found


def _part(amount: Decimal, per_cent: int) -> Decimal:
    exact = amount * per_cent / 100
    return (exact / THOUSAND).to_integral_value(ROUND_FLOOR) * THOUSAND


def left(plan: Amounts, paid: Amounts) -> Amounts:
    """What may be carried into the next year, own and carried over together."""
    rest: Amounts = {}
    for account, amount in plan.items():
        heir = Account(
            account.component,
            account.agency,
            account.year + 1,
            account.fund_kind,
            account.source,
            is_carried_over=True,
        )
        rest[heir] = rest.get(heir, Decimal(0)) + amount - paid.get(account, Decimal(0))
    return rest


def carried(rest: Amounts, totals: Mapping[str, int]) -> Amounts:
    """In whole millions; the smallest remainders lapse as far as the total allows."""
    taken: Amounts = {}
    for fund_kind, total in totals.items():
        room = {
            account: amount.to_integral_value(ROUND_FLOOR)
            for account, amount in rest.items()
            if account.fund_kind == fund_kind and amount >= 1
        }
        spare = sum(room.values()) - total
        for account in sorted(room, key=lambda one: room[one]):
            if room[account] > spare / 2:
                break
            spare -= room.pop(account)
        pulls = dict.fromkeys(room, Decimal(1))
        filled = poured(Decimal(total), room, pulls, Decimal(1))
        taken |= {account: amount for account, amount in filled.items() if amount}
    return taken
