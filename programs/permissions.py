"""Who may see and write capital: a district its own, the province's people all; only provincial
officers write what is allotted."""

from django.db.models import Q, QuerySet

from indicators.models import Area
from indicators.permissions import REVIEWING_ROLES, Access, readable_areas, writable_areas

from .models import (
    Agency,
    AreaReview,
    CapitalAccount,
    ClassList,
    Obstacle,
    ObstacleRaising,
    OfficialReport,
    ProgrammeBatch,
    Task,
)


def keeps_capital(access: Access) -> bool:
    """Registers decisions, writes allocations, keeps agencies and requirements."""
    return any(m.role in REVIEWING_ROLES for m in access.memberships)


def readable_agencies(access: Access) -> QuerySet[Agency]:
    if access.sees_everything:
        return Agency.objects.all()
    return Agency.objects.filter(area__in=_own_areas(access))


def writable_agencies(access: Access) -> QuerySet[Agency]:
    """Those whose disbursement the person may enter."""
    if keeps_capital(access):
        return Agency.objects.all()
    return Agency.objects.filter(area__in=writable_areas(access))


def readable_accounts(access: Access) -> QuerySet[CapitalAccount]:
    if access.sees_everything:
        return CapitalAccount.objects.all()
    return CapitalAccount.objects.filter(agency__area__in=_own_areas(access))


def readable_batches(access: Access) -> QuerySet[ProgrammeBatch]:
    if access.sees_everything:
        return ProgrammeBatch.objects.all()
    return ProgrammeBatch.objects.filter(area__in=_own_areas(access))


def readable_obstacles(access: Access) -> QuerySet[Obstacle]:
    """For a district those that its places raised or that concern one of them."""
    if access.sees_everything:
        return Obstacle.objects.all()
    own = _own_areas(access)
    concerning = Obstacle.areas.through.objects.filter(area__in=own).values("obstacle")
    raised = ObstacleRaising.objects.filter(area__in=own).values("obstacle")
    return Obstacle.objects.filter(Q(pk__in=concerning) | Q(pk__in=raised))


def readable_tasks(access: Access) -> QuerySet[Task]:
    """All for the province's people; for a district those that its own agencies lead or share."""
    if access.sees_everything:
        return Task.objects.all()
    own = readable_agencies(access).values("pk")
    shared = Task.cooperating.through.objects.filter(agency__in=own).values("task")
    return Task.objects.filter(Q(lead__in=own) | Q(pk__in=shared))


def readable_reviews(access: Access) -> QuerySet[AreaReview]:
    if access.sees_everything:
        return AreaReview.objects.all()
    return AreaReview.objects.filter(area__in=_own_areas(access))


def readable_class_lists(access: Access) -> QuerySet[ClassList]:
    """Uploads are the province's; what they brought, anyone reads on the list of classes."""
    return ClassList.objects.all() if access.sees_everything else ClassList.objects.none()


def readable_official_reports(access: Access) -> QuerySet[OfficialReport]:
    """Drafts are the province's own; a district reads what was frozen about its places."""
    if access.sees_everything:
        return OfficialReport.objects.all()
    return OfficialReport.objects.filter(frozen_at__isnull=False, area__in=_own_areas(access))


def _own_areas(access: Access) -> QuerySet[Area]:
    """A district's own places; the province, which it may read of, holds no money of its own."""
    return readable_areas(access).exclude(kind="province")
