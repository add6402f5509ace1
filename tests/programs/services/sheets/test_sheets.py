from decimal import Decimal

import pytest

from indicators.models import BatchState, Route, User
from indicators.selectors.reading import programme_request
from indicators.sheets.programme import CAPITAL_FORM
from programs.district_sheet import shown_of
from programs.kept_sheet import sheet_reading
from programs.models import (
    Allocation,
    Disbursement,
    DisbursementChange,
    ProgrammeBatch,
    Source,
)
from programs.services.disbursements import Payment, write_disbursements
from programs.services.sheets import (
    SheetRefused,
    confirm_sheet,
    examine_sheet,
    reread_sheet,
    undo_sheet,
)
from tests.factories.reference import period
from tests.factories.sheets import (
    QUARTER_END,
    district_agency,
    granted,
    previewed_sheet,
    sheet_key,
    stated,
)
from tests.factories.times import NOW, local_time
from tests.indicators.views.examples import example

TOTAL_ROWS = 10


def confirm(batch: ProgrammeBatch, by: User, **given: object) -> ProgrammeBatch:
    return confirm_sheet(batch=batch, by=by, now=NOW, **given)


def refused(batch: ProgrammeBatch, by: User, **given: object) -> SheetRefused:
    with pytest.raises(SheetRefused) as caught:
        confirm(batch, by, **given)
    return caught.value


def stored() -> dict[str, Decimal]:
    rows = Disbursement.objects.select_related("account__component")
    return {row.account.component.code: row.amount_million_vnd for row in rows}


def paid(by: User, code: str, amount: str, day=QUARTER_END, **fields: object) -> None:
    payment = Payment(sheet_key(code, **fields), day, Decimal(amount))
    write_disbursements(payments=[payment], by=by, now=NOW)


def test_preview_stores_the_file_and_no_money(ledger: None, binh_gia_officer: User) -> None:
    batch = previewed_sheet(binh_gia_officer)

    assert batch.state == BatchState.PREVIEWED
    with batch.file.open("rb") as kept:
        assert kept.read() == example("R04").content
    assert (shown_of(batch).created, shown_of(batch).changed) == (TOTAL_ROWS, 0)
    assert not Disbursement.objects.exists()


def test_confirmed_sheet_is_stored_as_the_truth_says(ledger: None, binh_gia_officer: User) -> None:
    batch = confirm(previewed_sheet(binh_gia_officer), binh_gia_officer)

    assert stored() == stated("disb_year")
    assert (batch.created_count, batch.changed_count, batch.unchanged_count) == (TOTAL_ROWS, 0, 0)
    accounts = {row.account for row in Disbursement.objects.all()}
    assert {account.source for account in accounts} == {Source.UNSPLIT}
    assert {row.as_of for row in Disbursement.objects.all()} == {QUARTER_END}
    assert set(batch.changes.values_list("route", flat=True)) == {Route.IMPORT}


def test_plans_of_the_sheet_are_never_stored(ledger: None, binh_gia_officer: User) -> None:
    before = Allocation.objects.count()

    confirm(previewed_sheet(binh_gia_officer), binh_gia_officer)

    assert Allocation.objects.count() == before


def test_same_file_again_says_that_nothing_changes(ledger: None, binh_gia_officer: User) -> None:
    confirm(previewed_sheet(binh_gia_officer), binh_gia_officer)

    again = previewed_sheet(binh_gia_officer)

    assert again.message.startswith("Không có thay đổi")
    assert confirm(again, binh_gia_officer).unchanged_count == TOTAL_ROWS
    assert DisbursementChange.objects.count() == TOTAL_ROWS


def test_amount_over_the_usable_capital_needs_a_note(
    provincial_officer: User, binh_gia_officer: User
) -> None:
    granted(provincial_officer, DA1="3000", DA2="1000")
    batch = previewed_sheet(binh_gia_officer)

    error = refused(batch, binh_gia_officer, notes={"DA1": "Chờ văn bản điều chỉnh"})
    assert (error.code, error.lines) == ("no_note", ("DA2",))
    assert not stored()

    confirm(batch, binh_gia_officer, notes={"DA1": "Chờ văn bản", "": "Đã đối chiếu kho bạc"})
    notes = {
        row.account.component.code: row.note
        for row in Disbursement.objects.select_related("account__component")
        if row.note
    }
    assert notes == {"DA1": "Chờ văn bản", "DA2": "Đã đối chiếu kho bạc"}


