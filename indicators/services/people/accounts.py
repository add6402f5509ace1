"""Accounts: created, corrected, closed and opened again, never deleted."""

from datetime import datetime

from axes.utils import reset as forget_failures
from django.db import transaction

from indicators.models import Area, AreaKind, Membership, PersonEventKind, Role, User
from indicators.services.second_factor import drop_devices

from .passwords import Issued, set_first_password
from .roles import follow_role
from .rules import (
    check_names,
    check_username,
    locked,
    record,
    require_administrator,
    require_not_self,
    save_person,
)


@transaction.atomic
def create_person(
    *, username: str, last_name: str, first_name: str, email: str, by: User, now: datetime
) -> Issued:
    """A new account without any right yet."""
    require_administrator(by)
    check_username(username)
    check_names(last_name, first_name)
    person = User(username=username, last_name=last_name, first_name=first_name, email=email)
    password = set_first_password(person)
    save_person(person)
    record(person, PersonEventKind.CREATED, by, now)
    return Issued(person, password)


@transaction.atomic
def edit_person(
    *, person: User, last_name: str, first_name: str, email: str, by: User, now: datetime
) -> User:
    """Corrects name and e-mail; saying the same again leaves no trace."""
    require_administrator(by)
    check_names(last_name, first_name)
    person = locked(person)
    before = person.get_full_name(), person.email
    person.last_name, person.first_name, person.email = last_name, first_name, email
    after = person.get_full_name(), person.email
    if before != after:
        save_person(person)
        told = (f"{old or '—'} → {new or '—'}" for old, new in zip(before, after, strict=True))
        note = "; ".join(line for line in told if len(set(line.split(" → "))) > 1)
        record(person, PersonEventKind.EDITED, by, now, note=note)
    return person


@transaction.atomic
def deactivate_person(*, person: User, by: User, now: datetime) -> User:
    """Ends every session at its next request; roles and history stay."""
    require_administrator(by)
    require_not_self(person, by, "Bạn không thể tự ngừng tài khoản của mình. ")
    person = locked(person)
    if person.is_active:
        person.is_active = False
        person.save(update_fields=["is_active"])
        record(person, PersonEventKind.DEACTIVATED, by, now)
    return person


@transaction.atomic
def reactivate_person(*, person: User, by: User, now: datetime) -> User:
    require_administrator(by)
    person = locked(person)
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
        record(person, PersonEventKind.REACTIVATED, by, now)
    return person


@transaction.atomic
def appoint_administrator(
    *, username: str, last_name: str, first_name: str, now: datetime
) -> Issued:
    """The first administrator, or the rescue of an office that has none left: from the server's
    command line only. An account that exists is used again, with a new password."""
    person = User.objects.filter(username=username).first()
    if person is None:
        check_username(username)
        check_names(last_name, first_name)
        person = User(username=username, last_name=last_name, first_name=first_name)
    kind = PersonEventKind.PASSWORD_ISSUED if person.pk else PersonEventKind.CREATED
    person.is_active = True
    password = set_first_password(person)
    save_person(person)
    forget_failures(username=username)
    drop_devices(person)
    record(person, kind, person, now, note="Từ dòng lệnh trên máy chủ")
    province = Area.objects.of_kind(AreaKind.PROVINCE).get()
    _, given = Membership.objects.get_or_create(user=person, role=Role.ADMINISTRATOR, area=province)
    follow_role(person)
    if given:
        record(
            person, PersonEventKind.ROLE_GIVEN, person, now, role=Role.ADMINISTRATOR, area=province
        )
    return Issued(person, password)
