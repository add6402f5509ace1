"""`manage.py import_report`: one object of JSON in a fixed shape, and an exit status."""

from pathlib import Path

import pytest

from indicators.models import ImportBatch, Route, User
from tests.indicators.commands.calls import contents, run, run_example
from tests.indicators.views.examples import example, stored
from tests.programs.commands.truths import expected_records, found_records

NAMES = ("R01", "R02", "R03", "R07")
KEYS = ["outcome", "message", "seconds", "records", "problems", "skipped", "changes"]
RECORD_KEYS = ["sheet", "cell", "area_code", "area_name", "key", "period", "dim", "value"]
SKIPPED_KEYS = {"sheet", "where", "why"}
CHANGE_KEYS = ["new", "changed", "unchanged"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("flags", [(), ("--apply",)])
def test_answer_has_exactly_the_agreed_shape(flags: tuple[str, ...], awaited: None) -> None:
    done = run_example(example("R07"), *flags)

    answer = done.answer
    assert done.status == 0
    assert list(answer) == KEYS
    assert answer["outcome"] == "accepted"
    assert isinstance(answer["seconds"], float)
    assert all(list(record) == RECORD_KEYS for record in answer["records"])
    assert all(part.keys() == SKIPPED_KEYS for part in answer["skipped"])
    assert answer["problems"] == []
    assert list(answer["changes"]) == CHANGE_KEYS


@pytest.mark.parametrize("name", NAMES)
def test_applied_file_gives_the_same_records_and_stores_them_exactly(
    name: str, awaited: None, administrator: User
) -> None:
    chosen = example(name)

    done = run_example(chosen, "--apply")

    assert done.status == 0
    assert found_records(done.answer) == expected_records(chosen)
    assert done.answer["changes"] == {"new": len(chosen.figures), "changed": 0, "unchanged": 0}
    assert stored(chosen.report) == chosen.figures
    batch = ImportBatch.objects.get()
    assert batch.applied_by == administrator
    assert set(batch.changes.values_list("route", flat=True)) == {Route.COMMAND}


def test_what_was_left_out_is_named_with_its_rows(awaited: None) -> None:
    skipped = run_example(example("R03")).answer["skipped"]

    assert {part["why"] for part in skipped} == {
        "title block",
        "header",
        "column-number row",
        "total row",
        "notes and signature",
    }
    assert {"sheet": "Biểu 02", "where": "row 22", "why": "total row"} in skipped


def test_preview_needs_neither_an_open_period_nor_a_person() -> None:
    before = contents()

    done = run_example(example("R02"))

    assert done.status == 0
    assert done.answer["changes"]["new"] == len(example("R02").figures)
    assert contents() == before


def test_same_file_again_is_accepted_and_changes_nothing(awaited: None) -> None:
    run_example(example("R07"), "--apply")

    preview, again = run_example(example("R07")), run_example(example("R07"), "--apply")

    unchanged = {"new": 0, "changed": 0, "unchanged": 170}
    assert (preview.status, again.status) == (0, 0)
    assert preview.answer["changes"] == again.answer["changes"] == unchanged
    assert again.answer["message"].startswith("Không có thay đổi")


def test_preview_of_a_changed_file_counts_what_would_change(awaited: None) -> None:
    run_example(example("R01"), "--apply")

    changes = run_example(example("R07")).answer["changes"]

    assert changes["new"] == 0
    assert changes["changed"] > 100
    assert changes["changed"] + changes["unchanged"] == 170


def test_nil_is_null(awaited: None, tmp_path: Path) -> None:
    file = tmp_path / "nil.xlsx"
    file.write_bytes(example("R01").spoilt(G4="-", G21=None))

    answer = run(file, example("R01").truth["upload"], "--json").answer

    assert next(r for r in answer["records"] if r["cell"] == "G4")["value"] is None
