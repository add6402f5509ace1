"""A ledger to measure with: 200,000 lines that decisions wrote and as many disbursements, loaded
through the services that every page and file uses."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import product

from indicators.models import Area, Decision, Route
from programs.models import Agency, FundKind, Source
from programs.services.accounts import AccountKey
from programs.services.allocations import NewLine, record_allocations
from programs.services.disbursements import Payment, write_disbursements
from tests.factories.capital import (
    budget_year,
    component,
    decision,
    new_agency,
    writer,
)
from tests.factories.reference import communes
from tests.factories.times import local_time

from .long_rows import settle
from .measure import timed

YEARS = range(2021, 2026)
PROJECTS, AGENCIES = 20, 40
SOURCES = (Source.CENTRAL, Source.PROVINCE, Source.DISTRICT)
LINES = 200_000
NOW = local_time(2026, 6, 1, 9)


@dataclass(frozen=True)
class Loaded:
    """How many rows there are, and the milliseconds that it took to store each kind."""

    lines: int
    payments: int
    lines_ms: float
    payments_ms: float


def load_capital() -> Loaded:
    keys = list(_keys())
    for year in YEARS:
        budget_year(year)
    grants = list(_grants(keys))
    payments = list(_payments(keys))
    lines_ms = sum(timed(partial(_record, *grant)) for grant in grants)
    payments_ms = sum(timed(partial(_write, part)) for part in payments)
    settle()
    return Loaded(
        lines=sum(len(lines) for _, lines in grants),
        payments=sum(map(len, payments)),
        lines_ms=lines_ms,
        payments_ms=payments_ms,
    )


def _keys() -> Iterator[AccountKey]:
    """Every project × agency × year × fund kind × source, own and carried over, and the plan of
    the whole period."""
    projects = [component(f"B{number}").pk for number in range(1, PROJECTS + 1)]
    agencies = [agency.pk for agency in _agencies()]
    for project, agency, kind, source in product(projects, agencies, FundKind.values, SOURCES):
        for year in (None, *YEARS):
            carries = year is not None and year > YEARS[0]
            for is_carried in (False, True) if carries else (False,):
                yield AccountKey(project, agency, year, kind, source, is_carried)


def _agencies() -> Iterator[Agency]:
    everywhere = [area for one in Area.objects.of_kind("district") for area in communes(one)]
    for area in everywhere[:AGENCIES]:
        row = new_agency(code=f"do-{area.code}", name=f"UBND {area.name} (thử)", area=area)
        row.save()
        yield row


def _grants(keys: Sequence[AccountKey]) -> Iterator[tuple[Decision, list[NewLine]]]:
    """Decisions that grant, and later change, what each account holds, until there are so many
    lines; a change is a tenth up or down at most."""
    chance, left = random.Random(5), LINES
    for signing, year in product(range(1, 10), (None, *YEARS)):
        lines = [NewLine(key, _amount(chance, signing)) for key in keys if key.year == year][:left]
        if not lines:
            return
        left -= len(lines)
        on = date(year or 2021, signing, 15)
        yield decision(f"{signing}-{year or 'GĐ'}/QĐ-ĐO", on), lines


def _amount(chance: random.Random, signing: int) -> Decimal:
    least, most = (500_000, 5_000_000) if signing == 1 else (-50_000, 50_000)
    return Decimal(chance.randint(least, most) or 1) / 1000


def _payments(keys: Sequence[AccountKey]) -> Iterator[list[Payment]]:
    """What each account had disbursed at the end of each quarter and at the closing, until there
    are so many; less than the least that it ever held."""
    chance, left = random.Random(6), LINES
    for year in YEARS:
        of_year = [key for key in keys if key.year == year]
        shares = {key: chance.randint(10, 50) for key in of_year}
        ends = (date(year, 3, 31), date(year, 6, 30), date(year, 9, 30), date(year, 12, 31))
        for number, on in enumerate((*ends, date(year + 1, 1, 31)), start=1):
            payments = [Payment(key, on, Decimal(shares[key] * number)) for key in of_year][:left]
            left -= len(payments)
            if payments:
                yield payments


def _record(number: Decision, lines: Sequence[NewLine]) -> None:
    record_allocations(decision=number, lines=lines, by=writer(), now=NOW, route=Route.COMMAND)


def _write(payments: Sequence[Payment]) -> None:
    write_disbursements(payments=payments, by=writer(), now=NOW, route=Route.COMMAND)
