"""What is said of an obstacle without moving it: progress, a leader's instruction."""

from datetime import datetime

from django.db import transaction

from indicators.models import User
from programs.models import Obstacle, ObstacleStep

from .rights import may_edit, may_instruct
from .steps import allow, held, needed, take_step, told_of


@transaction.atomic
def note_progress(
    *, obstacle: Obstacle, text: str, by: User, now: datetime, version: int | None = None
) -> Obstacle:
    """What was done since, without a change of state."""
    obstacle = held(obstacle, ObstacleStep.NOTED, version)
    allow(may_edit(by, obstacle))
    text = needed(text, "Hãy ghi tiến độ giải quyết.")
    return take_step(obstacle, told_of(obstacle), ObstacleStep.NOTED, by=by, now=now, text=text)


@transaction.atomic
def instruct(*, obstacle: Obstacle, text: str, by: User, now: datetime) -> Obstacle:
    """A leader's word on it."""
    obstacle = held(obstacle, ObstacleStep.INSTRUCTED, None)
    allow(may_instruct(by))
    text = needed(text, "Hãy ghi ý kiến chỉ đạo.")
    return take_step(
        obstacle, told_of(obstacle), ObstacleStep.INSTRUCTED, by=by, now=now, text=text
    )
