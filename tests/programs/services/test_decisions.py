"""Decisions registered and corrected: what is refused, and what is kept of each change."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.models import Decision, User
from programs.models import Agency, DecisionChange
from programs.selectors.ledger import Slice, money_by
from programs.services.allocations import NewLine, record_allocations
from programs.services.attachments import checked
from programs.services.decision_rules import DecisionRefused
from programs.services.decisions import DecisionFields, correct_decision, register_decision
from tests.factories.capital import YEAR, account_key, agency
from tests.factories.times import NOW

PROVINCE = "Ủy ban nhân dân tỉnh Lạng Sơn"
FIELDS = DecisionFields(
    number="945/QĐ-UBND",
    kind="decision",
    title="Giao kế hoạch vốn năm 2024",
    issuer=PROVINCE,
    signed_on=date(2024, 1, 20),
)


def register(by: User, *, is_confirmed: bool = False, **fields: object) -> Decision:
    return register_decision(
        fields=replace(FIELDS, **fields), by=by, now=NOW, is_confirmed=is_confirmed
    )


def correct(decision: Decision, by: User, reason: str = "", **fields: object) -> Decision:
    return correct_decision(
        decision=decision, fields=replace(FIELDS, **fields), by=by, now=NOW, reason=reason
    )


def give(decision: Decision, by: User, amount: int) -> None:
    line = NewLine(account_key(), Decimal(amount))
    record_allocations(decision=decision, lines=[line], by=by, now=NOW)


def end_agency(day: date) -> None:
    Agency.objects.filter(pk=agency().pk).update(valid_to=day)


def plan_on(day: date) -> Decimal:
    money = money_by(Slice(year=YEAR, on=day)).get(())
    return money.allotted if money else Decimal(0)


def changes_of(decision: Decision) -> list[tuple[str, str, str]]:
    rows = DecisionChange.objects.filter(decision=decision).order_by("pk")
    return list(rows.values_list("what", "before", "after"))


def test_decision_is_registered_with_who_and_when(provincial_officer: User) -> None:
    decision = register(provincial_officer)

    change = DecisionChange.objects.get(decision=decision)
    assert (change.by, change.at, change.what) == (provincial_officer, NOW, "Đăng ký văn bản")
    assert "945/QĐ-UBND ngày 20/01/2024" in change.after


def test_number_is_kept_in_one_spelling(provincial_officer: User) -> None:
    assert register(provincial_officer, number=" 945 / QÐ–UBND ").number == "945/QĐ-UBND"


@pytest.mark.parametrize("role", ["leader", "van_quan_officer"])
def test_decision_is_registered_by_the_province_only(
    role: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(DecisionRefused, match="Chỉ cán bộ tỉnh"):
        register(request.getfixturevalue(role))


@pytest.mark.parametrize("number", ["945/QĐ-UBND", "945/qđ-ubnd", "945 / QÐ-UBND"])
@pytest.mark.parametrize("issuer", [PROVINCE, "ủy ban nhân dân  tỉnh LẠNG SƠN"])
def test_number_twice_with_two_days_of_a_year_is_refused_with_both(
    number: str, issuer: str, provincial_officer: User
) -> None:
    register(provincial_officer)

    with pytest.raises(DecisionRefused) as refused:
        register(provincial_officer, number=number, issuer=issuer, signed_on=date(2024, 2, 1))

    assert "20/01/2024" in str(refused.value)
    assert "01/02/2024" in str(refused.value)
    assert (refused.value.field, refused.value.may_confirm) == ("signed_on", False)


def test_decision_that_is_registered_already_is_refused(provincial_officer: User) -> None:
    register(provincial_officer)

    with pytest.raises(DecisionRefused, match="đã được đăng ký"):
        register(provincial_officer)


@pytest.mark.parametrize(
    "other", [{"signed_on": date(2023, 1, 18)}, {"issuer": "Ủy ban nhân dân huyện Văn Quan"}]
)
def test_number_of_another_year_or_issuer_is_taken_once_confirmed(
    other: dict[str, object], provincial_officer: User
) -> None:
    register(provincial_officer)

    with pytest.raises(DecisionRefused, match="cùng số") as refused:
        register(provincial_officer, **other)
    register(provincial_officer, is_confirmed=True, **other)

    assert refused.value.may_confirm
    assert Decision.objects.filter(number="945/QĐ-UBND").count() == 2


def test_correction_leaves_a_line_for_each_field(provincial_officer: User) -> None:
    decision = register(provincial_officer)

    correct(decision, provincial_officer, title="Tên khác", signed_on=date(2024, 1, 22))

    assert changes_of(decision)[1:] == [
        ("Trích yếu", "Giao kế hoạch vốn năm 2024", "Tên khác"),
        ("Ngày ký", "20/01/2024", "22/01/2024"),
    ]


def test_correction_that_changes_nothing_leaves_nothing(provincial_officer: User) -> None:
    decision = register(provincial_officer)

    correct(decision, provincial_officer)

    assert len(changes_of(decision)) == 1


def test_another_day_of_a_decision_with_lines_needs_a_reason(provincial_officer: User) -> None:
    decision = register(provincial_officer)
    give(decision, provincial_officer, 100)

    with pytest.raises(DecisionRefused, match="Hãy ghi lý do") as refused:
        correct(decision, provincial_officer, signed_on=date(2024, 3, 1))

    assert refused.value.field == "reason"
    assert plan_on(date(2024, 2, 1)) == 100


def test_another_day_moves_the_plan(provincial_officer: User) -> None:
    decision = register(provincial_officer)
    give(decision, provincial_officer, 100)

    correct(decision, provincial_officer, "Ghi nhầm ngày.", signed_on=date(2024, 3, 1))

    assert plan_on(date(2024, 2, 29)) == 0
    assert plan_on(date(2024, 3, 1)) == 100
    assert DecisionChange.objects.filter(reason="Ghi nhầm ngày.").count() == 1


def test_another_day_after_which_a_plan_would_be_below_zero_is_refused(
    provincial_officer: User,
) -> None:
    decision = register(provincial_officer)
    give(decision, provincial_officer, 100)
    cut = register(provincial_officer, number="200/QĐ-UBND", signed_on=date(2024, 2, 15))
    give(cut, provincial_officer, -60)

    with pytest.raises(DecisionRefused, match="−60 triệu đồng từ ngày 15/02/2024"):
        correct(decision, provincial_officer, "Ghi nhầm.", signed_on=date(2024, 3, 1))

    decision.refresh_from_db()
    assert decision.signed_on == date(2024, 1, 20)


def test_another_day_on_which_the_component_did_not_exist_is_refused(
    provincial_officer: User,
) -> None:
    decision = register(provincial_officer)
    give(decision, provincial_officer, 100)

    with pytest.raises(DecisionRefused, match="chỉ có hiệu lực từ"):
        correct(decision, provincial_officer, "Ghi nhầm.", signed_on=date(2019, 3, 1))


def test_day_of_a_cut_is_corrected_though_the_holder_has_ended(provincial_officer: User) -> None:
    give(register(provincial_officer), provincial_officer, 100)
    end_agency(date(2024, 3, 1))
    cut = register(provincial_officer, number="200/QĐ-UBND", signed_on=date(2024, 4, 15))
    give(cut, provincial_officer, -60)

    correct(
        cut,
        provincial_officer,
        "Ghi nhầm ngày.",
        number="200/QĐ-UBND",
        signed_on=date(2024, 5, 15),
    )

    assert [plan_on(date(2024, month, 1)) for month in (4, 5, 6)] == [100, 100, 40]


def test_grant_is_not_moved_to_a_day_after_the_holder_ended(provincial_officer: User) -> None:
    decision = register(provincial_officer)
    give(decision, provincial_officer, 100)
    end_agency(date(2024, 3, 1))

    with pytest.raises(DecisionRefused, match="chỉ có hiệu lực từ"):
        correct(decision, provincial_officer, "Ghi nhầm.", signed_on=date(2024, 3, 1))


def test_file_comes_with_the_registration_or_not_at_all(provincial_officer: User) -> None:
    scan = checked(SimpleUploadedFile("qd.pdf", b"%PDF-1.7 minh hoa"))

    decision = register_decision(fields=FIELDS, by=provincial_officer, now=NOW, attachment=scan)

    assert [file.file_name for file in decision.files.all()] == ["qd.pdf"]
    assert changes_of(decision)[-1] == ("Đính kèm tệp", "", "qd.pdf")
