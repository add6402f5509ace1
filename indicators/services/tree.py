"""What a roll-up of one period stands on: its areas, its indicators, and what was stated."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from indicators import rollup
from indicators.models import (
    APPROVED_STATES,
    Area,
    Derivation,
    EntryStatus,
    Figure,
    FormMeasure,
    Indicator,
    Period,
    Report,
    ReportForm,
    Scope,
    UnitType,
)

# Of what every level above is made, so the finest level that a form has rows for comes first.
FINEST_FIRST = ("village", "commune", "district", "province")


class Stated(NamedTuple):
    """One figure as the roll-up needs it."""

    value: Decimal
    approved: bool
    estimated: bool


class Source(NamedTuple):
    """A measure that an indicator is made of, and the tick that may stand in its place."""

    measure: int
    tick: int | None
    counts_yes: bool

    @property
    def asked(self) -> tuple[int, ...]:
        """What may give its value, the tick first."""
        return (self.measure,) if self.tick is None else (self.tick, self.measure)


class Formula(NamedTuple):
    """An indicator as the roll-up needs it: numerator ÷ denominator × factor."""

    indicator: int
    factor: Decimal
    only_xa: bool
    numerator: Source
    denominator: Source | None


class PeriodTree:
    """The areas valid at the end of a period and the indicators valid then."""

    def __init__(self, period: Period) -> None:
        self.period = period
        rows = Area.objects.valid_on(period.ends_on).values_list(
            "pk", "parent_id", "kind", "unit_type"
        )
        self.kinds = {pk: (kind, unit_type) for pk, _, kind, unit_type in rows}
        # A parent that ended earlier is no part of this tree.
        self.parents = {pk: up if up in self.kinds else None for pk, up, _, _ in rows}
        self._asked: dict[tuple[str | None, bool], frozenset[int]] = {}
        self.children: dict[int, list[int]] = defaultdict(list)
        for pk, up in self.parents.items():
            if up is not None:
                self.children[up].append(pk)

    @cached_property
    def formulas(self) -> list[Formula]:
        rows = Indicator.objects.valid_on(self.period.ends_on).filter(numerator__isnull=False)
        return [
            Formula(pk, factor, scope == Scope.XA_ONLY, _source(*parts[:3]), _source(*parts[3:]))
            for pk, factor, scope, *parts in rows.values_list(
                "pk", "factor", "numerator__scope", *_sources("numerator", "denominator")
            )
        ]

    @cached_property
    def row_kind(self) -> dict[int, str]:
        """For each measure the finest level at which a form asks for it."""
        found: dict[int, str] = {}
        forms = ReportForm.objects.valid_on(self.period.ends_on)
        rows = FormMeasure.objects.filter(form__in=forms)
        for measure, kind in rows.values_list("measure_id", "form__row_kind"):
            known = found.get(measure, kind)
            found[measure] = min(kind, known, key=FINEST_FIRST.index)
        return found

    @property
    def measure_ids(self) -> set[int]:
        sources = (s for f in self.formulas for s in (f.numerator, f.denominator) if s)
        return {measure for source in sources for measure in source.asked}

    def path_of(self, areas: Iterable[int]) -> list[int]:
        """These areas and everything above them, each after what lies below it."""
        levels: dict[int, int] = {}
        for area in areas:
            step: int | None = area if area in self.parents else None
            while step is not None and step not in levels:
                levels[step] = FINEST_FIRST.index(self.kinds[step][0])
                step = self.parents[step]
        return sorted(levels, key=levels.__getitem__)

    def rows_of(self, report: Report) -> set[int]:
        """The areas that the report has a row for."""
        below = [report.area_id] if report.area_id in self.kinds else []
        for area in below:  # grows while it is read: level after level
            below.extend(self.children.get(area, ()))
        return {area for area in below if self.kinds[area][0] == report.form.row_kind}

    def owing(self, formula: Formula) -> frozenset[int]:
        """The row units that owe this indicator a figure."""
        kinds = (self.row_kind.get(measure) for measure in formula.numerator.asked)
        return self._units(next(filter(None, kinds), None), formula.only_xa)

    def _units(self, asked: str | None, only_xa: bool) -> frozenset[int]:
        """Made once for all indicators that ask the same units."""
        if (asked, only_xa) not in self._asked:
            self._asked[asked, only_xa] = frozenset(
                pk
                for pk, (kind, unit_type) in self.kinds.items()
                if kind == asked and (kind != "commune" or not only_xa or unit_type == UnitType.XA)
            )
        return self._asked[asked, only_xa]


def _sources(*names: str) -> list[str]:
    """The columns of `_source`, for each of these."""
    return [f"{name}{end}" for name in names for end in ("", "__derived_from", "__derivation")]


def _source(measure: int | None, tick: int | None, derivation: str | None) -> Source | None:
    return None if measure is None else Source(measure, tick, derivation == Derivation.COUNT_YES)


def own_parts(formula: Formula, figures: Mapping[int, Stated]) -> rollup.Parts | None:
    """What one area stated of an indicator: None unless all its parts are there."""
    numerator = _part(formula.numerator, figures)
    if numerator is None:
        return None
    value, approved, estimated = numerator
    if formula.denominator is None:
        return rollup.Parts(value, None, approved, estimated)
    whole = _part(formula.denominator, figures)
    if whole is None:
        return None
    return rollup.Parts(
        value, whole.value, approved and whole.approved, estimated or whole.estimated
    )


def _part(source: Source, figures: Mapping[int, Stated]) -> Stated | None:
    """The figure itself, else what it is derived from: a commune's tick stands for one commune."""
    if source.measure in figures:
        return figures[source.measure]
    answer = figures.get(source.tick)
    if answer is None or source.counts_yes:
        return answer
    return answer._replace(value=Decimal(1))


def stated_figures(
    period: Period, measures: set[int], areas: Iterable[int] | None
) -> dict[int, dict[int, Stated]]:
    # In no order: the model's own would join three tables and sort.
    rows = Figure.objects.of_period(period).filter(measure__in=measures).order_by()
    if areas is not None:
        rows = rows.filter(area__in=list(areas))
    found: dict[int, dict[int, Stated]] = defaultdict(dict)
    for area, measure, value, status, state in rows.values_list(
        "area_id", "measure_id", "value", "status", "report__state"
    ):
        found[area][measure] = Stated(
            value, state in APPROVED_STATES, status == EntryStatus.ESTIMATE
        )
    return found
