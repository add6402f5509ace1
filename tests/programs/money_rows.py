"""Stored lines and payments in few words, and the year 2025 as it was published."""

from datetime import date, datetime
from decimal import Decimal

from indicators.models import User
from indicators.permissions import access_of
from programs.models import (
    Agency,
    CapitalAccount,
    Component,
    DisbursementRequirement,
    FundKind,
    PublishedCapital,
    PublishedUnit,
    PublishedWhat,
)
from programs.selectors.question import Question, Wanted, question
from tests.factories import capital

AUGUST = date(2025, 8, 31)
YEAR = 2025


def asked(user: User, *, known_at: datetime | None = None, **words: str) -> Question:
    return question(
        Wanted(**words), access=access_of(user), today=date(2025, 9, 5), known_at=known_at
    )


def account(**fields: object) -> CapitalAccount:
    return capital.account(**{"year": YEAR} | fields)


def allot(
    money: str, *, number: str = "01/QĐ-THU", on: date = date(2025, 1, 10), **fields: object
) -> CapitalAccount:
    """A line in million VND of a decision, in the account of these fields."""
    found = account(**fields)
    decision = capital.decision(number, on)
    line = capital.new_allocation(
        account=found, decision=decision, amount_million_vnd=Decimal(money)
    )
    line.save()
    return found


def pay(money: str, *, on: date = AUGUST, **fields: object) -> CapitalAccount:
    """What was disbursed of the account until a day, in million VND."""
    found = account(**fields)
    capital.new_disbursement(account=found, as_of=on, amount_million_vnd=Decimal(money)).save()
    return found


def change(
    found: CapitalAccount,
    money: str | None,
    *,
    at: datetime,
    on: date = AUGUST,
    before: str | None = None,
) -> None:
    """A row of the history; None: not reported."""
    capital.new_disbursement_change(
        account=found,
        as_of=on,
        at=at,
        before_million_vnd=None if before is None else Decimal(before),
        after_million_vnd=None if money is None else Decimal(money),
    ).save()


def require(*shares: tuple[date, int], year: int = YEAR) -> None:
    DisbursementRequirement.objects.filter(year=year).delete()
    for on, percent in shares:
        capital.new_requirement(year=year, on=on, percent=Decimal(percent)).save()


def publish(what: PublishedWhat, value: str, decimals: int, kind: str = "") -> None:
    unit = PublishedUnit.PERCENT if what == PublishedWhat.RATE else PublishedUnit.BILLION
    capital.new_published_capital(
        programme=capital.programme(),
        what=what,
        first_year=YEAR,
        last_year=YEAR,
        as_of=AUGUST,
        fund_kind=kind,
        value=Decimal(value),
        unit=unit,
        decimals=decimals,
        source="Báo thử, 9/2025",
    ).save()


def published_year() -> None:
    """1,746.6 tỷ usable in 2025, 349.8 disbursed by 31 August, as was published: investment 232.9
    of 786.8, recurrent 116.9 of 959.8."""
    PublishedCapital.objects.all().delete()
    capital.budget_year(YEAR)
    require((date(2025, 6, 30), 30), (date(2025, 12, 31), 95))
    allot("700000", fund_kind=FundKind.INVESTMENT)
    allot("86800", fund_kind=FundKind.INVESTMENT, is_carried_over=True)
    allot("959800", fund_kind=FundKind.RECURRENT)
    pay("217500", fund_kind=FundKind.INVESTMENT, on=date(2025, 5, 31))
    pay("232900", fund_kind=FundKind.INVESTMENT)
    pay("116900", fund_kind=FundKind.RECURRENT)
    publish(PublishedWhat.USABLE, "1747", 0)
    publish(PublishedWhat.DISBURSED, "349.8", 1)
    publish(PublishedWhat.RATE, "20.03", 2)
    publish(PublishedWhat.RATE, "29.6", 2, FundKind.INVESTMENT)
    publish(PublishedWhat.RATE, "12.18", 2, FundKind.RECURRENT)


def many_agencies(number: int) -> list[Agency]:
    return [
        capital.new_agency(code=f"thu-nhieu-{place}", name=f"Đơn vị {place}", kind="owner")
        for place in range(number)
    ]


def sub_project() -> Component:
    return capital.component("T1.1", parent=capital.component("T1"))
