"""Obstacles beside what they hold back, and the other way round."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators.models import User
from indicators.permissions import access_of
from programs.models import Obstacle
from programs.permissions import readable_obstacles
from programs.selectors.obstacles.beside import (
    Beside,
    beside_component,
    beside_indicator,
    held_back,
    held_by_project,
)
from programs.selectors.obstacles.listing import ALL, Search, found_obstacles
from programs.services.obstacles import reject_obstacle
from tests.factories.capital import component, new_disbursement
from tests.factories.reference import district, indicator
from tests.factories.rows import saved
from tests.factories.times import NOW
from tests.programs.obstacle_rows import accepted, many, raised

pytestmark = pytest.mark.django_db
TODAY = date(2024, 10, 1)


def beside(by: User, code: str = "ho-ngheo") -> Beside:
    return beside_indicator(readable_obstacles(access_of(by)), indicator(code), today=TODAY)


def contents(found: Beside) -> list[str]:
    return [row.obstacle.content for row in found.rows]


def test_open_ones_that_name_the_indicator_stand_beside_it(
    van_quan_officer: User, provincial_officer: User
) -> None:
    poverty = indicator("ho-ngheo")
    raised(van_quan_officer, "Của chỉ tiêu", indicator=poverty)
    raised(van_quan_officer, "Không chỉ tiêu nào")
    ended = raised(van_quan_officer, "Đã trả lại", indicator=poverty)
    reject_obstacle(obstacle=ended, text="Trùng", by=provincial_officer, now=NOW)

    assert contents(beside(provincial_officer)) == ["Của chỉ tiêu"]


def test_obstacle_of_a_project_that_another_names_with_the_indicator_is_found(
    van_quan_officer: User,
) -> None:
    project = component()
    raised(van_quan_officer, "Cả hai", indicator=indicator("ho-ngheo"), component=project)
    raised(van_quan_officer, "Chỉ dự án", component=project)

    assert set(contents(beside(van_quan_officer))) == {"Cả hai", "Chỉ dự án"}


def test_what_is_overdue_longest_comes_first_and_is_counted(
    van_quan_officer: User, provincial_officer: User
) -> None:
    said = {"indicator": indicator("ho-ngheo")}
    raised(van_quan_officer, "Chưa có hạn", raised_on=date(2024, 1, 1), **said)
    soon = raised(van_quan_officer, "Sắp đến", capital_stuck_million_vnd=Decimal(5), **said)
    late = raised(van_quan_officer, "Quá hạn", capital_stuck_million_vnd=Decimal(7), **said)
    accepted(soon, provincial_officer, due_on=date(2024, 11, 1))
    accepted(late, provincial_officer, due_on=date(2024, 9, 1))

    found = beside(provincial_officer)

    assert contents(found) == ["Quá hạn", "Sắp đến", "Chưa có hạn"]
    assert found.rows[0].days_over == 30
    assert (found.counts.all, found.counts.overdue, found.counts.capital_stuck) == (3, 1, 12)


def test_district_sees_only_what_it_may_read(
    van_quan_officer: User, trang_dinh_officer: User
) -> None:
    raised(van_quan_officer, indicator=indicator("ho-ngheo"))

    assert beside(trang_dinh_officer).rows == ()
    assert beside(trang_dinh_officer).counts.all == 0


def test_link_narrows_the_register_to_the_same_ones(van_quan_officer: User) -> None:
    project = component()
    raised(van_quan_officer, indicator=indicator("ho-ngheo"), component=project)
    raised(van_quan_officer, "Chỉ dự án", component=project)
    raised(van_quan_officer, "Việc khác")
    found = beside(van_quan_officer)

    code = found.link.removeprefix("chi_tieu=")
    rows = found_obstacles(Obstacle.objects.all(), Search(state=ALL, indicator=code), TODAY)

    assert {row.pk for row in rows} == {row.obstacle.pk for row in found.rows}


def test_queries_stay_the_same_however_many(
    provincial_officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many(30, of=provincial_officer)
    Obstacle.objects.update(indicator=indicator("ho-ngheo"), component=component())
    poverty, readable = indicator("ho-ngheo"), Obstacle.objects.all()
    project, place = component(), district("184")
    assert project.programme.code == "thu"  # loaded, as the page has it

    with django_assert_num_queries(4):
        assert beside_indicator(readable, poverty, today=TODAY).counts.all == 30
    with django_assert_num_queries(4):
        beside_component(readable, project, place, today=TODAY)
    with django_assert_num_queries(1):
        assert held_by_project(readable, today=TODAY)["thu/T1"].count == 30


def test_account_shows_those_of_its_project_in_its_place(
    van_quan_officer: User, trang_dinh_officer: User, provincial_officer: User
) -> None:
    raised(van_quan_officer, "Ở đây", component=component())
    raised(trang_dinh_officer, "Nơi khác", code="180", component=component())
    readable = readable_obstacles(access_of(provincial_officer))

    here = beside_component(readable, component(), district("184"), today=TODAY)
    anywhere = beside_component(readable, component(), None, today=TODAY)

    assert contents(here) == ["Ở đây"]
    assert set(contents(anywhere)) == {"Ở đây", "Nơi khác"}


def test_obstacle_tells_how_its_indicator_stands(
    provincial_officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    obstacle = raised(provincial_officer, indicator=indicator("ho-ngheo"))
    access = access_of(provincial_officer)

    with django_assert_num_queries(6):
        held = held_back(obstacle, access=access, today=TODAY)

    assert held.standing.indicator.code == "ho-ngheo"
    assert held.project is None


def test_obstacle_tells_how_its_project_is_disbursed(provincial_officer: User) -> None:
    disbursement = saved(new_disbursement())
    obstacle = raised(provincial_officer, component=disbursement.account.component)

    held = held_back(obstacle, access=access_of(provincial_officer), today=TODAY)

    assert held.project.name == disbursement.account.component.short_name
    assert held.project.amounts.disbursed == disbursement.amount_million_vnd
    assert f"du-an={disbursement.account.component.code}" in held.link


def test_obstacle_of_nothing_holds_back_nothing(provincial_officer: User) -> None:
    held = held_back(raised(provincial_officer), access=access_of(provincial_officer), today=TODAY)

    assert (held.standing, held.project) == (None, None)
