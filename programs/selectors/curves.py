"""What had been disbursed in all, date by date, of every year; one query."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q, Window
from django.db.models.functions import Lag

from indicators.progress import Point
from programs.models import Disbursement

from .remembered import remembered

BEFORE = Window(Lag("amount_million_vnd"), partition_by="account", order_by="as_of")
# By hand, because Django adds up no window by group. The names of the table's own columns make of
# what is summed a date and an amount again.
RISES = """
SELECT MIN(pk) AS id, account__year AS year, as_of,
    SUM(amount_million_vnd - COALESCE(before, 0)) AS amount_million_vnd
FROM ({rows}) AS report GROUP BY account__year, as_of
"""


def curves(accounts: Q, *, known_at: datetime | None = None) -> dict[int, tuple[Point, ...]]:
    """Per year the cumulative sum in million VND on each date on which any account reported, as
    `programs.disbursement.curve` tells it: of every account the latest amount until then."""
    if known_at is not None:
        return _running(_remembered_rises(accounts, known_at))
    rows = Disbursement.objects.filter(accounts).order_by().annotate(before=BEFORE)
    names = ("pk", "account__year", "as_of", "amount_million_vnd", "before")
    inner, parameters = rows.values(*names).query.sql_with_params()
    rises = Disbursement.objects.raw(RISES.format(rows=inner), parameters)
    return _running((rise.year, rise.as_of, rise.amount_million_vnd) for rise in rises)


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
