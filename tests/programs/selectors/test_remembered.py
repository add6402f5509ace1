"""What stood at an earlier moment: as laying the history upon itself, row by row, would tell it."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db.models import Q
from pytest_django import DjangoAssertNumQueries

from programs.models import CapitalAccount, DisbursementChange, FundKind, Source
from programs.selectors.curves import curves
from programs.selectors.ledger import Slice, paid_rows
from programs.selectors.remembered import remembered
from tests.factories.capital import new_account, writer
from tests.factories.times import NOW

pytestmark = pytest.mark.django_db
DAYS = [date(2024, month, 28) for month in range(1, 9)]
MOMENTS = [NOW - timedelta(days=1), NOW, NOW + timedelta(hours=7), NOW + timedelta(days=9)]
HISTORY = dict[CapitalAccount, dict[date, Decimal]]


@pytest.fixture
def history() -> list[DisbursementChange]:
    """Amounts told, corrected, taken back and told again, many within one moment."""
    chance, by = Random(58), writer()
    accounts = [
        new_account(year=year, fund_kind=fund, source=source, is_carried_over=is_carried)
        for year in (2023, 2024)
        for fund in FundKind.values
        for source in (Source.CENTRAL, Source.PROVINCE)
        for is_carried in (False, True)
    ]
    for one in accounts:
        one.save()
    return DisbursementChange.objects.bulk_create(
        DisbursementChange(
            account=chance.choice(accounts),
            as_of=chance.choice(DAYS),
            at=NOW + timedelta(hours=chance.randrange(12)),
            by=by,
            route="screen",
            after_million_vnd=chance.choice([None, Decimal(chance.randrange(10_000)) / 8]),
        )
        for _ in range(600)
    )


def replayed(moment: datetime) -> HISTORY:
    found: HISTORY = defaultdict(dict)
    rows = DisbursementChange.objects.filter(at__lte=moment).order_by("at", "pk")
    for change in rows.select_related("account"):
        if change.after_million_vnd is None:
            found[change.account].pop(change.as_of, None)
        else:
            found[change.account][change.as_of] = change.after_million_vnd
    return found


@pytest.mark.parametrize("moment", MOMENTS)
def test_amounts_are_those_of_the_replayed_history(
    history: list[DisbursementChange], moment: datetime
) -> None:
    told: HISTORY = defaultdict(dict)
    for row in remembered(Q(), moment).select_related("account"):
        told[row.account][row.as_of] = row.after_million_vnd

    assert told == {account: days for account, days in replayed(moment).items() if days}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("fields", [(), ("fund_kind", "source"), ("agency_id", "year")])
def test_sums_until_a_day_are_those_of_the_replayed_history(
    history: list[DisbursementChange], moment: datetime, fields: tuple[str, ...]
) -> None:
    expected: dict[object, Decimal] = {}
    for account, days in replayed(moment).items():
        until = [day for day in days if day <= DAYS[5]]
        if account.year == 2024 and until:
            key = tuple(getattr(account, name) for name in fields), account.is_carried_over
            expected[key] = expected.get(key, Decimal(0)) + days[max(until)]

    rows = paid_rows(Slice(2024, DAYS[5], known_at=moment), fields)

    assert {(group, is_carried): amount for group, is_carried, amount in rows} == expected
    assert len(rows) == len(expected)


@pytest.mark.parametrize("moment", MOMENTS)
def test_curves_are_those_of_the_replayed_history(
    history: list[DisbursementChange], moment: datetime
) -> None:
    states = replayed(moment)
    last = {
        year: sum(
            (days[max(days)] for one, days in states.items() if one.year == year and days),
            Decimal(0),
        )
        for year in {one.year for one, days in states.items() if days}
    }

    found = curves(Q(), known_at=moment)

    assert {year: points[-1].value for year, points in found.items()} == last
    for year, points in found.items():
        days = {day for one, told in states.items() if one.year == year for day in told}
        assert [point.on for point in points] == sorted(days)


def test_what_stood_then_is_one_query_each(
    history: list[DisbursementChange], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        curves(Q(), known_at=MOMENTS[2])
    with django_assert_num_queries(1):
        paid_rows(Slice(2024, DAYS[5], known_at=MOMENTS[2]), ("agency_id",))


def test_long_history_of_corrections_is_not_read(history: list[DisbursementChange]) -> None:
    """One row for each account and day, however often it was corrected."""
    stood = sum(len(days) for days in replayed(MOMENTS[3]).values())

    assert len(remembered(Q(), MOMENTS[3])) == stood < len(history) / 2
