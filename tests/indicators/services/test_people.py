"""Accounts and rights: who may change them, what is refused, and what the history says."""

from collections.abc import Callable
from datetime import datetime

import pytest
from axes.models import AccessAttempt

from indicators.models import Membership, PersonEvent, PersonEventKind, Role, User
from indicators.services import people
from indicators.services.people import PeopleRefused
from indicators.services.second_factor import begin_enrolment, has_factor
from tests.factories.people import PASSWORD, member
from tests.factories.reference import commune, district, province
from tests.factories.rows import new_user, saved

FIELDS = {
    "username": "hoang.mau",
    "last_name": "Hoàng Thị",
    "first_name": "Mẫu",
    "email": "hoang.mau@langson.gov.vn",
}


def created(by: User, now: datetime, **fields: str) -> people.Issued:
    return people.create_person(**FIELDS | fields, by=by, now=now)


def kinds(person: User) -> list[str]:
    return [event.kind for event in person.events.order_by("pk")]


def refusal_of(step: Callable[[], object]) -> PeopleRefused:
    with pytest.raises(PeopleRefused) as refused:
        step()
    return refused.value


def test_new_person_has_a_password_to_be_changed_and_no_right(
    administrator: User, now: datetime
) -> None:
    issued = created(administrator, now)

    stored = User.objects.get(username="hoang.mau")
    assert stored.check_password(issued.password)
    assert stored.must_change_password
    assert (stored.email, stored.get_full_name()) == (FIELDS["email"], "Hoàng Thị Mẫu")
    assert not stored.memberships.exists()
    assert not stored.is_staff
    event = stored.events.get()
    assert (event.kind, event.by, event.at) == (PersonEventKind.CREATED, administrator, now)


def test_issued_passwords_differ_and_are_long(administrator: User, now: datetime) -> None:
    issued = [created(administrator, now, username=f"nguoi-{n}").password for n in range(5)]

    assert len(set(issued)) == 5
    assert {len(password) for password in issued} == {14}


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"username": "Hoàng Mẫu"}, "bad_username", "username"),
        ({"username": "ab"}, "bad_username", "username"),
        ({"username": "-abc"}, "bad_username", "username"),
        ({"username": "abc/d"}, "bad_username", "username"),
        ({"username": "abc\n"}, "bad_username", "username"),
        ({"username": "quantri"}, "username_taken", "username"),
        ({"last_name": "  "}, "no_name", "last_name"),
        ({"first_name": ""}, "no_name", "first_name"),
        ({"email": "khong-phai-thu"}, "wrong_person", "email"),
        ({"last_name": "x" * 151}, "wrong_person", "last_name"),
    ],
    ids=str,
)
def test_person_that_cannot_be_created_is_refused_beside_the_field(
    fields: dict[str, str], code: str, field: str, administrator: User, now: datetime
) -> None:
    refused = refusal_of(lambda: created(administrator, now, **fields))

    assert (refused.code, refused.field) == (code, field)
    assert User.objects.count() == 1
    assert not PersonEvent.objects.exists()


def test_name_taken_in_other_letters_is_taken(administrator: User, now: datetime) -> None:
    saved(new_user(username="Hoang.Mau"))

    assert refusal_of(lambda: created(administrator, now)).code == "username_taken"


def test_correction_says_before_and_after(administrator: User, leader: User, now: datetime) -> None:
    names = {"last_name": "Vi Văn", "first_name": "Mới"}

    people.edit_person(
        person=leader, **names, email="vi.moi@langson.gov.vn", by=administrator, now=now
    )

    event = leader.events.get()
    assert event.kind == PersonEventKind.EDITED
    assert event.note == "Vi Văn Thử → Vi Văn Mới; — → vi.moi@langson.gov.vn"


def test_correction_that_changes_nothing_leaves_no_trace(
    administrator: User, leader: User, now: datetime
) -> None:
    names = {"last_name": leader.last_name, "first_name": leader.first_name}

    people.edit_person(person=leader, **names, email="", by=administrator, now=now)

    assert not leader.events.exists()


