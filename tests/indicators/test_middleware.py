"""Sessions that end: when, with which sentence, and how a script hears of it."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.models import User
from indicators.services.people import deactivate_person
from tests.indicators.views.codes import sign_in
from tests.indicators.views.upload import text_of

IDLE = "Bạn đã được đăng xuất vì không thao tác gì trong 60 phút. Hãy đăng nhập lại."
CLOSED = "Tài khoản này đã ngừng hoạt động."
SCRIPTS = [{"accept": "application/json"}, {"x-requested-with": "fetch"}]


@pytest.fixture
def browser(leader: User, client: Client) -> Client:
    client.force_login(leader)
    return client


def seen(browser: Client, ago: timedelta) -> None:
    session = browser.session
    session["seen_at"] = int((timezone.now() - ago).timestamp())
    session.save()


def signed_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def test_session_ends_when_nothing_was_done_for_an_hour(browser: Client) -> None:
    seen(browser, timedelta(minutes=61))

    page = browser.get("/chi-tieu/", follow=True)

    assert page.redirect_chain == [("/dang-nhap/?next=/chi-tieu/", 302)]
    assert IDLE in text_of(page)
    assert not signed_in(browser)


def test_session_lives_while_something_is_done(browser: Client) -> None:
    seen(browser, timedelta(minutes=59))

    assert browser.get("/chi-tieu/").status_code == 200

    assert timezone.now().timestamp() - browser.session["seen_at"] < 60


def test_session_without_a_stamp_counts_from_its_sign_in(browser: Client, leader: User) -> None:
    User.objects.filter(pk=leader.pk).update(last_login=timezone.now() - timedelta(minutes=61))

    assert browser.get("/chi-tieu/").headers["Location"].startswith("/dang-nhap/")


def test_signing_in_elsewhere_wakes_no_idle_session(leader: User) -> None:
    idle = Client()
    sign_in(idle, "lanhdao")
    seen(idle, timedelta(minutes=61))

    sign_in(Client(), "lanhdao")

    assert idle.get("/chi-tieu/").headers["Location"].startswith("/dang-nhap/")


def test_sign_in_notes_its_moment(leader: User, client: Client) -> None:
    sign_in(client, "lanhdao")

    assert timezone.now().timestamp() - client.session["seen_at"] < 60


def test_office_chooses_how_long(browser: Client, settings) -> None:
    settings.IDLE_TIME = timedelta(minutes=5)
    seen(browser, timedelta(minutes=6))

    assert "trong 5 phút" in text_of(browser.get("/chi-tieu/", follow=True))


def writes(browser: Client) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        browser.get("/doi-mat-khau/")
    return [query["sql"] for query in queries if query["sql"].startswith(("UPDATE", "INSERT"))]


def test_stamp_is_written_once_a_minute_at_most(browser: Client) -> None:
    fresh = writes(browser)
    seen(browser, timedelta(minutes=2))
    older, again = writes(browser), writes(browser)

    assert (fresh, len(older), again) == ([], 1, [])


@pytest.mark.parametrize("headers", SCRIPTS, ids=str)
@pytest.mark.parametrize("method", ["get", "post"])
def test_script_of_an_ended_session_gets_a_sentence_instead_of_a_page(
    method: str, headers: dict[str, str], browser: Client
) -> None:
    seen(browser, timedelta(minutes=61))

    answer = getattr(browser, method)("/nhap-lieu/tai-len/", headers=headers)

    assert (answer.status_code, answer.json()) == (401, {"message": IDLE})


@pytest.mark.parametrize("headers", SCRIPTS, ids=str)
def test_script_of_a_stranger_gets_401(headers: dict[str, str], db: None, client: Client) -> None:
    answer = client.post("/nhap-lieu/tai-len/", headers=headers)

    assert (answer.status_code, answer.json()["message"]) == (401, "Hãy đăng nhập để tiếp tục.")


def test_closed_account_is_signed_out_at_its_next_request_and_told_why(
    browser: Client, leader: User, administrator: User, now: datetime
) -> None:
    deactivate_person(person=leader, by=administrator, now=now)

    page = browser.get("/chi-tieu/", follow=True)

    assert page.redirect_chain[-1][0].startswith("/dang-nhap/")
    assert CLOSED in text_of(page)
    assert not signed_in(browser)


def test_script_of_a_closed_account_is_told_why(
    browser: Client, leader: User, administrator: User, now: datetime
) -> None:
    deactivate_person(person=leader, by=administrator, now=now)

    answer = browser.post("/nhap-lieu/tai-len/", headers=SCRIPTS[0])

    assert answer.status_code == 401
    assert answer.json()["message"].startswith(CLOSED)


def test_session_that_is_gone_is_explained_once(browser: Client) -> None:
    browser.session.flush()

    first = text_of(browser.get("/chi-tieu/", follow=True))
    second = text_of(browser.get("/chi-tieu/", follow=True))

    assert "Phiên làm việc trước đã kết thúc" in first
    assert "Phiên làm việc trước đã kết thúc" not in second


def test_who_signs_out_is_told_of_no_ended_session(browser: Client) -> None:
    page = text_of(browser.post("/dang-xuat/", follow=True))

    assert "Phiên làm việc trước" not in page
