"""Where a task stands, from its dates and milestones. Pure; the day is an argument."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SOON_DAYS = 30


class TaskState(StrEnum):
    CANCELLED = "cancelled"
    DONE = "done"  # by its due date
    DONE_LATE = "done_late"
    OVERDUE = "overdue"
    BEHIND = "behind"  # a milestone is overdue, the task itself is not
    DUE_SOON = "due_soon"  # within SOON_DAYS
    RUNNING = "running"
    NOT_STARTED = "not_started"


OPEN = frozenset(
    {
        TaskState.OVERDUE,
        TaskState.BEHIND,
        TaskState.DUE_SOON,
        TaskState.RUNNING,
        TaskState.NOT_STARTED,
    }
)


@dataclass(frozen=True)
class Step:
    """A milestone: when it is due, and when it was done."""

    due_on: date
    done_on: date | None = None


def task_state(
    *,
    starts_on: date,
    due_on: date,
    today: date,
    completed_on: date | None = None,
    cancelled_on: date | None = None,
    steps: Sequence[Step] = (),
) -> TaskState:
    """The first that holds, in the order of TaskState; a due date includes its whole day.

    Example: due 2024-12-31 with a milestone of 2024-06-30 that is not done, seen on 2024-07-01, is
    BEHIND; the same on 2025-01-01 is OVERDUE.
    """
    if cancelled_on is not None:
        return TaskState.CANCELLED
    if completed_on is not None:
        return TaskState.DONE if completed_on <= due_on else TaskState.DONE_LATE
    if due_on < today:
        return TaskState.OVERDUE
    if any(step.done_on is None and step.due_on < today for step in steps):
        return TaskState.BEHIND
    if (due_on - today).days <= SOON_DAYS:
        return TaskState.DUE_SOON
    return TaskState.NOT_STARTED if today < starts_on else TaskState.RUNNING