def test_noted_amount_comes_again_without_a_question(
    provincial_officer: User, binh_gia_officer: User
) -> None:
    granted(provincial_officer, DA1="3000")
    confirm(previewed_sheet(binh_gia_officer), binh_gia_officer, notes={"": "Chờ văn bản"})

    again = previewed_sheet(binh_gia_officer)

    assert not shown_of(again).to_store
    assert confirm(again, binh_gia_officer).changed_count == 0


def test_what_is_told_by_source_is_refused_and_the_rest_may_be_stored(
    ledger: None, binh_gia_officer: User
) -> None:
    paid(binh_gia_officer, "DA1", "100", source=Source.CENTRAL)
    batch = previewed_sheet(binh_gia_officer)

    assert [p.code for p in sheet_reading(batch).errors] == ["mixed"]
    assert refused(batch, binh_gia_officer).code == "refusals_not_seen"

    batch = confirm(batch, binh_gia_officer, refused_seen=1)
    assert batch.is_partial
    assert stored() == stated("disb_year") | {"DA1": Decimal(100)}


def test_what_is_told_by_source_is_named_with_both_values_and_the_size(
    ledger: None, binh_gia_officer: User
) -> None:
    paid(binh_gia_officer, "DA1", "100", source=Source.CENTRAL)

    (problem,) = sheet_reading(previewed_sheet(binh_gia_officer)).errors

    assert "sổ đã ghi 100 triệu đồng" in problem.message
    assert "tệp ghi 3.621, lệch +3.521" in problem.message


def test_sources_that_add_up_to_the_sheet_leave_nothing_to_store(
    ledger: None, binh_gia_officer: User
) -> None:
    paid(binh_gia_officer, "DA1", "3000", source=Source.CENTRAL)
    paid(binh_gia_officer, "DA1", "621", source=Source.LOCAL)

    batch = previewed_sheet(binh_gia_officer)

    assert not sheet_reading(batch).errors
    assert (shown_of(batch).created, shown_of(batch).unchanged) == (9, 1)
    assert confirm(batch, binh_gia_officer).unchanged_count == 1


def test_part_that_is_told_is_not_told_again_of_the_project(
    ledger: None, binh_gia_officer: User
) -> None:
    paid(binh_gia_officer, "DA3.TDA1", "50")

    (problem,) = sheet_reading(previewed_sheet(binh_gia_officer)).errors

    assert problem.code == "mixed"


def test_changed_amount_meanwhile_is_refused_with_both_values(
    ledger: None, binh_gia_officer: User, provincial_officer: User
) -> None:
    batch = previewed_sheet(binh_gia_officer)
    paid(provincial_officer, "DA1", "77")

    error = refused(batch, binh_gia_officer)

    assert error.code == "overtaken"
    assert "DA1: khi xem trước —, nay 77" in str(error)
    assert stored() == {"DA1": Decimal(77)}


def test_preview_that_was_read_again_is_not_confirmed_by_an_old_page(
    ledger: None, binh_gia_officer: User, provincial_officer: User
) -> None:
    batch = previewed_sheet(binh_gia_officer)
    seen = batch.fingerprint
    paid(provincial_officer, "DA1", "77")
    request = programme_request(form=CAPITAL_FORM, area=batch.area, period=batch.period)
    batch = reread_sheet(batch=batch, request=request, by=binh_gia_officer, now=NOW)

    assert refused(batch, binh_gia_officer, fingerprint=seen).code == "read_again"
    assert shown_of(batch).changed == 1


