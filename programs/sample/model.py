"""What the generator hands out: decisions with their lines, and cumulative amounts on days. People
and keys of the database are not known here: components and agencies go by their codes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from .numbers import INVESTMENT


@dataclass(frozen=True)
class Account:
    """`year` is None for the plan of the whole period."""

    component: str
    agency: str
    year: int | None
    fund_kind: str
    source: str
    is_carried_over: bool = False

    @property
    def is_investment(self) -> bool:
        return self.fund_kind == INVESTMENT

    def held_by(self, agency: str) -> "Account":
        return replace(self, agency=agency)


Amounts = dict[Account, Decimal]


@dataclass(frozen=True)
class Act:
    """A decision of the sample with what it adds and takes; no line is 0."""

    title: str
    signed_on: date
    lines: Mapping[Account, Decimal]


@dataclass(frozen=True)
class Day:
    """Cumulative amounts from the year's start up to a day."""

    as_of: date
    amounts: Mapping[Account, Decimal]


@dataclass(frozen=True)
class Invented:
    """Both in the order of their days."""

    acts: tuple[Act, ...]
    days: tuple[Day, ...]


def act(title: str, signed_on: date, lines: Mapping[Account, Decimal]) -> Act:
    kept = {account: amount for account, amount in lines.items() if amount}
    return Act(title, signed_on, kept)
