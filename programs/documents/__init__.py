"""Official documents as data, and their way into Word. Pure: no Django, no database."""

from .excel import tables_workbook
from .model import (
    Annex,
    DataTable,
    Heading,
    Letterhead,
    OfficialDocument,
    Paragraph,
    Picture,
    Signature,
)
from .word import word_bytes

__all__ = [
    "Annex",
    "DataTable",
    "Heading",
    "Letterhead",
    "OfficialDocument",
    "Paragraph",
    "Picture",
    "Signature",
    "tables_workbook",
    "word_bytes",
]
