"""What a file says against what was reported before: warnings, for a person to look at."""

from dataclasses import replace

from indicators.entries import entries_of
from indicators.models import Figure, Report, TimeRule
from indicators.rollup import cumulative_falls
from indicators.sheets.spec import Problem, ReadReport
from lsdash.lib.numbers import format_number


def with_hindsight(reading: ReadReport, report: Report) -> ReadReport:
    """The reading with a warning for each running total that went down since the last report."""
    return replace(reading, problems=(*reading.problems, *_falls(reading, report)))


def _falls(reading: ReadReport, report: Report) -> list[Problem]:
    entries = dict(zip(reading.records, entries_of(reading, report), strict=True))
    running = {
        record: entry
        for record, entry in entries.items()
        if entry.measure.time_rule == TimeRule.CUMULATIVE
    }
    if not running:
        return []
    earlier = _earlier(report, {entry.area_id for entry in running.values()})
    return [
        Problem(
            scope="cell",
            level="warning",
            code="cumulative_falls",
            message=f"“{entry.measure.name}” là số lũy kế mà giảm từ "
            f"{format_number(before)} xuống {format_number(entry.value)}. "
            "Hãy kiểm tra lại trước khi xác nhận.",
            sheet=record.sheet,
            cell=record.cell,
            raw=format_number(entry.value),
        )
        for record, entry in running.items()
        if cumulative_falls(before := earlier.get(entry.key), entry.value)
    ]


def _earlier(report: Report, areas: set[int]) -> dict[tuple[int, int], object]:
    """The newest earlier value of every running total, by measure and area."""
    rows = (
        Figure.objects.filter(
            area__in=areas,
            measure__time_rule=TimeRule.CUMULATIVE,
            period__kind=report.period.kind,
            period__ends_on__lt=report.period.ends_on,
        )
        .order_by("period__ends_on")
        .values_list("measure_id", "area_id", "value")
    )
    return {(measure, area): value for measure, area, value in rows}