@pytest.mark.parametrize("place", [district, commune])
def test_officer_is_given_a_district_or_a_commune(
    place: Callable, administrator: User, now: datetime
) -> None:
    person = created(administrator, now).person
    area = place({district: "180", commune: "06001"}[place])

    people.give_role(
        person=person, role=Role.DISTRICT_OFFICER, area=area, by=administrator, now=now
    )

    assert person.memberships.get().area == area
    event = person.events.get(kind=PersonEventKind.ROLE_GIVEN)
    assert (event.role, event.area, event.by) == (Role.DISTRICT_OFFICER, area, administrator)
    assert not User.objects.get(pk=person.pk).is_staff


@pytest.mark.parametrize(
    ("role", "code", "sentence"),
    [
        (Role.DISTRICT_OFFICER, "20", "được giao theo huyện, thành phố hoặc xã."),
        (Role.PROVINCIAL_OFFICER, "180", "được giao theo cả tỉnh."),
        (Role.LEADER, "180", "được giao theo cả tỉnh."),
        (Role.ADMINISTRATOR, "180", "được giao theo cả tỉnh."),
    ],
)
def test_role_at_the_wrong_kind_of_place_is_refused(
    role: Role, code: str, sentence: str, administrator: User, now: datetime
) -> None:
    person = created(administrator, now).person
    area = province() if code == "20" else district(code)

    refused = refusal_of(
        lambda: people.give_role(person=person, role=role, area=area, by=administrator, now=now)
    )

    assert refused.field == "area"
    assert sentence in str(refused)
    assert not person.memberships.exists()


def test_unknown_role_is_refused(administrator: User, leader: User, now: datetime) -> None:
    refused = refusal_of(
        lambda: people.give_role(
            person=leader, role="king", area=province(), by=administrator, now=now
        )
    )

    assert refused.field == "role"


def test_role_held_already_is_refused(administrator: User, leader: User, now: datetime) -> None:
    refused = refusal_of(
        lambda: people.give_role(
            person=leader, role=Role.LEADER, area=province(), by=administrator, now=now
        )
    )

    assert str(refused) == "Người này đã có vai trò đó tại địa bàn đó."


def test_administration_follows_the_role_and_nothing_else(
    administrator: User, leader: User, now: datetime
) -> None:
    given = people.give_role(
        person=leader, role=Role.ADMINISTRATOR, area=province(), by=administrator, now=now
    )
    with_role = User.objects.get(pk=leader.pk)
    people.take_role(membership=given, by=administrator, now=now)
    without = User.objects.get(pk=leader.pk)

    assert (with_role.is_staff, with_role.is_superuser) == (True, True)
    assert (without.is_staff, without.is_superuser) == (False, False)
    assert kinds(leader) == ["role_given", "role_taken"]


def test_role_that_is_taken_stays_in_the_history(
    administrator: User, trang_dinh_officer: User, now: datetime
) -> None:
    people.take_role(membership=trang_dinh_officer.memberships.get(), by=administrator, now=now)

    assert not trang_dinh_officer.memberships.exists()
    event = trang_dinh_officer.events.get()
    assert (event.role, event.area) == (Role.DISTRICT_OFFICER, district("180"))


def test_role_is_taken_once(administrator: User, leader: User, now: datetime) -> None:
    first, second = leader.memberships.get(), leader.memberships.get()

    people.take_role(membership=first, by=administrator, now=now)
    people.take_role(membership=second, by=administrator, now=now)

    assert kinds(leader) == ["role_taken"]


def test_administrator_takes_neither_the_own_role_nor_the_own_account(
    administrator: User, now: datetime
) -> None:
    own = administrator.memberships.get()

    role = refusal_of(lambda: people.take_role(membership=own, by=administrator, now=now))
    account = refusal_of(
        lambda: people.deactivate_person(person=administrator, by=administrator, now=now)
    )

    assert (role.code, account.code) == ("own_rights", "own_rights")
    assert "Hãy nhờ một người quản trị khác" in str(role)
    assert Membership.objects.filter(pk=own.pk).exists()
    assert User.objects.get(pk=administrator.pk).is_active


def test_dismissed_administrator_cannot_dismiss_back(administrator: User, now: datetime) -> None:
    """Two who dismiss each other: the second is no administrator any more."""
    second = member("quantri2", Role.ADMINISTRATOR, province())
    people.deactivate_person(person=second, by=administrator, now=now)

    refused = refusal_of(lambda: people.deactivate_person(person=administrator, by=second, now=now))

    assert refused.code == "not_administrator"
    assert User.objects.get(pk=administrator.pk).is_active


