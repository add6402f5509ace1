"""What does not add up, with both values and the lines."""

from decimal import Decimal

from hypothesis import given

from programs.disbursement import (
    Finding,
    carried_over_against_left,
    disbursed_against_usable,
    grouped,
    holding,
    paid_at,
    plan_at,
    years_against_period,
)

from .ledgers import account, days, entries, payments

PERIOD = account(year=None)
ONE, TWO = account(year=2022), account(year=2023)
CARRIED = account(year=2023, carried_over=True)
RECURRENT = account(year=2022, fund_kind="recurrent")


def amounts(**by_name):
    return {globals()[name]: Decimal(amount) for name, amount in by_name.items()}


def test_yearly_plans_over_the_period_plan_are_found_with_their_lines():
    (found,) = years_against_period(amounts(PERIOD=4565, ONE=2500, TWO=2165))

    assert found == Finding(
        code="years_over_period",
        about=("DA4", "investment"),
        value=Decimal(4665),
        against=Decimal(4565),
        lines=(PERIOD, ONE, TWO),
    )
    assert found.difference == 100


def test_yearly_plans_under_the_period_plan_are_found_as_such():
    (found,) = years_against_period(amounts(PERIOD=4565, ONE=2500))

    assert (found.code, found.difference) == ("years_under_period", -2065)


def test_yearly_plans_that_add_up_are_no_finding():
    assert years_against_period(amounts(PERIOD=4565, ONE=2500, TWO=2065)) == []


def test_years_against_period_counts_carried_over_capital_once():
    assert years_against_period(amounts(PERIOD=100, ONE=60, TWO=40, CARRIED=25)) == []


def test_years_against_period_waits_for_the_first_yearly_plan():
    assert years_against_period(amounts(PERIOD=100)) == []
    assert years_against_period(amounts(PERIOD=100, CARRIED=5)) == []


def test_years_against_period_leaves_out_a_fund_kind_without_any_period_plan():
    assert years_against_period(amounts(PERIOD=60, ONE=60, RECURRENT=999)) == []


def test_years_against_period_keeps_the_fund_kinds_apart():
    recurrent_period = account(year=None, fund_kind="recurrent")
    plan = amounts(PERIOD=100, ONE=90, RECURRENT=110) | {recurrent_period: Decimal(100)}

    found = years_against_period(plan)

    assert [(one.about[1], one.difference) for one in found] == [
        ("investment", -10),
        ("recurrent", 10),
    ]


def test_years_against_period_holds_a_component_outside_the_plan_against_nothing():
    outside = account(component="DA9", year=2022)

    found = years_against_period(amounts(PERIOD=100, ONE=100) | {outside: Decimal(7)})

    assert [(one.about[0], one.value, one.against) for one in found] == [("DA9", 7, 0)]


def test_years_against_period_can_be_held_project_by_project():
    part = account(component="DA4-TDA1", year=2022)

    def project(one):
        return one.component.partition("-")[0], one.fund_kind

    assert years_against_period(amounts(PERIOD=100) | {part: Decimal(100)}, project) == []


def test_more_carried_over_than_was_left_is_found():
    plan, paid = amounts(ONE=49_198, CARRIED=23_200, TWO=10_000), amounts(ONE=26_049)

    (found,) = carried_over_against_left(plan, paid, year=2023)

    assert found == Finding(
        code="carried_over_too_much",
        about=holding(ONE),
        value=Decimal(23_200),
        against=Decimal(23_149),
        lines=(CARRIED, ONE),
    )
    assert found.difference == 51


def test_what_was_left_or_less_may_be_carried_over():
    paid = amounts(ONE=26_049)

    for carried in (23_149, 20_000, 0):
        plan = amounts(ONE=49_198, CARRIED=carried)
        assert carried_over_against_left(plan, paid, year=2023) == []


def test_carried_over_capital_can_be_carried_over_again():
    again = account(year=2024, carried_over=True)
    plan = amounts(TWO=100, CARRIED=50) | {again: Decimal(130)}

    assert carried_over_against_left(plan, amounts(TWO=20), year=2024) == []
    (found,) = carried_over_against_left(plan, amounts(TWO=20, CARRIED=1), year=2024)
    assert found.against == 129


def test_carried_over_without_a_plan_the_year_before_is_held_against_nothing():
    (found,) = carried_over_against_left(amounts(CARRIED=5), {}, year=2023)

    assert (found.value, found.against, found.lines) == (5, 0, (CARRIED,))


def test_disbursed_over_usable_is_found_by_year():
    own, carried = account(), account(carried_over=True)
    plan = {own: Decimal(40_000), carried: Decimal(9_198)}

    (found,) = disbursed_against_usable(plan, {own: Decimal(49_200)})

    assert found == Finding(
        code="disbursed_over_usable",
        about=(*holding(own), 2022),
        value=Decimal(49_200),
        against=Decimal(49_198),
        lines=(own, carried),
    )
    assert disbursed_against_usable(plan, {own: Decimal(49_198)}) == []


def test_disbursed_in_one_sum_is_held_against_the_plan_of_all_sources():
    plan = {account(): Decimal(60), account(source="province"): Decimal(40)}
    paid = account(source="unsplit")

    assert disbursed_against_usable(plan, {paid: Decimal(100)}) == []
    (found,) = disbursed_against_usable(plan, {paid: Decimal(101)})
    assert (found.against, found.lines) == (100, (*plan, paid))


def test_disbursed_without_any_plan_is_held_against_nothing():
    (found,) = disbursed_against_usable({}, amounts(ONE=3))

    assert (found.value, found.against, found.lines) == (3, 0, (ONE,))


def test_disbursed_is_never_held_against_the_period_plan():
    (found,) = disbursed_against_usable(amounts(PERIOD=100), amounts(ONE=3))

    assert found.against == 0


@given(entries(), payments(), days)
def test_findings_are_true_of_the_lines_they_name(ledger, reported, day):
    plan, paid = plan_at(ledger, day), paid_at(reported, day)

    for found in disbursed_against_usable(plan, paid):
        own = set(found.lines)
        assert found.value == sum(amount for one, amount in paid.items() if one in own)
        assert found.against == sum(amount for one, amount in plan.items() if one in own)
        assert found.value > found.against


@given(entries(), days)
def test_yearly_plans_are_found_wanting_exactly_where_their_sums_differ(ledger, day):
    plan = plan_at(ledger, day)
    fresh = {one: amount for one, amount in plan.items() if not one.carried_over}
    years = grouped(
        {o: a for o, a in fresh.items() if o.year}, lambda o: (o.component, o.fund_kind)
    )
    periods = grouped(
        {o: a for o, a in fresh.items() if not o.year}, lambda o: (o.component, o.fund_kind)
    )
    kinds = {kind for _, kind in periods}

    found = {one.about: one.difference for one in years_against_period(plan)}

    assert found == {
        about: amount - periods.get(about, 0)
        for about, amount in years.items()
        if about[1] in kinds and amount != periods.get(about, 0)
    }
