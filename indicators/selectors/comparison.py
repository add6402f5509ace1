"""Two to four areas by one indicator, or two to four indicators of one area."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indicators.models import Area, Indicator, Period, Result

from .cases import build_case, day_of, indicator_rows, load_facts, load_series
from .lineage import WithoutPast, lineages_of, without_past
from .periods_asked import day_of_code, periods_of
from .standing import Observation, Standing, stand

MOST = 4


@dataclass(frozen=True)
class ComparedLine:
    """One of the things compared; `drawn` is what all had reported until the period shown."""

    area: Area
    standing: Standing
    drawn: tuple[Observation, ...]

    @property
    def indicator(self) -> Indicator:
        return self.standing.indicator


@dataclass(frozen=True)
class Comparison:
    lines: tuple[ComparedLine, ...]  # as asked for
    by_area: bool  # several areas by one indicator, else several indicators of one area
    upto: date
    periods: tuple[Period, ...]  # that any has results of, newest first
    without_past: WithoutPast

    @property
    def is_restated(self) -> bool:
        return any(o.is_restated for line in self.lines for o in line.drawn)


def comparison(
    *,
    areas: Sequence[Area],
    codes: Sequence[str],
    today: date,
    period_code: str = "",
    only_official: bool = False,
) -> Comparison:
    """At most nine queries, whatever is compared. Each area with its past and present
    as on its own page: those of units that are no more or were none yet are restated.

    Raises NoPeriod for a period of which none has results.
    """
    found = {one.pk: one for one in indicator_rows().filter(code__in=codes)}
    facts = load_facts(found)
    lineages = lineages_of(areas)
    concerned = set().union(*(one.concerned for one in lineages.values()))
    results = Result.objects.filter(indicator__in=found, area__in=concerned)
    series = load_series(results, found)
    ordered = sorted(found.values(), key=lambda one: list(codes).index(one.code))
    pairs = [(area, one) for area in areas for one in ordered]
    cases = [
        build_case(
            one,
            area,
            facts,
            lineages[area.pk].series(one.pk, one.factor, series),
            only_official=only_official,
        )
        for area, one in pairs
    ]
    periods = periods_of(cases)
    upto = day_of_code(cases, periods, period_code, today)
    return Comparison(
        lines=tuple(
            _line(
                area,
                stand(case, upto=upto if period_code else day_of(case, upto, today), today=today),
                upto,
            )
            for (area, _), case in zip(pairs, cases, strict=True)
        ),
        by_area=len(areas) > 1,
        upto=upto,
        periods=periods,
        without_past=without_past(areas, lineages),
    )


def _line(area: Area, standing: Standing, upto: date) -> ComparedLine:
    return ComparedLine(
        area=area,
        standing=standing,
        drawn=tuple(
            o
            for o in standing.case.series
            if o.value is not None and o.coverage.is_complete and o.on <= upto
        ),
    )