def test_confirming_twice_is_confirming_once(ledger: None, binh_gia_officer: User) -> None:
    batch = previewed_sheet(binh_gia_officer)
    confirm(batch, binh_gia_officer)
    confirm(batch, binh_gia_officer)

    assert DisbursementChange.objects.count() == TOTAL_ROWS


def test_undone_sheet_leaves_what_was_there_before(ledger: None, binh_gia_officer: User) -> None:
    paid(binh_gia_officer, "DA1", "77")
    batch = confirm(previewed_sheet(binh_gia_officer), binh_gia_officer)

    batch = undo_sheet(batch=batch, by=binh_gia_officer, now=NOW, reason="Nhầm quý")

    assert batch.state == BatchState.UNDONE
    assert stored() == {"DA1": Decimal(77)}
    assert batch.changes.filter(route=Route.UNDO).count() == TOTAL_ROWS


def test_undo_is_refused_while_something_later_depends_on_it(
    ledger: None, binh_gia_officer: User
) -> None:
    batch = confirm(previewed_sheet(binh_gia_officer), binh_gia_officer)
    paid(binh_gia_officer, "DA2", "1302.5")

    with pytest.raises(SheetRefused) as caught:
        undo_sheet(batch=batch, by=binh_gia_officer, now=NOW, reason="Nhầm quý")

    assert caught.value.code == "changed_later"
    assert stored()["DA2"] == Decimal("1302.5")


def test_undo_needs_a_reason(ledger: None, binh_gia_officer: User) -> None:
    batch = confirm(previewed_sheet(binh_gia_officer), binh_gia_officer)

    with pytest.raises(SheetRefused) as caught:
        undo_sheet(batch=batch, by=binh_gia_officer, now=NOW, reason=" ")

    assert caught.value.code == "no_reason"


def test_another_districts_officer_may_neither_upload_nor_confirm(
    ledger: None, binh_gia_officer: User, van_quan_officer: User
) -> None:
    batch = previewed_sheet(binh_gia_officer)

    assert refused(batch, van_quan_officer).code == "not_yours"
    with pytest.raises(SheetRefused) as caught:
        previewed_sheet(van_quan_officer)
    assert caught.value.code == "not_yours"


def test_quarter_that_has_not_ended_is_refused(ledger: None, binh_gia_officer: User) -> None:
    with pytest.raises(SheetRefused) as caught:
        previewed_sheet(binh_gia_officer, now=local_time(2024, 9, 20))

    assert caught.value.code == "future"
    assert not ProgrammeBatch.objects.exists()


def test_another_districts_file_is_refused_whole(ledger: None, provincial_officer: User) -> None:
    district_agency("184")

    batch = previewed_sheet(provincial_officer, area_code="184")

    assert batch.state == BatchState.REFUSED
    assert refused(batch, provincial_officer).code == "refused"


def test_refused_cell_is_left_out_only_when_it_was_seen(
    ledger: None, binh_gia_officer: User
) -> None:
    batch = previewed_sheet(binh_gia_officer, example("R04").spoilt(G13="ba nghìn"))

    assert refused(batch, binh_gia_officer).code == "refusals_not_seen"
    confirm(batch, binh_gia_officer, refused_seen=len(sheet_reading(batch).errors))
    assert "DA1" not in stored()
    assert len(stored()) == TOTAL_ROWS - 1


def test_file_without_any_amount_is_refused(ledger: None, binh_gia_officer: User) -> None:
    blank = {f"G{row}": None for row in range(12, 23)} | {f"H{row}": None for row in range(12, 23)}

    batch = previewed_sheet(binh_gia_officer, example("R04").spoilt(**blank))

    assert batch.state == BatchState.REFUSED


def test_sheet_that_a_person_may_not_store_is_refused_as_a_whole(
    ledger: None, binh_gia_officer: User, trang_dinh_officer: User
) -> None:
    reading = sheet_reading(previewed_sheet(binh_gia_officer))

    examined, shown = examine_sheet(
        district_agency(), period("2024Q3"), reading, by=trang_dinh_officer, now=NOW
    )

    assert [problem.code for problem in examined.errors if problem.scope == "file"] == ["not_yours"]
    assert shown.lines == ()
