"""Rows of a table of allocations, handed to the one way in decision by decision."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from indicators.models import Decision, Route, User
from programs.resources.allocations import AllocationRow

from .accounts import AccountKey
from .allocations import NewLine, record_allocations
from .refusals import CapitalRefused


def record_rows(
    *, rows: Sequence[AllocationRow], by: User, now: datetime, route: Route = Route.IMPORT
) -> Mapping[int, Sequence[str]]:
    """Adds all rows to the ledger, or none. Returns what is wrong by the number of the row; what is
    wrong with all of them stands with the first."""
    refused: dict[int, list[str]] = {}
    with transaction.atomic():
        for decision, own in _by_decision(rows).items():
            lines = [NewLine(_key_of(row), row.amount_million_vnd, row.note) for row in own]
            try:
                record_allocations(decision=decision, lines=lines, by=by, now=now, route=route)
            except CapitalRefused as wrong:
                for problem in wrong.problems:
                    number = own[problem.place or 0].number
                    refused.setdefault(number, []).append(problem.message)
        if refused:
            transaction.set_rollback(True)
    return refused


def _by_decision(rows: Sequence[AllocationRow]) -> dict[Decision, list[AllocationRow]]:
    """In the order in which they were signed, so that a cut finds what it cuts."""
    found: dict[Decision, list[AllocationRow]] = {}
    for row in sorted(rows, key=lambda one: (one.decision.signed_on, one.decision.pk)):
        found.setdefault(row.decision, []).append(row)
    return found


def _key_of(row: AllocationRow) -> AccountKey:
    return AccountKey(
        row.component_id, row.agency_id, row.year, row.fund_kind, row.source, row.is_carried_over
    )
