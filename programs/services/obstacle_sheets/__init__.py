"""A district's sheet of obstacles: read and shown first, then raised as it was shown, or taken
back."""

from .confirm import confirm_obstacles
from .preview import examine_obstacles, obstacles_conclusion, preview_obstacles, reread_obstacles
from .undo import undo_obstacles

__all__ = [
    "confirm_obstacles",
    "examine_obstacles",
    "obstacles_conclusion",
    "preview_obstacles",
    "reread_obstacles",
    "undo_obstacles",
]
