"""The one way in for obstacles: every step with who, when and why, and what it changed."""

from .files import attach_to_obstacle
from .handling import (
    accept_obstacle,
    escalate_obstacle,
    reject_obstacle,
    reopen_obstacle,
    resolve_obstacle,
    take_in_hand,
)
from .merging import merge_obstacles
from .notes import instruct, note_progress
from .open_steps import right_to, steps_open_to
from .raising import Account, edit_obstacle, raise_obstacle, withdraw_obstacle
from .rights import may_raise
from .steps import FIELDS, ObstacleRefused

__all__ = [
    "FIELDS",
    "Account",
    "ObstacleRefused",
    "accept_obstacle",
    "attach_to_obstacle",
    "edit_obstacle",
    "escalate_obstacle",
    "instruct",
    "may_raise",
    "merge_obstacles",
    "note_progress",
    "raise_obstacle",
    "reject_obstacle",
    "reopen_obstacle",
    "resolve_obstacle",
    "right_to",
    "steps_open_to",
    "take_in_hand",
    "withdraw_obstacle",
]
