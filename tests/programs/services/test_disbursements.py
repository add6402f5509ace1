from datetime import date
from decimal import Decimal

import pytest

from indicators.models import User
from programs.models import Disbursement, DisbursementChange, Source
from programs.selectors.ledger import Slice, money_by
from programs.services.accounts import AccountKey
from programs.services.allocations import NewLine, record_allocations
from programs.services.disbursements import Done, Payment, write_disbursements
from programs.services.refusals import CapitalRefused
from tests.factories.capital import (
    account_key,
    budget_year,
    component,
    decision,
    new_budget_extension,
)
from tests.factories.rows import saved
from tests.factories.times import NOW, local_time

MARCH, JUNE = date(2024, 3, 31), date(2024, 6, 30)


@pytest.fixture(autouse=True)
def granted(provincial_officer: User) -> None:
    """1,000 million of T1 for Văn Quan, and the year 2024 with its closing day."""
    budget_year()
    grant = [NewLine(account_key(), Decimal(1000))]
    record_allocations(decision=decision(), lines=grant, by=provincial_officer, now=NOW)


def payment(amount: str | None, day: date = JUNE, note: str = "", **fields: object) -> Payment:
    key = fields.pop("key", None) or account_key(**fields)
    return Payment(key, day, None if amount is None else Decimal(amount), note)


def write(by: User, *payments: Payment) -> Done:
    return write_disbursements(payments=payments, by=by, now=NOW)


def codes(by: User, *payments: Payment) -> list[str]:
    with pytest.raises(CapitalRefused) as caught:
        write(by, *payments)
    return [problem.code for problem in caught.value.problems]


def disbursed(day: date) -> Decimal:
    return money_by(Slice(year=2024, on=day))[()].disbursed


def test_the_newest_amount_until_a_day_counts_once(van_quan_officer: User) -> None:
    done = write(van_quan_officer, payment("100.5", MARCH), payment("400", JUNE))

    assert done == Done(created=2)
    assert disbursed(date(2024, 3, 30)) == 0
    assert disbursed(date(2024, 6, 29)) == Decimal("100.5")
    assert disbursed(JUNE) == 400


def test_the_same_amounts_again_change_nothing(van_quan_officer: User) -> None:
    write(van_quan_officer, payment("400"))

    assert write(van_quan_officer, payment("400")) == Done(unchanged=1)
    assert DisbursementChange.objects.count() == 1


def test_every_change_leaves_who_when_before_and_after(van_quan_officer: User) -> None:
    write(van_quan_officer, payment("400"))
    write(van_quan_officer, payment("450", note="Đối chiếu kho bạc"))
    write(van_quan_officer, payment(None))

    told = DisbursementChange.objects.values_list(
        "before_million_vnd", "after_million_vnd", "after_note", "by__username"
    )
    assert list(told) == [
        (None, Decimal(400), "", "vanquan"),
        (Decimal(400), Decimal(450), "Đối chiếu kho bạc", "vanquan"),
        (Decimal(450), None, "", "vanquan"),
    ]
    assert not Disbursement.objects.exists()


def test_a_fall_needs_a_note(van_quan_officer: User) -> None:
    write(van_quan_officer, payment("400", MARCH))

    assert codes(van_quan_officer, payment("350")) == ["falls"]
    assert write(van_quan_officer, payment("350", note="Thu hồi tạm ứng")).created == 1


def test_a_day_filled_in_afterwards_is_held_against_the_day_behind(van_quan_officer: User) -> None:
    write(van_quan_officer, payment("400", JUNE))

    assert codes(van_quan_officer, payment("500", MARCH)) == ["falls_after"]


def test_more_than_the_usable_capital_needs_a_note(van_quan_officer: User) -> None:
    with pytest.raises(CapitalRefused) as caught:
        write(van_quan_officer, payment("1000.001"))

    assert "1.000,001 triệu đồng" in str(caught.value)
    assert "năm 2024 là 1.000" in str(caught.value)
    assert write(van_quan_officer, payment("1000.001", note="Chờ văn bản")).created == 1


def test_an_earlier_amount_is_held_against_later_days_of_other_sources(
    van_quan_officer: User,
) -> None:
    province = account_key(source=Source.PROVINCE)
    write(van_quan_officer, payment("600", JUNE, key=province))

    with pytest.raises(CapitalRefused) as caught:
        write(van_quan_officer, payment("500", MARCH))

    assert [problem.code for problem in caught.value.problems] == ["over_usable"]
    assert "Giải ngân 1.100 triệu đồng" in str(caught.value)
    assert "đến 30/06/2024" in str(caught.value)
    assert write(van_quan_officer, payment("500", MARCH, note="Chờ văn bản")).created == 1
    assert write(van_quan_officer, payment("450", MARCH)).changed == 1  # nearer to what there is


def test_an_earlier_amount_is_not_held_against_days_on_which_it_no_longer_stands(
    van_quan_officer: User,
) -> None:
    province = account_key(source=Source.PROVINCE)
    write(van_quan_officer, payment("600", JUNE, key=province), payment("400", JUNE))

    assert write(van_quan_officer, payment("400", MARCH)).created == 1


def test_more_than_the_usable_capital_is_explained_once(van_quan_officer: User) -> None:
    province = account_key(source=Source.PROVINCE)
    june = payment("600", JUNE, key=province, note="Chờ văn bản")

    assert write(van_quan_officer, payment("500", MARCH), june).created == 2


def test_what_is_told_by_source_is_not_told_again_in_one_sum(van_quan_officer: User) -> None:
    write(van_quan_officer, payment("400", MARCH))

    assert codes(van_quan_officer, payment("400", source=Source.UNSPLIT)) == ["mixed"]
    assert disbursed(JUNE) == 400


