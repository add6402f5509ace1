"""What the database held of disbursement at an earlier moment, from its history: a later correction
overwrites the amount, but never the row that tells of it. The database picks out what stood then,
so that a long history of corrections is never read."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from programs.models import DisbursementChange

NEWEST_DAY = Window(RowNumber(), partition_by="account", order_by="-as_of")


def remembered(accounts: Q, moment: datetime) -> QuerySet[DisbursementChange]:
    """Of each account and day the last word by that moment, where it was an amount."""
    known = DisbursementChange.objects.filter(at__lte=moment)
    later = known.filter(account=OuterRef("account"), as_of=OuterRef("as_of")).filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
    )
    return known.filter(accounts, ~Exists(later), after_million_vnd__isnull=False).order_by()
