"""Figures on their way in: what a file or a person says, set beside what is stored."""

from .columns import column_spec
from .entry import Comparison, Entry, Key, compare, stored_figures
from .meanwhile import Overtaken, changes_after, entry_before, overtaken_cells, stored_by
from .readings import FileEntries, entries_of, file_entries, reading_of
from .typed import TypedCell, TypedRefused, typed_entry

__all__ = [
    "Comparison",
    "Entry",
    "FileEntries",
    "Key",
    "Overtaken",
    "TypedCell",
    "TypedRefused",
    "changes_after",
    "column_spec",
    "compare",
    "entries_of",
    "entry_before",
    "file_entries",
    "overtaken_cells",
    "reading_of",
    "stored_by",
    "stored_figures",
    "typed_entry",
]
