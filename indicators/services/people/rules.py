"""What holds for every step: who may, what is refused, what is written down."""

import re
from datetime import datetime

from django.core.exceptions import ValidationError

from indicators.models import Area, Membership, PersonEvent, PersonEventKind, Role, User

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,29}")


class PeopleRefused(Exception):
    """A step that is not allowed; `field` is where the form shows it, empty for the whole page."""

    def __init__(self, code: str, message: str, field: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.field = field


def locked(person: User) -> User:
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


def require_administrator(by: User) -> None:
    if by.pk not in _administrators():
        raise PeopleRefused("not_administrator", "Chỉ người quản trị mới quản lý người dùng.")


def require_not_self(person: User, by: User, sentence: str) -> None:
    """Who acts is an administrator and stays one: so there is always one left."""
    if person.pk == by.pk:
        raise PeopleRefused("own_rights", f"{sentence}Hãy nhờ một người quản trị khác.")


def check_username(username: str) -> None:
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


def check_names(last_name: str, first_name: str) -> None:
    if not last_name.strip():
        raise PeopleRefused("no_name", "Hãy nhập họ và tên đệm.", "last_name")
    if not first_name.strip():
        raise PeopleRefused("no_name", "Hãy nhập tên.", "first_name")


def save_person(person: User) -> None:
    try:
        person.full_clean()
    except ValidationError as wrong:
        raise refusal(wrong, "wrong_person") from wrong
    person.save()


def refusal(wrong: ValidationError, code: str) -> PeopleRefused:
    """The first of the model's sentences, with its field."""
    field, sentences = next(iter(wrong.message_dict.items()))
    return PeopleRefused(code, sentences[0], "" if field == "__all__" else field)


def record(
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
