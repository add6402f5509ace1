"""Closing days, extensions, required shares: what is refused and what is kept of each change."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from indicators.models import User
from programs.models import BudgetExtension, BudgetYear, DisbursementRequirement, RuleChange
from programs.services.rules import (
    Requirement,
    RuleRefused,
    add_extension,
    add_requirement,
    change_requirement,
    create_budget_year,
    remove_extension,
    remove_requirement,
    set_closing,
)
from tests.factories.capital import account, budget_year, decision, new_disbursement
from tests.factories.rows import saved
from tests.factories.times import NOW

JUNE = Requirement(2024, date(2024, 6, 30), Decimal(30))


def require(by: User, **fields: object) -> DisbursementRequirement:
    return add_requirement(requirement=replace(JUNE, **fields), by=by, now=NOW)


def extend(by: User, day: date = date(2025, 12, 31)) -> BudgetExtension:
    return add_extension(
        budget_year=budget_year(),
        closes_on=day,
        fund_kind="",
        decision=decision(),
        by=by,
        now=NOW,
    )


def close(by: User, day: date, reason: str = "Theo văn bản mới.") -> BudgetYear:
    return set_closing(budget_year=budget_year(), closes_on=day, reason=reason, by=by, now=NOW)


def history() -> list[tuple[str, str, str]]:
    return list(RuleChange.objects.order_by("pk").values_list("what", "before", "after"))


@pytest.mark.parametrize("role", ["leader", "van_quan_officer"])
def test_rules_are_kept_by_the_province(role: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(RuleRefused, match="Chỉ cán bộ tỉnh"):
        create_budget_year(
            year=2024, closes_on=date(2025, 1, 31), by=request.getfixturevalue(role), now=NOW
        )


def test_budget_year_is_created_once(provincial_officer: User) -> None:
    create_budget_year(year=2034, closes_on=date(2035, 1, 31), by=provincial_officer, now=NOW)

    with pytest.raises(RuleRefused, match="Năm ngân sách 2034 đã có"):
        create_budget_year(year=2034, closes_on=date(2035, 1, 31), by=provincial_officer, now=NOW)

    assert history() == [("Ngày khóa sổ", "", "31/01/2035")]


def test_closing_day_moves_with_a_reason(provincial_officer: User) -> None:
    close(provincial_officer, date(2025, 2, 28))

    assert history() == [("Ngày khóa sổ", "31/01/2025", "28/02/2025")]
    with pytest.raises(RuleRefused, match="Hãy ghi lý do"):
        close(provincial_officer, date(2025, 3, 31), reason=" ")


@pytest.mark.parametrize("day", [date(2024, 11, 30), date(2026, 1, 1)])
def test_closing_day_outside_the_year_is_refused(day: date, provincial_officer: User) -> None:
    with pytest.raises(RuleRefused, match="nằm ngoài khoảng 31/12/2024 – 31/12/2025"):
        close(provincial_officer, day)


def test_closing_day_before_a_disbursement_is_refused(provincial_officer: User) -> None:
    saved(new_disbursement(account=account(), as_of=date(2025, 1, 20)))

    with pytest.raises(RuleRefused, match="đã có số giải ngân đến 20/01/2025"):
        close(provincial_officer, date(2024, 12, 31))


def test_extension_is_after_the_closing_day(provincial_officer: User) -> None:
    with pytest.raises(RuleRefused, match="phải sau ngày khóa sổ"):
        extend(provincial_officer, date(2025, 1, 31))


def test_extension_on_which_a_disbursement_rests_stays(provincial_officer: User) -> None:
    row = extend(provincial_officer)
    saved(new_disbursement(account=account(), as_of=date(2025, 6, 30)))

    with pytest.raises(RuleRefused, match="đến 30/06/2025"):
        remove_extension(extension=row, reason="Nhầm.", by=provincial_officer, now=NOW)

    assert BudgetExtension.objects.exists()


def test_extension_is_taken_back_with_a_reason(provincial_officer: User) -> None:
    row = extend(provincial_officer)

    remove_extension(extension=row, reason="Ghi nhầm năm.", by=provincial_officer, now=NOW)

    words = "cả hai loại vốn đến 31/12/2025, theo Quyết định 01/QĐ-THU"
    assert history() == [("Gia hạn", "", words), ("Gia hạn", words, "")]


def test_requirement_needs_its_budget_year(provincial_officer: User) -> None:
    BudgetYear.objects.filter(year=2024).delete()

    with pytest.raises(RuleRefused, match="Chưa có năm ngân sách 2024"):
        require(provincial_officer)


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2025, 2, 1)])
def test_requirement_outside_its_year_is_refused(day: date, provincial_officer: User) -> None:
    budget_year()

    with pytest.raises(RuleRefused, match="01/01/2024 – 31/01/2025") as refused:
        require(provincial_officer, on=day)

    assert refused.value.field == "on"


def test_requirement_may_stand_in_an_extension(provincial_officer: User) -> None:
    extend(provincial_officer)

    assert require(provincial_officer, on=date(2025, 10, 31)).pk


@pytest.mark.parametrize(
    ("day", "percent"), [(date(2024, 9, 30), "29.9"), (date(2024, 3, 31), "30.1")]
)
def test_requirement_that_falls_with_time_is_refused_with_both(
    day: date, percent: str, provincial_officer: User
) -> None:
    budget_year()
    require(provincial_officer)

    with pytest.raises(RuleRefused, match="30\u202f% đến 30/06/2024") as refused:
        require(provincial_officer, on=day, percent=Decimal(percent))

    assert refused.value.field == "percent"


def test_requirements_of_the_two_kinds_are_apart(provincial_officer: User) -> None:
    budget_year()
    require(provincial_officer)

    assert require(provincial_officer, fund_kind="sn", on=date(2024, 9, 30), percent=Decimal(10))


def test_requirement_of_one_day_is_there_once(provincial_officer: User) -> None:
    budget_year()
    require(provincial_officer)

    with pytest.raises(RuleRefused, match="Ngày này đã có tỷ lệ yêu cầu"):
        require(provincial_officer)


def test_requirement_is_changed_and_taken_away_with_a_reason(provincial_officer: User) -> None:
    budget_year()
    row = require(provincial_officer)
    forty = replace(JUNE, percent=Decimal(40))

    with pytest.raises(RuleRefused, match="Hãy ghi lý do"):
        change_requirement(row=row, requirement=forty, reason="", by=provincial_officer, now=NOW)
    row = change_requirement(
        row=row, requirement=forty, reason="Công điện mới.", by=provincial_officer, now=NOW
    )
    remove_requirement(row=row, reason="Hết áp dụng.", by=provincial_officer, now=NOW)

    assert [(before[:4], after[:4]) for _, before, after in history()] == [
        ("", "30\u202f% "[:4]),
        ("30\u202f%", "40\u202f%"),
        ("40\u202f%", ""),
    ]
    assert not DisbursementRequirement.objects.filter(year=2024).exists()
