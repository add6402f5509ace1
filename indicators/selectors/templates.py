"""What our own templates are filled with: what is stored, last period's values, the plans."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from indicators.models import (
    Area,
    Figure,
    Indicator,
    Measure,
    MeasureKind,
    Period,
    Report,
    ReportForm,
    Target,
)
from indicators.sheets.spec import AreaName, FormSpec

from .reading import area_name, form_spec
from .targets import main_target

Key = tuple[int, str]  # area, code of a measure
NIL, YES = "-", "x"


@dataclass(frozen=True)
class Plan:
    """A target that stands beside a figure."""

    target: Target
    indicator: Indicator


@dataclass(frozen=True)
class Prefilled:
    """One report's template; the mappings are by area and measure code."""

    form: FormSpec
    area: AreaName
    period: Period
    before_label: str
    rows: tuple[Area, ...]
    names: Mapping[int, AreaName]
    now: Mapping[Key, Decimal | str]
    before: Mapping[Key, Decimal | str]
    plans: Mapping[Key, Plan]


def prefilled_templates(
    *, form: ReportForm, period: Period, reports: Sequence[Report]
) -> list[Prefilled]:
    """The templates of reports that share form and period; ten queries for however many."""
    form = ReportForm.objects.prefetch_related(
        "form_measures__measure__aliases", "form_measures__measure__part_of"
    ).get(pk=form.pk)
    spec = form_spec(form)
    areas = {area.pk: area for area in Area.objects.valid_on(period.ends_on)}
    rows = {report.pk: _rows(areas, report, form.row_kind) for report in reports}
    wanted = {area.pk for found in rows.values() for area in found}
    before = period.as_code.previous()
    now, past = _figures(wanted, form, {period.code, str(before)}, period.code)
    plans = _plans(form, period, areas, wanted)
    return [
        Prefilled(
            form=spec,
            area=area_name(report.area, ()),
            period=period,
            before_label=before.label,
            rows=rows[report.pk],
            names={area.pk: area_name(area, ()) for area in rows[report.pk]},
            now=now,
            before=past,
            plans=plans,
        )
        for report in reports
    ]


def _rows(areas: Mapping[int, Area], report: Report, kind: str) -> tuple[Area, ...]:
    found = [
        area
        for area in areas.values()
        if area.kind == kind and report.area_id in _line(areas, area)
    ]
    return tuple(sorted(found, key=lambda area: area.code))


def _line(areas: Mapping[int, Area], area: Area) -> list[int]:
    """The area and everything above it that is valid on the same day."""
    line = [area.pk]
    while area.parent_id in areas:
        area = areas[area.parent_id]
        line.append(area.pk)
    return line


def _figures(
    areas: set[int], form: ReportForm, codes: set[str], current: str
) -> tuple[dict[Key, Decimal | str], dict[Key, Decimal | str]]:
    """What is stored for the period itself, and for the one before."""
    measures = [column.measure for column in form.form_measures.all()]
    kinds = {measure.pk: measure for measure in measures}
    found: dict[bool, dict[Key, Decimal | str]] = {True: {}, False: {}}
    rows = Figure.objects.filter(
        period__code__in=codes, area__in=areas, measure__in=list(kinds)
    ).values_list("period__code", "area_id", "measure_id", "value", "is_nil")
    for code, area, measure, value, is_nil in rows:
        shown = _shown(kinds[measure], value, is_nil)
        if shown is not None:
            found[code == current][area, kinds[measure].code] = shown
    return found[True], found[False]


def _shown(measure: Measure, value: Decimal, is_nil: bool) -> Decimal | str | None:
    """As it stands in the cell; a "no" is a blank tick."""
    if is_nil:
        return NIL
    if measure.kind == MeasureKind.YES_NO:
        return YES if value else None
    return value


def _plans(
    form: ReportForm, period: Period, areas: Mapping[int, Area], wanted: Iterable[int]
) -> dict[Key, Plan]:
    """The target in force beside each figure that an indicator judges.

    An area's own target, else the nearest above it; a count set for the province is nobody else's.
    """
    columns = _judged(form, period)
    targets: dict[tuple[int, int], list[Target]] = defaultdict(list)
    for target in Target.objects.filter(
        indicator__in=[indicator.pk for indicator in columns.values()], on__gte=period.ends_on
    ).select_related("decision"):
        targets[target.indicator_id, target.area_id].append(target)
    found = {}
    for pk in wanted:
        for code, indicator in columns.items():
            target = _target(indicator, areas, areas[pk], targets, period)
            if target is not None:
                found[pk, code] = Plan(target, indicator)
    return found


def _judged(form: ReportForm, period: Period) -> dict[str, Indicator]:
    """By the code of a column the indicator whose target stands beside it."""
    codes = {column.measure.code for column in form.form_measures.all()}
    asked = Q(stated__code__in=codes) | Q(numerator__code__in=codes)
    asked |= Q(numerator__derived_from__code__in=codes)
    rows = Indicator.objects.valid_on(period.ends_on).filter(asked)
    found: dict[str, Indicator] = {}
    for indicator in rows.select_related("stated", "numerator__derived_from"):
        column = _column(indicator, codes)
        if column:
            found.setdefault(column, indicator)
    return found


def _column(indicator: Indicator, codes: set[str]) -> str | None:
    if indicator.stated and indicator.stated.code in codes:
        return indicator.stated.code
    numerator = indicator.numerator
    if numerator is None:
        return None
    if numerator.derived_from and numerator.derived_from.code in codes:
        return numerator.derived_from.code
    is_count = indicator.denominator_id is None
    return numerator.code if is_count and numerator.code in codes else None


def _target(
    indicator: Indicator,
    areas: Mapping[int, Area],
    area: Area,
    targets: Mapping[tuple[int, int], list[Target]],
    period: Period,
) -> Target | None:
    is_rate = indicator.denominator_id is not None
    for pk in _line(areas, area) if is_rate else [area.pk]:
        if target := main_target(targets.get((indicator.pk, pk), ()), period.ends_on):
            return target
    return None


@dataclass(frozen=True)
class TemplateGroup:
    """Reports of one form and period that wait for figures."""

    form: ReportForm
    period: Period
    reports: tuple[Report, ...]


def template_groups(reports: Iterable[Report]) -> list[TemplateGroup]:
    """The reports by period and form, in the order in which they come; their own query only."""
    groups: dict[tuple[int, int], list[Report]] = defaultdict(list)
    for report in reports:
        groups[report.period_id, report.form_id].append(report)
    return [
        TemplateGroup(found[0].form, found[0].period, tuple(found)) for found in groups.values()
    ]
