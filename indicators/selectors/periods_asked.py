"""Which periods there are to look at, and the one that an address names."""

from collections.abc import Iterable, Sequence
from datetime import date

from indicators.models import Period

from .cases import Case, latest_shared
from .missing import NoPeriod


def periods_of(cases: Iterable[Case]) -> tuple[Period, ...]:
    """Those that have results, also preliminary ones that were set aside; the newest first."""
    found = {o.period.pk: o.period for case in cases for o in (*case.series, *case.withheld)}
    return tuple(sorted(found.values(), key=lambda period: period.ends_on, reverse=True))


def period_of_code(periods: Sequence[Period], code: str) -> Period:
    """Raises NoPeriod where it has no results."""
    for period in periods:
        if period.code == code:
            return period
    raise NoPeriod(code, periods)


def day_of_code(cases: Sequence[Case], periods: Sequence[Period], code: str, today: date) -> date:
    """The last day of the period; without a code of the newest that all had reported, and of which
    nothing was set aside, else today. Raises NoPeriod."""
    if not code:
        return latest_shared(cases) or today
    return period_of_code(periods, code).ends_on
