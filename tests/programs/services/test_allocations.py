from datetime import date
from decimal import Decimal

import pytest

from indicators.models import User
from programs.models import Agency, Allocation
from programs.selectors.ledger import Slice, money_by
from programs.services.allocations import NewLine, record_allocations, reverse_allocations
from programs.services.refusals import CapitalRefused
from tests.factories.capital import account_key, agency, component, decision, department
from tests.factories.times import NOW

pytestmark = pytest.mark.django_db

FIRST = date(2024, 1, 15)
LATER = date(2024, 6, 1)


def refused(caught: pytest.ExceptionInfo[CapitalRefused]) -> list[str]:
    return [problem.code for problem in caught.value.problems]


def record(by: User, *amounts: str, **fields: object) -> None:
    lines = [NewLine(account_key(**fields), Decimal(amount)) for amount in amounts]
    record_allocations(decision=decision(), lines=lines, by=by, now=NOW)


def plan(on: date, **only: object) -> Decimal:
    money = money_by(Slice(year=2024, on=on))
    return money[()].usable if money else Decimal(0)


def test_the_plan_is_the_sum_of_the_decisions_signed_until_a_day(provincial_officer: User) -> None:
    line = NewLine(account_key(), Decimal("1000.125"))
    cut = NewLine(account_key(), Decimal("-200.125"))

    record_allocations(decision=decision(), lines=[line], by=provincial_officer, now=NOW)
    later = decision("02/QĐ-THU", LATER)
    record_allocations(decision=later, lines=[cut], by=provincial_officer, now=NOW)

    assert plan(date(2024, 1, 14)) == 0
    assert plan(FIRST) == Decimal("1000.125")
    assert plan(LATER) == Decimal("800.000")


def test_reversing_a_line_leaves_the_plan_as_if_it_had_never_been(provincial_officer: User) -> None:
    record(provincial_officer, "1000")
    record(provincial_officer, "55.5", component=component("T2"))
    wrong = Allocation.objects.get(amount_million_vnd=Decimal("55.5"))

    done = reverse_allocations(
        lines=[wrong], reason="Ghi nhầm dự án", by=provincial_officer, now=NOW
    )
    again = reverse_allocations(lines=[wrong], reason="Lần hai", by=provincial_officer, now=NOW)

    assert (done, again) == (1, 0)
    assert plan(FIRST) == 1000
    assert Allocation.objects.count() == 3


def test_a_plan_never_falls_below_zero(provincial_officer: User) -> None:
    record(provincial_officer, "100")
    cut = [NewLine(account_key(), Decimal(-101))]

    with pytest.raises(CapitalRefused) as caught:
        record_allocations(
            decision=decision("02/QĐ-THU", LATER), lines=cut, by=provincial_officer, now=NOW
        )

    assert refused(caught) == ["below_zero"]
    assert "−1 triệu đồng từ ngày 01/06/2024" in str(caught.value)
    assert Allocation.objects.count() == 1


def test_a_cut_signed_before_the_plan_it_cuts_is_refused(provincial_officer: User) -> None:
    later = decision("02/QĐ-THU", LATER)
    grant = [NewLine(account_key(), Decimal(100))]
    record_allocations(decision=later, lines=grant, by=provincial_officer, now=NOW)

    with pytest.raises(CapitalRefused) as caught:
        record(provincial_officer, "-50")

    assert refused(caught) == ["below_zero"]


def test_a_line_that_says_nothing_or_twice_is_named_by_its_place(provincial_officer: User) -> None:
    with pytest.raises(CapitalRefused) as caught:
        record(provincial_officer, "0", "5.0001")

    assert [(p.place, p.code) for p in caught.value.problems] == [
        (0, "zero"),
        (0, "repeated"),
        (1, "too_fine"),
        (1, "repeated"),
    ]
    assert not Allocation.objects.exists()


def test_a_year_outside_the_programme_and_an_ended_component_are_refused(
    provincial_officer: User,
) -> None:
    ended = component("T9", valid_to=date(2023, 1, 1))

    with pytest.raises(CapitalRefused) as caught:
        record(provincial_officer, "5", component=ended, year=2030)

    assert refused(caught) == ["year_outside", "component_gone"]


def test_what_an_ended_agency_still_has_is_taken_from_it_and_nothing_is_given(
    provincial_officer: User,
) -> None:
    record(provincial_officer, "100")
    Agency.objects.filter(pk=agency().pk).update(valid_to=LATER)
    later = decision("02/QĐ-THU", LATER)

    take = [NewLine(account_key(), Decimal(-40))]
    record_allocations(decision=later, lines=take, by=provincial_officer, now=NOW)
    give = [NewLine(account_key(), Decimal(5))]
    with pytest.raises(CapitalRefused) as caught:
        record_allocations(decision=later, lines=give, by=provincial_officer, now=NOW)

    assert refused(caught) == ["agency_gone"]
    assert plan(LATER) == 60


@pytest.mark.parametrize("who", ["van_quan_officer", "leader"])
def test_only_provincial_officers_write_allocations(
    who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(CapitalRefused) as caught:
        record(request.getfixturevalue(who), "5")

    assert refused(caught) == ["not_yours"]


def test_a_reversal_that_would_leave_less_than_nothing_is_refused(provincial_officer: User) -> None:
    record(provincial_officer, "100")
    first = Allocation.objects.get()
    cut = [NewLine(account_key(), Decimal(-60))]
    record_allocations(
        decision=decision("02/QĐ-THU", LATER), lines=cut, by=provincial_officer, now=NOW
    )

    with pytest.raises(CapitalRefused) as caught:
        reverse_allocations(lines=[first], reason="Nhầm", by=provincial_officer, now=NOW)

    assert refused(caught) == ["below_zero"]


def test_many_lines_take_as_few_statements_as_one(
    provincial_officer: User, django_assert_num_queries: object
) -> None:
    keys = [account_key(component=component(f"M{n}")) for n in range(40)]
    keys += [account_key(agency=department(), component=component(f"M{n}")) for n in range(40)]
    lines = [NewLine(key, Decimal(n + 1)) for n, key in enumerate(keys)]
    act = decision()

    # memberships, components, agencies, accounts twice, their insert, the lines; on PostgreSQL the
    # turn is taken as well, and the savepoints of the transaction are counted on both
    with django_assert_num_queries(11, exact=False):
        record_allocations(decision=act, lines=lines, by=provincial_officer, now=NOW)

    assert Allocation.objects.count() == 80
