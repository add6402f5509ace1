"""Two officers, one cell; one request, many times; on the database that the suite runs on."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.concurrency.scene import PEOPLE, REPEATS

ROOT = Path(__file__).parents[2]


def played(scenario: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "tests.concurrency.scene", scenario],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_of_two_who_save_one_cell_the_second_is_told_and_nothing_is_lost() -> None:
    outcome = played("same_cell")

    assert len(outcome["rounds"]) == REPEATS
    for one in outcome["rounds"]:
        saved = [t for t, a in zip(one["typed"], one["answers"], strict=True) if a == "saved"]
        told = [a for a in one["answers"] if a == f"conflict: {one['stored']}"]
        assert saved == [one["stored"]], one
        assert len(told) == 1, one
    assert outcome["changes"] == REPEATS


def test_one_request_that_arrives_many_times_is_one_change() -> None:
    outcome = played("same_post")

    assert outcome["answers"] == ["saved"] * PEOPLE
    assert outcome["figures"] == ["750"]
    assert (outcome["changes"], outcome["version"]) == (1, 1)


def test_what_is_written_while_a_report_is_sent_comes_before_or_not_at_all() -> None:
    for one in played("send_at_once")["rounds"]:
        sent, written = one["answers"]
        assert sent == "sent", one
        if written == "written":
            assert (one["value"], one["changes"]) == (9000 + one["number"], 2)
        else:
            assert written == "sent", one
            assert (one["value"], one["changes"]) == (700 + one["number"], 1)
