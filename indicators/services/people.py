"""People, their rights and their passwords. Every step leaves a row that says who did it when."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from axes.utils import reset as forget_failures
from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.models import (
    Area,
    Membership,
    PersonEvent,
    PersonEventKind,
    Role,
    User,
)

from .second_factor import drop_devices

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,29}")
# Without 0/o, 1/l/i: the password is read aloud and typed from paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class PeopleRefused(Exception):
    """A step that is not allowed; `field` is where the form shows it, empty for the whole page."""

    def __init__(self, code: str, message: str, field: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.field = field


@dataclass(frozen=True)
class Issued:
    """An account with a password that nobody can read again; its owner must change it."""

    person: User
    password: str


@transaction.atomic
def create_person(
    *, username: str, last_name: str, first_name: str, email: str, by: User, now: datetime
) -> Issued:
    """A new account without any right yet."""
    _require_administrator(by)
    _check_username(username)
    _check_names(last_name, first_name)
    person = User(username=username, last_name=last_name, first_name=first_name, email=email)
    password = _issue_password(person)
    _save(person)
    _record(person, PersonEventKind.CREATED, by, now)
    return Issued(person, password)


@transaction.atomic
def edit_person(
    *, person: User, last_name: str, first_name: str, email: str, by: User, now: datetime
) -> User:
    """Corrects name and e-mail; saying the same again leaves no trace."""
    _require_administrator(by)
    _check_names(last_name, first_name)
    person = _locked(person)
    before = person.get_full_name(), person.email
    person.last_name, person.first_name, person.email = last_name, first_name, email
    after = person.get_full_name(), person.email
    if before != after:
        _save(person)
        told = (f"{old or '—'} → {new or '—'}" for old, new in zip(before, after, strict=True))
        note = "; ".join(line for line in told if len(set(line.split(" → "))) > 1)
        _record(person, PersonEventKind.EDITED, by, now, note=note)
    return person


@transaction.atomic
def give_role(*, person: User, role: str, area: Area, by: User, now: datetime) -> Membership:
    """A role at a place. Who becomes administrator may enter Django's administration too."""
    _require_administrator(by)
    person = _locked(person)
    membership = Membership(user=person, role=role, area=area)
    try:
        membership.full_clean()
    except ValidationError as wrong:
        raise _refusal(wrong, "wrong_role") from wrong
    membership.save()
    _follow_role(person)
    _record(person, PersonEventKind.ROLE_GIVEN, by, now, role=role, area=area)
    return membership


@transaction.atomic
def take_role(*, membership: Membership, by: User, now: datetime) -> None:
    _require_administrator(by)
    person = _locked(membership.user)
    if membership.role == Role.ADMINISTRATOR:
        _require_not_self(person, by, "Bạn không thể tự thôi vai trò Quản trị của mình. ")
    membership.delete()
    _require_an_administrator()
    _follow_role(person)
    _record(person, PersonEventKind.ROLE_TAKEN, by, now, role=membership.role, area=membership.area)


@transaction.atomic
def deactivate_person(*, person: User, by: User, now: datetime) -> User:
    """Ends every session at its next request; roles and history stay."""
    _require_administrator(by)
    _require_not_self(person, by, "Bạn không thể tự ngừng tài khoản của mình. ")
    person = _locked(person)
    if person.is_active:
        person.is_active = False
        person.save(update_fields=["is_active"])
        _require_an_administrator()
        _record(person, PersonEventKind.DEACTIVATED, by, now)
    return person


@transaction.atomic
def reactivate_person(*, person: User, by: User, now: datetime) -> User:
    _require_administrator(by)
    person = _locked(person)
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
        _record(person, PersonEventKind.REACTIVATED, by, now)
    return person


@transaction.atomic
def issue_password(*, person: User, by: User, now: datetime) -> Issued:
    """A new first password; every session of the person ends."""
    _require_administrator(by)
    if person.pk == by.pk:
        raise PeopleRefused(
            "own_password", "Với tài khoản của chính mình, hãy dùng trang Đổi mật khẩu."
        )
    person = _locked(person)
    password = _issue_password(person)
    _save(person)
    forget_failures(username=person.username)
    _record(person, PersonEventKind.PASSWORD_ISSUED, by, now)
    return Issued(person, password)


@transaction.atomic
def unlock_person(*, person: User, by: User, now: datetime) -> None:
    """Forgets wrong passwords typed so far, from every address."""
    _require_administrator(by)
    if forget_failures(username=person.username):
        _record(person, PersonEventKind.UNLOCKED, by, now)


@transaction.atomic
def reset_factor(*, person: User, by: User, now: datetime) -> None:
    """For who lost both the phone and the recovery codes."""
    _require_administrator(by)
    if person.pk == by.pk:
        raise PeopleRefused(
            "own_factor", "Với tài khoản của chính mình, hãy dùng trang Xác thực hai bước."
        )
    if drop_devices(person):
        _record(person, PersonEventKind.FACTOR_REMOVED, by, now)


