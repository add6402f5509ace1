"""Two imports for one district and period; on the database that the suite runs on."""

from tests.concurrency.imports import ROUNDS
from tests.concurrency.test_grid import played

FIGURES = 170


def test_of_two_files_confirmed_at_once_one_is_stored_and_the_other_told_the_difference() -> None:
    rounds = played("confirm_two_files")["rounds"]

    assert len(rounds) == ROUNDS
    for number, one in enumerate(rounds):
        assert one["answers"] == ["applied", "overtaken"], one
        assert len(one["stored"]) == 1, one
        # Each round stores once, and what the one before had stored was taken back.
        assert one["changes"] == FIGURES * (2 * number + 1), one
        assert one["wrong_results"] == 0


def test_one_file_confirmed_four_times_at_once_is_stored_once() -> None:
    outcome = played("confirm_one_file_twice")

    assert outcome == {
        "answers": ["applied"] * 4,
        "stored": ["R01"],
        "changes": FIGURES,
        "wrong_results": 0,
    }


def test_undoing_while_another_file_is_confirmed_leaves_one_of_both_or_nothing() -> None:
    """Whoever comes second is refused, since the other one changed the same cells."""
    for one in played("undo_at_once")["rounds"]:
        undone_first = one["answers"] == ["overtaken", "undone"] and one["stored"] == []
        stored_first = one["answers"] == ["applied", "changed_later"] and one["stored"] == ["R07"]
        assert undone_first or stored_first, one
        assert one["wrong_results"] == 0
