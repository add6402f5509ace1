"""How the districts stand on some indicators, on a day and on one before it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from indicators.models import Area, Indicator, Result

from .cases import Facts, build_case, load_series
from .standing import Case, Standing, stand


@dataclass(frozen=True)
class DistrictStanding:
    """`before` is None where there is no earlier day to compare with."""

    area: Area
    now: Standing
    before: Standing | None


def district_standings(
    indicators: Iterable[Indicator],
    facts: Facts,
    areas: Sequence[Area],
    *,
    day: date,
    before: date | None,
    today: date,
    only_official: bool = False,
) -> dict[int, tuple[DistrictStanding, ...]]:
    """By indicator each of these areas in their order; one query. What was reported for another
    day than the one in question is no value of that day."""
    by_key = {indicator.pk: indicator for indicator in indicators}
    series = load_series(_results(by_key, facts, areas, day), by_key)
    return {
        pk: tuple(
            _standing(
                build_case(
                    indicator,
                    area,
                    facts,
                    series.get((pk, area.pk), ()),
                    only_official=only_official,
                ),
                area,
                (day, before),
                today,
            )
            for area in areas
        )
        for pk, indicator in by_key.items()
    }


def _results(
    indicators: Mapping[int, Indicator], facts: Facts, areas: Sequence[Area], day: date
) -> QuerySet[Result]:
    """What the judgement of a day rests on: two year ends back, and the start of the way."""
    starts = {
        facts.province_baselines[pk].on for pk in indicators if pk in facts.province_baselines
    }
    recent = Q(period__ends_on__gt=date(day.year - 2, 9, 30), period__ends_on__lte=day)
    return Result.objects.filter(
        recent | Q(period__ends_on__in=starts), indicator__in=indicators, area__in=areas
    )


def _standing(
    case: Case, area: Area, days: tuple[date, date | None], today: date
) -> DistrictStanding:
    day, before = days
    return DistrictStanding(
        area, _stand_on(case, day, today), _stand_on(case, before, today) if before else None
    )


def _stand_on(case: Case, day: date, today: date) -> Standing:
    standing = stand(case, upto=day, today=today)
    if standing.is_change or standing.on in (None, day):
        return standing
    return stand(replace(case, series=(), published=()), upto=day, today=today)