def test_local_money_not_split_is_not_told_again_by_level(van_quan_officer: User) -> None:
    write(van_quan_officer, payment("60", source=Source.LOCAL))

    assert codes(van_quan_officer, payment("60", source=Source.PROVINCE)) == ["mixed"]
    assert write(van_quan_officer, payment("5", source=Source.CREDIT)).created == 1


def test_local_money_is_told_beside_a_level_of_it_where_the_plan_gives_both(
    van_quan_officer: User, provincial_officer: User
) -> None:
    sources = (Source.LOCAL, Source.PROVINCE)
    grant = [NewLine(account_key(source=source), Decimal(50)) for source in sources]
    record_allocations(decision=decision(), lines=grant, by=provincial_officer, now=NOW)

    told = [payment("30", source=source) for source in sources]

    assert write(van_quan_officer, *told).created == 2
    assert disbursed(JUNE) == 60


def test_an_earlier_day_filled_in_another_way_is_not_counted_beside_the_later_one(
    van_quan_officer: User,
) -> None:
    write(van_quan_officer, payment("400", JUNE))

    assert codes(van_quan_officer, payment("300", MARCH, source=Source.UNSPLIT)) == ["mixed"]


def test_a_way_that_ended_before_the_other_began_stays(van_quan_officer: User) -> None:
    unsplit = account_key(source=Source.UNSPLIT)
    write(van_quan_officer, payment("300", MARCH, key=unsplit))
    ended = payment("0", JUNE, key=unsplit, note="Chuyển sang ghi theo nguồn")

    write(van_quan_officer, ended, payment("400", JUNE))

    assert (disbursed(MARCH), disbursed(JUNE)) == (300, 400)


def test_the_0_that_ended_one_way_of_telling_is_kept(van_quan_officer: User) -> None:
    unsplit = account_key(source=Source.UNSPLIT)
    ended = payment("0", JUNE, note="Chuyển sang ghi gộp")
    write(van_quan_officer, payment("300", MARCH))
    write(van_quan_officer, ended, payment("400", JUNE, key=unsplit))

    with pytest.raises(CapitalRefused) as caught:
        write(van_quan_officer, payment(None))

    assert [problem.code for problem in caught.value.problems] == ["mixed"]
    assert "300 triệu đồng đến 31/03/2024" in str(caught.value)
    assert disbursed(JUNE) == 400


def test_both_ways_of_telling_are_taken_back_together(van_quan_officer: User) -> None:
    unsplit = account_key(source=Source.UNSPLIT)
    ended = payment("0", JUNE, note="Chuyển sang ghi gộp")
    write(van_quan_officer, payment("300", MARCH))
    write(van_quan_officer, ended, payment("400", JUNE, key=unsplit))

    assert write(van_quan_officer, payment(None), payment(None, key=unsplit)).removed == 2
    assert disbursed(JUNE) == 300


def test_what_is_told_of_a_part_is_not_told_again_of_the_project(van_quan_officer: User) -> None:
    part = component("T1.1", parent=component())
    write(van_quan_officer, payment("400", component=part))

    assert codes(van_quan_officer, payment("400")) == ["mixed"]


def test_a_part_draws_on_the_capital_of_its_project(van_quan_officer: User) -> None:
    part = component("T1.1", parent=component())

    assert write(van_quan_officer, payment("1000", component=part)).created == 1


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2023, 12, 31), "outside_year"),
        (date(2025, 2, 1), "outside_year"),
        (date(2024, 12, 31), "future"),
    ],
)
def test_a_day_outside_the_budget_year_or_to_come_is_refused(
    day: date, code: str, van_quan_officer: User
) -> None:
    assert code in codes(van_quan_officer, payment("5", day))


def test_an_extension_lets_a_year_be_disbursed_for_longer(van_quan_officer: User) -> None:
    saved(new_budget_extension())
    day = date(2025, 6, 30)

    done = write_disbursements(
        payments=[payment("5", day)], by=van_quan_officer, now=local_time(2025, 7, 1, 8)
    )

    assert done.created == 1


def test_the_whole_periods_plan_takes_no_disbursement(van_quan_officer: User) -> None:
    assert codes(van_quan_officer, payment("5", year=None)) == ["no_year"]


def test_another_districts_money_is_refused(trang_dinh_officer: User) -> None:
    assert codes(trang_dinh_officer, payment("5")) == ["not_yours"]


def test_a_leader_writes_nothing(leader: User) -> None:
    assert codes(leader, payment("5")) == ["not_yours"]


def test_what_changed_since_it_was_seen_is_not_overwritten(
    van_quan_officer: User, provincial_officer: User
) -> None:
    write(provincial_officer, payment("300"))
    key: AccountKey = account_key()
    stale = Payment(key, JUNE, Decimal(250), seen=None, check_seen=True)

    assert codes(van_quan_officer, stale) == ["overtaken"]
    assert disbursed(JUNE) == 300


def test_one_key_twice_for_a_day_is_refused(van_quan_officer: User) -> None:
    assert codes(van_quan_officer, payment("5"), payment("6")) == ["repeated"]


def test_own_and_carried_over_capital_are_kept_apart(
    van_quan_officer: User, provincial_officer: User
) -> None:
    carried = account_key(is_carried_over=True)
    grant = [NewLine(carried, Decimal(50))]
    record_allocations(decision=decision(), lines=grant, by=provincial_officer, now=NOW)

    write(van_quan_officer, payment("400"), payment("20", key=carried))

    money = money_by(Slice(year=2024, on=JUNE))[()]
    assert (money.allotted, money.carried_over) == (1000, 50)
    assert (money.disbursed_own, money.disbursed_carried) == (400, 20)
    assert money.left == 630
