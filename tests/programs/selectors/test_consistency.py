"""What does not fit together in the stored ledger, in names and with both values."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.models import User
from programs.models import Agency, CapitalAccount
from programs.selectors.consistency import Consistency, Rule, consistency
from programs.services.allocations import NewLine, record_allocations
from tests.factories.capital import (
    account,
    account_key,
    budget_year,
    component,
    decision,
    new_agency,
    new_budget_extension,
    new_disbursement,
)
from tests.factories.rows import saved
from tests.factories.times import NOW

TODAY = date(2025, 10, 5)


def give(by: User, *lines: tuple[str, dict[str, object]]) -> None:
    rows = [NewLine(account_key(**fields), Decimal(amount)) for amount, fields in lines]
    record_allocations(decision=decision(), lines=rows, by=by, now=NOW)


def checked() -> Consistency:
    return consistency(CapitalAccount.objects.all(), on=TODAY)


def rule(code: str) -> Rule:
    return next(one for one in checked().rules if one.code == code)


def test_years_that_add_up_to_another_sum_are_told_with_both(provincial_officer: User) -> None:
    give(
        provincial_officer,
        ("100", {"year": None}),
        ("70", {"year": 2023}),
        ("40", {"year": 2024}),
    )

    [one] = rule("years").differences

    assert (one.value, one.against, one.difference) == (110, 100, 10)
    assert one.fund_kind == "ĐTPT"
    assert [act.number for act in one.decisions] == ["01/QĐ-THU"]


def test_kinds_never_make_up_for_each_other(provincial_officer: User) -> None:
    give(
        provincial_officer,
        ("100", {"year": None}),
        ("50", {"year": None, "fund_kind": "sn"}),
        ("90", {}),
        ("60", {"fund_kind": "sn"}),
    )

    assert [one.difference for one in rule("years").differences] == [-10, 10]


def test_sub_project_is_counted_with_its_project(provincial_officer: User) -> None:
    part = component("T1.1", parent=component("T1"))
    give(provincial_officer, ("100", {"year": None}), ("100", {"component": part}))

    assert rule("years").differences == ()
    assert rule("years").looked_at == 1


def test_more_carried_over_than_was_left_is_told(provincial_officer: User) -> None:
    budget_year()
    give(provincial_officer, ("100", {}), ("60", {"year": 2025, "is_carried_over": True}))
    saved(new_disbursement(account=account(), as_of=date(2025, 1, 31), amount_million_vnd=55))

    [one] = rule("carried").differences

    assert (one.value, one.against, one.year) == (60, 45, 2025)


def handed_over(by: User, amount: str) -> Agency:
    """A new agency that carries over what the old one had left."""
    new = saved(new_agency(code="thu-moi", name="UBND xã mới", valid_from=date(2025, 1, 10)))
    give(by, ("100", {}))
    line = NewLine(account_key(agency=new, year=2025, is_carried_over=True), Decimal(amount))
    act = decision("05/QĐ-THU", date(2025, 2, 1))
    record_allocations(decision=act, lines=[line], by=by, now=NOW)
    return new


def test_new_agency_may_carry_over_what_the_old_one_had_left(provincial_officer: User) -> None:
    handed_over(provincial_officer, "100")

    assert rule("carried").differences == ()


def test_new_agency_with_more_than_the_old_one_had_left_is_told(provincial_officer: User) -> None:
    handed_over(provincial_officer, "101")

    [one] = rule("carried").differences

    assert (one.agency, one.value, one.against) == ("", 101, 100)


def test_what_was_disbursed_after_the_closing_does_not_count_against(
    provincial_officer: User,
) -> None:
    budget_year()
    give(provincial_officer, ("100", {}), ("60", {"year": 2025, "is_carried_over": True}))
    saved(new_disbursement(account=account(), as_of=date(2025, 6, 30), amount_million_vnd=55))

    assert rule("carried").differences == ()


def test_what_an_extension_let_be_disbursed_counts_against(provincial_officer: User) -> None:
    saved(new_budget_extension(closes_on=date(2025, 12, 31)))
    give(provincial_officer, ("100", {}), ("60", {"year": 2025, "is_carried_over": True}))
    saved(new_disbursement(account=account(), as_of=date(2025, 6, 30), amount_million_vnd=55))

    [one] = rule("carried").differences

    assert (one.value, one.against) == (60, 45)


def test_more_disbursed_than_usable_is_told(provincial_officer: User) -> None:
    give(provincial_officer, ("100", {}))
    saved(new_disbursement(account=account(), amount_million_vnd=Decimal("100.5")))

    [one] = rule("disbursed").differences

    assert (one.value, one.against, one.year) == (Decimal("100.5"), 100, 2024)


def test_sound_ledger_says_so(provincial_officer: User) -> None:
    give(provincial_officer, ("100", {"year": None}), ("100", {}))

    assert checked().is_sound
    assert checked().has_lines


def test_empty_ledger_is_not_called_checked(db: None) -> None:
    assert not checked().has_lines


@pytest.mark.parametrize("parts", [1, 4])
def test_queries_do_not_grow_with_the_lines(
    parts: int, provincial_officer: User, django_assert_num_queries
) -> None:
    rows = [("9", {"component": component(f"T{number}")}) for number in range(1, parts + 1)]
    give(provincial_officer, *rows, ("1", {"year": None}))

    with django_assert_num_queries(6):
        checked()
