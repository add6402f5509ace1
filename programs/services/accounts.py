"""The accounts of a set of keys: found, or opened, in three statements however many there are."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from indicators.services.bulk import put
from programs.models import CapitalAccount


@dataclass(frozen=True, order=True)
class AccountKey:
    """What an amount is of; `year` is None for the plan of the programme's whole period."""

    component_id: int
    agency_id: int
    year: int | None
    fund_kind: str
    source: str
    is_carried_over: bool = False


def key_of(account: CapitalAccount) -> AccountKey:
    return AccountKey(
        account.component_id,
        account.agency_id,
        account.year,
        account.fund_kind,
        account.source,
        account.is_carried_over,
    )


FIELDS = ("component_id", "agency_id", "year", "fund_kind", "source", "is_carried_over")


def accounts_of(keys: Iterable[AccountKey]) -> dict[AccountKey, CapitalAccount]:
    """Those that exist, by key; one query."""
    wanted = set(keys)
    rows = accounts_near(wanted).select_related("component", "agency")
    found = {key_of(account): account for account in rows}
    return {key: account for key, account in found.items() if key in wanted}


def account_ids(keys: Iterable[AccountKey]) -> dict[AccountKey, int]:
    """The ids of those that exist, by key; one query, and nothing else is read of them."""
    wanted = set(keys)
    found = {AccountKey(*key): pk for pk, *key in accounts_near(wanted).values_list("pk", *FIELDS)}
    return {key: pk for key, pk in found.items() if key in wanted}


def opened_accounts(keys: Iterable[AccountKey]) -> dict[AccountKey, int]:
    """The ids of all of them; what is missing is opened."""
    wanted = set(keys)
    found = account_ids(wanted)
    missing = sorted(wanted - found.keys(), key=lambda key: (key.year or 0, *_rest(key)))
    if not missing:
        return found
    rows = ([getattr(key, name) for name in FIELDS] for key in missing)
    put(CapitalAccount, FIELDS, rows)
    return account_ids(wanted)


def accounts_near(wanted: set[AccountKey]) -> QuerySet[CapitalAccount]:
    """The wanted and few others, by a condition that does not grow with their number."""
    years = {key.year for key in wanted}
    in_years = Q(year__in=years - {None})
    if None in years:
        in_years |= Q(year__isnull=True)
    return CapitalAccount.objects.filter(
        in_years,
        agency__in={key.agency_id for key in wanted},
        component__in={key.component_id for key in wanted},
    )


def _rest(key: AccountKey) -> tuple[object, ...]:
    return key.component_id, key.agency_id, key.fund_kind, key.source, key.is_carried_over
