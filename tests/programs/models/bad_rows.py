"""For every constraint of the tables of money, a row that breaks it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.db.models import Model

from indicators.models import BatchState
from programs.models import AgencyKind, ComponentKind, PublishedUnit
from tests.factories import capital
from tests.factories.rows import twice
from tests.factories.times import NOW

BEFORE = date(2019, 1, 1)

BAD_ROWS: dict[str, Callable[[], Model]] = {
    "agency_of_an_area_names_it": lambda: capital.new_agency(kind=AgencyKind.COMMUNE, area=None),
    "agency_ends_after_start": lambda: capital.new_agency(valid_to=BEFORE),
    "allocation_not_zero": lambda: capital.new_allocation(amount_million_vnd=Decimal(0)),
    "allocation_reversal_has_reason": lambda: capital.new_allocation(
        reverses=capital.stored_allocation()
    ),
    "budget_year_closes_after_start": lambda: capital.new_budget_year(closes_on=BEFORE),
    "capital_account_unique": lambda: twice(capital.new_account),
    "capital_account_unique_period": lambda: twice(capital.new_account, year=None),
    "capital_account_period_not_carried": lambda: capital.new_account(
        year=None, is_carried_over=True
    ),
    "programme_batch_applied_at_and_by": lambda: capital.new_programme_batch(
        state=BatchState.APPLIED, applied_at=NOW
    ),
    "programme_batch_applied_state_and_time": lambda: capital.new_programme_batch(
        state=BatchState.APPLIED
    ),
    "programme_batch_undone_at_and_by": lambda: capital.new_programme_batch(undone_at=NOW),
    "programme_batch_undone_state_time_and_reason": lambda: capital.new_programme_batch(
        undo_reason="Nhập nhầm."
    ),
    "component_ends_after_start": lambda: capital.new_component(valid_to=BEFORE),
    "component_parent_fits_kind": lambda: capital.new_component(kind=ComponentKind.SUB_PROJECT),
    "component_succession_two_nodes": lambda: capital.new_component_succession(
        successor=capital.component("T1")
    ),
    "component_succession_unique": lambda: twice(capital.new_component_succession),
    "component_unique": lambda: twice(capital.new_component),
    "decisionchange_differs": lambda: capital.new_decision_change(after="15/01/2024"),
    "decision_file_unique": lambda: twice(capital.new_decision_file),
    "disbursement_not_negative": lambda: capital.new_disbursement(
        amount_million_vnd=Decimal("-0.001")
    ),
    "disbursement_unique": lambda: twice(capital.new_disbursement),
    "programme_ends_after_start": lambda: capital.new_programme(valid_to=BEFORE),
    "programme_years_in_order": lambda: capital.new_programme(last_year=2020),
    "published_capital_unique": lambda: twice(capital.new_published_capital),
    "published_capital_unit_fits": lambda: capital.new_published_capital(
        unit=PublishedUnit.PERCENT
    ),
    "requirement_percent_in_range": lambda: capital.new_requirement(percent=Decimal(101)),
    "requirement_unique": lambda: twice(capital.new_requirement),
    "rulechange_differs": lambda: capital.new_rule_change(before="31/01/2025"),
}
