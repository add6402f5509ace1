"""What does not fit together in a ledger: shown with both values and their lines, never hidden.

Each rule returns findings in a fixed order and none where all is well. Amounts are in million VND.
Grouping always keeps the fund kinds apart, so that too much recurrent capital (sự nghiệp) never
makes up for a lack of development investment (đầu tư phát triển). How a finding is put into words
is not known here.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from programs.disbursement.ledger import Account

Code = Literal[
    "years_over_period",  # the yearly plans add up to more than the plan of the whole period
    "years_under_period",  # to less: usual while years are still to be allotted
    "carried_over_too_much",  # more was carried over than the year before had left
    "disbursed_over_usable",  # more was disbursed than the year had
    "total_not_sum",  # a stated total is not the sum of its lines
]
Group = tuple[Hashable, ...]


@dataclass(frozen=True)
class Finding:
    """`value` is what was found, `against` what it is held against; `about` names the group and
    `lines` the keys of the lines on both sides."""

    code: Code
    about: Group
    value: Decimal
    against: Decimal
    lines: tuple[Hashable, ...]

    @property
    def difference(self) -> Decimal:
        """`value` − `against`: positive is too much."""
        return self.value - self.against


def component_and_kind(account: Account) -> Group:
    return account.component, account.fund_kind


def holding(account: Account) -> Group:
    """What an agency holds of a component and fund kind. Sources together, because a disbursement
    is often reported in one sum of all sources while the plan names each."""
    return account.component, account.agency, account.fund_kind


def years_against_period(
    plan: Mapping[Account, Decimal], by: Callable[[Account], Group] = component_and_kind
) -> list[Finding]:
    """The sum of the yearly plans against the plan of the whole period, by component × fund kind.

    Carried-over lines are left out: they were counted in the year that first had them. A group
    without any yearly line is not looked at (its years are still to come), nor a fund kind for
    which there is no period plan at all; a group without a line of its own in that plan is held
    against 0. `by` may take a component for the project it belongs to; it must keep the fund kinds
    apart.

    A period plan of 4,565 with yearly plans of 2,500 and 2,165: 4,665, which is 100 too much.
    """
    fresh = {account: amount for account, amount in plan.items() if not account.carried_over}
    kinds = {account.fund_kind for account in fresh if account.year is None}
    groups = _groups((account for account in fresh if account.fund_kind in kinds), by)
    found = []
    for about, accounts in groups.items():
        yearly = [account for account in accounts if account.year is not None]
        whole = _sum(fresh, (account for account in accounts if account.year is None))
        value = _sum(fresh, yearly)
        if yearly and value != whole:
            code: Code = "years_over_period" if value > whole else "years_under_period"
            found.append(Finding(code, about, value, whole, tuple(accounts)))
    return found


def carried_over_against_left(
    plan: Mapping[Account, Decimal],
    paid_at_closing: Mapping[Account, Decimal],
    *,
    year: int,
    by: Callable[[Account], Group] = holding,
) -> list[Finding]:
    """What was carried over into `year` against what the year before had left, holding by
    holding:
    carried over into Y ≤ usable(Y − 1) − disbursed(Y − 1).

    `paid_at_closing` is `paid_at` the day on which the budget year Y − 1 closed. Less carried over
    than left is no finding: the rest was cancelled or lapsed. What was not reported counts as not
    disbursed.

    Văn Lãng had 49,198 million in 2022; had it closed with the 26,049 of 19 December, at most
    23,149 could be carried into 2023, and 23,200 would be 51 too much.
    """
    found = []
    for about, accounts in _groups(plan, by).items():
        carried = [one for one in accounts if one.year == year and one.carried_over]
        before = [one for one in accounts if one.year == year - 1]
        value = _sum(plan, carried)
        left = _sum(plan, before) - _sum(paid_at_closing, before)
        if carried and value > left:
            lines = (*carried, *before)
            found.append(Finding("carried_over_too_much", about, value, left, lines))
    return found


def disbursed_against_usable(
    plan: Mapping[Account, Decimal],
    paid: Mapping[Account, Decimal],
    by: Callable[[Account], Group] = holding,
) -> list[Finding]:
    """What was disbursed against the usable capital (allotted + carried over), by holding and year.

    A disbursement of a holding that has no plan is held against 0. The plan of the whole period is
    no year's capital and left out. `about` is the group followed by the year.

    Văn Lãng 2022 with 49,198 million: 26,049 disbursed is no finding, 49,200 would be 2 too much.
    """

    def with_year(account: Account) -> Group:
        return *by(account), account.year

    yearly = [account for account in {**plan, **paid} if account.year is not None]
    found = []
    for about, accounts in _groups(yearly, with_year).items():
        value, against = _sum(paid, accounts), _sum(plan, accounts)
        if value > against:
            found.append(Finding("disbursed_over_usable", about, value, against, tuple(accounts)))
    return found


def _groups(
    accounts: Iterable[Account], by: Callable[[Account], Group]
) -> dict[Group, list[Account]]:
    found: dict[Group, list[Account]] = {}
    for account in accounts:
        found.setdefault(by(account), []).append(account)
    return found


def _sum(amounts: Mapping[Account, Decimal], accounts: Iterable[Account]) -> Decimal:
    return sum((amounts.get(account, Decimal(0)) for account in accounts), Decimal(0))