@transaction.atomic
def change_own_password(*, person: User, password: str, now: datetime) -> User:
    """By its owner, who has proved the old one; the form has checked the new one."""
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    _record(person, PersonEventKind.PASSWORD_CHANGED, person, now)
    return person


@transaction.atomic
def appoint_administrator(
    *, username: str, last_name: str, first_name: str, now: datetime
) -> Issued:
    """The first administrator, or the rescue of an office that has none left: from the server's
    command line only. An account that exists is used again, with a new password."""
    person = User.objects.filter(username=username).first()
    if person is None:
        _check_username(username)
        _check_names(last_name, first_name)
        person = User(username=username, last_name=last_name, first_name=first_name)
    kind = PersonEventKind.PASSWORD_ISSUED if person.pk else PersonEventKind.CREATED
    person.is_active = True
    password = _issue_password(person)
    _save(person)
    forget_failures(username=username)
    drop_devices(person)
    _record(person, kind, person, now, note="Từ dòng lệnh trên máy chủ")
    province = Area.objects.of_kind("province").get()
    _, given = Membership.objects.get_or_create(user=person, role=Role.ADMINISTRATOR, area=province)
    _follow_role(person)
    if given:
        _record(
            person, PersonEventKind.ROLE_GIVEN, person, now, role=Role.ADMINISTRATOR, area=province
        )
    return Issued(person, password)


def _locked(person: User) -> User:
    """The person as stored now, held until the end of the transaction."""
    return User.objects.select_for_update().get(pk=person.pk)


def _administrators() -> set[int]:
    """Keys of those who can manage people now; held, so that two who dismiss each other at one
    moment wait for one another."""
    holders = Membership.objects.filter(role=Role.ADMINISTRATOR).values("user")
    people = User.objects.filter(pk__in=holders).order_by("pk")
    list(people.select_for_update())
    # Asked again: what the lock waited for may have changed the answer.
    return set(people.filter(is_active=True).values_list("pk", flat=True))


def _require_administrator(by: User) -> None:
    if by.pk not in _administrators():
        raise PeopleRefused("not_administrator", "Chỉ người quản trị mới quản lý người dùng.")


def _require_not_self(person: User, by: User, sentence: str) -> None:
    if person.pk == by.pk:
        raise PeopleRefused("own_rights", f"{sentence}Hãy nhờ một người quản trị khác.")


def _require_an_administrator() -> None:
    if not _administrators():
        raise PeopleRefused(
            "last_administrator",
            "Phải còn ít nhất một người quản trị đang hoạt động. "
            "Hãy giao vai trò Quản trị cho người khác trước.",
        )


def _check_username(username: str) -> None:
    if not USERNAME.fullmatch(username):
        raise PeopleRefused(
            "bad_username",
            "Tên đăng nhập gồm 3–30 chữ thường không dấu, chữ số, dấu chấm, gạch dưới hoặc "
            "gạch ngang, bắt đầu bằng chữ hoặc số. Ví dụ: hoang.mau.",
            "username",
        )
    if User.objects.filter(username__iexact=username).exists():
        raise PeopleRefused(
            "username_taken",
            f"Tên đăng nhập “{username}” đã có người dùng. Hãy chọn tên khác.",
            "username",
        )


def _check_names(last_name: str, first_name: str) -> None:
    if not last_name.strip():
        raise PeopleRefused("no_name", "Hãy nhập họ và tên đệm.", "last_name")
    if not first_name.strip():
        raise PeopleRefused("no_name", "Hãy nhập tên.", "first_name")


def _issue_password(person: User) -> str:
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
    person.set_password(password)
    person.must_change_password = True
    return password


def _follow_role(person: User) -> None:
    """Django's own flags say what the memberships say, and nobody sets them by hand."""
    rules = person.memberships.filter(role=Role.ADMINISTRATOR).exists()
    person.is_staff = person.is_superuser = rules
    person.save(update_fields=["is_staff", "is_superuser"])


def _save(person: User) -> None:
    try:
        person.full_clean()
    except ValidationError as wrong:
        raise _refusal(wrong, "wrong_person") from wrong
    person.save()


def _refusal(wrong: ValidationError, code: str) -> PeopleRefused:
    """The first of the model's sentences, with its field."""
    field, sentences = next(iter(wrong.message_dict.items()))
    return PeopleRefused(code, sentences[0], "" if field == "__all__" else field)


def _record(
    person: User,
    kind: PersonEventKind,
    by: User,
    now: datetime,
    *,
    role: str = "",
    area: Area | None = None,
    note: str = "",
) -> None:
    PersonEvent.objects.create(
        person=person, at=now, by=by, kind=kind, role=role, area=area, note=note
    )
