"""What stands between a report and its sending, cell by cell."""

from dataclasses import dataclass

from indicators.models import Figure, Measure, Report
from indicators.scrutiny import Finding, Readiness, readiness_of


@dataclass(frozen=True)
class NamedFinding:
    """A finding with its place in words and its cell in the grid."""

    place: str
    message: str
    anchor: str


@dataclass(frozen=True)
class BlankRow:
    """The cells of one area that hold nothing."""

    area: str
    measures: tuple[str, ...]


@dataclass(frozen=True)
class SendingPage:
    readiness: Readiness
    errors: tuple[NamedFinding, ...]
    unexplained: tuple[NamedFinding, ...]
    blanks: tuple[BlankRow, ...]  # rows that hold something
    blank_rows: tuple[str, ...]  # areas that reported nothing at all

    @property
    def can_be_sent(self) -> bool:
        return self.readiness.can_be_sent and self.readiness.figures > 0

    @property
    def blank_count(self) -> int:
        return len(self.readiness.blanks)


def sending_page(report: Report) -> SendingPage:
    """Eight queries, however many cells; the report comes with its form, area and period."""
    readiness = readiness_of(report)
    areas = dict(report.row_areas().values_list("pk", "name"))
    measures = dict(
        Measure.objects.filter(form_measures__form=report.form).values_list("pk", "name")
    )

    def named(finding: Finding) -> NamedFinding:
        measure, area = finding.key
        return NamedFinding(areas[area], finding.message, f"o-{area}-{measure}")

    rows = _blank_rows(readiness, areas, measures)
    filled = Figure.objects.filter(report=report).values_list("area_id", flat=True).distinct()
    empty = {areas[area] for area in areas.keys() - set(filled)}
    return SendingPage(
        readiness=readiness,
        errors=tuple(map(named, readiness.errors)),
        unexplained=tuple(map(named, readiness.unexplained)),
        blanks=tuple(row for row in rows if row.area not in empty),
        blank_rows=tuple(row.area for row in rows if row.area in empty),
    )


def _blank_rows(
    readiness: Readiness, areas: dict[int, str], measures: dict[int, str]
) -> tuple[BlankRow, ...]:
    rows: dict[int, list[str]] = {}
    for measure, area in readiness.blanks:
        rows.setdefault(area, []).append(measures[measure])
    return tuple(BlankRow(areas[area], tuple(names)) for area, names in rows.items())
