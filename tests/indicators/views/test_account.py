"""A person's own password and second step."""

import re

import pytest
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from indicators.models import PersonEventKind, User
from indicators.services.second_factor import has_factor
from tests.factories.people import PASSWORD
from tests.indicators.views.codes import code_of, enrolled, sign_in
from tests.indicators.views.upload import text_of

CHANGE = "/doi-mat-khau/"
FACTOR = "/xac-thuc-hai-buoc/"
NEW = "truc-xanh-47"


def changed(client: Client, old: str = PASSWORD, new: str = NEW, again: str = NEW):
    return client.post(CHANGE, {"old_password": old, "new_password1": new, "new_password2": again})


@pytest.fixture
def verified(leader: User, client: Client) -> Client:
    """A browser in which the leader signed in with a code."""
    enrolled(leader)
    sign_in(client, "lanhdao")
    client.post("/dang-nhap/ma-xac-thuc/", {"code": code_of(leader)})
    return client


def test_changed_password_ends_the_other_sessions_and_keeps_this_one(
    leader: User, client: Client
) -> None:
    other = Client()
    other.force_login(leader)
    client.force_login(leader)

    changed(client)

    assert client.get("/chi-tieu/").status_code == 200
    ended = other.get("/chi-tieu/", follow=True)
    assert ended.redirect_chain[-1][0].startswith("/dang-nhap/")
    assert "vì mật khẩu đã đổi" in text_of(ended)
    assert User.objects.get(pk=leader.pk).check_password(NEW)
    assert leader.events.get().kind == PersonEventKind.PASSWORD_CHANGED


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"old": "sai"}, "Mật khẩu hiện nay chưa đúng. Hãy nhập lại."),
        ({"old": ""}, "Hãy nhập mật khẩu hiện nay."),
        ({"new": "", "again": ""}, "Hãy nhập mật khẩu mới."),
        ({"again": "truc-xanh-48"}, "Hai lần nhập mật khẩu mới không giống nhau."),
        ({"new": "ngan-1", "again": "ngan-1"}, "ít nhất 10 ký tự"),
        ({"new": "4029471830", "again": "4029471830"}, "hoàn toàn là số"),
        ({"new": "password123", "again": "password123"}, "quá phổ biến"),
        ({"new": "lanhdao-12", "again": "lanhdao-12"}, "quá giống với"),
        ({"new": PASSWORD, "again": PASSWORD}, "Mật khẩu mới phải khác mật khẩu hiện nay."),
    ],
    ids=str,
)
def test_password_that_cannot_be_taken_is_refused_in_a_sentence(
    fields: dict[str, str], sentence: str, leader: User, client: Client
) -> None:
    client.force_login(leader)

    answer = changed(client, **fields)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "password" not in " ".join(re.findall(r">([^<]+)<", text_of(answer)))
    assert User.objects.get(pk=leader.pk).check_password(PASSWORD)
    assert not leader.events.exists()


def test_secret_is_shown_as_text_and_picture_and_counts_only_once_confirmed(
    leader: User, client: Client
) -> None:
    client.force_login(leader)
    assert client.get(FACTOR).status_code == 200
    assert not TOTPDevice.objects.exists()  # looking changes nothing

    page = text_of(client.post(f"{FACTOR}bat/", follow=True))

    picture = re.search(r"<svg viewBox.*?</svg>", page, re.DOTALL)[0]
    assert "style" not in picture
    assert re.search(r"<code>(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}</code>", page)
    assert not has_factor(leader)


def test_confirmed_telephone_gives_recovery_codes_once(leader: User, client: Client) -> None:
    client.force_login(leader)
    client.post(f"{FACTOR}bat/")

    page = text_of(client.post(FACTOR, {"code": code_of(leader)}))

    codes = re.findall(r"<code>([a-z2-7]{8})</code>", page)
    assert set(codes) == set(StaticToken.objects.values_list("token", flat=True))
    assert len(codes) == 10
    again = text_of(client.get(FACTOR))
    assert "Còn 10 mã dự phòng" in again
    assert not any(code in again for code in codes)
    assert leader.events.get().kind == PersonEventKind.FACTOR_ADDED


