"""People with their rights, for the administrator's pages and the lock-out's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Prefetch, QuerySet, Sum
from django_otp.plugins.otp_totp.models import TOTPDevice

from indicators.models import Area, Membership, PersonEvent, Role, User
from lsdash.lib.text import fold, strip_marks


@dataclass(frozen=True)
class PersonRow:
    """A line of the list."""

    person: User
    memberships: tuple[Membership, ...]
    locked_until: datetime | None


@dataclass(frozen=True)
class PersonPage:
    person: User
    memberships: tuple[Membership, ...]
    events: tuple[PersonEvent, ...]
    locked_until: datetime | None
    has_factor: bool


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; an empty one wants everybody."""

    text: str = ""
    role: str = ""
    area: Area | None = None
    active: bool | None = None


def people_list(wanted: Wanted, *, now: datetime) -> tuple[PersonRow, ...]:
    """Who fits, by account name, in at most four queries however many they are."""
    locked = locked_people(now=now)
    return tuple(
        PersonRow(person, tuple(person.memberships.all()), locked.get(person.username))
        for person in _people(wanted)
        if _fits(person, wanted.text)
    )


def person_page(person: User, *, now: datetime) -> PersonPage:
    """Four queries, however long the history."""
    return PersonPage(
        person=person,
        memberships=tuple(_memberships().filter(user=person)),
        events=tuple(
            PersonEvent.objects.filter(person=person)
            .select_related("by", "area")
            .order_by("-at", "-pk")
        ),
        locked_until=locked_people(now=now, username=person.username).get(person.username),
        has_factor=TOTPDevice.objects.filter(user=person, confirmed=True).exists(),
    )


def areas_in_use() -> QuerySet[Area]:
    """Places where somebody holds a role: what the list can be narrowed to."""
    return Area.objects.filter(memberships__isnull=False).distinct().order_by("code", "valid_from")


def locked_people(*, now: datetime, username: str = "", address: str = "") -> dict[str, datetime]:
    """Until when each account is locked out from some address; those that are not are left out.

    As django-axes counts: wrong passwords of the last quarter of an hour, by name and address.
    """
    tries = AccessAttempt.objects.filter(attempt_time__gte=now - settings.AXES_COOLOFF_TIME)
    if username:
        tries = tries.filter(username=username)
    if address:
        tries = tries.filter(ip_address=address)
    counted = (
        tries.values("username", "ip_address")
        .annotate(wrong=Sum("failures_since_start"), last=Max("attempt_time"))
        .filter(wrong__gte=settings.AXES_FAILURE_LIMIT)
        .order_by("last")
    )
    return {row["username"]: row["last"] + settings.AXES_COOLOFF_TIME for row in counted}


def _memberships() -> QuerySet[Membership]:
    return Membership.objects.select_related("area").order_by("area__code", "role", "pk")


def _people(wanted: Wanted) -> Iterable[User]:
    held = Membership.objects.all()
    if wanted.role in Role.values:
        held = held.filter(role=wanted.role)
    if wanted.area:
        held = held.filter(area__in=Area.objects.under(wanted.area))
    people = User.objects.order_by("username")
    if wanted.role or wanted.area:
        people = people.filter(pk__in=held.values("user"))
    if wanted.active is not None:
        people = people.filter(is_active=wanted.active)
    return people.prefetch_related(Prefetch("memberships", queryset=_memberships()))


def _fits(person: User, text: str) -> bool:
    """Every word typed occurs in name, account or e-mail, with or without diacritics."""
    told = fold(f"{person.get_full_name()} {person.username} {person.email}")
    bare = strip_marks(told)
    return all(word in told or word in bare for word in fold(text).split())
