"""Signing in: where one lands, lock-out, first password, code."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from indicators.models import User
from indicators.services import people
from tests.factories.people import PASSWORD
from tests.indicators.views.codes import code_of, enrolled, sign_in
from tests.indicators.views.upload import text_of

CODE = "/dang-nhap/ma-xac-thuc/"


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def fail(client: Client, username: str, times: int = settings.AXES_FAILURE_LIMIT, **headers: str):
    for _ in range(times):
        answer = sign_in(client, username, "sai-mat-khau", **headers)
    return answer


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [
        ("/chi-tieu/", "/chi-tieu/"),
        ("", "/"),
        ("https://xau.example/", "/"),
        ("//xau.example/", "/"),
    ],
)
def test_sign_in_leads_where_one_wanted_to_go_on_this_site(
    wanted: str, lands: str, leader: User, client: Client
) -> None:
    answer = client.post(
        "/dang-nhap/", {"username": "lanhdao", "password": PASSWORD, "next": wanted}
    )

    assert answer.headers["Location"] == lands
    assert is_in(client)


def test_wrong_password_keeps_the_name_and_says_what_to_check(leader: User, client: Client) -> None:
    page = text_of(sign_in(client, "lanhdao", "sai"))

    assert 'value="lanhdao"' in page
    assert "Caps Lock" in page
    assert not is_in(client)


def test_closed_account_does_not_sign_in(leader: User, client: Client) -> None:
    User.objects.update(is_active=False)

    assert sign_in(client, "lanhdao").status_code == 200
    assert not is_in(client)


def test_lock_out_says_until_when_and_what_to_do(leader: User, client: Client) -> None:
    answer = fail(client, "lanhdao")

    until = timezone.localtime(
        AccessAttempt.objects.get().attempt_time + settings.AXES_COOLOFF_TIME
    )
    page = text_of(answer)
    assert answer.status_code == 429
    assert f"“lanhdao” tạm khóa đến {until:%H:%M} ngày {until:%d/%m/%Y}" in page
    assert "liên hệ người quản trị" in page


def test_locked_name_is_refused_even_with_the_right_password(leader: User, client: Client) -> None:
    fail(client, "lanhdao")

    assert sign_in(client, "lanhdao").status_code == 429
    assert not is_in(client)


def test_trying_on_does_not_lengthen_the_lock(leader: User, client: Client) -> None:
    fail(client, "lanhdao")
    before = AccessAttempt.objects.get()

    fail(client, "lanhdao", times=2)

    after = AccessAttempt.objects.get()
    assert (after.attempt_time, after.failures_since_start) == (before.attempt_time, 5)


def test_lock_ends_by_itself(leader: User, client: Client) -> None:
    fail(client, "lanhdao")
    AccessAttempt.objects.update(
        attempt_time=timezone.now() - settings.AXES_COOLOFF_TIME - timedelta(seconds=1)
    )

    assert sign_in(client, "lanhdao").status_code == 302


def test_one_locked_person_locks_out_no_colleague_at_the_same_address(
    leader: User, provincial_officer: User, client: Client
) -> None:
    fail(client, "lanhdao")

    assert sign_in(Client(), "canbotinh").status_code == 302


def test_lock_at_one_address_leaves_the_person_free_at_another(
    leader: User, client: Client
) -> None:
    fail(client, "lanhdao", REMOTE_ADDR="10.0.0.9")

    assert sign_in(client, "lanhdao", REMOTE_ADDR="10.0.0.10").status_code == 302


def test_address_is_not_believed_from_a_header(leader: User, client: Client) -> None:
    for number in range(settings.AXES_FAILURE_LIMIT):
        answer = sign_in(client, "lanhdao", "sai", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")

    assert answer.status_code == 429


def test_right_password_forgets_the_wrong_ones(leader: User, client: Client) -> None:
    fail(client, "lanhdao", times=4)
    sign_in(client, "lanhdao")
    client.post("/dang-xuat/")

    assert fail(client, "lanhdao", times=4).status_code == 200


def test_unlocked_person_signs_in_at_once(
    leader: User, administrator: User, client: Client
) -> None:
    fail(client, "lanhdao")

    people.unlock_person(person=leader, by=administrator, now=timezone.now())

    assert sign_in(client, "lanhdao").status_code == 302


def test_locked_out_script_is_told_in_json(leader: User, client: Client) -> None:
    answer = fail(client, "lanhdao", HTTP_ACCEPT="application/json")

    assert answer.status_code == 429
    assert "tạm khóa" in answer.json()["message"]


def test_name_that_nobody_has_is_locked_alike(db: None, client: Client) -> None:
    assert fail(client, "khong-ai").status_code == 429


def test_first_password_opens_nothing_but_its_change(
    leader: User, administrator: User, client: Client
) -> None:
    issued = people.issue_password(person=leader, by=administrator, now=timezone.now())
    sign_in(client, "lanhdao", issued.password)

    for url in ("/", "/chi-tieu/", "/xac-thuc-hai-buoc/", "/quan-tri/"):
        assert client.get(url).headers["Location"] == "/doi-mat-khau/"
    script = client.get("/", headers={"accept": "application/json"})
    assert (script.status_code, script.json()["message"][:17]) == (403, "Hãy đổi mật khẩu ")
    assert client.get("/doi-mat-khau/").status_code == 200
    assert client.get("/healthz").status_code == 200


def test_changed_first_password_opens_everything(
    leader: User, administrator: User, client: Client
) -> None:
    issued = people.issue_password(person=leader, by=administrator, now=timezone.now())
    sign_in(client, "lanhdao", issued.password)
    new = {"new_password1": "truc-xanh-47", "new_password2": "truc-xanh-47"}

    client.post("/doi-mat-khau/", {"old_password": issued.password, **new})

    assert client.get("/chi-tieu/").status_code == 200


def test_who_may_only_change_the_password_can_still_sign_out(leader: User, client: Client) -> None:
    User.objects.update(must_change_password=True)
    client.force_login(leader)

    client.post("/dang-xuat/")

    assert not is_in(client)


def test_code_is_asked_before_anything_is_open(leader: User, client: Client) -> None:
    enrolled(leader)

    answer = client.post(
        "/dang-nhap/", {"username": "lanhdao", "password": PASSWORD, "next": "/chi-tieu/"}
    )

    assert answer.headers["Location"] == CODE
    assert not is_in(client)
    assert client.get("/chi-tieu/").headers["Location"].startswith("/dang-nhap/")
    assert client.post(CODE, {"code": code_of(leader)}).headers["Location"] == "/chi-tieu/"
    assert client.get("/chi-tieu/").status_code == 200


def test_code_without_a_password_before_it_leads_to_the_start(leader: User, client: Client) -> None:
    enrolled(leader)

    answer = client.post(CODE, {"code": code_of(leader)})

    assert answer.headers["Location"] == "/dang-nhap/"
    assert not is_in(client)


def test_code_of_another_person_opens_nothing(
    leader: User, provincial_officer: User, client: Client
) -> None:
    enrolled(leader)
    enrolled(provincial_officer)
    sign_in(client, "lanhdao")

    answer = client.post(CODE, {"code": code_of(provincial_officer)})

    assert "Mã không đúng" in text_of(answer)
    assert not is_in(client)


def test_code_comes_too_late_after_ten_minutes(leader: User, client: Client) -> None:
    enrolled(leader)
    sign_in(client, "lanhdao")
    session = client.session
    session["waiting_for_code"] |= {"at": session["waiting_for_code"]["at"] - 601}
    session.save()

    assert client.post(CODE, {"code": code_of(leader)}).headers["Location"] == "/dang-nhap/"


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "!"}], ids=str)
def test_code_opens_nothing_once_the_account_changed(
    change: dict[str, object], leader: User, client: Client
) -> None:
    enrolled(leader)
    sign_in(client, "lanhdao")
    User.objects.filter(pk=leader.pk).update(**change)

    assert client.post(CODE, {"code": code_of(leader)}).headers["Location"] == "/dang-nhap/"


def test_same_code_does_not_open_twice(leader: User, client: Client) -> None:
    enrolled(leader)
    code = code_of(leader)
    sign_in(client, "lanhdao")
    client.post(CODE, {"code": code})
    client.post("/dang-xuat/")
    sign_in(client, "lanhdao")

    answer = client.post(CODE, {"code": code})

    assert "đã dùng rồi" in text_of(answer)
    assert not is_in(client)


def test_guessing_codes_is_slowed_down_even_for_the_right_one(leader: User, client: Client) -> None:
    enrolled(leader)
    sign_in(client, "lanhdao")
    client.post(CODE, {"code": "000000"})
    TOTPDevice.objects.update(throttling_failure_count=5)

    answer = client.post(CODE, {"code": code_of(leader)})

    assert "Đã nhập sai 5 lần liên tiếp. Hãy đợi đến" in text_of(answer)
    assert not is_in(client)


def test_recovery_code_opens_once_and_slows_no_telephone(leader: User, client: Client) -> None:
    enrolled(leader)
    device = StaticDevice.objects.create(user=leader, name="Mã dự phòng", confirmed=True)
    StaticToken.objects.create(device=device, token="abcd2345")
    sign_in(client, "lanhdao")
    client.post(CODE, {"code": "sai-ma"})
    StaticDevice.objects.update(throttling_failure_timestamp=None)

    client.post(CODE, {"code": " ABCD 2345 "})

    assert is_in(client)
    assert not StaticToken.objects.exists()
    assert TOTPDevice.objects.get().throttling_failure_count == 0


def test_empty_code_is_asked_for_again(leader: User, client: Client) -> None:
    enrolled(leader)
    sign_in(client, "lanhdao")

    assert "Hãy nhập mã đang hiện trên điện thoại." in text_of(client.post(CODE, {"code": ""}))
