"""Figures on their way in: what a file or a person says, set beside what is stored."""

from .columns import column_spec
from .entry import (
    Comparison,
    Entry,
    Key,
    StoredFigure,
    compare,
    is_same,
    stored_beside,
    stored_figures,
)
from .meanwhile import Overtaken, changes_after, entry_before, overtaken_cells, stored_by
from .readings import BEYOND, FileEntries, entries_of, file_entries, reading_of
from .typed import TypedCell, TypedRefused, shown_text, typed_entry

__all__ = [
    "BEYOND",
    "Comparison",
    "Entry",
    "FileEntries",
    "Key",
    "Overtaken",
    "StoredFigure",
    "TypedCell",
    "TypedRefused",
    "changes_after",
    "column_spec",
    "compare",
    "entries_of",
    "entry_before",
    "file_entries",
    "is_same",
    "overtaken_cells",
    "reading_of",
    "shown_text",
    "stored_beside",
    "stored_by",
    "stored_figures",
    "typed_entry",
]
