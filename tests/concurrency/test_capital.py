"""Money written at one instant: one of two wins, the other is told, nothing is lost."""

from tests.concurrency.test_grid import played


def test_two_sheets_at_once_take_turns() -> None:
    for one in played("confirm_two_sheets")["rounds"]:
        assert one["answers"] == ["applied", "overtaken"]
        assert one["first"] in ("3621", "3000")
        assert one["changes"] == 10


def test_one_sheet_confirmed_again_and_again_is_stored_once() -> None:
    outcome = played("confirm_one_sheet_twice")

    assert outcome == {"answers": ["applied"] * 4, "changes": 10}


def test_two_amounts_in_one_cell_never_overwrite_each_other_silently() -> None:
    for one in played("type_one_amount")["rounds"]:
        assert one == {"answers": ["overtaken", "saved"], "kept": True, "changes": 1}
