"""Where a yearly change is set as target: what is left of the year that is still running."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators import progress as pg

from .standing import Case, Observation, Standing, is_counted


@dataclass(frozen=True)
class RunningYear:
    """`so_far` is the change since the year began, `owed` the level at which the year's change is
    reached, `left` the rest in the indicator's unit, 0 where it is reached; `units_left` the same
    in what people count, None where that cannot be said."""

    year: int
    as_of: Observation
    so_far: Decimal
    owed: Decimal
    left: Decimal
    units_left: int | None


def running_year(standing: Standing, upto: date) -> RunningYear | None:
    """Poverty at 4.81 % in mid-2024, 6.2 % when the year began, to fall by 3 points: at most 3.2 %
    is owed, 1.61 points are left. None without a target of this kind, before the year's first
    whole report, and where the year's last quarter is the newest: then the change is judged.
    """
    target = standing.target
    if target is None or not standing.is_change:
        return None
    whole = [o for o in standing.case.series if o.coverage.is_complete and o.on <= upto]
    if not whole or whole[-1].value is None or whole[-1].period.number == 4:
        return None
    now = whole[-1]
    start = _year_end(whole, now.period.year - 1)
    if start is None or start.value is None:
        return None
    owed = start.value + target.value
    return RunningYear(
        year=now.period.year,
        as_of=now,
        so_far=now.value - start.value,
        owed=owed,
        left=pg.distance(now.value, owed, standing.case.direction),
        units_left=_units(standing.case, now, owed),
    )


def _year_end(series: list[Observation], year: int) -> Observation | None:
    return next((o for o in series if o.period.year == year and o.period.number == 4), None)


def _units(case: Case, now: Observation, owed: Decimal) -> int | None:
    if not is_counted(case.indicator):
        return None
    return pg.remaining(
        numerator=now.numerator,
        denominator=now.denominator,
        target=owed,
        factor=case.indicator.factor,
        direction=case.direction,
    )
