"""The administrator's list: who is found by what, and at which cost."""

from datetime import datetime, timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings

from indicators.models import Role, User
from indicators.selectors.people import (
    Wanted,
    areas_in_use,
    locked_people,
    people_list,
    person_page,
)
from tests.factories.people import member
from tests.factories.reference import commune, district, province

QUERIES = 3
PAGE_QUERIES = 4


@pytest.fixture
def office(
    trang_dinh_officer: User, van_quan_officer: User, leader: User, administrator: User
) -> None:
    member("xa-doan-ket", Role.DISTRICT_OFFICER, commune("06001"))
    User.objects.filter(username="lanhdao").update(is_active=False, email="vi.thu@langson.gov.vn")


def found(now: datetime, **wanted: object) -> list[str]:
    return [row.person.username for row in people_list(Wanted(**wanted), now=now)]


def test_list_holds_everybody_by_account(office: None, now: datetime) -> None:
    assert found(now) == ["lanhdao", "quantri", "trangdinh", "vanquan", "xa-doan-ket"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nông Văn", ["trangdinh"]),
        ("nong van", ["trangdinh"]),
        ("THỬ vi", ["lanhdao"]),
        ("van", ["lanhdao", "trangdinh", "vanquan"]),
        ("langson.gov", ["lanhdao"]),
        ("không ai", []),
    ],
)
def test_words_are_looked_for_in_name_account_and_mail(
    text: str, names: list[str], office: None, now: datetime
) -> None:
    assert found(now, text=text) == names


def test_list_is_narrowed_by_role_place_and_state(office: None, now: datetime) -> None:
    assert found(now, role=Role.DISTRICT_OFFICER) == ["trangdinh", "vanquan", "xa-doan-ket"]
    assert found(now, area=district("180")) == ["trangdinh", "xa-doan-ket"]
    assert found(now, area=commune("06001")) == ["xa-doan-ket"]
    assert found(now, area=province(), role=Role.LEADER) == ["lanhdao"]
    assert found(now, active=False) == ["lanhdao"]


def test_list_costs_the_same_for_one_and_for_many(
    office: None, now: datetime, django_assert_num_queries
) -> None:
    with django_assert_num_queries(QUERIES):
        found(now)
    for number in range(20):
        member(f"nguoi-{number}", Role.DISTRICT_OFFICER, district("184"))
    with django_assert_num_queries(QUERIES):
        assert len(found(now)) == 25


def test_places_to_choose_are_those_where_somebody_works(office: None) -> None:
    assert [area.code for area in areas_in_use()] == ["06001", "180", "184", "20"]


def attempt(username: str, address: str, wrong: int, at: datetime, agent: str = "x") -> None:
    row = AccessAttempt.objects.create(
        username=username, ip_address=address, user_agent=agent, failures_since_start=wrong
    )
    AccessAttempt.objects.filter(pk=row.pk).update(attempt_time=at)


def test_lock_holds_from_the_last_wrong_password(db: None, now: datetime) -> None:
    attempt("lanhdao", "10.0.0.1", 3, now - timedelta(minutes=9))
    attempt("lanhdao", "10.0.0.1", 2, now - timedelta(minutes=4), agent="y")
    attempt("canbotinh", "10.0.0.1", 4, now)
    attempt("trangdinh", "10.0.0.1", 9, now - timedelta(minutes=16))
    attempt("vanquan", "10.0.0.1", 3, now)
    attempt("vanquan", "10.0.0.2", 3, now)

    assert locked_people(now=now) == {
        "lanhdao": now - timedelta(minutes=4) + settings.AXES_COOLOFF_TIME
    }
    assert locked_people(now=now, username="lanhdao", address="10.0.0.2") == {}


def test_person_s_page_costs_the_same_whatever_the_history(
    leader: User, now: datetime, django_assert_num_queries
) -> None:
    with django_assert_num_queries(PAGE_QUERIES):
        page = person_page(leader, now=now)

    assert [held.role for held in page.memberships] == [Role.LEADER]
    assert (page.locked_until, page.has_factor) == (None, False)
