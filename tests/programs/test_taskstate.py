from datetime import date

import pytest

from programs.taskstate import Step, TaskState, task_state

START, DUE = date(2024, 1, 20), date(2024, 12, 31)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2024, 1, 19), TaskState.NOT_STARTED),
        (date(2024, 1, 20), TaskState.RUNNING),
        (date(2024, 11, 30), TaskState.RUNNING),
        (date(2024, 12, 1), TaskState.DUE_SOON),
        (date(2024, 12, 31), TaskState.DUE_SOON),
        (date(2025, 1, 1), TaskState.OVERDUE),
    ],
    ids=str,
)
def test_open_task_stands_where_its_dates_say(today: date, expected: TaskState) -> None:
    assert task_state(starts_on=START, due_on=DUE, today=today) == expected


@pytest.mark.parametrize(
    ("done_on", "expected"), [(None, TaskState.BEHIND), (date(2024, 7, 3), TaskState.RUNNING)]
)
def test_overdue_milestone_puts_a_task_behind(done_on: date | None, expected: TaskState) -> None:
    steps = [Step(date(2024, 6, 30), done_on)]

    found = task_state(starts_on=START, due_on=DUE, today=date(2024, 7, 10), steps=steps)

    assert found == expected


@pytest.mark.parametrize(
    ("completed_on", "expected"), [(DUE, TaskState.DONE), (date(2025, 1, 1), TaskState.DONE_LATE)]
)
def test_completed_task_is_in_time_or_late(completed_on: date, expected: TaskState) -> None:
    found = task_state(
        starts_on=START, due_on=DUE, today=date(2025, 3, 1), completed_on=completed_on
    )

    assert found == expected


def test_cancelled_task_is_no_longer_late() -> None:
    found = task_state(
        starts_on=START, due_on=DUE, today=date(2025, 3, 1), cancelled_on=date(2024, 5, 1)
    )

    assert found == TaskState.CANCELLED
