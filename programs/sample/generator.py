"""Invented capital of three programmes, 2022 to August 2025, that agrees with what was published.

Each year: what was allotted and carried over, what of it was disbursed in the end and by each day,
and what is left for the next. In 2025 the holders change: the committee became a department in
March, and what the districts had left on 1 July went to their communes.
"""

import random
from collections.abc import Iterable, Mapping
from decimal import Decimal

from . import numbers as n
from .model import Account, Act, Amounts, Day, Invented, act
from .payments import (
    by_day,
    carried,
    closing_days,
    left,
    month_ends,
    paces_of,
    paid_in_the_end,
)
from .plans import (
    ADJUSTED_DAYS,
    CARRIED_DAYS,
    FIRST_DAYS,
    first_and_adjusted,
    is_van_lang_2022,
    moved,
    period_acts,
    yearly_acts,
    yearly_plan,
)
from .shares import poured

HANDED_TO_DEPARTMENT = "Chuyển vốn năm 2025 từ Ban Dân tộc sang Sở Dân tộc và Tôn giáo"
HANDED_TO_COMMUNES = "Chuyển vốn năm 2025 còn lại của cấp huyện cho các xã, phường"


class Generator:
    """`communes` says for each district's agency which communes' agencies follow it."""

    def __init__(self, communes: Mapping[str, list[str]]) -> None:
        self.communes = communes
        self.dice = random.Random(n.SEED)  # noqa: S311 -- repeatable, not secret
        self.acts: list[Act] = []
        self.days: list[Day] = []

    def invent(self) -> Invented:
        yearly: dict[int, Amounts] = {}
        rest: Amounts = {}
        for year in n.YEARS:
            yearly[year] = yearly_plan(year, self.dice)
            taken = carried(rest, n.CARRIED[year]) if year in n.CARRIED else {}
            rest = self._year(year, yearly[year], taken)
        self.acts += period_acts(yearly, self.dice)
        return Invented(
            tuple(sorted(self.acts, key=lambda one: one.signed_on)),
            tuple(sorted(self.days, key=lambda one: one.as_of)),
        )

    def _year(self, year: int, own: Amounts, taken: Amounts) -> Amounts:
        """Writes the year; returns what is left of it."""
        first, changes = first_and_adjusted(own, self.dice)
        self.acts += yearly_acts(year, first, changes, taken)
        allowed = [(FIRST_DAYS[year], first), (ADJUSTED_DAYS[year], own | taken)]
        if taken:
            allowed.insert(1, (CARRIED_DAYS[year], first | taken))
        if year == n.YEARS[-1]:
            self._last_year(own | taken, allowed)
            return {}
        paid = self._closed_year(year, own | taken, allowed)
        return left(own | taken, paid)

    def _closed_year(self, year: int, plan: Amounts, allowed: list) -> Amounts:
        """What was disbursed until the books closed; Văn Lãng's 2022 goes its published way."""
        totals, days = dict(n.DISBURSED[year]), closing_days(year)
        known = {account: amount for account, amount in plan.items() if is_van_lang_2022(account)}
        of_van_lang = self._van_lang(known, allowed) if known else {}
        for account, amount in of_van_lang.items():
            totals[account.fund_kind] -= amount
        others = {account: amount for account, amount in plan.items() if account not in known}
        paid = paid_in_the_end(others, totals, self.dice)
        self.days += by_day(paid, days, paces_of(paid, days, self.dice), allowed)
        return paid | of_van_lang

    def _van_lang(self, plan: Amounts, allowed: list) -> Amounts:
        pulls = {account: Decimal(self.dice.randint(6, 14)) for account in plan}
        closing = poured(n.VAN_LANG_CLOSING, plan, pulls)
        by_december = poured(n.VAN_LANG_DISBURSED, closing, pulls)
        days = [*month_ends(2022, (6, 9)), n.VAN_LANG_DAY]
        self.days += by_day(by_december, days, dict.fromkeys(plan, (3, 35, 100)), allowed)
        self.days.append(Day(closing_days(2022)[-1], closing))
        return closing

    def _last_year(self, plan: Amounts, allowed: list) -> None:
        """2025 until the end of August, with its change of holders."""
        self._hand_to_department(_held_by(allowed[1][1], [n.COMMITTEE]))
        plan = _after_committee(plan)
        middle = (n.COMMITTEE_ENDS, _after_committee(allowed[1][1]))
        allowed = [*allowed[:2], middle, (allowed[2][0], plan)]
        of_districts = _held_by(plan, n.DISTRICTS)
        paid = self._paid("district", of_districts, range(1, 7), allowed)
        rest = {one: amount - paid[one] for one, amount in of_districts.items()}
        gives = self._hand_to_communes({one: amount for one, amount in rest.items() if amount})
        self._paid("commune", gives, range(7, 9), [(n.DISTRICTS_END, gives)])
        others = {account: plan[account] for account in plan if account not in of_districts}
        self._paid("province", others, range(1, 9), allowed)

    def _paid(self, who: str, plan: Amounts, months: Iterable[int], allowed: list) -> Amounts:
        days = [day for month in months for day in month_ends(2025, [month])]
        paid = paid_in_the_end(plan, n.DISBURSED_2025[who], self.dice)
        self.days += by_day(paid, days, paces_of(paid, days, self.dice), allowed)
        return paid

    def _hand_to_department(self, amounts: Amounts) -> None:
        takes = {account: -amount for account, amount in amounts.items()}
        gives = _after_committee(amounts)
        self.acts.append(act(HANDED_TO_DEPARTMENT, n.COMMITTEE_ENDS, takes | gives))

    def _hand_to_communes(self, amounts: Amounts) -> Amounts:
        takes, gives = moved(amounts, self.communes, self.dice)
        self.acts.append(act(HANDED_TO_COMMUNES, n.DISTRICTS_END, takes | gives))
        return gives


def _held_by(amounts: Amounts, agencies: Iterable[str]) -> Amounts:
    wanted = set(agencies)
    return {account: amount for account, amount in amounts.items() if account.agency in wanted}


def _after_committee(amounts: Amounts) -> Amounts:
    return {_heir(account): amount for account, amount in amounts.items()}


def _heir(account: Account) -> Account:
    return account.held_by(n.DEPARTMENT) if account.agency == n.COMMITTEE else account
