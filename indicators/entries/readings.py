from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from indicators.models import Area, EntryStatus, ImportBatch, Measure, Report
from indicators.sheets.spec import ReadReport, Record, from_json

from .entry import Comparison, Entry, Key, StoredFigure, compare, stored_beside

STORED = Decimal("0.0001")
BEYOND = Decimal(10) ** 14


@dataclass(frozen=True)
class FileEntries:
    """The figures of a file beside what is stored in their cells, and what storing would do."""

    entries: tuple[Entry, ...]
    stored: Mapping[Key, StoredFigure]
    comparison: Comparison


def reading_of(batch: ImportBatch) -> ReadReport:
    return from_json(ReadReport, batch.reading)


def entries_of(reading: ReadReport, report: Report) -> list[Entry]:
    """The figures of a reading; an estimate where the sheet's note says "ước thực hiện"."""
    measures = {measure.code: measure for measure in Measure.objects.select_related("part_of")}
    areas = dict(
        Area.objects.under(report.area).valid_on(report.period.ends_on).values_list("code", "pk")
    )
    estimates = {sheet.sheet for sheet in reading.understood if sheet.estimate}
    return [
        Entry(
            measure=measures[record.key],
            area_id=areas[record.area_code],
            value=_value(record),
            is_nil=record.kind == "nil",
            status=EntryStatus.ESTIMATE if record.sheet in estimates else EntryStatus.FINAL,
        )
        for record in reading.records
    ]


def file_entries(reading: ReadReport, report: Report) -> FileEntries:
    """The figures of a reading as they would be stored now. Three queries.

    A file states no notes: a note that a person wrote stays as long as its value does.
    """
    read = entries_of(reading, report)
    stored = stored_beside(report, read)
    entries = tuple(_with_note(entry, stored.get(entry.key)) for entry in read)
    return FileEntries(entries, stored, compare(report, entries, stored))


def _with_note(entry: Entry, figure: StoredFigure | None) -> Entry:
    if figure and (figure.value, figure.is_nil) == (entry.value, entry.is_nil):
        return replace(entry, note=figure.note)
    return entry


def _value(record: Record) -> Decimal:
    """As stored: to four decimals, which only a rate that a formula stated can exceed."""
    if record.kind == "nil":
        return Decimal(0)
    if record.kind == "bool":
        return Decimal(record.value == "true")
    return as_stored(Decimal(record.value))


def as_stored(number: Decimal) -> Decimal:
    """To four decimals; a number beyond what a table holds stays as it is, to be refused."""
    return number if abs(number) >= BEYOND else number.quantize(STORED, ROUND_HALF_UP)
