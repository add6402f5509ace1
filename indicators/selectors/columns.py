"""The columns of a report: which measure, under which headings, with which plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.entries import shown_text
from indicators.models import FormMeasure, Indicator, Measure, MeasureKind, Report, Target

from .targets import main_target


@dataclass(frozen=True)
class GridRate:
    """A rate computed as one types, numerator ÷ denominator × factor, beside the stated one."""

    indicator: Indicator
    numerator: int
    denominator: int
    factor: Decimal


@dataclass(frozen=True)
class GridColumn:
    """One measure; `group` heads several columns, `part_of` is the measure it may not exceed."""

    measure: Measure
    group: str
    heading: str
    rate: GridRate | None
    part_of: int | None
    plan: str  # of the whole area, empty where there is none


@dataclass(frozen=True)
class Group:
    """A heading over one or more columns; a column of its own has no second line."""

    heading: str
    columns: tuple[GridColumn, ...]

    @property
    def is_single(self) -> bool:
        return len(self.columns) == 1 and not self.columns[0].group


def columns_of(report: Report, indicators: Sequence[Indicator]) -> list[GridColumn]:
    """The columns of a report's form in order, with the report area's plans. Two queries."""
    rows = list(report.form.form_measures.select_related("measure"))
    plans = _plans(report, indicators)
    present = {row.measure_id for row in rows}
    return [_column(row, indicators, present, plans) for row in rows]


def _column(
    row: FormMeasure,
    indicators: Sequence[Indicator],
    present: set[int],
    plans: Mapping[int, Target],
) -> GridColumn:
    *upper, heading = row.header.split("|")
    judged = next(
        (
            i
            for i in indicators
            if row.measure_id in (i.stated_id, i.numerator_id) and i.pk in plans
        ),
        None,
    )
    return GridColumn(
        measure=row.measure,
        group=" – ".join(upper),
        heading=heading,
        rate=_rate(row.measure, indicators, present),
        part_of=row.measure.part_of_id if row.measure.part_of_id in present else None,
        plan=_plan_text(row.measure, judged, plans) if judged else "",
    )


def _rate(measure: Measure, indicators: Sequence[Indicator], present: set[int]) -> GridRate | None:
    """The rule behind a stated rate whose two parts stand in the same form."""
    for indicator in indicators:
        parts = {indicator.numerator_id, indicator.denominator_id}
        if indicator.stated_id == measure.pk and parts <= present:
            return GridRate(indicator, *_parts(indicator), factor=indicator.factor)
    return None


def _parts(indicator: Indicator) -> tuple[int, int]:
    return indicator.numerator_id, indicator.denominator_id


def _plans(report: Report, indicators: Sequence[Indicator]) -> dict[int, Target]:
    """The target of each indicator for the report's area, else for the one above it."""
    line = [report.area_id, report.area.parent_id]
    rows = Target.objects.filter(area__in=[pk for pk in line if pk], form="level")
    by_indicator: dict[int, list[Target]] = {}
    for target in rows.select_related("decision"):
        by_indicator.setdefault(target.indicator_id, []).append(target)
    found = {}
    for indicator in indicators:
        own = by_indicator.get(indicator.pk, [])
        of_area = [target for target in own if target.area_id == report.area_id]
        # A district is judged by the province's rates, never by the province's counts.
        of_parent = own if indicator.denominator_id else []
        target = main_target(of_area or of_parent, report.period.ends_on)
        if target:
            found[indicator.pk] = target
    return found


def _plan_text(measure: Measure, indicator: Indicator, plans: Mapping[int, Target]) -> str:
    """A rate's target stands at the rate, a count's at the count."""
    is_rate = indicator.denominator_id is not None
    if is_rate != (measure.kind == MeasureKind.RATE):
        return ""
    target = plans[indicator.pk]
    value = shown_text(measure, target.value, is_nil=False, status="")
    return f"{value} {indicator.unit} ({target.on:%m/%Y})"


def grouped(columns: Sequence[GridColumn]) -> tuple[Group, ...]:
    """Neighbouring columns under one heading together, every other by itself."""
    groups: list[Group] = []
    for column in columns:
        if column.group and groups and groups[-1].heading == column.group:
            groups[-1] = Group(column.group, (*groups[-1].columns, column))
        else:
            groups.append(Group(column.group or column.heading, (column,)))
    return tuple(groups)
