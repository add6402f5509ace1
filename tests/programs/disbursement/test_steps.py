"""The way from the first decision to the plan in force."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given

from programs.disbursement import Entry, plan_at, steps, total

from .ledgers import account, entries

CENTRAL, LOCAL = account(year=None), account(year=None, source="province")


def entry(one, decision, on, amount):
    return Entry(one, decision, on, Decimal(amount))


def test_steps_are_net_by_decision_in_order_of_signing():
    found = steps(
        [
            entry(CENTRAL, "QĐ 2097", date(2025, 9, 28), -150),
            entry(LOCAL, "QĐ 2097", date(2025, 9, 28), 50),
            entry(CENTRAL, "QĐ 1", date(2022, 1, 5), 3638),
            entry(LOCAL, "QĐ 9", date(2023, 1, 5), 1027),
        ]
    )

    assert [(step.decision, step.change, step.before, step.after) for step in found] == [
        ("QĐ 1", 3638, 0, 3638),
        ("QĐ 9", 1027, 3638, 4665),
        ("QĐ 2097", -100, 4665, 4565),
    ]


def test_steps_keep_a_decision_that_only_moves_capital():
    on = date(2023, 5, 1)

    (step,) = steps([entry(CENTRAL, "QĐ 5", on, -20), entry(LOCAL, "QĐ 5", on, 20)])

    assert (step.change, step.signed_on) == (0, on)


def test_steps_of_one_day_stay_in_the_order_given():
    on = date(2023, 5, 1)

    found = steps([entry(CENTRAL, "QĐ 6", on, 1), entry(CENTRAL, "QĐ 5", on, 2)])

    assert [step.decision for step in found] == ["QĐ 6", "QĐ 5"]


def test_steps_a_decision_with_two_dates_is_refused_with_both():
    lines = [
        entry(CENTRAL, "QĐ 5", date(2023, 5, 1), 1),
        entry(LOCAL, "QĐ 5", date(2023, 6, 1), 1),
    ]

    with pytest.raises(ValueError, match="QĐ 5 signed on 2023-05-01 and on 2023-06-01"):
        steps(lines)


@given(entries())
def test_steps_lead_from_nothing_to_the_plan_in_force(ledger):
    found = steps(ledger)

    assert len(found) == len({entry.decision for entry in ledger})
    assert all(one.after == two.before for one, two in pairwise(found))
    assert all(one.signed_on <= two.signed_on for one, two in pairwise(found))
    if found:
        assert found[0].before == 0
        assert found[-1].after == total(plan_at(ledger, date(2030, 1, 1)))
