"""Two to four areas by one indicator, or two to four indicators of one area."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indicators.models import Area, Indicator, Period, Result

from .cases import build_case, day_of, indicator_rows, load_facts, load_series
from .periods_asked import day_of_code, periods_of
from .standing import Case, Observation, Standing, stand

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


def comparison(
    *,
    areas: Sequence[Area],
    codes: Sequence[str],
    today: date,
    period_code: str = "",
    only_official: bool = False,
) -> Comparison:
    """Five queries, whatever is compared. What an area reported itself, nothing restated.

    Raises NoPeriod for a period of which none has results.
    """
    found = {one.pk: one for one in indicator_rows().filter(code__in=codes)}
    facts = load_facts(found)
    results = Result.objects.filter(indicator__in=found, area__in=areas)
    series = load_series(results, found)
    ordered = sorted(found.values(), key=lambda one: list(codes).index(one.code))
    pairs = [(area, one) for area in areas for one in ordered]
    cases = [
        build_case(one, area, facts, series.get((one.pk, area.pk), ()), only_official=only_official)
        for area, one in pairs
    ]
    periods = periods_of(cases)
    upto = day_of_code(cases, periods, period_code, today)
    return Comparison(
        lines=tuple(
            _line(area, case, upto, today, is_chosen=bool(period_code))
            for (area, _), case in zip(pairs, cases, strict=True)
        ),
        by_area=len(areas) > 1,
        upto=upto,
        periods=periods,
    )


def _line(area: Area, case: Case, upto: date, today: date, *, is_chosen: bool) -> ComparedLine:
    day = upto if is_chosen else day_of(case, upto, today)
    return ComparedLine(
        area=area,
        standing=stand(case, upto=day, today=today),
        drawn=tuple(
            o
            for o in case.series
            if o.value is not None and o.coverage.is_complete and o.on <= upto
        ),
    )
