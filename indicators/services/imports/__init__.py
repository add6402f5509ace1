"""Uploaded workbooks: read in a child process, previewed, stored whole or not at all, undone."""

from .confirm import confirm_import
from .preview import preview_import, read_file, reread_import
from .refusals import ImportOvertaken, ImportRefused
from .sentences import conclusion
from .teaching import TeachingRefused, forget_layout, forget_name, teach_layout
from .undo import undo_import

__all__ = [
    "ImportOvertaken",
    "ImportRefused",
    "TeachingRefused",
    "conclusion",
    "confirm_import",
    "forget_layout",
    "forget_name",
    "preview_import",
    "read_file",
    "reread_import",
    "teach_layout",
    "undo_import",
]
