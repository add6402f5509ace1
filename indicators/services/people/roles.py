"""Roles at places; Django's own flags follow them."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.models import Area, Membership, PersonEventKind, Role, User

from .rules import locked, record, refusal, require_administrator, require_not_self


@transaction.atomic
def give_role(*, person: User, role: str, area: Area, by: User, now: datetime) -> Membership:
    """A role at a place. Who becomes administrator may enter Django's administration too."""
    require_administrator(by)
    person = locked(person)
    membership = Membership(user=person, role=role, area=area)
    try:
        membership.full_clean()
    except ValidationError as wrong:
        raise refusal(wrong, "wrong_role") from wrong
    membership.save()
    follow_role(person)
    record(person, PersonEventKind.ROLE_GIVEN, by, now, role=role, area=area)
    return membership


@transaction.atomic
def take_role(*, membership: Membership, by: User, now: datetime) -> None:
    require_administrator(by)
    person = locked(membership.user)
    if membership.role == Role.ADMINISTRATOR:
        require_not_self(person, by, "Bạn không thể tự thôi vai trò Quản trị của mình. ")
    deleted, _ = membership.delete()
    if not deleted:  # somebody else was faster
        return
    follow_role(person)
    record(person, PersonEventKind.ROLE_TAKEN, by, now, role=membership.role, area=membership.area)


def follow_role(person: User) -> None:
    """Django's own flags say what the memberships say, and nobody sets them by hand."""
    rules = person.memberships.filter(role=Role.ADMINISTRATOR).exists()
    person.is_staff = person.is_superuser = rules
    person.save(update_fields=["is_staff", "is_superuser"])
