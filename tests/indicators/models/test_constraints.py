"""Every constraint refuses a bad row twice: in words for people, and in the database itself."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, Model

from indicators.models import (
    BatchState,
    Derivation,
    Operator,
    PersonEventKind,
    ReportState,
    Role,
)
from tests.factories import rows
from tests.factories.reference import commune, district, measure
from tests.factories.times import NOW
from tests.programs.models.bad_rows import BAD_ROWS as BAD_CAPITAL
from tests.programs.models.bad_work import BAD_ROWS as BAD_WORK


def second_column() -> Model:
    """Another measure in a place of the form that is taken."""
    first = rows.saved(rows.new_form_measure())
    return rows.new_form_measure(measure=measure("fac_solid"), position=first.position)


def second_remark() -> Model:
    """The same cell marked twice in one return."""
    return rows.new_cell_remark(event=rows.saved(rows.new_cell_remark()).event)


BAD_ROWS: dict[str, Callable[[], Model]] = (
    {
        "search_entry_unique": lambda: rows.twice(rows.new_search_entry),
        "alias_names_one_thing": lambda: rows.new_alias(measure=measure("hh_total")),
        "alias_area_unique": lambda: rows.twice(rows.new_alias),
        "alias_measure_unique": lambda: rows.twice(
            rows.new_alias, area=None, measure=measure("hh_total"), text="Số hộ"
        ),
        "period_number_fits_kind": lambda: rows.new_period(number=5, code="2035Q5"),
        "area_code_valid_from_unique": lambda: rows.twice(rows.new_area),
        "area_valid_to_after_valid_from": lambda: rows.new_area(valid_to=date(2020, 1, 1)),
        "area_tile_is_a_pair": lambda: rows.new_area(tile_row=4),
        "area_succession_unique": lambda: rows.twice(rows.new_succession),
        "area_succession_between_two": lambda: rows.new_succession(successor=commune("05971")),
        "baseline_unique": lambda: rows.twice(rows.new_baseline),
        "batch_applied_at_and_by": lambda: rows.new_batch(state=BatchState.APPLIED, applied_at=NOW),
        "batch_applied_state_and_time": lambda: rows.new_batch(state=BatchState.APPLIED),
        "batch_undone_at_and_by": lambda: rows.new_batch(undone_at=NOW),
        "batch_undone_state_time_and_reason": lambda: rows.new_batch(undo_reason="Nhập nhầm."),
        "boundary_unique": lambda: rows.twice(rows.new_boundary),
        "boundary_label_in_degrees": lambda: rows.new_boundary(label_latitude=Decimal("106.5")),
        "boundary_set_unique": lambda: rows.twice(rows.new_boundary_set),
        "boundary_set_kind": lambda: rows.new_boundary_set(kind="village"),
        "cell_remark_unique": second_remark,
        "column_choice_unique": lambda: rows.twice(rows.new_column_choice),
        "decision_unique": lambda: rows.twice(rows.new_decision),
        "figure_unique": lambda: rows.twice(rows.new_figure),
        "figure_nil_counts_as_zero": lambda: rows.new_figure(is_nil=True, value=Decimal(1)),
        "form_measure_unique": lambda: rows.new_form_measure(measure=measure("hh_total")),
        "form_measure_position_unique": second_column,
        "indicator_valid_to_after_valid_from": lambda: rows.new_indicator(
            valid_to=date(2020, 1, 1)
        ),
        "indicator_denominator_needs_numerator": lambda: rows.new_indicator(
            denominator=measure("hh_total")
        ),
        "indicator_threshold_between_0_and_1": lambda: rows.new_indicator(
            slight_threshold=Decimal("1.5")
        ),
        "long_table_applied_at_and_by": lambda: rows.new_long_table(
            state=BatchState.APPLIED, applied_at=NOW
        ),
        "long_table_applied_state_and_time": lambda: rows.new_long_table(state=BatchState.APPLIED),
        "long_table_undone_at_and_by": lambda: rows.new_long_table(undone_at=NOW),
        "long_table_undone_state_time_and_reason": lambda: rows.new_long_table(undo_reason="Nhầm."),
        "measure_derivation_is_a_pair": lambda: rows.new_measure(derivation=Derivation.COUNT_YES),
        "measure_limits_in_order": lambda: rows.new_measure(minimum=Decimal(9), maximum=Decimal(1)),
        "membership_unique": lambda: rows.twice(rows.new_membership),
        "name_choice_unique": lambda: rows.twice(rows.new_name_choice),
        "name_choice_means_one_thing": lambda: rows.new_name_choice(measure=measure("hh_total")),
        "official_figure_unique": lambda: rows.twice(rows.new_official_figure),
        "period_unique": lambda: rows.new_period(code="2024QX", year=2024, number=3),
        "period_ends_after_start": lambda: rows.new_period(ends_on=date(2034, 12, 31)),
        "period_due_after_opening": lambda: rows.new_period(due_on=date(2035, 3, 15)),
        "period_closed_only_if_opened": lambda: rows.new_period(closed_at=NOW),
        "person_event_role_and_area": lambda: rows.new_person_event(
            kind=PersonEventKind.ROLE_GIVEN, role=Role.LEADER
        ),
        "reminder_unique": lambda: rows.twice(rows.new_reminder),
        "report_form_code_valid_from_unique": lambda: rows.new_report_form(
            code="F1", valid_to=date(2021, 1, 1)
        ),
        "report_form_one_in_force": lambda: rows.new_report_form(
            code="F1", valid_from=date(2026, 1, 1)
        ),
        "report_form_valid_to_after_valid_from": lambda: rows.new_report_form(
            valid_to=date(2020, 1, 1)
        ),
        "report_unique": lambda: rows.twice(rows.new_report),
        "report_sent_at_and_by": lambda: rows.new_report(state=ReportState.SENT, sent_at=NOW),
        "report_approved_at_and_by": lambda: rows.new_report(approved_at=NOW),
        "report_approved_has_approver": lambda: rows.new_report(state=ReportState.APPROVED),
        "result_unique": lambda: rows.twice(rows.new_result),
        "result_counts_in_order": lambda: rows.new_result(reported=22),
        "sheet_layout_unique": lambda: rows.twice(rows.new_layout),
        "target_unique": lambda: rows.twice(
            rows.new_target, decision=rows.saved(rows.new_decision()), address=""
        ),
        "target_without_decision_unique": lambda: rows.twice(rows.new_target),
        "target_has_a_ground": lambda: rows.new_target(address=""),
        "target_range_has_two_ends": lambda: rows.new_target(
            operator=Operator.RANGE, value_to=Decimal(98)
        ),
    }
    | BAD_CAPITAL
    | BAD_WORK
)

CONSTRAINTS = {
    constraint.name: constraint
    for app in ("indicators", "programs")
    for model in apps.get_app_config(app).get_models()
    for constraint in model._meta.constraints
}


def test_bad_rows_cover_every_constraint() -> None:
    assert set(CONSTRAINTS) == set(BAD_ROWS)


@pytest.mark.parametrize("name", BAD_ROWS)
def test_constraint_is_explained_by_the_model(name: str, db: None) -> None:
    row = BAD_ROWS[name]()

    with pytest.raises(ValidationError) as refused:
        row.full_clean()

    assert CONSTRAINTS[name].violation_error_message in refused.value.messages


@pytest.mark.parametrize("name", BAD_ROWS)
def test_constraint_holds_in_the_database(name: str, db: None) -> None:
    row = BAD_ROWS[name]()

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        row.save()

    # SQLite names the columns of a unique constraint instead of the constraint.
    if connection.vendor == "postgresql" or isinstance(CONSTRAINTS[name], CheckConstraint):
        assert name in str(refused.value)


@pytest.mark.parametrize(
    ("reported", "expected", "approved"), [(0, 3, 0), (4, 3, 0), (2, 3, 3)], ids=str
)
def test_result_counts_are_refused_out_of_order(
    reported: int, expected: int, approved: int, db: None
) -> None:
    row = rows.new_result(reported=reported, expected=expected, approved=approved)

    with pytest.raises(ValidationError, match="không khớp"):
        row.full_clean()


@pytest.mark.parametrize(
    "value_to",
    [
        None,
        Decimal("99.5"),
        Decimal(98),
    ],
    ids=str,
)
def test_target_range_needs_a_second_end_above_the_first(
    value_to: Decimal | None, db: None
) -> None:
    row = rows.new_target(operator=Operator.RANGE, value=Decimal("99.5"), value_to=value_to)

    with pytest.raises(ValidationError, match="dạng khoảng"):
        row.full_clean()


def test_result_without_an_own_statement_is_valid(db: None) -> None:
    row = rows.new_result(own_numerator=None, own_denominator=None)

    row.full_clean()

    assert row.own_numerator is None


def test_figure_change_from_not_reported_is_valid(db: None) -> None:
    row = rows.new_figure_change(before=None)

    row.full_clean()

    assert row.before is None


def test_target_without_a_range_has_one_end(db: None) -> None:
    row = rows.new_target(operator=Operator.AT_LEAST, value_to=Decimal(100))

    with pytest.raises(ValidationError, match="dạng khoảng"):
        row.full_clean()


def test_area_with_a_code_may_come_again_on_another_day(db: None) -> None:
    first = rows.saved(rows.new_area(valid_to=date(2024, 12, 1)))
    second = rows.saved(rows.new_area(valid_from=date(2024, 12, 1)))

    assert first.code == second.code
    assert first != second


def test_target_of_another_decision_stands_beside_the_first(db: None) -> None:
    rows.saved(rows.new_target())
    decision = rows.saved(rows.new_decision())

    row = rows.saved(rows.new_target(decision=decision, value=Decimal("99.7")))

    assert row.pk


def test_membership_may_be_given_in_two_places(db: None) -> None:
    first = rows.saved(rows.new_membership())

    second = rows.saved(rows.new_membership(user=first.user, area=district("184")))

    assert {first.area, second.area} == {district("180"), district("184")}
