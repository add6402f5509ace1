"""A file that is only looked at: what was read of it, cell by cell."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.sheets.spec import ReadReport, ReadRequest, Record
from lsdash.lib.numbers import format_number

from .batch import ReadingPage, reading_page
from .batch_changes import NIL

# What a page still carries; a district has a tenth of it.
MOST_RECORDS = 600


@dataclass(frozen=True)
class LookPage:
    read: ReadingPage
    rows: tuple[tuple[Record, str, str], ...]  # record, column, value in words


def look_page(reading: ReadReport, asked: ReadRequest) -> LookPage:
    """Of a reading that nothing keeps. No query."""
    names = {column.key: column.header.replace("|", ": ") for column in asked.form.columns}
    areas = {area.code: area.name for area in (asked.area, *asked.rows)}
    return LookPage(
        reading_page(reading, names, areas),
        tuple(
            (record, names[record.key], _in_words(record))
            for record in reading.records[:MOST_RECORDS]
        ),
    )


def _in_words(record: Record) -> str:
    if record.value is None:
        return NIL
    if record.kind == "number":
        return format_number(Decimal(record.value))
    if record.kind == "date":
        return "/".join(reversed(record.value.split("-")))
    return record.value
