"""The calendar's page and its feed."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from indicators.models import User
from programs.models import Obstacle
from programs.views.calendar import DAYS_AHEAD, MOST_EVENTS
from tests.factories.work import new_milestone, new_obstacle, new_task, stored
from tests.programs.obstacle_rows import many

from .pages import words

PAGE, MAKE, REVOKE = "/lich/", "/lich/dia-chi/", "/lich/dia-chi/thu-hoi/"
HOSTILE = "Họp, giao; ban\\<script>alert(1)</script>\r\nEND:VEVENT\r\nATTACH:http://xau.example/"


def address_in(answer) -> str:
    return re.search(r"/lich/[\w-]+\.ics", answer.content.decode()).group()


def test_month_is_that_of_the_address(office: Client) -> None:
    stored(new_task(title="Việc tháng mười", due_on="2024-10-31"))

    assert "31/10/2024 Nhiệm vụ Việc tháng mười" in words(office.get(PAGE, {"thang": "2024-10"}))
    assert "Không có việc nào đến hạn" in words(office.get(PAGE, {"thang": "2031-02"}))


@pytest.mark.parametrize("month", ["", "2024-13", "x-y", "99999-1", "2024", "-", "١-١"])
def test_no_month_is_this_month(month: str, office: Client) -> None:
    assert f"tháng {localdate():%m/%Y}" in words(office.get(PAGE, {"thang": month}))


def test_month_costs_at_most_twelve_queries(
    office: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        task = stored(new_task(due_on="2024-10-31"))
        stored(new_milestone(task=task, due_on="2024-10-01"))

    with django_assert_max_num_queries(12):
        office.get(PAGE, {"thang": "2024-10"})


def test_address_is_shown_once_and_read_without_signing_in(office: Client) -> None:
    soon = localdate() + timedelta(days=5)
    task = stored(new_task(title="Việc sắp tới", due_on=soon))

    made = office.post(MAKE)
    feed = Client().get(address_in(made))

    assert feed.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in feed.headers["Cache-Control"]
    text = feed.content.decode().replace("\r\n ", "")
    assert f"DTSTART;VALUE=DATE:{soon:%Y%m%d}\r\n" in text
    assert "SUMMARY:Nhiệm vụ: Việc sắp tới\r\n" in text
    assert f"URL:http://127.0.0.1:8000{task.get_absolute_url()}\r\n" in text
    assert ".ics" not in office.get(PAGE).content.decode()


def test_revoked_address_is_not_found(office: Client) -> None:
    address = address_in(office.post(MAKE))
    office.post(REVOKE)

    assert Client().get(address).status_code == 404
    assert Client().get("/lich/khong-co.ics").status_code == 404


def test_feed_shows_what_its_owner_may_see(client: Client, trang_dinh_officer: User) -> None:
    stored(new_task(due_on=localdate()))
    client.force_login(trang_dinh_officer)

    assert "BEGIN:VEVENT" not in Client().get(address_in(client.post(MAKE))).content.decode()


def test_what_is_done_is_not_in_the_feed(office: Client) -> None:
    stored(new_task(due_on=localdate(), completed_on=localdate(), result="Xong"))

    assert "SUMMARY" not in Client().get(address_in(office.post(MAKE))).content.decode()


def test_hostile_words_stay_words(office: Client) -> None:
    task = stored(new_task(title=HOSTILE, due_on=localdate()))
    stored(new_milestone(task=task, title=HOSTILE[:100], due_on=localdate()))
    stored(new_obstacle(content=HOSTILE, raised_on=localdate(), due_on=localdate()))

    page = office.get(PAGE).content.decode()
    made = office.post(MAKE)
    lines = Client().get(address_in(made)).content.decode().replace("\r\n ", "").split("\r\n")

    assert "<script>alert" not in page
    assert sum(line == "BEGIN:VEVENT" for line in lines) == 3
    assert sum(line == "END:VEVENT" for line in lines) == 3
    assert not any(line.startswith("ATTACH") for line in lines)


def test_feed_holds_what_is_nearest_to_today_and_says_what_is_left_out(
    office: Client, provincial_officer: User
) -> None:
    many(MOST_EVENTS, of=provincial_officer, due_on=localdate() + timedelta(days=2))
    stored(new_task(title="Việc xa", due_on=localdate() + timedelta(days=90)))
    stored(new_task(title="Ngoài khoảng", due_on=localdate() + timedelta(days=DAYS_AHEAD)))
    Obstacle.objects.update(raised_on=localdate())

    feed = Client().get(address_in(office.post(MAKE))).content.decode().replace("\r\n ", "")

    assert feed.count("BEGIN:VEVENT") == MOST_EVENTS + 1
    assert "SUMMARY:Còn 1 việc chưa xong không hiện ở đây" in feed
    assert "Việc xa" not in feed
    assert f"nhiều nhất {MOST_EVENTS} việc" in words(office.get(PAGE))
