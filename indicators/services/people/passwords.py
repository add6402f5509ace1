"""How people sign in: first passwords, own passwords, what is forgotten for whom it locked out."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from axes.utils import reset as forget_failures
from django.db import transaction

from indicators.models import PersonEventKind, User
from indicators.services.second_factor import drop_devices

from .rules import PeopleRefused, locked, record, require_administrator, save_person

# Without 0/o, 1/l/i: the password is read aloud and typed from paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Issued:
    """An account with a password that nobody can read again; its owner must change it."""

    person: User
    password: str


@transaction.atomic
def issue_password(*, person: User, by: User, now: datetime) -> Issued:
    """A new first password; every session of the person ends."""
    require_administrator(by)
    if person.pk == by.pk:
        raise PeopleRefused(
            "own_password", "Với tài khoản của chính mình, hãy dùng trang Đổi mật khẩu."
        )
    person = locked(person)
    password = set_first_password(person)
    save_person(person)
    forget_failures(username=person.username)
    record(person, PersonEventKind.PASSWORD_ISSUED, by, now)
    return Issued(person, password)


@transaction.atomic
def unlock_person(*, person: User, by: User, now: datetime) -> None:
    """Forgets wrong passwords typed so far, from every address."""
    require_administrator(by)
    if forget_failures(username=person.username):
        record(person, PersonEventKind.UNLOCKED, by, now)


@transaction.atomic
def reset_factor(*, person: User, by: User, now: datetime) -> None:
    """For who lost both the phone and the recovery codes."""
    require_administrator(by)
    if person.pk == by.pk:
        raise PeopleRefused(
            "own_factor", "Với tài khoản của chính mình, hãy dùng trang Xác thực hai bước."
        )
    if drop_devices(person):
        record(person, PersonEventKind.FACTOR_REMOVED, by, now)


@transaction.atomic
def change_own_password(*, person: User, password: str, now: datetime) -> User:
    """By its owner, who has proved the old one; the form has checked the new one."""
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    record(person, PersonEventKind.PASSWORD_CHANGED, person, now)
    return person


def set_first_password(person: User) -> str:
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
    person.set_password(password)
    person.must_change_password = True
    return password
