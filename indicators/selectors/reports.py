"""Which reports wait for figures."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from indicators.models import EDITABLE_STATES, Report


def reports_taking_figures(reports: QuerySet[Report], *, now: datetime) -> QuerySet[Report]:
    """Of these the ones that may be filled now: period open, in time or extended, not yet sent."""
    in_time = Q(period__due_on__gte=localdate(now), period__closed_at__isnull=True)
    return (
        reports.filter(
            in_time | Q(extended_until__gt=now),
            period__opened_at__lte=now,
            state__in=EDITABLE_STATES,
        )
        .select_related("form", "area", "period", "approved_by")
        .order_by("-period__ends_on", "form__code", "area__code")
    )
