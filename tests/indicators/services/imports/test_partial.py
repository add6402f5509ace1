"""A file with refused cells: stored in part only by a person who saw all of them."""

import pytest

from indicators.models import BatchState, Figure, Period, Report, User
from indicators.services.imports import ImportRefused, confirm_import
from tests.factories.reference import report_of
from tests.factories.times import NOW
from tests.indicators.services.imports.steps import HALF, figures, preview_of
from tests.indicators.views.examples import example, previewed

pytestmark = pytest.mark.usefixtures("open_quarter")


def refused_cells(batch) -> set[str]:
    return {p["cell"] for p in batch.reading["problems"] if p["level"] == "error"}


def test_preview_says_how_many_places_were_refused(van_quan_officer: User) -> None:
    batch = preview_of("R01", van_quan_officer, **HALF)

    assert batch.state == BatchState.PREVIEWED
    assert "E4" in refused_cells(batch)
    assert batch.message.startswith(f"Có {len(refused_cells(batch))} chỗ bị từ chối")
    assert not Figure.objects.exists()


@pytest.mark.parametrize("off", [-1, 1, None])
def test_partial_import_needs_the_exact_number_of_refused_places(
    off: int | None, van_quan_officer: User
) -> None:
    batch = preview_of("R01", van_quan_officer, **HALF)
    seen = 0 if off is None else len(refused_cells(batch)) + off

    with pytest.raises(ImportRefused, match="chỗ bị từ chối") as refused:
        confirm_import(batch=batch, by=van_quan_officer, now=NOW, refused_seen=seen)

    assert refused.value.code == "refusals_not_seen"
    assert not Figure.objects.exists()


def test_number_of_refused_places_must_be_none_for_a_clean_file(van_quan_officer: User) -> None:
    batch = preview_of("R01", van_quan_officer)

    with pytest.raises(ImportRefused):
        confirm_import(batch=batch, by=van_quan_officer, now=NOW, refused_seen=1)

    assert not Figure.objects.exists()


def test_accepted_partial_import_stores_the_rest_and_remembers_it(van_quan_officer: User) -> None:
    batch = preview_of("R01", van_quan_officer, **HALF)
    seen = len(refused_cells(batch))

    done = confirm_import(batch=batch, by=van_quan_officer, now=NOW, refused_seen=seen)

    assert (done.state, done.refused_count, done.is_partial) == (BatchState.APPLIED, seen, True)
    assert f"{seen} chỗ bị từ chối không được lưu" in done.message
    missing = example("R01").figures.keys() - figures().keys()
    assert {("06253", "poor_hh")} <= missing
    assert {area for area, _ in missing} == {"06253"}


def test_complete_import_is_not_partial(van_quan_officer: User) -> None:
    batch = preview_of("R01", van_quan_officer)

    done = confirm_import(batch=batch, by=van_quan_officer, now=NOW)

    assert not done.is_partial


@pytest.mark.parametrize("seen", [0, 1])
def test_error_of_the_whole_file_is_never_accepted(
    seen: int, open_quarter: Period, provincial_officer: User
) -> None:
    report: Report = report_of("F1", "180")
    batch = previewed(report, example("R01").content, by=provincial_officer, now=NOW)

    with pytest.raises(ImportRefused, match="còn lỗi"):
        confirm_import(batch=batch, by=provincial_officer, now=NOW, refused_seen=seen)

    assert batch.state == BatchState.REFUSED
    assert not Figure.objects.exists()


def test_part_above_the_stored_whole_is_refused_in_the_preview(van_quan_officer: User) -> None:
    """The file's own total is refused, so its poor households stand against the stored total."""
    first = preview_of("R01", van_quan_officer, D4=100, E4=9, F4=None, G4=8, I4=90, J4=None)
    confirm_import(batch=first, by=van_quan_officer, now=NOW)

    batch = preview_of("R01", van_quan_officer, D4="x", E4=200, F4=None)

    refused = {(p["code"], p["cell"]) for p in batch.reading["problems"]}
    assert ("part_over_whole", "E4") in refused
    assert ("06253", "poor_hh") not in {
        (record["area_code"], record["key"]) for record in batch.reading["records"]
    }