@pytest.mark.parametrize("role", ["trang_dinh_officer", "provincial_officer", "leader"])
def test_only_an_administrator_changes_people(
    role: str, administrator: User, request: pytest.FixtureRequest, now: datetime
) -> None:
    by = request.getfixturevalue(role)
    held = administrator.memberships.get()
    arguments = {"by": by, "now": now}
    steps = [
        lambda: created(by, now),
        lambda: people.edit_person(
            person=administrator, last_name="A", first_name="B", email="", **arguments
        ),
        lambda: people.give_role(person=by, role=held.role, area=held.area, **arguments),
        lambda: people.take_role(membership=held, **arguments),
        lambda: people.deactivate_person(person=administrator, **arguments),
        lambda: people.reactivate_person(person=administrator, **arguments),
        lambda: people.issue_password(person=administrator, **arguments),
        lambda: people.unlock_person(person=administrator, **arguments),
        lambda: people.reset_factor(person=administrator, **arguments),
    ]

    assert {refusal_of(step).code for step in steps} == {"not_administrator"}
    assert not PersonEvent.objects.exists()


def test_account_is_closed_and_opened_again_with_its_roles(
    administrator: User, leader: User, now: datetime
) -> None:
    for _ in range(2):  # twice is once
        people.deactivate_person(person=leader, by=administrator, now=now)
    closed = User.objects.get(pk=leader.pk).is_active
    for _ in range(2):
        people.reactivate_person(person=leader, by=administrator, now=now)

    assert closed is False
    assert User.objects.get(pk=leader.pk).is_active
    assert leader.memberships.get().role == Role.LEADER
    assert kinds(leader) == ["deactivated", "reactivated"]


def test_issued_password_replaces_the_old_one(
    administrator: User, leader: User, now: datetime
) -> None:
    issued = people.issue_password(person=leader, by=administrator, now=now)

    stored = User.objects.get(pk=leader.pk)
    assert stored.check_password(issued.password)
    assert not stored.check_password(PASSWORD)
    assert stored.must_change_password
    assert kinds(leader) == ["password_issued"]


def test_own_password_and_second_step_are_not_reset_by_oneself(
    administrator: User, now: datetime
) -> None:
    password = refusal_of(
        lambda: people.issue_password(person=administrator, by=administrator, now=now)
    )
    factor = refusal_of(
        lambda: people.reset_factor(person=administrator, by=administrator, now=now)
    )

    assert "trang Đổi mật khẩu" in str(password)
    assert "trang Xác thực hai bước" in str(factor)


def test_unlocking_forgets_wrong_passwords_of_that_person_only(
    administrator: User, leader: User, now: datetime
) -> None:
    for username in ("lanhdao", "canbotinh"):
        AccessAttempt.objects.create(
            username=username, ip_address="10.0.0.1", user_agent="x", failures_since_start=5
        )

    people.unlock_person(person=leader, by=administrator, now=now)
    people.unlock_person(person=leader, by=administrator, now=now)  # nothing left to unlock

    assert [tried.username for tried in AccessAttempt.objects.all()] == ["canbotinh"]
    assert kinds(leader) == ["unlocked"]


def test_second_step_is_reset_by_the_administrator(
    administrator: User, leader: User, now: datetime
) -> None:
    device = begin_enrolment(person=leader)
    device.confirmed = True
    device.save()

    people.reset_factor(person=leader, by=administrator, now=now)

    assert not has_factor(leader)
    assert kinds(leader) == ["factor_removed"]


def test_first_administrator_is_appointed_from_the_command_line(db: None, now: datetime) -> None:
    issued = people.appoint_administrator(
        username="trieu.nghiem", last_name="Triệu Thị", first_name="Nghiệm", now=now
    )

    person = User.objects.get(username="trieu.nghiem")
    assert person.check_password(issued.password)
    assert (person.is_staff, person.must_change_password) == (True, True)
    assert person.memberships.get().role == Role.ADMINISTRATOR
    assert kinds(person) == ["created", "role_given"]


def test_administrator_who_lost_everything_is_rescued(administrator: User, now: datetime) -> None:
    User.objects.filter(pk=administrator.pk).update(is_active=False)

    people.appoint_administrator(username="quantri", last_name="", first_name="", now=now)

    person = User.objects.get(username="quantri")
    assert (person.is_active, person.get_full_name()) == (True, "Triệu Thị Nghiệm")
    assert kinds(person) == ["password_issued"]
