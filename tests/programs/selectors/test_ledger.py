"""Random ledgers, written through the services: what the selectors sum up is what the reference
sums up, for every grouping and day."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.models import User
from programs import disbursement as reference
from programs.models import FundKind, Source
from programs.selectors.ledger import FIELDS, Group, Money, Slice, money_by
from tests.programs.books import (
    COMPONENTS,
    YEARS,
    Book,
    Grant,
    Report,
    Sketch,
    days,
    deeds,
    grants,
    undone,
)

pytestmark = pytest.mark.django_db
NAMES = {
    "component_id": "component",
    "agency_id": "agency",
    "fund_kind": "fund_kind",
    "source": "source",
    "year": "year",
}
EMPTY = Report(payments=())
groupings = st.lists(st.sampled_from(FIELDS), unique=True).map(tuple)
by_chance = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def by_reference(book: Book, year: int | None, on: date, fields: tuple[str, ...]) -> dict:
    found: dict[Group, dict[str, Decimal]] = {}

    def add(amounts: dict, own: str, carried: str) -> None:
        for account, amount in amounts.items():
            if account.year == year:
                group = tuple(getattr(account, NAMES[name]) for name in fields)
                sums = found.setdefault(group, {})
                name = carried if account.carried_over else own
                sums[name] = sums.get(name, Decimal(0)) + amount

    add(reference.plan_at(book.entries, on), "allotted", "carried_over")
    add(reference.paid_at(book.payments, on), "disbursed_own", "disbursed_carried")
    return {group: Money(**sums) for group, sums in found.items()}


@by_chance
@given(work=deeds, on=days, fields=groupings)
def test_money_by_agrees_with_the_reference(
    work: list, on: date, fields: tuple[str, ...], provincial_officer: User
) -> None:
    with undone():
        book = Book(provincial_officer)
        book.do(work)
        signed = {entry.signed_on for entry in book.entries[-2:]}
        for day in {on, *signed, *(payment.as_of for payment in book.payments[-2:])}:
            for year in (None, *YEARS):
                found = money_by(Slice(year=year, on=day), *fields)
                assert found == by_reference(book, year, day, fields)


@by_chance
@given(work=deeds, on=days, fields=groupings)
def test_money_by_any_grouping_adds_up_to_the_whole(
    work: list, on: date, fields: tuple[str, ...], provincial_officer: User
) -> None:
    with undone():
        Book(provincial_officer).do(work)
        for year in (None, *YEARS):
            part = Slice(year=year, on=on)
            whole = money_by(part).get((), Money())
            assert sum(money_by(part, *fields).values(), Money()) == whole


@by_chance
@given(work=deeds, later=grants)
def test_the_plan_known_at_a_moment_leaves_out_what_was_recorded_later(
    work: list, later: Grant, provincial_officer: User
) -> None:
    with undone():
        book = Book(provincial_officer)
        book.do([*work, EMPTY])
        moment = book.moments[-1]
        before = {year: plan(year) for year in (None, *YEARS)}

        book.do([later])

        assert {year: plan(year, known_at=moment) for year in before} == before


def plan(year: int | None, **known: datetime) -> dict[Group, tuple[Decimal, Decimal]]:
    money = money_by(Slice(year=year, on=date(2025, 12, 31), **known), "component_id", "source")
    plans = {group: (one.allotted, one.carried_over) for group, one in money.items()}
    return {group: amounts for group, amounts in plans.items() if any(amounts)}


@pytest.mark.parametrize("areas", [("184",), ("180", "184")])
def test_money_by_takes_two_queries_however_many_accounts(
    areas: tuple[str, ...], provincial_officer: User, django_assert_num_queries: Callable
) -> None:
    book, on = Book(provincial_officer), date(2024, 6, 30)
    accounts = [
        Sketch(code, area, 2024, kind, Source.CENTRAL, is_carried_over=False)
        for code in COMPONENTS
        for area in areas
        for kind in FundKind.values
    ]
    granted = Grant(date(2024, 1, 15), [(one, Decimal(100)) for one in accounts])
    reported = Report([(one, on, Decimal(40)) for one in accounts])
    book.do([granted, reported])

    with django_assert_num_queries(2):
        found = money_by(Slice(year=2024, on=on), *FIELDS)

    assert len(found) == len(accounts)
    assert sum(found.values(), Money()).left == 60 * len(accounts)
