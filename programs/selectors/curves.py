"""What had been disbursed in all, date by date, of every year; one query."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db.models import OuterRef, Q, Subquery, Sum

from indicators.progress import Point
from programs.models import Disbursement

from .remembered import remembered


def curves(accounts: Q, *, known_at: datetime | None = None) -> dict[int, tuple[Point, ...]]:
    """Per year the cumulative sum in million VND on each date on which any account reported, as
    `programs.disbursement.curve` tells it: of every account the latest amount until then."""
    if known_at is not None:
        return _running(_remembered_rises(accounts, known_at))
    earlier = Disbursement.objects.filter(account=OuterRef("account"), as_of__lt=OuterRef("as_of"))
    before = Subquery(earlier.order_by("-as_of").values("amount_million_vnd")[:1])
    rows = Disbursement.objects.filter(accounts).order_by().annotate(before=before)
    sums = rows.values_list("account__year", "as_of").annotate(
        reached=Sum("amount_million_vnd"), left_behind=Sum("before")
    )
    return _running((year, on, up - (down or 0)) for year, on, up, down in sums)


def _running(rises: Iterable[tuple[int, date, Decimal]]) -> dict[int, tuple[Point, ...]]:
    by_year: dict[int, dict[date, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for year, on, rise in rises:
        by_year[year][on] += rise
    found = {}
    for year, days in by_year.items():
        running, points = Decimal(0), []
        for on in sorted(days):
            running += days[on]
            points.append(Point(on, running))
        found[year] = tuple(points)
    return found


def _remembered_rises(accounts: Q, moment: datetime) -> Iterable[tuple[int, date, Decimal]]:
    for account, days in remembered(accounts, moment).items():
        before = Decimal(0)
        for on in sorted(days):
            yield account.year, on, days[on] - before
            before = days[on]
