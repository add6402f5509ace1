"""What a file says against what was reported before: warnings, for a person to look at."""

from dataclasses import replace

from indicators.entries import entries_of, stored_figures
from indicators.models import Indicator, Report
from indicators.scrutiny import findings_of, history_of
from indicators.sheets.spec import Problem, ReadReport
from lsdash.lib.numbers import format_number


def with_hindsight(reading: ReadReport, report: Report) -> ReadReport:
    """The reading with a warning for each figure that its own past makes unlikely.

    The rules are those of the grid; the reader itself has already refused what contradicts itself.
    """
    return replace(reading, problems=(*reading.problems, *_unlikely(reading, report)))


def _unlikely(reading: ReadReport, report: Report) -> list[Problem]:
    if not reading.records:
        return []
    entries = entries_of(reading, report)
    records = {entry.key: one for one, entry in zip(reading.records, entries, strict=True)}
    cells = stored_figures(report, records) | {entry.key: entry for entry in entries}
    history = history_of(report, {entry.area_id for entry in entries})
    indicators = Indicator.objects.valid_on(report.period.ends_on)
    return [
        Problem(
            scope="cell",
            level="warning",
            code=finding.code,
            message=finding.message,
            sheet=records[finding.key].sheet,
            cell=records[finding.key].cell,
            raw=format_number(cells[finding.key].value),
        )
        for finding in findings_of(cells, history, indicators)
        if finding.key in records
    ]
