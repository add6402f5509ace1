"""Figures on their way in: what a file or a person says, set beside what is stored."""

from .columns import column_spec
from .entry import Comparison, Entry, Key, compare, is_same, stored_figures
from .readings import BEYOND, entries_of, reading_of
from .typed import TypedCell, TypedRefused, shown_text, typed_entry

__all__ = [
    "BEYOND",
    "Comparison",
    "Entry",
    "Key",
    "TypedCell",
    "TypedRefused",
    "column_spec",
    "compare",
    "entries_of",
    "is_same",
    "reading_of",
    "shown_text",
    "stored_figures",
    "typed_entry",
]
