"""Taking an import back while nothing was built on it."""

import pytest

from indicators.models import (
    BatchState,
    Figure,
    FigureChange,
    Result,
    Route,
    User,
)
from indicators.services.checks import FiguresRefused
from indicators.services.imports import ImportRefused, confirm_import, undo_import
from indicators.services.totals import check_results
from tests.factories.reference import report_of
from tests.factories.reports import sent_as_it_is
from tests.factories.times import local_time
from tests.indicators.services.imports.steps import figures, imported, preview_of, replayed
from tests.indicators.services.imports.test_meanwhile import typed

pytestmark = pytest.mark.usefixtures("open_quarter")
LATER = local_time(2024, 10, 6, 9)
WHY = "Nhập nhầm tệp của quý trước."


def undone(batch, by: User, reason: str = WHY):
    return undo_import(batch=batch, by=by, now=LATER, reason=reason)


def test_undone_first_import_leaves_nothing_reported(van_quan_officer: User) -> None:
    batch = imported("R01", van_quan_officer)

    done = undone(batch, van_quan_officer)

    assert not Figure.objects.exists()
    assert not Result.objects.filter(numerator__isnull=False).exists()
    assert done.state == BatchState.UNDONE
    assert (done.undone_at, done.undone_by, done.undo_reason) == (LATER, van_quan_officer, WHY)
    assert done.message == (
        "Đã hoàn tác: 0 số liệu trở về như trước, 170 số liệu trở về chưa báo cáo."
    )


def test_undone_second_import_restores_values_kinds_and_notes(
    van_quan_officer: User, provincial_officer: User
) -> None:
    imported("R01", van_quan_officer, G4="-")
    typed(864, provincial_officer, note="Đã đối chiếu với xã.")
    before = figures()

    undone(imported("R07", van_quan_officer), van_quan_officer)

    assert figures() == before
    assert check_results()[1] == []


def test_undoing_leaves_rows_of_history_with_its_route(van_quan_officer: User) -> None:
    batch = undone(imported("R01", van_quan_officer), van_quan_officer)

    back = FigureChange.objects.filter(route=Route.UNDO)
    assert back.count() == 170
    assert set(back.values_list("batch", "by", "at", "after")) == {
        (batch.pk, van_quan_officer.pk, LATER, None)
    }
    assert replayed() == {}


def test_undoing_is_refused_when_a_cell_was_changed_later(
    van_quan_officer: User, provincial_officer: User
) -> None:
    batch = imported("R01", van_quan_officer)
    typed(900, provincial_officer)
    before = figures()

    with pytest.raises(ImportRefused, match="Thị trấn Văn Quan") as refused:
        undone(batch, van_quan_officer)

    assert refused.value.code == "changed_later"
    assert provincial_officer.get_full_name() in str(refused.value)
    assert figures() == before


def test_undoing_does_not_mind_a_later_change_of_another_cell(
    van_quan_officer: User, provincial_officer: User
) -> None:
    batch = imported("R01", van_quan_officer, G4=None)
    typed(5, provincial_officer, "poor_hh_em")

    undone(batch, van_quan_officer)

    assert set(figures()) == {("06253", "poor_hh_em")}


def test_batches_are_undone_from_the_last_to_the_first(van_quan_officer: User) -> None:
    first, second = imported("R01", van_quan_officer), imported("R07", van_quan_officer)

    with pytest.raises(ImportRefused, match="hoàn tác lượt nhập sau trước"):
        undone(first, van_quan_officer)
    undone(second, van_quan_officer)
    undone(first, van_quan_officer)

    assert not Figure.objects.exists()
    assert replayed() == {}


def test_undoing_twice_is_undoing_once(van_quan_officer: User) -> None:
    batch = undone(imported("R01", van_quan_officer), van_quan_officer)
    changes = FigureChange.objects.count()

    again = undone(batch, van_quan_officer, "Lần nữa.")

    assert again.undo_reason == WHY
    assert FigureChange.objects.count() == changes


def test_batch_that_changed_nothing_has_nothing_to_undo(van_quan_officer: User) -> None:
    imported("R01", van_quan_officer)

    with pytest.raises(ImportRefused, match="không thay đổi số liệu nào"):
        undone(imported("R01", van_quan_officer), van_quan_officer)


def test_preview_has_nothing_to_undo(van_quan_officer: User) -> None:
    with pytest.raises(ImportRefused, match="chưa lưu gì"):
        undone(preview_of("R01", van_quan_officer), van_quan_officer)


@pytest.mark.parametrize("reason", ["", "   ", "dài " * 100])
def test_undoing_needs_a_reason_of_fitting_length(reason: str, van_quan_officer: User) -> None:
    batch = imported("R01", van_quan_officer)

    with pytest.raises(ImportRefused, match="lý do hoàn tác"):
        undone(batch, van_quan_officer, reason)

    assert Figure.objects.count() == 170


def test_undoing_is_refused_once_the_report_was_sent(van_quan_officer: User) -> None:
    batch = imported("R01", van_quan_officer)
    sent_as_it_is(report_of("F1", "184"), by=van_quan_officer)
    before = figures()

    with pytest.raises(FiguresRefused, match="đã gửi"):
        undone(batch, van_quan_officer)

    assert figures() == before


def test_undoing_is_refused_for_another_district(
    van_quan_officer: User, trang_dinh_officer: User
) -> None:
    batch = imported("R01", van_quan_officer)

    with pytest.raises(FiguresRefused, match="không được giao"):
        undone(batch, trang_dinh_officer)


def test_undone_batch_is_not_confirmed_again_but_its_file_can_come_again(
    van_quan_officer: User,
) -> None:
    batch = undone(imported("R01", van_quan_officer), van_quan_officer)

    with pytest.raises(ImportRefused, match="đã hoàn tác"):
        confirm_import(batch=batch, by=van_quan_officer, now=LATER)

    assert imported("R01", van_quan_officer).created_count == 170
