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


def _before(amount: str) -> Window:
    return Window(Lag(amount), partition_by="account", order_by="as_of")


# By hand, because Django adds up no window by group. The names of the table's own columns make of
# what is summed a date and an amount again.
RISES = """
SELECT MIN(pk) AS id, account__year AS year, as_of,
    SUM({amount} - COALESCE(before, 0)) AS {amount}
FROM ({rows}) AS report GROUP BY account__year, as_of
"""


def curves(accounts: Q, *, known_at: datetime | None = None) -> dict[int, tuple[Point, ...]]:
    """Per year the cumulative sum in million VND on each date on which any account reported, as
    `programs.disbursement.curve` tells it: of every account the latest amount until then."""
    if known_at is None:
        rows, amount = Disbursement.objects.filter(accounts).order_by(), "amount_million_vnd"
    else:
        rows, amount = remembered(accounts, known_at), "after_million_vnd"
    names = ("pk", "account__year", "as_of", amount, "before")
    inner, parameters = rows.annotate(before=_before(amount)).values(*names).query.sql_with_params()
    rises = rows.model.objects.raw(RISES.format(rows=inner, amount=amount), parameters)
    return _running((rise.year, rise.as_of, getattr(rise, amount)) for rise in rises)


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
