"""Who may see and do what, where. Objects are fetched through here: what a person may not see is
not found, what they may see but not change is refused."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404

from .models import (
    Area,
    AreaKind,
    FigureChange,
    ImportBatch,
    Membership,
    NameChoice,
    Report,
    Role,
    SheetLayout,
    User,
)

PROVINCE_ROLES = frozenset({Role.PROVINCIAL_OFFICER, Role.LEADER, Role.ADMINISTRATOR})
WRITING_ROLES = frozenset({Role.DISTRICT_OFFICER, Role.PROVINCIAL_OFFICER, Role.ADMINISTRATOR})

REVIEWING_ROLES = frozenset({Role.PROVINCIAL_OFFICER, Role.ADMINISTRATOR})

WITH_LINE = ("area__parent__parent__parent",)  # for select_related: a report's area and all above


@dataclass(frozen=True)
class Access:
    """A person's memberships, read once per request."""

    memberships: tuple[Membership, ...]

    @property
    def role_label(self) -> str:
        return ", ".join(dict.fromkeys(m.get_role_display() for m in self.memberships))

    @property
    def area_name(self) -> str:
        return ", ".join(dict.fromkeys(m.area.name for m in self.memberships))

    @property
    def sees_everything(self) -> bool:
        return any(m.role in PROVINCE_ROLES for m in self.memberships)

    @property
    def is_administrator(self) -> bool:
        return any(m.role == Role.ADMINISTRATOR for m in self.memberships)

    @property
    def must_use_codes(self) -> bool:
        """Whether the office asks a second step of one of the person's roles."""
        return any(m.role in settings.TOTP_ROLES for m in self.memberships)

    @property
    def can_import(self) -> bool:
        return any(m.role in WRITING_ROLES for m in self.memberships)

    @property
    def keeps_periods(self) -> bool:
        """Opens and closes periods, keeps forms and due dates."""
        return any(m.role in REVIEWING_ROLES for m in self.memberships)

    def covers(self, area: Area, roles: AbstractSet[str]) -> bool:
        """Whether one of these roles is held for the area or for one above it.

        No query where the area comes with its parents, as WITH_LINE fetches them.
        """
        holding = {m.area_id for m in self.memberships if m.role in roles}
        while area is not None and area.pk not in holding:
            area = area.parent
        return area is not None

    @property
    def reviews(self) -> bool:
        """Returns, approves and locks what others sent."""
        return any(m.role in REVIEWING_ROLES for m in self.memberships)

    @property
    def own_areas(self) -> tuple[Area, ...]:
        return tuple(m.area for m in self.memberships)

    @property
    def writing_areas(self) -> tuple[Area, ...]:
        return tuple(m.area for m in self.memberships if m.role in WRITING_ROLES)


def access_of(user: User) -> Access:
    """The person's rights; kept on the user object, which lives for one request."""
    if not hasattr(user, "_access"):
        memberships = user.memberships.select_related("area") if user.is_authenticated else ()
        user._access = Access(tuple(memberships))
    return user._access


def _within(areas: tuple[Area, ...], prefix: str = "") -> Q:
    """Rows whose area is one of these or lies below one (village at the deepest)."""
    keys = [area.pk for area in areas]
    paths = ("pk", "parent", "parent__parent", "parent__parent__parent")
    return Q(*((f"{prefix}{path}__in", keys) for path in paths), _connector=Q.OR)


def readable_areas(access: Access) -> QuerySet[Area]:
    """Everything for the province's people; for a district its own places and the province."""
    if access.sees_everything:
        return Area.objects.all()
    return Area.objects.filter(_within(access.own_areas) | Q(kind=AreaKind.PROVINCE))


def writable_areas(access: Access) -> QuerySet[Area]:
    """Where the person may enter figures."""
    return Area.objects.filter(_within(access.writing_areas))


def readable_batches(access: Access) -> QuerySet[ImportBatch]:
    if access.sees_everything:
        return ImportBatch.objects.all()
    return ImportBatch.objects.filter(_within(access.own_areas, "area__"))


def readable_layouts(access: Access) -> QuerySet[SheetLayout]:
    if access.sees_everything:
        return SheetLayout.objects.all()
    return SheetLayout.objects.filter(_within(access.own_areas, "area__"))


def writable_layouts(access: Access) -> QuerySet[SheetLayout]:
    return SheetLayout.objects.filter(_within(access.writing_areas, "area__"))


def readable_name_choices(access: Access) -> QuerySet[NameChoice]:
    if access.sees_everything:
        return NameChoice.objects.all()
    return NameChoice.objects.filter(_within(access.own_areas, "sender__"))


def writable_name_choices(access: Access) -> QuerySet[NameChoice]:
    return NameChoice.objects.filter(_within(access.writing_areas, "sender__"))


def writable_reports(access: Access) -> QuerySet[Report]:
    return Report.objects.filter(_within(access.writing_areas, "area__"))


def readable_reports(access: Access) -> QuerySet[Report]:
    if access.sees_everything:
        return Report.objects.all()
    return Report.objects.filter(_within(access.own_areas, "area__"))


def readable_changes(access: Access) -> QuerySet[FigureChange]:
    """The history of the reports that the person may read."""
    if access.sees_everything:
        return FigureChange.objects.all()
    return FigureChange.objects.filter(_within(access.own_areas, "report__area__"))


def reviewable_reports(access: Access) -> QuerySet[Report]:
    """Opening, extending, returning, approving and locking are the province's."""
    reviewing = tuple(m.area for m in access.memberships if m.role in REVIEWING_ROLES)
    return Report.objects.filter(_within(reviewing, "area__"))


def reviewable_areas(access: Access) -> QuerySet[Area]:
    """The areas whose reports this person reviews, at all times."""
    reviewing = tuple(m.area for m in access.memberships if m.role in REVIEWING_ROLES)
    return Area.objects.filter(_within(reviewing))


def may_review(access: Access, report: Report) -> bool:
    return access.covers(report.area, REVIEWING_ROLES)


def may_write(access: Access, report: Report) -> bool:
    return access.covers(report.area, WRITING_ROLES)


def found_or_404(queryset: QuerySet, **lookup: object):
    """The one object of what the person may see; a Vietnamese 404 for anything else."""
    found = queryset.filter(**lookup).first()
    if found is None:
        raise Http404("Không tìm thấy, hoặc ngoài phạm vi được xem.")
    return found
