"""A form sent after its session had ended from idleness comes back at the next sign-in, once."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from indicators.models import User
from indicators.unsent import MOST_SIGNS
from tests.factories.people import PASSWORD
from tests.indicators.views.codes import code_of, enrolled, sign_in
from tests.indicators.views.upload import text_of

EDIT = "/nguoi-dung/lanhdao/sua/"
TYPED = {"last_name": "Vi <Văn>", "first_name": "Mới", "email": "vi.moi@langson.gov.vn"}
AGAIN = "/gui-lai/"


@pytest.fixture
def idle(administrator: User, leader: User, client: Client) -> Client:
    client.force_login(administrator)
    session = client.session
    session["seen_at"] = int((timezone.now() - timedelta(hours=2)).timestamp())
    session.save()
    return client


def fields_of(page: HttpResponse) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', text_of(page))
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_form_is_sent_again_after_signing_in(idle: Client, leader: User) -> None:
    ended = idle.post(EDIT, TYPED)
    told = text_of(idle.get(ended.headers["Location"]))
    signed_in = sign_in(idle, "quantri")
    page = idle.get(signed_in.headers["Location"])

    assert ended.headers["Location"].startswith("/dang-nhap/")
    assert "còn được giữ" in told
    assert signed_in.headers["Location"] == AGAIN
    assert f'action="{EDIT}"' in text_of(page)
    assert fields_of(page) == TYPED
    idle.post(EDIT, fields_of(page))
    leader.refresh_from_db()
    assert (leader.last_name, leader.email) == ("Vi <Văn>", "vi.moi@langson.gov.vn")


def test_form_waits_for_the_code_too(idle: Client, administrator: User) -> None:
    enrolled(administrator)
    idle.post(EDIT, TYPED)
    sign_in(idle, "quantri")

    answer = idle.post("/dang-nhap/ma-xac-thuc/", {"code": code_of(administrator)})

    assert answer.headers["Location"] == AGAIN


def test_form_comes_back_once(idle: Client) -> None:
    idle.post(EDIT, TYPED)
    sign_in(idle, "quantri")
    idle.get(AGAIN)

    assert idle.get(AGAIN).headers["Location"] == "/"


def test_form_is_shown_to_nobody_else(idle: Client) -> None:
    idle.post(EDIT, TYPED)

    assert sign_in(idle, "lanhdao").headers["Location"] == "/"
    assert idle.get(AGAIN).headers["Location"] == "/"


def test_passwords_are_never_kept(idle: Client) -> None:
    idle.post("/doi-mat-khau/", {"old_password": PASSWORD, "new_password1": "truc-xanh-47"})

    assert sign_in(idle, "quantri").headers["Location"] == "/"


def test_too_much_is_not_kept(idle: Client) -> None:
    idle.post(EDIT, TYPED | {"last_name": "x" * MOST_SIGNS})

    assert sign_in(idle, "quantri").headers["Location"] == "/"


def test_stranger_s_form_is_not_kept(db: None, client: Client) -> None:
    client.post(EDIT, TYPED)

    assert not client.session.keys()


def test_form_without_its_token_is_not_kept(idle: Client) -> None:
    idle.handler.enforce_csrf_checks = True

    assert idle.post(EDIT, TYPED).status_code == 403
    assert not idle.session.keys()
