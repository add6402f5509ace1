"""What other people store between a preview and its confirmation."""

from decimal import Decimal

import pytest

from indicators.entries import Entry
from indicators.models import BatchState, Figure, FigureChange, ImportBatch, Route, User
from indicators.services.figures import write_figures
from indicators.services.imports import ImportOvertaken, ImportRefused, confirm_import
from tests.factories.reference import commune, measure, report_of
from tests.factories.times import NOW
from tests.indicators.services.imports.steps import (
    figures,
    imported,
    preview_of,
    read_again,
    replayed,
)
from tests.indicators.views.examples import example, stored

pytestmark = pytest.mark.usefixtures("open_quarter")
TOWN = "06253"


def typed(value: int | None, by: User, key: str = "hh_total", note: str = "") -> None:
    """Somebody sets one cell of Văn Quan's town on the screen."""
    stated = None if value is None else Decimal(value)
    entry = Entry(measure(key), commune(TOWN).pk, stated, note=note)
    write_figures(report=report_of("F1", "184"), entries=[entry], by=by, now=NOW, route=Route.GRID)


def test_changed_cell_refuses_the_confirmation_with_the_difference(
    van_quan_officer: User, provincial_officer: User
) -> None:
    imported("R01", van_quan_officer)
    batch = preview_of("R07", van_quan_officer)
    typed(1500, provincial_officer)
    before = figures()

    with pytest.raises(ImportOvertaken, match="1 ô của tệp đã được người khác sửa") as refused:
        confirm_import(batch=batch, by=van_quan_officer, now=NOW)

    (cell,) = refused.value.cells
    assert (cell.seen.before, cell.stored.value, cell.entry.value) == (864, 1500, 1530)
    assert cell.last.by == provincial_officer
    assert figures() == before
    batch.refresh_from_db()
    assert batch.state == BatchState.PREVIEWED


def test_cell_that_was_unchanged_in_the_preview_is_not_silently_set_back(
    van_quan_officer: User, provincial_officer: User
) -> None:
    imported("R01", van_quan_officer)
    batch = preview_of("R01", van_quan_officer)
    typed(900, provincial_officer)

    with pytest.raises(ImportOvertaken):
        confirm_import(batch=batch, by=van_quan_officer, now=NOW)

    assert figures()[TOWN, "hh_total"][0] == 900


def test_change_of_a_cell_that_the_file_lacks_does_not_matter(
    van_quan_officer: User, provincial_officer: User
) -> None:
    batch = preview_of("R01", van_quan_officer, G4=None)
    typed(5, provincial_officer, "poor_hh_em")

    done = confirm_import(batch=batch, by=van_quan_officer, now=NOW)

    assert done.created_count == 169
    assert figures()[TOWN, "poor_hh_em"][0] == 5


def test_cell_that_came_back_to_what_was_shown_does_not_matter(
    van_quan_officer: User, provincial_officer: User
) -> None:
    batch = preview_of("R01", van_quan_officer)
    typed(900, provincial_officer)
    typed(None, provincial_officer)

    confirm_import(batch=batch, by=van_quan_officer, now=NOW)

    assert stored(example("R01").report) == example("R01").figures


def test_cell_that_was_set_to_what_the_file_says_does_not_matter(
    van_quan_officer: User, provincial_officer: User
) -> None:
    batch = preview_of("R01", van_quan_officer)
    typed(864, provincial_officer)

    done = confirm_import(batch=batch, by=van_quan_officer, now=NOW)

    assert (done.created_count, done.unchanged_count) == (169, 1)


def test_file_read_again_shows_the_new_state_and_can_be_confirmed(
    van_quan_officer: User, provincial_officer: User
) -> None:
    batch = preview_of("R01", van_quan_officer)
    typed(900, provincial_officer)

    again = read_again(batch, van_quan_officer)
    done = confirm_import(batch=again, by=van_quan_officer, now=NOW, revision=2)

    assert (again.revision, done.changed_count) == (2, 1)
    assert stored(example("R01").report) == example("R01").figures
    assert replayed() == {key: value[0] for key, value in figures().items()}


def test_page_of_an_earlier_reading_confirms_nothing(van_quan_officer: User) -> None:
    batch = read_again(preview_of("R01", van_quan_officer), van_quan_officer)

    with pytest.raises(ImportRefused, match="đọc lại") as refused:
        confirm_import(batch=batch, by=van_quan_officer, now=NOW, revision=1)

    assert refused.value.code == "read_again"
    assert not Figure.objects.exists()


def test_stored_batch_is_not_read_again(van_quan_officer: User) -> None:
    batch = imported("R01", van_quan_officer)

    with pytest.raises(ImportRefused, match="đã lưu"):
        read_again(batch, van_quan_officer)


def test_note_of_a_cell_stays_with_its_value_and_the_same_file_changes_nothing(
    van_quan_officer: User, provincial_officer: User
) -> None:
    imported("R01", van_quan_officer)
    typed(864, provincial_officer, note="Đã đối chiếu với xã.")
    changes = FigureChange.objects.count()

    batch = preview_of("R01", van_quan_officer)
    done = confirm_import(batch=batch, by=van_quan_officer, now=NOW)

    assert batch.message.startswith("Không có thay đổi")
    assert done.message.startswith("Không có thay đổi")
    assert figures()[TOWN, "hh_total"][-1] == "Đã đối chiếu với xã."
    assert FigureChange.objects.count() == changes
    assert ImportBatch.objects.filter(state=BatchState.APPLIED).count() == 2
