"""What the first screen and its slides are made of, now and in a past period, for each reader."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from indicators.models import Result, User
from indicators.permissions import access_of
from lsdash.overview import addresses
from lsdash.overview.page import Asked, FirstScreen, first_screen
from lsdash.overview.slides import deck
from programs.services.obstacles import resolve_obstacle
from tests.factories.reference import district, indicator, period, province
from tests.factories.times import NOW, local_time
from tests.programs.obstacle_rows import in_hand, raised

pytestmark = pytest.mark.django_db


def asked(user: User, now: datetime = NOW, **fields: object) -> Asked:
    return Asked(access=access_of(user), now=now, **fields)


def screen(user: User, now: datetime = NOW, **fields: object) -> FirstScreen:
    return first_screen(asked(user, now, **fields))


def told(page: FirstScreen) -> list[str]:
    return [one.text.replace("\u202f", " ") for one in page.news]


def test_changes_since_the_period_before_are_told(sample_loaded: None, leader: User) -> None:
    page = screen(leader, period_code="2023Q4")

    assert "Tiến nhiều nhất: Hộ nghèo giảm 0,71 điểm %, còn 6,30 %." in told(page)
    assert all(one.href.startswith("/") for one in page.news)
    assert any("?ky=2023Q4" in one.href for one in page.news)


def test_loss_new_lag_and_late_district_are_told(sample_loaded: None, leader: User) -> None:
    roads = indicator("duong-xa")
    rows = Result.objects.filter(indicator=roads, period=period("2024Q2"))
    rows.filter(area=province()).update(value=Decimal(80), numerator=145)
    rows.filter(area=district("184")).update(value=Decimal(50), numerator=8)

    page = screen(leader)

    assert "1 huyện chuyển sang chậm về Đường đến trung tâm xã: Văn Quan." in told(page)
    assert any(one.startswith("Lùi nhiều nhất: Đường đến trung tâm xã giảm") for one in told(page))


def test_resolved_obstacle_is_told_with_its_page(
    sample_loaded: None, leader: User, provincial_officer: User, van_quan_officer: User
) -> None:
    obstacle = in_hand(raised(van_quan_officer), provincial_officer)
    resolve_obstacle(obstacle=obstacle, text="Đã giao đất", by=provincial_officer, now=NOW)

    page = screen(leader)

    ended = next(one for one in page.news if one.before == "Đã gỡ ")
    assert obstacle.code in ended.text


def test_past_period_stands_as_of_its_last_day(sample_loaded: None, leader: User) -> None:
    now, then = screen(leader), screen(leader, period_code="2023Q4")

    assert (then.day, then.is_past) == (date(2023, 12, 31), True)
    assert then.obstacles.day == then.tasks.day == then.day
    assert len(then.obstacles.open) < len(now.obstacles.open)
    assert (then.capital.question.year, then.capital.question.day) == (2023, then.day)
    assert (now.day, now.is_past) == (date(2024, 10, 5), False)


def test_numbers_of_a_past_day_lead_to_the_lists_of_that_day(
    sample_loaded: None, leader: User
) -> None:
    then = asked(leader, period_code="2023Q4", only_official=True)

    found = addresses.of(first_screen(then), then)

    assert found["obstacles_url"] == "/kho-khan/?ngay=2023-12-31"
    assert found["obstacles_overdue_url"] == "/kho-khan/?qua_han=on&ngay=2023-12-31"
    assert found["tasks_overdue_url"] == "/nhiem-vu/?han=qua-han&ngay=2023-12-31"
    assert found["overview_url"] == "/?ky=2023Q4&so-lieu=da-duyet"
    today = addresses.of(screen(leader), asked(leader))
    assert today["obstacles_overdue_url"] == "/kho-khan/?qua_han=on"
    assert today["tasks_url"] == "/nhiem-vu/"


def test_year_without_money_has_no_capital(sample_loaded: None, leader: User) -> None:
    assert screen(leader, period_code="2021Q2").capital is None


def test_district_officer_reads_of_the_own_place_and_what_it_owes(
    sample_loaded: None, trang_dinh_officer: User
) -> None:
    page = screen(trang_dinh_officer)

    assert (page.is_province, page.indicators.area) == (False, district("180"))
    assert [one.report.area for one in page.owed] == [district("180")]
    assert page.capital.question.whose == "Huyện Tràng Định"


def test_leader_owes_no_reports(sample_loaded: None, leader: User) -> None:
    page = screen(leader)

    assert (page.is_province, page.owed) == (True, ())


def test_clock_before_every_period_is_noticed(sample_loaded: None, leader: User) -> None:
    early = local_time(2019, 5, 1)

    page, chosen = screen(leader, early), screen(leader, early, period_code="2023Q4")

    assert page.is_clock_wrong
    assert chosen.is_clock_wrong
    assert not screen(leader).is_clock_wrong
    assert {s.light for s in page.indicators.headlines} <= {"met", "on_course", "not_applicable"}
    assert page.obstacles.open == ()


def test_one_period_alone_tells_of_no_change(sample_loaded: None, leader: User) -> None:
    Result.objects.exclude(period=period("2024Q2")).delete()

    page = screen(leader)

    assert page.indicators.before is None
    assert page.news == ()


def test_no_report_at_all_leaves_what_was_published(leader: User) -> None:
    page = screen(leader)

    assert page.indicators.period is None
    assert (page.news, page.capital, page.obstacles.open) == ((), None, ())


def test_lights_are_counted_best_first(sample_loaded: None, leader: User) -> None:
    page = screen(leader)

    counts = [number for _, _, number in page.lights_in_words]
    assert page.lights_in_words[0][:2] == ("met", "đạt")
    assert sum(counts) == len(page.indicators.standings)


def test_slides_ask_one_question_each(sample_loaded: None, leader: User) -> None:
    shown = deck(asked(leader))

    assert [slide.id for slide in shown.slides] == [
        "chi-tieu-ho-ngheo",
        "chi-tieu-duong-xa",
        "chi-tieu-dien",
        "chi-tieu-truong-lop-tram",
        "cham-o-dau",
        "von",
        "vuong-mac",
        "den-han",
    ]


def test_districts_most_behind_come_first(sample_loaded: None, leader: User) -> None:
    shown = deck(asked(leader))

    late = [row.late for row in shown.ranking]
    assert len(late) == 11
    assert late == sorted(late, reverse=True)
    assert all(len(row.cells) == len(shown.ranked) == 4 for row in shown.ranking)


def test_district_has_no_slide_of_districts(sample_loaded: None, trang_dinh_officer: User) -> None:
    assert "cham-o-dau" not in [slide.id for slide in deck(asked(trang_dinh_officer)).slides]


def test_without_reports_the_slides_still_ask(leader: User) -> None:
    shown = deck(asked(leader))

    assert [slide.id for slide in shown.slides][-3:] == ["von", "vuong-mac", "den-han"]
    assert shown.ranking == ()


def test_first_screen_needs_23_queries_with_two_periods_as_with_all(
    sample_loaded: None, leader: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    access_of(leader)
    with django_assert_num_queries(23):
        screen(leader)
    Result.objects.exclude(period__code__in=["2024Q1", "2024Q2"]).delete()
    with django_assert_num_queries(23):
        screen(leader)


def test_slides_need_at_most_thirty_queries(
    sample_loaded: None, leader: User, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(30):
        deck(asked(leader))


def test_change_is_told_with_the_period_that_it_is_counted_from(
    sample_loaded: None, leader: User
) -> None:
    """Of the quarter before one district's figures are missing, so nothing is compared with it."""
    Result.objects.filter(indicator=indicator("duong-xa"), period=period("2024Q1")).delete()

    page = screen(leader)

    roads = [one for one in told(page) if "Đường đến trung tâm xã" in one]
    assert page.indicators.before.code == "2024Q1"
    assert len(roads) == 1
    assert "so với quý IV năm 2023" in roads[0]
