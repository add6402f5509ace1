"""What changed in disbursement, and by whom."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.timezone import get_default_timezone

from programs.models import Agency, DisbursementChange

ROWS = 100  # on one page
SHOWN = (
    "account__component__programme",
    "account__agency",
    "by",
    "batch__area",
    "batch__period",
)


@dataclass(frozen=True)
class Wanted:
    """Which changes; what is left open lets everything through."""

    agency: Agency | None = None
    account: int | None = None
    route: str = ""
    since: date | None = None
    until: date | None = None  # with its whole day


def found_changes(agencies: QuerySet[Agency], wanted: Wanted) -> QuerySet[DisbursementChange]:
    """Those of the agencies' money, the newest first."""
    rows = DisbursementChange.objects.filter(account__agency__in=agencies)
    if wanted.agency:
        rows = rows.filter(account__agency=wanted.agency)
    if wanted.account:
        rows = rows.filter(account=wanted.account)
    if wanted.route:
        rows = rows.filter(route=wanted.route)
    if wanted.since:
        rows = rows.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return rows.order_by("-at", "-pk")


def page_of(changes: QuerySet[DisbursementChange], number: str) -> Page:
    """A hundred changes with all that a row shows; two queries, however many there are."""
    return Paginator(changes.select_related(*SHOWN), ROWS).get_page(number)


def first_of(changes: QuerySet[DisbursementChange], limit: int) -> list[DisbursementChange]:
    return list(changes.select_related(*SHOWN)[:limit])


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_default_timezone())
