"""Every example workbook through the command: exactly its truth, and not one row written."""

import pytest

from tests.indicators.commands.calls import contents, run_example
from tests.indicators.views.examples import example
from tests.programs.commands.truths import expected_records, found_records, missing_skips

NAMES = ("R01", "R02", "R03", "R04", "R05", "R07", "R08", "R10", "R13", "R14")
STORED_FORMS = ("F1", "F2")
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", NAMES)
def test_preview_gives_exactly_the_truth_and_writes_not_one_row_nor_file(name: str) -> None:
    """No period was opened, nobody can sign in: a preview needs neither."""
    chosen, before = example(name), contents()

    done = run_example(chosen)

    answer = done.answer
    assert (done.status, answer["outcome"]) == (0, "accepted")
    assert found_records(answer) == expected_records(chosen)
    assert {type(record["value"]) for record in answer["records"]} <= {str, bool}
    flagged = {problem["cell"] for problem in answer["problems"]}
    assert {flag["cell"] for flag in chosen.truth["must_flag"]} <= flagged
    assert not [p for p in answer["problems"] if p["level"] == "error"]
    assert missing_skips(chosen, answer) == set()
    if chosen.truth["upload"]["form"] in STORED_FORMS:
        assert answer["changes"] == {"new": len(answer["records"]), "changed": 0, "unchanged": 0}
    assert contents() == before


@pytest.mark.parametrize("code", ["178", "183", "189"])
def test_file_of_another_district_is_rejected_whatever_the_district(code: str) -> None:
    done = run_example(example("R01"), "--area", code)

    assert done.status == 2
    assert [problem["scope"] for problem in done.answer["problems"]] == ["file"]
