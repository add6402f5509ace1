"""A page that did not change is answered 304; one that did is never."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from indicators import revalidation
from indicators.models import Membership, Report, Role, User
from indicators.services.people import edit_person, give_role, take_role
from indicators.services.periods import close_period, set_due_date
from indicators.services.reports import approve_report
from indicators.services.totals import repair_results
from tests.factories import long_tables, sheets, work
from tests.factories.figures import GOOD, write_cells
from tests.factories.reference import district, period, province, report_of
from tests.factories.reports import sent_as_it_is
from tests.factories.times import NOW

PAGES = [
    "/chi-tieu/",
    "/chi-tieu/ho-ngheo/",
    "/dia-ban/184/",
    "/von/",
    "/von/bang/",
    "/von/ma-tran/",
    "/von/bien-dong/",
    "/von/khoan/",
    "/von/doi-chieu/",
    "/kho-khan/",
    "/kho-khan/tong-hop/",
    "/nhiem-vu/",
    "/lich/",
    "/ra-soat/",
    "/ra-soat/phan-dinh/",
    "/van-ban/",
    "/chuong-trinh/",
    "/don-vi/",
]
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(leader: User, client: Client) -> Client:
    client.force_login(leader)
    return client


def tag_of(client: Client, path: str = "/chi-tieu/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.headers["ETag"]


def again(client: Client, tag: str, path: str = "/chi-tieu/") -> HttpResponse:
    return client.get(path, headers={"If-None-Match": tag})


@pytest.fixture
def tagged(reader: Client) -> tuple[Client, str]:
    """Whose browser has the page, token and all."""
    tag_of(reader)  # this answer brings the cookie of the token
    return reader, tag_of(reader)


@pytest.mark.parametrize("path", PAGES)
def test_unchanged_page_is_answered_without_its_body(path: str, reader: Client) -> None:
    reader.get("/")
    path = reader.get(path, follow=True).request["PATH_INFO"]
    tag = tag_of(reader, path)

    answer = again(reader, tag, path)

    assert answer.status_code == 304
    assert answer.content == b""
    assert answer.headers["ETag"] == tag
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer.headers["Vary"]


def test_unchanged_page_costs_four_queries(
    tagged: tuple[Client, str], django_assert_num_queries
) -> None:
    reader, tag = tagged

    with django_assert_num_queries(4):  # session, person, rights, version of the data
        assert again(reader, tag).status_code == 304


def test_page_itself_is_kept_by_the_browser_but_asked_for_each_time(reader: Client) -> None:
    answer = reader.get("/")

    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["ETag"].startswith('W/"')


# Every kind of write, as its service does it: each must make the page another one.
@dataclass(frozen=True)
class Office:
    """Who writes."""

    officer: User
    province: User
    administrator: User


@pytest.fixture
def staff(
    open_quarter: object, trang_dinh_officer: User, provincial_officer: User, administrator: User
) -> Office:
    return Office(trang_dinh_officer, provincial_officer, administrator)


def _figures(office: Office) -> None:
    write_cells(report_of("F1", "180"), GOOD, by=office.officer)


def _approval(office: Office) -> None:
    _figures(office)
    report = sent_as_it_is(report_of("F1", "180"), by=office.officer)
    approve_report(report=report, by=office.province, now=NOW)


def _due_date(office: Office) -> None:
    set_due_date(period=period("2024Q3"), due_on=date(2024, 10, 20), now=NOW)


def _closing(office: Office) -> None:
    close_period(period=period("2024Q3"), by=office.province, now=NOW, reason="Đã đủ.")


def _long_table(office: Office) -> None:
    long_tables.stored(("06001", "hh_total", "2024Q2", 700), by=office.province, now=NOW)


def _money(office: Office) -> None:
    sheets.granted(office.province)


def _obstacle(office: Office) -> None:
    work.stored(work.new_obstacle())


def _task(office: Office) -> None:
    work.stored(work.new_task())


def _name(office: Office) -> None:
    edit_person(
        person=User.objects.get(username="lanhdao"),
        last_name="Vi Thị",
        first_name="Khác",
        email="",
        by=office.administrator,
        now=NOW,
    )


def _role(office: Office) -> None:
    person = User.objects.get(username="lanhdao")
    give_role(
        person=person,
        role=Role.PROVINCIAL_OFFICER,
        area=province(),
        by=office.administrator,
        now=NOW,
    )


def _administration(office: Office) -> None:
    client = Client()
    client.force_login(office.administrator)
    answer = client.post(
        reverse("admin:indicators_areasuccession_add"),
        {
            "predecessor": district("180").pk,
            "successor": province().pk,
            "happened_on": "2025-07-01",
            "_save": "1",
        },
    )
    assert answer.status_code == 302


def _repair(office: Office) -> None:
    repair_results()


WRITES = [
    _figures, _approval, _due_date, _closing, _long_table, _money, _obstacle, _task, _name, _role,
    _administration, _repair,
]  # fmt: skip


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.__name__.strip("_"))
def test_write_makes_the_page_another_one(
    write: Callable[[Office], None], staff: Office, tagged: tuple[Client, str]
) -> None:
    reader, _ = tagged
    if write is _repair:
        _figures(staff)
    tag = tag_of(reader)

    write(staff)

    answer = again(reader, tag)
    assert answer.status_code == 200
    assert answer.headers["ETag"] != tag


def test_page_after_a_write_shows_the_new_number(staff: Office, reader: Client) -> None:
    path = "/chi-tieu/ho-ngheo/?ky=2024Q3"
    write_cells(report_of("F1", "180"), GOOD, by=staff.officer)
    reader.get(path)
    tag = tag_of(reader, path)
    assert again(reader, tag, path).status_code == 304

    write_cells(report_of("F1", "180"), {"06001": {"poor_hh": 75}}, by=staff.officer)

    assert "10,00" in again(reader, tag, path).content.decode()


def test_next_day_the_page_is_another_one(
    tagged: tuple[Client, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, tag = tagged

    monkeypatch.setattr(revalidation, "localdate", lambda: date(2031, 1, 1))

    assert again(reader, tag).status_code == 200


def test_first_screen_of_a_leader_stays_the_same_for_a_day(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revalidation.timezone, "now", lambda: NOW)
    reader.get("/")
    tag = tag_of(reader, "/")

    monkeypatch.setattr(revalidation.timezone, "now", lambda: NOW + timedelta(minutes=1))

    assert again(reader, tag, "/").status_code == 304


@pytest.mark.parametrize("path", ["/", "/trinh-chieu/", "/tong-quan.pdf", "/tien-do/"])
def test_page_of_what_a_district_owes_is_another_one_each_minute(
    path: str, reader: Client, trang_dinh_officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.force_login(trang_dinh_officer)
    monkeypatch.setattr(revalidation.timezone, "now", lambda: NOW)
    reader.get(path)
    tag = tag_of(reader, path)
    assert again(reader, tag, path).status_code == 304

    monkeypatch.setattr(revalidation.timezone, "now", lambda: NOW + timedelta(minutes=1))

    assert again(reader, tag, path).status_code == 200


def test_new_code_makes_every_page_another_one(
    tagged: tuple[Client, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, tag = tagged

    monkeypatch.setattr(revalidation, "CODE_VERSION", "other")

    assert again(reader, tag).status_code == 200


def test_another_address_is_another_page(tagged: tuple[Client, str]) -> None:
    reader, tag = tagged

    assert again(reader, tag, "/chi-tieu/?so-lieu=da-duyet").status_code == 200


def test_another_person_gets_an_own_page(
    tagged: tuple[Client, str], van_quan_officer: User
) -> None:
    _, tag = tagged
    other = Client()
    other.force_login(van_quan_officer)

    assert again(other, tag).status_code == 200


def test_right_that_was_taken_away_is_gone_at_once(
    van_quan_officer: User, administrator: User, client: Client
) -> None:
    path = district("184").get_absolute_url()
    client.force_login(van_quan_officer)
    client.get(path)
    tag = tag_of(client, path)
    membership = Membership.objects.get(user=van_quan_officer)

    take_role(membership=membership, by=administrator, now=NOW)

    assert again(client, tag, path).status_code == 404


def test_who_signed_out_gets_nothing(tagged: tuple[Client, str]) -> None:
    reader, tag = tagged

    left = reader.post(reverse("logout"))

    assert left.headers["Clear-Site-Data"] == '"cache"'
    assert again(reader, tag).status_code == 302


def test_closed_account_gets_nothing(tagged: tuple[Client, str], leader: User) -> None:
    reader, tag = tagged

    User.objects.filter(pk=leader.pk).update(is_active=False)

    assert again(reader, tag).status_code == 302


def test_kept_page_can_still_sign_out(leader: User) -> None:
    """The token in its form is as good as on the day on which it was made."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(leader)
    browser.get("/chi-tieu/")
    page = browser.get("/chi-tieu/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    assert again(browser, page.headers["ETag"]).status_code == 304

    left = browser.post(reverse("logout"), {"csrfmiddlewaretoken": token[1]})

    assert left.status_code == 302
    assert browser.get("/").status_code == 302


def test_page_of_an_earlier_session_is_fetched_anew(leader: User, client: Client) -> None:
    """Its form carries a token that the new session does not take."""
    client.force_login(leader)
    client.get("/")
    tag = tag_of(client)
    client.post(reverse("logout"))
    client.force_login(leader)

    assert again(client, tag).status_code == 200


def test_message_is_shown_once_and_its_page_is_not_named(leader: User) -> None:
    browser = Client()
    browser.force_login(leader)
    browser.get("/lich/")
    tag = tag_of(browser, "/lich/")
    browser.post(reverse("programs:feed_revoke"))

    told = again(browser, tag, "/lich/")

    assert told.status_code == 200
    assert "Đã thu hồi" in told.content.decode()
    assert "ETag" not in told.headers
    assert "Đã thu hồi" not in browser.get("/lich/").content.decode()


def test_sample_banner_comes_and_goes_with_the_data(
    open_quarter: object, tagged: tuple[Client, str]
) -> None:
    reader, tag = tagged

    Report.objects.filter(area__code="180").update(is_sample=True)

    answer = again(reader, tag)
    assert "Dữ liệu minh họa" in answer.content.decode()


def test_missing_page_has_no_tag(reader: Client) -> None:
    answer = reader.get("/chi-tieu/khong-co/")

    assert answer.status_code == 404
    assert "ETag" not in answer.headers


def test_script_learns_who_is_signed_in(reader: Client) -> None:
    address = reverse("signed_in")

    assert reader.get(address).json() == {"person": "lanhdao"}
    reader.post(reverse("logout"))
    assert reader.get(address, headers={"Accept": "application/json"}).status_code == 401
