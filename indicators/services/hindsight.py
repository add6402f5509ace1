"""What a file says against what is stored: refused where it may not be stored beside it, warned of
where its own past makes it unlikely."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from indicators.entries import Entry, Key, StoredFigure, entries_of, stored_figures
from indicators.models import Indicator, Measure, Report
from indicators.scrutiny import findings_of, history_of
from indicators.sheets.spec import Problem, ReadReport, Record
from lsdash.lib.numbers import format_number

from .tree import PeriodTree
from .values import ValueCheck


def with_hindsight(reading: ReadReport, report: Report) -> ReadReport:
    """The reading without the figures that could not be stored, and with a warning for each that
    its own past makes unlikely.

    The rules are those of the grid; the reader itself has already refused what contradicts itself.
    """
    if not reading.records:
        return reading
    entries = {entry.key: entry for entry in entries_of(reading, report)}
    records = dict(zip(entries, reading.records, strict=True))
    measures = {measure.pk: measure for measure in report.form.measures.all()}
    stored = stored_figures(report, [area for _, area in entries], measures)
    refused = _refused(report, measures.values(), records, entries, stored)
    for key in refused:
        del entries[key]
    unlikely = _unlikely(report, records, entries, stored)
    return replace(
        reading,
        records=tuple(record for key, record in records.items() if key not in refused),
        problems=(*reading.problems, *refused.values(), *unlikely),
    )


def _refused(
    report: Report,
    measures: Iterable[Measure],
    records: Mapping[Key, Record],
    entries: Mapping[Key, Entry],
    stored: Mapping[Key, StoredFigure],
) -> dict[Key, Problem]:
    """Cells that the report does not take. Without one of them another may not fit what is stored,
    so this goes on until the rest does."""
    rows = PeriodTree(report.period).rows_of(report)
    check = ValueCheck(measures=measures, rows=rows, stored=stored)
    found: dict[Key, Problem] = {}
    while True:
        left = [entry for key, entry in entries.items() if key not in found]
        causes = check.refusals(left)
        if not causes:
            return found
        for key, cause in causes.items():
            found[key] = _problem(records[key], entries[key], "error", cause.code, str(cause))


def _unlikely(
    report: Report,
    records: Mapping[Key, Record],
    entries: Mapping[Key, Entry],
    stored: Mapping[Key, StoredFigure],
) -> list[Problem]:
    mine = {key: figure for key, figure in stored.items() if figure.report_id == report.pk}
    cells = mine | dict(entries)
    history = history_of(report, {area for _, area in entries})
    indicators = Indicator.objects.valid_on(report.period.ends_on)
    return [
        _problem(records[found.key], cells[found.key], "warning", found.code, found.message)
        for found in findings_of(cells, history, indicators)
        if found.key in entries
    ]


def _problem(
    record: Record,
    cell: Entry | StoredFigure,
    level: Literal["error", "warning"],
    code: str,
    message: str,
) -> Problem:
    return Problem(
        scope="cell",
        level=level,
        code=code,
        message=message,
        sheet=record.sheet,
        cell=record.cell,
        raw=format_number(cell.value),
    )
