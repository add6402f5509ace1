"""Which steps a person may take now: what the pages offer, and refuse, as the services do."""

from indicators.models import User
from programs.models import Obstacle, ObstacleStep

from .rights import Refusal, may_correct, may_edit, may_handle, may_instruct
from .steps import FOLLOWS

_HANDLED = (
    ObstacleStep.ACCEPTED,
    ObstacleStep.TAKEN,
    ObstacleStep.ESCALATED,
    ObstacleStep.RESOLVED,
    ObstacleStep.REJECTED,
    ObstacleStep.REOPENED,
    ObstacleStep.MERGED,
)


def steps_open_to(by: User, obstacle: Obstacle) -> frozenset[str]:
    """The steps that this person may take on the obstacle as it stands; at most one query."""
    refusals = _refusals(by, obstacle)
    return frozenset(
        step
        for step, refusal in refusals.items()
        if refusal is None and obstacle.state in FOLLOWS[step][0]
    )


def right_to(by: User, obstacle: Obstacle, step: str) -> Refusal | None:
    """Why this person may never take the step, whatever the state; None where they may."""
    return _refusals(by, obstacle)[step]


def _refusals(by: User, obstacle: Obstacle) -> dict[str, Refusal | None]:
    handling, editing = may_handle(by, obstacle), may_edit(by, obstacle)
    correcting = editing or may_correct(by, obstacle)
    return dict.fromkeys(_HANDLED, handling) | {
        ObstacleStep.EDITED: correcting,
        ObstacleStep.WITHDRAWN: correcting,
        ObstacleStep.NOTED: editing,
        ObstacleStep.ATTACHED: editing,
        ObstacleStep.INSTRUCTED: may_instruct(by),
    }
