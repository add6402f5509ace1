"""What the database held of disbursement at an earlier moment, from its history: a later correction
overwrites the amount, but never the row that tells of it."""

from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from programs.models import CapitalAccount, DisbursementChange


def remembered(accounts: Q, moment: datetime) -> dict[CapitalAccount, dict[date, Decimal]]:
    """Of each account the cumulative amounts by date that stood then; one query."""
    changes = DisbursementChange.objects.filter(accounts, at__lte=moment).order_by("at", "pk")
    found: dict[CapitalAccount, dict[date, Decimal]] = {}
    for change in changes.select_related("account"):
        days = found.setdefault(change.account, {})
        if change.after_million_vnd is None:
            days.pop(change.as_of, None)
        else:
            days[change.as_of] = change.after_million_vnd
    return found
