"""The people of a demonstration: one for each role, and an officer for every district."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from indicators.models import Area, AreaKind, Membership, Role, User


@dataclass(frozen=True)
class Person:
    """Someone who may sign in to the demonstration."""

    username: str
    family_name: str
    given_name: str
    role: Role
    area_code: str


# Code of the district, or of the province; names are invented.
PEOPLE = (
    Person("vanquan", "Hoàng Thị", "Mẫu", Role.DISTRICT_OFFICER, "184"),
    Person("trangdinh", "Nông Văn", "Ví Dụ", Role.DISTRICT_OFFICER, "180"),
    Person("canbotinh", "Lý Thị", "Minh Họa", Role.PROVINCIAL_OFFICER, "20"),
    Person("lanhdao", "Vi Văn", "Thử", Role.LEADER, "20"),
    Person("quantri", "Triệu Thị", "Nghiệm", Role.ADMINISTRATOR, "20"),
)


STAND_IN = "huyen-"


@dataclass(frozen=True)
class Cast:
    provincial_officer: User
    officers: dict[int, User]  # by area

    def officer_of(self, area: Area) -> User:
        return self.officers.get(area.pk, self.provincial_officer)


def foreign_accounts() -> QuerySet[User]:
    """Accounts that are not of the demonstration."""
    own = [person.username for person in PEOPLE]
    return User.objects.exclude(username__in=own).exclude(username__startswith=STAND_IN)


@transaction.atomic
def create_cast(*, password: str) -> Cast:
    """Creates whoever is missing; the other districts' officers exist but cannot sign in."""
    units = {
        area.code: area
        for area in Area.objects.filter(kind__in=[AreaKind.PROVINCE, AreaKind.DISTRICT])
    }
    people = {person.area_code: _person(person, units, password) for person in reversed(PEOPLE)}
    officers = {
        area.pk: people.get(code) or _stand_in(area)
        for code, area in units.items()
        if area.kind == AreaKind.DISTRICT
    }
    return Cast(User.objects.get(username="canbotinh"), officers)


def _person(person: Person, units: dict[str, Area], password: str) -> User:
    user, created = User.objects.get_or_create(
        username=person.username,
        defaults={"last_name": person.family_name, "first_name": person.given_name},
    )
    if created:
        user.set_password(password)
        user.is_staff = user.is_superuser = person.role == Role.ADMINISTRATOR
        user.save()
    _give(user, person.role, units[person.area_code])
    return user


def _stand_in(area: Area) -> User:
    user, created = User.objects.get_or_create(
        username=f"{STAND_IN}{area.code}",
        defaults={"last_name": "Cán bộ", "first_name": area.short_name, "is_active": False},
    )
    if created:
        user.set_unusable_password()
        user.save()
    _give(user, Role.DISTRICT_OFFICER, area)
    return user


def _give(user: User, role: Role, area: Area) -> None:
    Membership.objects.get_or_create(user=user, role=role, area=area)
