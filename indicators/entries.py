"""Figures on their way in: what a reading would store, set beside what is stored now."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from indicators.models import Area, EntryStatus, Figure, ImportBatch, Measure, Report
from indicators.sheets.spec import ReadReport, Record, from_json

Key = tuple[int, int]  # measure, area
STORED = Decimal("0.0001")


@dataclass(frozen=True)
class Entry:
    """One figure to store; nil ("-") counts as 0, which is not the same entry as 0."""

    measure: Measure
    area_id: int
    value: Decimal
    is_nil: bool = False
    status: EntryStatus = EntryStatus.FINAL
    note: str = ""

    @property
    def key(self) -> Key:
        return self.measure.pk, self.area_id


@dataclass(frozen=True)
class Comparison:
    """What storing would do, cell by cell."""

    created: tuple[Entry, ...]
    changed: tuple[tuple[Figure, Entry], ...]
    unchanged: int


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


def _value(record: Record) -> Decimal:
    """As stored: to four decimals, which only a rate that a formula stated can exceed."""
    if record.kind == "nil":
        return Decimal(0)
    if record.kind == "bool":
        return Decimal(record.value == "true")
    return Decimal(record.value).quantize(STORED, ROUND_HALF_UP)


def compare(report: Report, entries: Iterable[Entry]) -> Comparison:
    """Which entries are new, which change something stored, how many are the same."""
    entries = list(entries)
    stored = stored_figures(report, [entry.key for entry in entries])
    created = tuple(entry for entry in entries if entry.key not in stored)
    known = [(stored[entry.key], entry) for entry in entries if entry.key in stored]
    changed = tuple((figure, entry) for figure, entry in known if not _same(figure, entry))
    return Comparison(created, changed, len(entries) - len(created) - len(changed))


def _same(figure: Figure, entry: Entry) -> bool:
    return (figure.value, figure.is_nil, figure.status, figure.note) == (
        entry.value,
        entry.is_nil,
        entry.status,
        entry.note,
    )


def stored_figures(report: Report, keys: Iterable[Key]) -> dict[Key, Figure]:
    figures = Figure.objects.filter(
        period=report.period, area__in={area for _, area in keys}
    ).select_related("measure")
    return {(figure.measure_id, figure.area_id): figure for figure in figures}
