"""Random ledgers, written through the services: nothing is counted twice, nothing is lost."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from indicators.models import User
from programs.models import Allocation, Disbursement, DisbursementChange
from programs.selectors.ledger import FIELDS, Group, Slice, money_by
from programs.services.allocations import reverse_allocations
from programs.services.disbursements import Done
from tests.programs.books import YEARS, Book, Report, deeds, grants, reports, undone

pytestmark = pytest.mark.django_db
by_chance = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def all_money(on: date) -> dict[Group, tuple[Decimal, ...]]:
    """Every account with its year and its four amounts; those without any are left out."""
    found = {}
    for year in (None, *YEARS):
        for group, money in money_by(Slice(year=year, on=on), *FIELDS).items():
            amounts = (
                money.allotted, money.carried_over, money.disbursed_own, money.disbursed_carried,
            )  # fmt: skip
            if any(amounts):
                found[year, *group] = amounts
    return found


@by_chance
@given(work=deeds, grant=grants)
def test_a_decision_added_and_reversed_changes_no_sum_on_any_day(
    work: list, grant: object, provincial_officer: User
) -> None:
    with undone():
        book = Book(provincial_officer)
        book.do(work)
        signings = {entry.signed_on for entry in book.entries[-3:]} | {grant.signed_on}
        before = {day: all_money(day) for day in signings}
        known = set(Allocation.objects.values_list("pk", flat=True))

        book.do([grant])
        lines = Allocation.objects.exclude(pk__in=known)
        reverse_allocations(
            lines=lines, reason="Ghi nhầm", by=provincial_officer, now=book.moments[-1]
        )

        assert {day: all_money(day) for day in signings} == before


@by_chance
@given(work=deeds, report=reports)
def test_the_same_report_again_changes_nothing(
    work: list, report: Report, provincial_officer: User
) -> None:
    with undone():
        book = Book(provincial_officer)
        book.do([*work, report])
        before = list(Disbursement.objects.order_by("pk").values_list())
        changes = DisbursementChange.objects.count()

        done = book.report(report)

        assert done == Done(unchanged=len(report.payments))
        assert list(Disbursement.objects.order_by("pk").values_list()) == before
        assert DisbursementChange.objects.count() == changes


@by_chance
@given(work=deeds)
def test_the_history_replayed_is_what_is_stored(work: list, provincial_officer: User) -> None:
    with undone():
        Book(provincial_officer).do(work)
        replayed: dict[tuple[int, date], Decimal | None] = {}

        for change in DisbursementChange.objects.order_by("at", "pk"):
            key = change.account_id, change.as_of
            assert replayed.get(key) == change.before_million_vnd
            replayed[key] = change.after_million_vnd

        rows = Disbursement.objects.values_list("account", "as_of", "amount_million_vnd")
        stored = {(account, day): amount for account, day, amount in rows}
        assert {key: amount for key, amount in replayed.items() if amount is not None} == stored


@by_chance
@given(work=deeds)
def test_no_plan_is_below_zero_on_any_day(work: list, provincial_officer: User) -> None:
    with undone():
        book = Book(provincial_officer)
        book.do(work)

        for day in {entry.signed_on for entry in book.entries}:
            for amounts in all_money(day).values():
                assert min(amounts) >= 0, day
