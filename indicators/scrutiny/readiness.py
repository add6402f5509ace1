"""Whether a report can be sent as it stands, and what is in the way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators.entries import Key
from indicators.models import (
    Area,
    Figure,
    FormMeasure,
    Indicator,
    Measure,
    MeasureKind,
    Report,
    Scope,
    UnitType,
)

from .findings import Finding, History, findings_of, history_of


@dataclass(frozen=True)
class Readiness:
    """`errors` stop the sending, `unexplained` are warnings without a note, `blanks` the owed cells
    without a figure, which the sender confirms as not reported."""

    errors: tuple[Finding, ...]
    unexplained: tuple[Finding, ...]
    explained: tuple[Finding, ...]
    blanks: tuple[Key, ...]
    figures: int

    @property
    def can_be_sent(self) -> bool:
        return not (self.errors or self.unexplained)

    @property
    def is_clean(self) -> bool:
        """Nothing for a reviewer to look at."""
        return self.can_be_sent and not (self.explained or self.blanks)


def readiness_of(report: Report) -> Readiness:
    """Five queries; the report comes with its form, area and period."""
    columns = list(report.form.form_measures.select_related("measure"))
    rows = list(report.row_areas())
    stored = Figure.objects.filter(report=report).select_related("measure")
    figures = {(figure.measure_id, figure.area_id): figure for figure in stored}
    indicators = Indicator.objects.valid_on(report.period.ends_on)
    history = history_of(report, [row.pk for row in rows])
    return judged(columns, rows, figures, history, indicators)


def judged(
    columns: Sequence[FormMeasure],
    rows: Sequence[Area],
    figures: Mapping[Key, Figure],
    history: History,
    indicators: Iterable[Indicator],
) -> Readiness:
    """What is in the way of a report with these figures; no query."""
    findings = findings_of(figures, history, indicators)
    warnings = [finding for finding in findings if finding.level == "warning"]
    return Readiness(
        errors=tuple(finding for finding in findings if finding.level == "error"),
        unexplained=tuple(f for f in warnings if not figures[f.key].note),
        explained=tuple(f for f in warnings if figures[f.key].note),
        blanks=tuple(blank_keys(columns, rows, figures)),
        figures=len(figures),
    )


def blank_keys(
    columns: Sequence[FormMeasure], rows: Sequence[Area], figures: Mapping[Key, object]
) -> list[Key]:
    """The cells that the form owes and that hold nothing, row by row."""
    return [
        (column.measure_id, row.pk)
        for row in rows
        for column in columns
        if is_owed(column.measure, row) and (column.measure_id, row.pk) not in figures
    ]


def is_owed(measure: Measure, row: Area) -> bool:
    """Stated rates may be left out, for they are computed; some measures count only xã."""
    if measure.kind == MeasureKind.RATE:
        return False
    in_scope = measure.scope != Scope.XA_ONLY or row.kind != "commune"
    return in_scope or row.unit_type == UnitType.XA
