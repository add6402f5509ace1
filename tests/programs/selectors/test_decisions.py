"""The register of decisions: found by number, summed without counting twice."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.models import Decision, User
from indicators.permissions import access_of
from programs.models import Allocation, CapitalAccount
from programs.permissions import readable_accounts
from programs.selectors.decisions import (
    Search,
    choices,
    decision_page,
    decision_rows,
    found_decisions,
    last_recording,
)
from programs.services.allocations import NewLine, record_allocations, reverse_allocations
from tests.factories.capital import account_key, agency, component, decision
from tests.factories.reference_rows import new_decision
from tests.factories.rows import saved
from tests.factories.times import NOW, local_time

TODAY = date(2024, 10, 5)


def found(words: str, **more: object) -> set[str]:
    keys = found_decisions(Search(words=words, **more))
    return set(Decision.objects.filter(pk__in=keys).values_list("number", flat=True))


def give(by: User, *lines: NewLine, to: Decision | None = None, **more: object) -> None:
    values = {"decision": to or decision(), "lines": lines, "by": by, "now": NOW}
    record_allocations(**values | more)


def of(amount: str, **fields: object) -> NewLine:
    return NewLine(account_key(**fields), Decimal(amount))


@pytest.fixture
def register(db: None) -> None:
    saved(new_decision(number="945/QĐ-UBND"))
    saved(new_decision(number="945/QĐ-UBND", signed_on=date(2023, 1, 18)))
    saved(new_decision(number="9450/KH-UBND", kind="plan", title="Kế hoạch thực hiện"))


@pytest.mark.parametrize(
    "words", ["945 qd ubnd", "945/QĐ-UBND", "945 qđ", "945qdubnd", "  945/qÐ ", "qd 945"]
)
def test_number_is_found_in_parts_and_without_diacritics(words: str, register: None) -> None:
    assert found(words) == {"945/QĐ-UBND"}


@pytest.mark.parametrize("words", ["945/QĐ-TTg", "45", "ubnd qd 99", "“”", "%"])
def test_number_that_is_not_there_is_not_found(words: str, register: None) -> None:
    assert "945/QĐ-UBND" not in found(words)


def test_title_is_found_too(register: None) -> None:
    assert found("ke hoach thuc") == {"9450/KH-UBND"}


def test_register_is_narrowed_by_year_kind_and_issuer(register: None) -> None:
    assert len(found_decisions(Search(words="945/QĐ", year=2023))) == 1
    assert found("945", kind="plan") == {"9450/KH-UBND"}
    assert found("945", issuer="Ủy ban khác") == set()


def test_choices_name_each_year_and_issuer_once(register: None) -> None:
    assert choices().years[:2] == (2024, 2023)
    assert len(set(choices().issuers)) == len(choices().issuers)


def test_row_keeps_the_period_plan_apart_from_the_years(provincial_officer: User) -> None:
    give(provincial_officer, of("500", year=None), of("120"), of("30", year=2025))

    [row] = decision_rows([decision().pk], CapitalAccount.objects.all())

    assert (row.period_plan, row.yearly_plan, row.lines) == (500, 150, 3)


def test_register_takes_two_queries_however_many_rows(
    register: None, django_assert_num_queries
) -> None:
    keys = found_decisions(Search())

    with django_assert_num_queries(2):
        decision_rows(keys, CapitalAccount.objects.all())


def test_page_sums_by_component_and_agency_alike(provincial_officer: User) -> None:
    other = agency("180")
    give(
        provincial_officer,
        of("100.125"),
        of("20", fund_kind="sn"),
        of("7", component=component("T2"), agency=other),
        of("9", is_carried_over=True),
        of("500", year=None),
    )

    period, own, carried = decision_page(decision(), CapitalAccount.objects.all()).blocks

    assert [block.whole.total for block in (period, own, carried)] == [
        500,
        Decimal("127.125"),
        9,
    ]
    for block in (period, own, carried):
        for rows in (block.by_component, block.by_agency):
            assert sum(row.total for row in rows) == block.whole.total
    assert (own.whole.investment, own.whole.recurrent) == (Decimal("107.125"), 20)


def test_reversed_line_is_shown_and_not_summed(provincial_officer: User) -> None:
    give(provincial_officer, of("100"), of("7", component=component("T2")))
    wrong = Allocation.objects.get(amount_million_vnd=7)
    reverse_allocations(lines=[wrong], reason="Ghi nhầm.", by=provincial_officer, now=NOW)

    [block] = decision_page(decision(), CapitalAccount.objects.all()).blocks

    assert block.whole.total == 100
    assert [line.pk for line in block.lines if hasattr(line, "reversed_by")] == [wrong.pk]


def test_page_takes_four_queries_however_many_lines(
    provincial_officer: User, django_assert_num_queries
) -> None:
    parts = [component(f"T{number}") for number in range(1, 6)]
    give(provincial_officer, *(of("10", component=part) for part in parts))
    act = decision()

    with django_assert_num_queries(4):
        page = decision_page(act, CapitalAccount.objects.all())
        for line in page.blocks[0].lines:
            assert str(line.account.component)
            assert getattr(line, "reversed_by", None) is None


def test_district_sees_its_own_lines_only(provincial_officer: User, van_quan_officer: User) -> None:
    give(provincial_officer, of("100"), of("40", agency=agency("180")))

    [block] = decision_page(decision(), readable_accounts(access_of(van_quan_officer))).blocks

    assert block.whole.total == 100


def test_plan_is_told_before_and_after_the_newest_lines(provincial_officer: User) -> None:
    give(provincial_officer, of("100"), of("40", component=component("T2")))
    later = decision("02/QĐ-THU", date(2024, 6, 1))
    give(provincial_officer, of("-30"), to=later, now=local_time(2024, 10, 6, 9))

    recording = last_recording(later, CapitalAccount.objects.all(), today=TODAY)

    [step] = recording.steps
    assert (step.before, step.difference, step.after) == (100, -30, 70)
    assert recording.lines == 1


def test_plan_of_a_decision_still_to_be_signed_is_told_for_its_day(
    provincial_officer: User,
) -> None:
    coming = decision("03/QĐ-THU", date(2024, 12, 1))
    give(provincial_officer, of("55"), to=coming)

    recording = last_recording(coming, CapitalAccount.objects.all(), today=TODAY)

    assert recording.day == date(2024, 12, 1)
    assert recording.steps[0].after == 55


def test_decision_without_lines_has_no_recording(db: None) -> None:
    assert last_recording(decision(), CapitalAccount.objects.all(), today=TODAY) is None