def test_wrong_first_code_is_refused_and_counted(leader: User, client: Client) -> None:
    client.force_login(leader)
    client.post(f"{FACTOR}bat/")

    answer = client.post(FACTOR, {"code": "12 34"})

    assert answer.status_code == 422
    assert "Mã không đúng" in text_of(answer)
    assert not has_factor(leader)
    assert TOTPDevice.objects.get().throttling_failure_count == 1


def test_another_secret_replaces_the_one_that_waits(leader: User, client: Client) -> None:
    client.force_login(leader)
    client.post(f"{FACTOR}bat/")
    first = TOTPDevice.objects.get().key

    client.post(f"{FACTOR}bat/")

    assert TOTPDevice.objects.get().key != first


def test_working_telephone_is_not_replaced_by_starting_again(
    verified: Client, leader: User
) -> None:
    key = TOTPDevice.objects.get().key

    page = text_of(verified.post(f"{FACTOR}bat/", follow=True))

    assert "hãy tắt rồi bật lại" in page
    assert TOTPDevice.objects.get().key == key


@pytest.mark.parametrize("step", ["tat", "ma-du-phong"])
def test_second_step_is_weakened_only_with_the_password(
    step: str, verified: Client, leader: User
) -> None:
    answer = verified.post(f"{FACTOR}{step}/", {"password": "sai"})

    assert answer.status_code == 422
    assert "Mật khẩu chưa đúng. Hãy nhập lại." in text_of(answer)
    assert has_factor(leader)
    assert not leader.events.exists()


def test_second_step_is_removed_with_the_password(verified: Client, leader: User) -> None:
    verified.post(f"{FACTOR}tat/", {"password": PASSWORD})

    assert not has_factor(leader)
    assert leader.events.get().kind == PersonEventKind.FACTOR_REMOVED
    assert verified.get("/chi-tieu/").status_code == 200


def test_new_recovery_codes_replace_the_old(verified: Client, leader: User) -> None:
    verified.post(f"{FACTOR}ma-du-phong/", {"password": PASSWORD})
    old = set(StaticToken.objects.values_list("token", flat=True))

    verified.post(f"{FACTOR}ma-du-phong/", {"password": PASSWORD})

    new = set(StaticToken.objects.values_list("token", flat=True))
    assert (len(old), len(new), old & new) == (10, 10, set())


def test_role_that_must_use_codes_enrols_before_anything_else(
    leader: User, provincial_officer: User, client: Client, settings
) -> None:
    settings.TOTP_ROLES = frozenset({"leader"})
    client.force_login(leader)

    assert client.get("/chi-tieu/").headers["Location"] == FACTOR
    assert "bắt buộc" in text_of(client.get(FACTOR))
    client.post(f"{FACTOR}bat/")
    client.post(FACTOR, {"code": code_of(leader)})
    assert client.get("/chi-tieu/").status_code == 200
    client.force_login(provincial_officer)
    assert client.get("/chi-tieu/").status_code == 200


def test_session_from_before_the_enrolment_signs_in_again(leader: User, settings) -> None:
    settings.TOTP_ROLES = frozenset({"leader"})
    older = Client()
    older.force_login(leader)
    enrolled(leader)

    page = older.get("/chi-tieu/", follow=True)

    assert page.redirect_chain[-1][0] == "/dang-nhap/"
    assert "chưa qua bước nhập mã" in text_of(page)


def test_session_without_a_code_cannot_take_the_second_step_away(
    leader: User, client: Client
) -> None:
    client.force_login(leader)
    enrolled(leader)

    client.post(f"{FACTOR}tat/", {"password": PASSWORD})

    assert has_factor(leader)
    assert client.get("/chi-tieu/").headers["Location"].startswith("/dang-nhap/")
