"""What is due when, and who sees it."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from indicators.models import Period, User
from indicators.permissions import access_of
from programs.selectors.calendar import due_between
from programs.services.tasks import cancel_task
from tests.factories.reference import district, report_of
from tests.factories.times import NOW, local_time
from tests.factories.work import new_milestone, new_obstacle, new_task, stored
from tests.programs.services.test_tasks import assigned

FIRST, UNTIL = date(2024, 10, 1), date(2024, 11, 1)


def due(user: User) -> list[tuple[str, str]]:
    return [(one.kind, f"{one.day:%d/%m}") for one in due_between(access_of(user), FIRST, UNTIL)]


def test_reports_tasks_milestones_and_obstacles_stand_on_their_days(
    open_quarter: Period, leader: User
) -> None:
    task = stored(new_task(due_on=date(2024, 10, 31)))
    stored(new_milestone(task=task, due_on=date(2024, 10, 1)))
    stored(new_obstacle(due_on=date(2024, 10, 20)))
    stored(new_obstacle(due_on=date(2024, 11, 1)))

    found = due(leader)

    assert ("report", f"{open_quarter.due_on:%d/%m}") in found
    assert [one for one in found if one[0] != "report"] == [
        ("milestone", "01/10"),
        ("obstacle", "20/10"),
        ("task", "31/10"),
    ]


def test_reports_of_a_period_are_counted_together(open_quarter: Period, leader: User) -> None:
    found = {one.key: one for one in due_between(access_of(leader), FIRST, UNTIL)}

    assert found["report-2024Q3-F1"].detail == "0/11 báo cáo đã gửi"
    assert found["report-2024Q3-F1"].title == "Biểu F1, quý III năm 2024"


def test_extension_stands_on_the_day_whose_end_it_is(open_quarter: Period, leader: User) -> None:
    report = report_of("F1", "180")
    report.extended_until = local_time(2024, 10, 26, 0)
    report.save()

    assert ("extension", "25/10") in due(leader)


def test_district_sees_its_own_only(
    open_quarter: Period, provincial_officer: User, trang_dinh_officer: User
) -> None:
    assigned(provincial_officer, due_on=date(2024, 10, 31), steps=())
    theirs = stored(new_obstacle(due_on=date(2024, 10, 20)))
    theirs.areas.add(district("184"))

    found = due_between(access_of(trang_dinh_officer), FIRST, UNTIL)

    assert {one.kind for one in found} == {"report"}
    assert {one.detail for one in found} == {"0/1 báo cáo đã gửi"}


def test_cancelled_task_is_left_out_and_done_one_is_done(
    provincial_officer: User, leader: User
) -> None:
    task = assigned(provincial_officer, due_on=date(2024, 10, 31), steps=())
    assert due(leader) == [("task", "31/10")]

    cancel_task(task=task, text="Không còn cần", by=provincial_officer, now=NOW)
    assert due(leader) == []


@pytest.mark.parametrize("number", [1, 5])
def test_month_costs_the_same_for_many(
    number: int,
    open_quarter: Period,
    leader: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        task = stored(new_task(due_on=date(2024, 10, 31)))
        stored(new_milestone(task=task, due_on=date(2024, 10, 1)))
        stored(new_obstacle(due_on=date(2024, 10, 20)))
    access = access_of(leader)

    with django_assert_num_queries(6):
        due_between(access, FIRST, UNTIL)
