"""Long tables of money: what is previewed is what is stored, once, or nothing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck
from hypothesis import given as drawn
from hypothesis import settings as bounded
from hypothesis import strategies as st

from indicators.models import User
from indicators.sheets.long import money_names
from programs.models import (
    Allocation,
    BatchKind,
    CapitalAccount,
    Disbursement,
    DisbursementChange,
    FundKind,
    ProgrammeBatch,
    Source,
)
from programs.selectors.ledger import Slice, money_by
from programs.services.allocations import NewLine, record_allocations
from programs.services.money_tables import MoneyTableRefused, undo_money_table
from tests.factories.capital import (
    account_key,
    agency,
    budget_year,
    component,
    decision,
    department,
)
from tests.factories.money_tables import confirmed, given, known_names, paid, previewed, stored
from tests.factories.times import NOW

pytestmark = pytest.mark.django_db
PAYMENTS = BatchKind.DISBURSEMENTS
END_OF_2024 = date(2024, 12, 31)


@pytest.fixture(autouse=True)
def names(db: None) -> None:
    known_names()


def codes(batch: ProgrammeBatch) -> dict[str, list[int]]:
    return {cause["code"]: cause["lines"] for cause in batch.reading["causes"]}


def said(batch: ProgrammeBatch) -> str:
    return " ".join(s["message"] for cause in batch.reading["causes"] for s in cause["samples"])


def ledger() -> dict[tuple[object, ...], Decimal]:
    sums = money_by(Slice(2024, END_OF_2024), "component_id", "source")
    return {group: money.usable for group, money in sums.items()}


def undone(batch: ProgrammeBatch, by: User, reason: str = "Tải nhầm tệp") -> ProgrammeBatch:
    return undo_money_table(batch=batch, reason=reason, by=by, now=NOW)


def test_reader_and_ledger_have_the_same_kinds_and_sources() -> None:
    kinds = {money_names.fund_kind(text) for text in ("ĐTPT", "SN")}
    sources = {money_names.source(source.label) for source in Source}

    assert kinds == set(FundKind.values)
    assert sources == set(Source.values)


def test_preview_tells_what_confirming_stores(provincial_officer: User) -> None:
    batch = previewed(given(), given(source="NSĐP", amount="2"), by=provincial_officer)

    assert batch.message.startswith("Đọc được 2 dòng mới, 0 thay đổi, 0 giữ nguyên")
    assert batch.reading["sums"] == [["01/QĐ-THU (15/01/2024)", 2, "1002.500", "0", "1002.500"]]
    assert not Allocation.objects.exists()

    done = confirmed(batch, by=provincial_officer)

    assert done.state == "applied"
    assert [(a.amount_million_vnd, a.batch, a.route) for a in Allocation.objects.all()] == [
        (Decimal("1000.500"), batch, "import"),
        (Decimal("2.000"), batch, "import"),
    ]


def test_same_table_again_changes_nothing(provincial_officer: User) -> None:
    stored(given(), by=provincial_officer)

    again = stored(given(), by=provincial_officer)

    assert again.message.startswith("Không có thay đổi")
    assert Allocation.objects.count() == 1


def test_other_amount_writes_the_difference_alone(provincial_officer: User) -> None:
    stored(given(), by=provincial_officer)

    batch = previewed(given(amount="900"), by=provincial_officer)
    confirmed(batch, by=provincial_officer)

    assert batch.reading["changes"][0][-2:] == ["1000.500", "900.000"]
    amounts = Allocation.objects.values_list("amount_million_vnd", flat=True)
    assert sorted(amounts) == [Decimal("-100.500"), Decimal("1000.500")]
    assert list(ledger().values()) == [Decimal(900)]


def test_amount_entered_by_hand_is_not_brought_again(provincial_officer: User) -> None:
    line = NewLine(account_key(), Decimal("1000.5"))
    record_allocations(decision=decision(), lines=[line], by=provincial_officer, now=NOW)

    assert previewed(given(), by=provincial_officer).unchanged_count == 1


def test_confirming_twice_is_confirming_once(provincial_officer: User) -> None:
    batch = stored(given(), by=provincial_officer)

    confirmed(batch, by=provincial_officer)

    assert Allocation.objects.count() == 1


def test_ledger_that_changed_meanwhile_refuses_the_confirmation(provincial_officer: User) -> None:
    batch = previewed(given(), by=provincial_officer)
    line = NewLine(account_key(), Decimal("999"))
    record_allocations(decision=decision(), lines=[line], by=provincial_officer, now=NOW)

    with pytest.raises(MoneyTableRefused, match="đã thay đổi sau khi bạn xem trước"):
        confirmed(batch, by=provincial_officer)

    assert Allocation.objects.count() == 1


def test_refused_lines_must_be_accepted(provincial_officer: User) -> None:
    batch = previewed(
        given(), given(of="99/QĐ", year=2023), given(year=2023), by=provincial_officer
    )

    with pytest.raises(MoneyTableRefused, match="Còn 1 dòng chưa nhận được"):
        confirmed(batch, by=provincial_officer)
    assert not Allocation.objects.exists()
    confirmed(batch, by=provincial_officer, partial=True)

    assert codes(batch) == {"unknown_decision": [3]}
    assert Allocation.objects.count() == 2


def test_rules_of_the_ledger_hold(provincial_officer: User) -> None:
    decision("02/QĐ-THU", date(2020, 6, 1))

    batch = previewed(
        given(amount="-5"),
        given(of="02/QĐ-THU"),
        given(year="", carried="x"),
        by=provincial_officer,
    )

    assert codes(batch) == {
        "period_carried": [4],
        "component_gone": [3],
        "below_zero": [2],
    }
    assert "−5 triệu đồng từ ngày 15/01/2024" in said(batch)


def test_a_cut_later_in_the_table_may_rest_on_an_earlier_grant(provincial_officer: User) -> None:
    decision("02/QĐ-THU", date(2024, 6, 1))

    batch = stored(given(), given(of="02/QĐ-THU", amount="-1000,5"), by=provincial_officer)

    assert batch.created_count == 2
    assert list(ledger().values()) == [0]


@pytest.mark.parametrize("person", ["leader", "van_quan_officer"])
def test_only_the_province_brings_allocations(person: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(MoneyTableRefused, match="Chỉ cán bộ tỉnh"):
        previewed(given(), by=request.getfixturevalue(person))


def test_undone_table_leaves_the_plan_as_before(provincial_officer: User) -> None:
    batch = stored(given(), by=provincial_officer)

    done = undone(batch, provincial_officer)
    undone(batch, provincial_officer)

    assert (done.state, done.undo_reason) == ("undone", "Tải nhầm tệp")
    assert list(ledger().values()) == [0]
    assert Allocation.objects.count() == 2
    assert previewed(given(), by=provincial_officer).created_count == 1


def test_undo_asks_for_a_reason(provincial_officer: User) -> None:
    batch = stored(given(), by=provincial_officer)

    with pytest.raises(MoneyTableRefused, match="lý do"):
        undone(batch, provincial_officer, "  ")


def test_table_on_which_a_later_line_rests_is_not_undone(provincial_officer: User) -> None:
    batch = stored(given(), by=provincial_officer)
    stored(given(amount="900"), by=provincial_officer)

    with pytest.raises(MoneyTableRefused, match="1 dòng đã có dòng ghi sau"):
        undone(batch, provincial_officer)


def test_table_on_which_disbursement_rests_is_not_undone(provincial_officer: User) -> None:
    budget_year()
    batch = stored(given(), by=provincial_officer)
    stored(paid(), by=provincial_officer, kind=PAYMENTS)

    with pytest.raises(MoneyTableRefused, match=r"đã giải ngân 300,25 triệu đồng"):
        undone(batch, provincial_officer)


def test_disbursement_is_stored_with_its_history(provincial_officer: User) -> None:
    budget_year()
    stored(given(), by=provincial_officer)

    batch = stored(paid(), by=provincial_officer, kind=PAYMENTS)
    again = stored(paid(), by=provincial_officer, kind=PAYMENTS)
    changed = stored(paid(amount="310"), by=provincial_officer, kind=PAYMENTS)

    assert (batch.created_count, again.unchanged_count, changed.changed_count) == (1, 1, 1)
    assert Disbursement.objects.get().amount_million_vnd == 310
    history = DisbursementChange.objects.values_list("batch", "before_million_vnd")
    assert list(history) == [(batch.pk, None), (changed.pk, Decimal("300.250"))]


def test_undone_disbursement_brings_back_what_stood_there(provincial_officer: User) -> None:
    budget_year()
    stored(given(), by=provincial_officer)
    first = stored(paid(), by=provincial_officer, kind=PAYMENTS)
    second = stored(paid(amount="310"), by=provincial_officer, kind=PAYMENTS)

    with pytest.raises(MoneyTableRefused, match="đã được sửa sau khi lưu bảng"):
        undone(first, provincial_officer)
    undone(second, provincial_officer)

    assert Disbursement.objects.get().amount_million_vnd == Decimal("300.25")


def test_undone_disbursement_that_was_new_is_not_reported(provincial_officer: User) -> None:
    budget_year()
    stored(given(), by=provincial_officer)
    batch = stored(paid(), by=provincial_officer, kind=PAYMENTS)

    undone(batch, provincial_officer)

    assert not Disbursement.objects.exists()
    assert DisbursementChange.objects.count() == 2


def test_rules_of_disbursement_hold(provincial_officer: User) -> None:
    budget_year()
    stored(given(), by=provincial_officer)

    batch = previewed(
        paid(amount="2000"),
        paid(of="30/06/2026"),
        paid(year=""),
        paid(of="31/07/2024", amount="2000", note="Có văn bản cho ứng trước"),
        by=provincial_officer,
        kind=PAYMENTS,
    )

    assert codes(batch)["over_usable"] == [2]
    assert codes(batch)["outside_year"] == [3]
    assert codes(batch)["no_year"] == [4]
    assert batch.created_count == 1
    assert "vượt vốn giao năm 2024 là 1.000,5" in said(batch)


def test_district_brings_its_own_disbursement_alone(
    provincial_officer: User, van_quan_officer: User
) -> None:
    budget_year()
    department()
    stored(given(), by=provincial_officer)

    batch = previewed(paid(), paid(agency="thu-so"), by=van_quan_officer, kind=PAYMENTS)

    assert codes(batch) == {"not_yours": [3]}
    assert batch.area.code == "184"
    assert confirmed(batch, by=van_quan_officer, partial=True).created_count == 1


def test_more_lines_cost_no_more_statements(
    provincial_officer: User, django_assert_num_queries
) -> None:
    many = [given(year=year, source=s) for year in (2022, 2023, 2024) for s in ("NST", "NSX")]
    batch = previewed(*many, by=provincial_officer)

    with django_assert_num_queries(60, exact=False):
        confirmed(batch, by=provincial_officer)

    assert Allocation.objects.count() == 6


KEYS = st.tuples(
    st.sampled_from(("T1", "T2")),
    st.sampled_from(("184", "180")),
    st.sampled_from((2023, 2024, "")),
    st.sampled_from(("ĐTPT", "SN")),
    st.sampled_from(("NSTW", "NST", "NSH")),
    st.sampled_from(("01/QĐ-THU", "02/QĐ-THU")),
)
AMOUNTS = st.integers(1, 10**12).map(lambda n: Decimal(n).scaleb(-3))


@bounded(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@drawn(table=st.dictionaries(KEYS, AMOUNTS, min_size=1, max_size=12), again=AMOUNTS)
def test_sums_of_the_ledger_are_those_of_the_table(
    table: dict[tuple, Decimal], again: Decimal, administrator: User
) -> None:
    """Also after the same table with one other amount, and after all of it was taken back."""
    component("T2")
    agency("180")
    decision("02/QĐ-THU", date(2024, 2, 1))

    first = stored(*_lines(table), by=administrator)
    assert _ledger() == _sums(table)
    changed = table | {next(iter(table)): again}
    second = stored(*_lines(changed), by=administrator)
    assert _ledger() == _sums(changed)
    if second.changed_count:
        undone(second, administrator)
    undone(first, administrator)

    assert all(amount == 0 for amount in _ledger().values())
    Allocation.objects.exclude(reverses=None).delete()
    Allocation.objects.all().delete()
    CapitalAccount.objects.all().delete()


def _lines(table: dict[tuple, Decimal]) -> list[tuple[object, ...]]:
    return [
        given(
            of=of,
            component=part,
            agency=f"thu-{area}",
            year=year,
            kind=kind,
            source=source,
            amount=f"{amount:.4f}".replace(".", ","),  # with three decimals it could be a group
        )
        for (part, area, year, kind, source, of), amount in table.items()
    ]


def _sums(table: dict[tuple, Decimal]) -> dict[object, Decimal]:
    sums: dict[object, Decimal] = {}
    for (_, _, year, kind, *_), amount in table.items():
        group = (year or None, "dtpt" if kind == "ĐTPT" else "sn")
        sums[group] = sums.get(group, Decimal(0)) + amount
    return sums


def _ledger() -> dict[object, Decimal]:
    return {
        (year, *group): money.usable
        for year in (2023, 2024, None)
        for group, money in money_by(Slice(year, END_OF_2024), "fund_kind").items()
    }
