from decimal import ROUND_HALF_UP, Decimal

from indicators.models import Area, EntryStatus, ImportBatch, Measure, Report
from indicators.sheets.spec import ReadReport, Record, from_json

from .entry import Entry

STORED = Decimal("0.0001")
BEYOND = Decimal(10) ** 14


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
    return as_stored(Decimal(record.value))


def as_stored(number: Decimal) -> Decimal:
    """To four decimals; a number beyond what a table holds stays as it is, to be refused."""
    return number if abs(number) >= BEYOND else number.quantize(STORED, ROUND_HALF_UP)
