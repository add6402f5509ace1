"""One report under review: every cell beside the last period, what is odd about it first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.entries import Key
from indicators.models import (
    FILE_ROUTES,
    Area,
    EntryStatus,
    Figure,
    FormMeasure,
    Indicator,
    Measure,
    MeasureKind,
    Report,
)
from indicators.scrutiny import Finding, History, Past, Readiness, history_of, is_owed, judged
from lsdash.lib.numbers import NARROW_BLANK, format_number, format_signed

from .headings import Heading, heading_rows
from .review_totals import Rate, Total, rate_of, rates_of_rows, totals_of
from .timeline import Step, timeline

NIL = "–"
BLANK = "chưa báo cáo"
SAME = "="
LISTED = 100  # findings told one by one above the table; of more, the rest are told in their cells


@dataclass(frozen=True)
class ReviewCell:
    """A cell as the reviewer reads it. `text` is empty where the form asks for nothing; `before`
    names its period only where it is not the one just before."""

    key: Key
    text: str
    is_blank: bool
    is_estimate: bool
    is_imported: bool
    note: str
    before: str
    before_period: str
    change: str
    finding: Finding | None
    is_listed: bool
    labels: str  # the ids of its row's and its column's heading

    @property
    def is_same(self) -> bool:
        """As in the last period."""
        return bool(self.before) and self.text == self.before

    @property
    def look(self) -> str:
        """The classes of its style."""
        return "num odd" if self.finding else "num blank" if self.is_blank else "num"

    @property
    def tags(self) -> str:
        words = ("ước",) * self.is_estimate + ("tệp",) * self.is_imported
        return ", ".join(words)

    @property
    def below(self) -> tuple[str, ...]:
        """The lines under the figure: the last period, the change, and a note that the list above
        the table has no room for."""
        when = f"{self.before_period}: " if self.before_period else ""
        last = f"{when}{SAME if self.is_same else self.before}" if self.before else ""
        note = f"“{self.note}”" if self.note and self.finding and not self.is_listed else ""
        return tuple(line for line in (last, self.change, note) if line)

    @property
    def anchor(self) -> str:
        return f"o-{self.key[0]}-{self.key[1]}"

    @property
    def name(self) -> str:
        """What the forms call it."""
        return f"{self.key[0]}-{self.key[1]}"


@dataclass(frozen=True)
class ReviewRow:
    area: Area
    cells: tuple[ReviewCell, ...]
    rates: tuple[Rate, ...]


@dataclass(frozen=True)
class Point:
    """A cell on the list above the table: something odd, or marked by the reviewer."""

    cell: ReviewCell
    area: Area
    measure: Measure


@dataclass(frozen=True)
class ReviewPage:
    report: Report
    readiness: Readiness
    headings: tuple[tuple[Heading, ...], ...]
    rates: tuple[Indicator, ...]
    rows: tuple[ReviewRow, ...]
    points: tuple[Point, ...]
    totals: tuple[Total, ...]
    previous: str  # the label of the period just before
    steps: tuple[Step, ...]

    @property
    def unlisted(self) -> int:
        """Findings that are only told in their cells."""
        found = sum(1 for row in self.rows for cell in row.cells if cell.finding)
        return found - sum(1 for point in self.points if point.cell.finding)

    @property
    def first_blank(self) -> ReviewCell | None:
        return next((cell for row in self.rows for cell in row.cells if cell.is_blank), None)


@dataclass(frozen=True)
class _Known:
    """What the cells are made of."""

    figures: Mapping[Key, Figure]
    history: History
    findings: Mapping[Key, Finding]
    listed: frozenset[Key]
    previous: str


def review_page(report: Report, *, marked: Sequence[Key] = ()) -> ReviewPage:
    """`report` with its form, area and period; `marked` are cells that the reviewer chose so far.

    Seven queries, however many cells: columns, areas, figures, past, indicators, targets, events.
    """
    columns = list(report.form.form_measures.select_related("measure"))
    areas = list(report.row_areas())
    stored = Figure.objects.filter(report=report).select_related("measure")
    figures = {(figure.measure_id, figure.area_id): figure for figure in stored}
    history = history_of(report, [area.pk for area in areas])
    in_force = Indicator.objects.valid_on(report.period.ends_on)
    indicators = list(in_force.select_related("numerator", "denominator"))
    readiness = judged(columns, areas, figures, history, indicators)
    before = report.period.as_code.previous()
    findings = _by_cell(readiness)
    listed = dict.fromkeys([*list(findings)[:LISTED], *marked])
    known = _Known(
        figures=figures,
        history=history,
        findings=findings,
        listed=frozenset(listed),
        previous=str(before),
    )
    rates = rates_of_rows(columns, indicators)
    rows = tuple(_row(area, columns, rates, known) for area in areas)
    return ReviewPage(
        report=report,
        readiness=readiness,
        headings=heading_rows([column.header for column in columns]),
        rates=rates,
        rows=rows,
        points=_points(rows, columns, list(listed)),
        totals=totals_of(report, columns, areas, figures, history, indicators),
        previous=before.label,
        steps=timeline(report),
    )


def _by_cell(readiness: Readiness) -> dict[Key, Finding]:
    """The findings by their cell, the weightiest first."""
    warnings = (*readiness.unexplained, *readiness.explained)
    ordered = (*readiness.errors, *sorted(warnings, key=lambda finding: -finding.weight))
    return {finding.key: finding for finding in ordered}


def _row(
    area: Area, columns: Sequence[FormMeasure], rates: Sequence[Indicator], known: _Known
) -> ReviewRow:
    return ReviewRow(
        area=area,
        cells=tuple(
            _cell(column.measure, area, known, f"d{area.pk} c{place}")
            for place, column in enumerate(columns)
        ),
        rates=tuple(
            rate_of(indicator, area.pk, known.figures, known.history, known.previous)
            for indicator in rates
        ),
    )


def _cell(measure: Measure, area: Area, known: _Known, labels: str) -> ReviewCell:
    key = measure.pk, area.pk
    figure, past = known.figures.get(key), known.history.get(key)
    last = past[-1] if past else None
    is_blank = figure is None and is_owed(measure, area)
    return ReviewCell(
        key=key,
        text=shown(measure, figure.value, figure.is_nil) if figure else BLANK if is_blank else "",
        is_blank=is_blank,
        is_estimate=figure is not None and figure.status == EntryStatus.ESTIMATE,
        is_imported=figure is not None and figure.route in FILE_ROUTES,
        note=figure.note if figure else "",
        before=shown(measure, last.value, last.is_nil) if last else "",
        before_period=last.period if last and last.period != known.previous else "",
        change=_change(measure, figure, last),
        finding=known.findings.get(key),
        is_listed=key in known.listed,
        labels=labels,
    )


def shown(measure: Measure, value: Decimal, is_nil: bool) -> str:
    """“60”, “có”, and “–” for nil, which is not 0."""
    if is_nil:
        return NIL
    if measure.kind == MeasureKind.YES_NO:
        return "có" if value else "không"
    return format_number(value)


def _change(measure: Measure, figure: Figure | None, last: Past | None) -> str:
    """“−5 (−8,3 %)”; in points for a rate, empty where nothing changed or can be compared."""
    if figure is None or last is None or measure.kind == MeasureKind.YES_NO:
        return ""
    return change_text(figure.value, last.value, is_rate=measure.kind == MeasureKind.RATE)


def change_text(now: Decimal, before: Decimal, *, is_rate: bool) -> str:
    difference = now - before
    if not difference:
        return ""
    if is_rate:
        return f"{format_signed(difference)}{NARROW_BLANK}điểm %"
    if not before:
        return format_signed(difference)
    share = format_signed(difference / before * 100, 1)
    return f"{format_signed(difference)} ({share}{NARROW_BLANK}%)"


def _points(
    rows: Sequence[ReviewRow], columns: Sequence[FormMeasure], listed: Sequence[Key]
) -> tuple[Point, ...]:
    """What was found, the oddest first, then what else the reviewer marked."""
    places = {cell.key: (cell, row.area) for row in rows for cell in row.cells if cell.is_listed}
    measures = {column.measure_id: column.measure for column in columns}
    return tuple(Point(*places[key], measures[key[0]]) for key in listed if key in places)
