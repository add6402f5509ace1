"""One report as a grid: rows areas, columns measures, beside each cell its last period and plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from indicators.entries import Key, shown_text
from indicators.models import (
    FILE_ROUTES,
    Area,
    Figure,
    Indicator,
    Measure,
    Report,
    ReportEvent,
    ReportState,
)
from indicators.scrutiny import Finding, History, findings_of, history_of, is_owed
from lsdash.lib.numbers import format_number

from .columns import GridColumn, Group, columns_of, grouped


@dataclass(frozen=True)
class GridCell:
    """A cell as it is shown and typed; `finding` and `remark` are sentences to act on."""

    column: GridColumn
    area_id: int
    area_name: str
    text: str
    note: str
    before: str
    rate: str  # computed from the row, where the column states a rate
    is_owed: bool
    is_imported: bool
    finding: Finding | None = None
    remark: str | None = None  # of the last return; may say nothing beside the mark

    @property
    def key(self) -> Key:
        return self.column.measure.pk, self.area_id

    @property
    def place(self) -> str:
        """“Xã Hữu Lễ, Số hộ nghèo”."""
        return f"{self.area_name}, {self.column.measure.name}"

    @property
    def name(self) -> str:
        """What the browser calls it."""
        return f"{self.area_id}-{self.column.measure.pk}"


@dataclass(frozen=True)
class GridRow:
    area: Area
    cells: tuple[GridCell, ...]


@dataclass(frozen=True)
class GridPage:
    report: Report
    groups: tuple[Group, ...]
    rows: tuple[GridRow, ...]
    findings: tuple[Finding, ...]
    previous: str  # code of the period before, empty where nothing was reported then
    return_reason: str

    @property
    def columns(self) -> list[GridColumn]:
        return [column for group in self.groups for column in group.columns]

    @property
    def cells(self) -> list[GridCell]:
        return [cell for row in self.rows for cell in row.cells]

    @property
    def has_two_lines(self) -> bool:
        return any(not group.is_single for group in self.groups)

    @property
    def owed(self) -> int:
        return sum(cell.is_owed for cell in self.cells)

    @property
    def filled(self) -> int:
        return sum(cell.is_owed and bool(cell.text) for cell in self.cells)

    @property
    def to_explain(self) -> list[GridCell]:
        """Cells with something to be looked at, the oddest first."""
        order = {finding.key: place for place, finding in reversed([*enumerate(self.findings)])}
        return sorted(
            (cell for cell in self.cells if cell.finding), key=lambda cell: order[cell.key]
        )

    def showing(self, texts: Mapping[str, str]) -> "GridPage":
        """The page with these texts, by the cells' names, in place of what is stored."""
        rows = [
            replace(row, cells=tuple(replace(c, text=texts.get(c.name, c.text)) for c in row.cells))
            for row in self.rows
        ]
        return replace(self, rows=tuple(rows))

    @property
    def remarks(self) -> list[GridCell]:
        return [cell for cell in self.cells if cell.remark is not None]


def grid_page(report: Report) -> GridPage:
    """`report` with its form, area and period; seven queries, however many cells: columns, areas,
    figures, past, indicators, targets, what came back."""
    areas = list(report.row_areas())
    figures = {
        (figure.measure_id, figure.area_id): figure
        for figure in Figure.objects.filter(report=report).select_related("measure")
    }
    history = history_of(report, [area.pk for area in areas])
    indicators = list(Indicator.objects.valid_on(report.period.ends_on))
    columns = columns_of(report, indicators)
    findings = findings_of(figures, history, indicators)
    came_back = _return_of(report)
    marks = _Marks(
        figures=figures,
        history=history,
        before=_period_before(report, history),
        findings={finding.key: finding for finding in reversed(findings)},
        remarks=came_back.remarks,
    )
    return GridPage(
        report=report,
        groups=grouped(columns),
        rows=tuple(
            GridRow(area, tuple(_cell(column, area, marks) for column in columns)) for area in areas
        ),
        findings=tuple(findings),
        previous=marks.before,
        return_reason=came_back.reason,
    )


@dataclass(frozen=True)
class _Marks:
    """What is known of the cells beside their columns and areas."""

    figures: Mapping[Key, Figure]
    history: History
    before: str
    findings: Mapping[Key, Finding]
    remarks: Mapping[Key, str]


def _cell(column: GridColumn, area: Area, marks: _Marks) -> GridCell:
    key = column.measure.pk, area.pk
    figure = marks.figures.get(key)
    return GridCell(
        column=column,
        area_id=area.pk,
        area_name=area.name,
        text=_text(column.measure, figure),
        note=figure.note if figure else "",
        before=_before(column.measure, key, marks),
        rate=_computed(column, area, marks),
        is_owed=is_owed(column.measure, area),
        is_imported=bool(figure and figure.route in FILE_ROUTES),
        finding=marks.findings.get(key),
        remark=marks.remarks.get(key),
    )


def _text(measure: Measure, figure: Figure | None) -> str:
    if figure is None:
        return ""
    return shown_text(measure, figure.value, figure.is_nil, figure.status)


def _before(measure: Measure, key: Key, marks: _Marks) -> str:
    past = marks.history.get(key, ())
    if not past or past[-1].period != marks.before:
        return ""
    return shown_text(measure, past[-1].value, past[-1].is_nil, "")


def _computed(column: GridColumn, area: Area, marks: _Marks) -> str:
    if column.rate is None:
        return ""
    part, whole = (
        marks.figures.get((measure, area.pk))
        for measure in (column.rate.numerator, column.rate.denominator)
    )
    if part is None or whole is None or not whole.value:
        return ""
    return f"= {format_number(part.value / whole.value * column.rate.factor, 2)}"


def _period_before(report: Report, history: History) -> str:
    """The code of the period just before, if anything was reported in it."""
    code = str(report.period.as_code.previous())
    reported = any(past[-1].period == code for past in history.values())
    return code if reported else ""


@dataclass(frozen=True)
class Return:
    """Why the report came back, and what was marked in which cell; nothing once it is sent."""

    reason: str = ""
    remarks: Mapping[Key, str] = field(default_factory=dict)


def _return_of(report: Report) -> Return:
    if report.state != ReportState.RETURNED:
        return Return()
    rows = list(
        ReportEvent.objects.filter(report=report, to_state=ReportState.RETURNED)
        .exclude(from_state=ReportState.RETURNED)
        .order_by("pk")
        .values_list("pk", "reason", "remarks__measure", "remarks__area", "remarks__text")
    )
    last = max(pk for pk, *_ in rows)
    marked = [row for row in rows if row[0] == last]
    remarks = {(measure, area): text for _, _, measure, area, text in marked if measure}
    return Return(marked[0][1], remarks)
