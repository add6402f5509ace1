"""Plans at a date, disbursements at a date, and sums of either."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.disbursement import Account, Entry, Payment, grouped, paid_at, plan_at, total

from .ledgers import GROUPINGS, account, accounts, amounts, days, entries, payments

FIRST, LAST = date(2021, 1, 1), date(2030, 12, 31)


def test_plan_at_is_the_sum_of_what_was_signed_by_the_end_of_that_day():
    one = account()
    ledger = [
        Entry(one, "QĐ 1", date(2022, 1, 10), Decimal(100)),
        Entry(one, "QĐ 2", date(2022, 6, 1), Decimal("-30.5")),
    ]

    assert plan_at(ledger, date(2022, 1, 9)) == {}
    assert plan_at(ledger, date(2022, 1, 10)) == {one: 100}
    assert plan_at(ledger, date(2022, 6, 1)) == {one: Decimal("69.5")}


def test_plan_at_an_account_that_was_taken_back_whole_is_zero_not_missing():
    one = account()
    ledger = [
        Entry(one, "QĐ 1", date(2022, 1, 10), Decimal(100)),
        Entry(one, "QĐ 2", date(2022, 6, 1), Decimal(-100)),
    ]

    assert plan_at(ledger, LAST) == {one: 0}


def test_paid_at_takes_the_latest_amount_and_adds_none():
    one = account()
    reported = [
        Payment(one, date(2022, 6, 30), Decimal(300)),
        Payment(one, date(2022, 3, 31), Decimal(100)),
    ]

    assert paid_at(reported, date(2022, 3, 30)) == {}
    assert paid_at(reported, date(2022, 6, 29)) == {one: 100}
    assert paid_at(reported, date(2022, 6, 30)) == {one: 300}


def test_paid_at_keeps_accounts_that_report_at_odd_dates_apart():
    own, carried = account(), account(carried_over=True)
    reported = [
        Payment(own, date(2022, 6, 30), Decimal(300)),
        Payment(carried, date(2022, 6, 15), Decimal(40)),
    ]

    assert paid_at(reported, date(2022, 6, 20)) == {carried: 40}
    assert paid_at(reported, LAST) == {own: 300, carried: 40}


def test_paid_at_two_amounts_for_one_date_are_refused_with_both():
    one, on = account(), date(2022, 6, 30)

    with pytest.raises(ValueError, match=r"two amounts up to 2022-06-30 .* 300 and 310"):
        paid_at([Payment(one, on, Decimal(300)), Payment(one, on, Decimal(310))], LAST)


def test_total_of_nothing_is_none():
    assert total({}) is None
    assert total({account(): Decimal(0)}) == 0


@pytest.mark.parametrize("by", GROUPINGS.values(), ids=GROUPINGS)
@given(ledger=entries(), day=days)
def test_grouping_the_plan_any_way_adds_up_to_the_total(by, ledger, day):
    plan = plan_at(ledger, day)
    signed = sum((entry.amount for entry in ledger if entry.signed_on <= day), Decimal(0))

    assert sum(grouped(plan, by).values(), Decimal(0)) == (total(plan) or 0) == signed


@pytest.mark.parametrize("by", GROUPINGS.values(), ids=GROUPINGS)
@given(reported=payments(), day=days)
def test_grouping_disbursements_any_way_adds_up_to_the_total(by, reported, day):
    paid = paid_at(reported, day)

    assert sum(grouped(paid, by).values(), Decimal(0)) == (total(paid) or 0)


@given(entries(), days, days)
def test_plan_at_a_later_day_adds_the_decisions_between(ledger, one, other):
    earlier, later = sorted([one, other])
    between = [entry for entry in ledger if earlier < entry.signed_on <= later]
    expected = plan_at(ledger, earlier)
    for account_, amount in plan_at(between, later).items():
        expected[account_] = expected.get(account_, Decimal(0)) + amount

    assert plan_at(ledger, later) == expected


@given(entries(), st.data())
def test_plan_at_the_order_of_the_lines_changes_nothing(ledger, data):
    shuffled = data.draw(st.permutations(ledger))

    assert plan_at(shuffled, LAST) == plan_at(ledger, LAST)


@given(entries(), days, st.lists(st.tuples(accounts, amounts), max_size=5), days)
def test_adding_a_decision_and_reversing_it_changes_no_sum(ledger, signed_on, lines, day):
    decided = [Entry(one, "QĐ thêm", signed_on, amount) for one, amount in lines]
    reversing = [Entry(one, "QĐ hủy", signed_on, -amount) for one, amount in lines]

    before, after = plan_at(ledger, day), plan_at([*ledger, *decided, *reversing], day)

    assert {one: amount for one, amount in after.items() if one in before} == before
    assert all(amount == 0 for one, amount in after.items() if one not in before)


@given(payments(), days)
def test_paid_at_counts_each_account_once_with_its_latest_amount(reported, day):
    paid = paid_at(reported, day)

    for one in {payment.account for payment in reported}:
        until = [p for p in reported if p.account == one and p.as_of <= day]
        latest = max(until, key=lambda payment: payment.as_of, default=None)
        assert paid.get(one) == (latest.amount if latest else None)


@given(payments(), days)
def test_paid_at_repeating_a_cumulative_amount_later_changes_nothing(reported, day):
    paid = paid_at(reported, day)
    repeated = [Payment(one, day + timedelta(days=1), amount) for one, amount in paid.items()]
    later = [p for p in reported if p.as_of <= day]

    assert paid_at([*later, *repeated], day + timedelta(days=1)) == paid


def test_an_account_is_a_key_by_its_values():
    assert account() == Account("DA4", "van-lang", 2022, "investment", "central")
    assert len({account(), account(), account(carried_over=True)}) == 2
