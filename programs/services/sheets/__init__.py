"""A district's sheet of capital: read and shown first, then stored as it was shown, or undone."""

from .batches import check_confirmable, check_not_stored, check_undoable, kept_file, undo_reason
from .confirm import confirm_sheet
from .preview import compared_sheet, examine_sheet, preview_sheet, reread_sheet, sheet_conclusion
from .rules import SheetRefused, agency_of_sheet, checked_agency
from .undo import undo_sheet

__all__ = [
    "SheetRefused",
    "agency_of_sheet",
    "check_confirmable",
    "check_not_stored",
    "check_undoable",
    "checked_agency",
    "compared_sheet",
    "confirm_sheet",
    "examine_sheet",
    "kept_file",
    "preview_sheet",
    "reread_sheet",
    "sheet_conclusion",
    "undo_reason",
    "undo_sheet",
]
