"""Official lists of area classes: read in a child process, previewed, stored whole, undone."""

from .confirm import confirm_class_list, undo_class_list
from .plan import LEAVE_OUT, NEW_VILLAGE, place_key, village_key
from .preview import ClassListRefused, NewList, answer_class_list, preview_class_list

__all__ = [
    "LEAVE_OUT",
    "NEW_VILLAGE",
    "ClassListRefused",
    "NewList",
    "answer_class_list",
    "confirm_class_list",
    "place_key",
    "preview_class_list",
    "undo_class_list",
    "village_key",
]
