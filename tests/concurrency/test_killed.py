"""kill -9 at twenty moments of an import; on the database that the suite runs on."""

import pytest

from tests.concurrency.killed import MOMENTS
from tests.concurrency.test_grid import played

ALL = {"figures": 170, "changes": 170}
NONE = {"figures": 0, "changes": 0}


@pytest.mark.slow
def test_killed_import_leaves_all_or_nothing_says_which_and_can_be_repeated() -> None:
    rounds = played("kill_an_import")["rounds"]

    assert len(rounds) == MOMENTS
    assert sum(one["killed"] for one in rounds) >= MOMENTS // 2
    for one in rounds:
        is_stored = one["batch"] == "applied"
        assert one["batch"] in (None, "previewed", "applied"), one
        assert {key: one[key] for key in ALL} == (ALL if is_stored else NONE), one
        assert one["wrong_results"] == 0, one
        assert one["retried"], one
