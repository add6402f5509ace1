from datetime import date
from decimal import Decimal

import pytest

from programs.register import Broken, Step, changes_between, replay, rewind, told, unseen_on


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (date(2024, 7, 1), "2024-07-01"),
        (Decimal("1200.500"), "1200.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.000"), "0"),
        ({3, 1}, [1, 3]),
    ],
    ids=str,
)
def test_value_is_told_in_words_of_json(value: object, expected: object) -> None:
    assert told(value) == expected


def test_value_without_a_form_is_refused() -> None:
    with pytest.raises(TypeError):
        told(object())


def test_changes_are_what_is_new_or_differs() -> None:
    before = {"state": "raised", "due_on": None, "amount": Decimal("1.0")}
    after = {"state": "accepted", "due_on": None, "amount": Decimal("1.000"), "level": "province"}

    assert changes_between(before, after) == {
        "state": ["raised", "accepted"],
        "level": [None, "province"],
    }


def test_steps_laid_one_upon_another_give_what_stands() -> None:
    steps = [{"state": [None, "raised"], "due_on": [None, None]}, {"state": ["raised", "accepted"]}]

    assert replay(steps) == {"state": "accepted", "due_on": None}


def test_step_that_does_not_follow_is_found() -> None:
    with pytest.raises(Broken, match="step 2: state was 'raised', not 'resolved'"):
        replay([{"state": [None, "raised"]}, {"state": ["resolved", "accepted"]}])


RAISED = Step(date(2024, 10, 2), {"state": [None, "raised"]}, is_first=True)
TAKEN = Step(date(2024, 10, 3), {"state": ["raised", "in_hand"]})


def ended(recorded: date, on: str) -> Step:
    return Step(recorded, {"state": ["in_hand", "resolved"], "closed_on": [None, on]})


def test_later_steps_are_taken_back() -> None:
    later = [TAKEN, ended(date(2024, 10, 9), "2024-10-08")]
    unseen = unseen_on(date(2024, 9, 30), later, ends=("closed_on",))

    assert rewind({"state": "resolved", "closed_on": "2024-10-08"}, unseen) == {
        "state": "raised",
        "closed_on": None,
    }


def test_end_told_later_counts_from_its_own_day() -> None:
    later = [TAKEN, ended(date(2024, 10, 9), "2024-09-28")]

    assert unseen_on(date(2024, 9, 30), later, ends=("closed_on",)) == []


def test_what_was_recorded_as_a_whole_later_is_known_but_for_its_end() -> None:
    end = ended(date(2024, 10, 9), "2024-10-08")

    assert unseen_on(date(2024, 9, 30), [RAISED, TAKEN, end], ends=("closed_on",)) == [end]
    assert unseen_on(date(2024, 9, 30), [RAISED, TAKEN], ends=("closed_on",)) == []
