"""Random ledgers: the curves and the plan's steps as pages read them are the reference's."""

from datetime import date

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, given, settings

from indicators.models import User
from programs import disbursement as reference
from programs.models import FundKind
from programs.selectors.curves import curves
from programs.selectors.ledger import Slice
from programs.selectors.plan_steps import plan_steps
from tests.programs.books import YEARS, Book, days, deeds, undone

pytestmark = pytest.mark.django_db
by_chance = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@by_chance
@given(work=deeds)
def test_curves_are_those_of_the_reference(work: list, provincial_officer: User) -> None:
    with undone():
        book = Book(provincial_officer)
        book.do(work)
        investment = Q(account__fund_kind=FundKind.INVESTMENT, account__year__in=YEARS)

        every, some = curves(Q()), curves(investment)

        for year in YEARS:
            of_year = [one for one in book.payments if one.account.year == year]
            chosen = [one for one in of_year if one.account.fund_kind == FundKind.INVESTMENT]
            assert list(every.get(year, ())) == reference.curve(of_year)
            assert list(some.get(year, ())) == reference.curve(chosen)


@by_chance
@given(work=deeds, on=days)
def test_steps_lead_to_the_plan_as_the_reference_says(
    work: list, on: date, provincial_officer: User
) -> None:
    with undone():
        book = Book(provincial_officer)
        book.do(work)

        for year in (None, *YEARS):
            signed = [e for e in book.entries if e.account.year == year and e.signed_on <= on]
            found = {step.decision.number: step.change for step in plan_steps(Slice(year, on))}
            assert found == {step.decision: step.change for step in reference.steps(signed)}
