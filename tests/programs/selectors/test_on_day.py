"""Obstacles and tasks as they stood on a day, whatever was recorded later."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from indicators.models import User
from indicators.permissions import access_of
from programs.models import Obstacle, Task
from programs.permissions import readable_obstacles, readable_tasks
from programs.selectors.obstacles.on_day import ObstaclesOn, obstacles_on
from programs.selectors.tasks_on_day import TasksOn, tasks_on
from programs.services.obstacles import reopen_obstacle, resolve_obstacle
from programs.services.tasks import complete_task, edit_task
from programs.taskstate import TaskState
from tests.factories.capital import department
from tests.factories.times import NOW
from tests.factories.work import new_milestone, new_task, stored
from tests.programs.obstacle_rows import accepted, in_hand, many, raised
from tests.programs.services.test_tasks import assigned, assignment

TODAY = NOW.date()  # 2024-10-05; what is raised here is raised on 2024-07-01
SUMMER = date(2024, 6, 30)
LATER = NOW + timedelta(days=60)
pytestmark = pytest.mark.django_db


def obstacles(day: date = TODAY, since: date = SUMMER) -> ObstaclesOn:
    return obstacles_on(Obstacle.objects.all(), day=day, since=since)


def tasks(day: date = TODAY, since: date = SUMMER) -> TasksOn:
    own = Task.objects.filter(source="")  # the real ones of 2024 name theirs
    return tasks_on(own, day=day, since=since)


def test_open_obstacles_come_with_who_resolves_them_and_by_when(
    provincial_officer: User, van_quan_officer: User
) -> None:
    accepted(raised(van_quan_officer, capital_stuck_million_vnd=Decimal(8450)), provincial_officer)
    raised(van_quan_officer, "Chưa có hướng dẫn")

    found = obstacles()

    first, second = found.open
    assert (first.places, first.authority, first.due_on) == (
        "Văn Quan",
        "Cấp tỉnh",
        date(2024, 9, 1),
    )
    assert first.agency
    assert (first.is_overdue, second.is_overdue) == (True, False)
    assert (found.overdue, found.raised, found.capital) == (1, 2, Decimal(8450))
    assert second.capital is None


def test_nobody_s_capital_is_no_capital_rather_than_nought(van_quan_officer: User) -> None:
    raised(van_quan_officer)

    assert obstacles().capital is None


def test_obstacle_resolved_later_is_still_open_on_the_day(
    provincial_officer: User, van_quan_officer: User
) -> None:
    obstacle = in_hand(raised(van_quan_officer), provincial_officer)
    resolve_obstacle(obstacle=obstacle, text="Đã giao đất", by=provincial_officer, now=LATER)

    then, now = obstacles(), obstacles(LATER.date(), TODAY)

    assert [row.code for row in then.open] == [obstacle.code]
    assert then.resolved == ()
    assert now.open == ()
    assert [(one.name, one.on) for one in now.resolved] == [(obstacle.code, LATER.date())]


def test_obstacle_reopened_later_is_resolved_on_the_day(
    provincial_officer: User, van_quan_officer: User
) -> None:
    obstacle = in_hand(raised(van_quan_officer), provincial_officer)
    resolve_obstacle(obstacle=obstacle, text="Đã giao đất", by=provincial_officer, now=NOW)
    obstacle.refresh_from_db()
    reopen_obstacle(obstacle=obstacle, text="Lại vướng", by=provincial_officer, now=LATER)

    found = obstacles()

    assert found.open == ()
    assert [one.name for one in found.resolved] == [obstacle.code]


def test_obstacle_raised_after_the_day_is_not_there(van_quan_officer: User) -> None:
    raised(van_quan_officer)

    assert obstacles(SUMMER, date(2024, 3, 31)) == ObstaclesOn(SUMMER, (), 0, ())


def test_district_officer_finds_the_own_obstacles_only(
    van_quan_officer: User, trang_dinh_officer: User
) -> None:
    raised(van_quan_officer)

    for officer, number in ((van_quan_officer, 1), (trang_dinh_officer, 0)):
        readable = readable_obstacles(access_of(officer))
        assert len(obstacles_on(readable, day=TODAY, since=SUMMER).open) == number


def test_obstacles_need_four_queries_however_many(
    provincial_officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (3, 60):
        many(number, of=provincial_officer)
        Obstacle.objects.update(agency=department())
        with django_assert_num_queries(4):
            obstacles()


def test_open_tasks_come_by_their_day_with_where_they_stand(db: None) -> None:
    behind = stored(new_task(title="Chậm mốc", due_on=date(2024, 12, 31)))
    stored(new_milestone(task=behind, due_on=date(2024, 9, 30)))
    stored(new_task(title="Sắp đến hạn", due_on=date(2024, 10, 20)))
    stored(new_task(title="Quá hạn", year=2023, due_on=date(2024, 3, 1)))
    stored(new_task(title="Chưa giao", starts_on=date(2024, 11, 1)))

    found = tasks()

    assert [(row.title, row.state) for row in found.open] == [
        ("Quá hạn", TaskState.OVERDUE),
        ("Sắp đến hạn", TaskState.DUE_SOON),
        ("Chậm mốc", TaskState.BEHIND),
    ]
    assert (found.overdue, found.soon) == (1, 1)
    assert [row.title for row in found.due] == ["Quá hạn", "Sắp đến hạn"]


def test_milestone_done_after_the_day_is_open_on_it(db: None) -> None:
    task = stored(new_task(due_on=date(2024, 12, 31)))
    stored(new_milestone(task=task, due_on=date(2024, 9, 30), done_on=date(2024, 10, 6)))

    assert [row.state for row in tasks().open] == [TaskState.BEHIND]
    assert [row.state for row in tasks(date(2024, 10, 6)).open] == [TaskState.RUNNING]


def test_task_completed_later_still_runs_on_the_day(provincial_officer: User) -> None:
    task = assigned(provincial_officer, steps=())
    complete_task(
        task=task,
        result="Đủ 11 huyện",
        completed_on=LATER.date(),
        by=provincial_officer,
        now=LATER,
    )

    assert [row.title for row in tasks().open] == [task.title]
    assert tasks().done == ()
    assert [(one.title, one.on) for one in tasks(LATER.date(), TODAY).done] == [
        (task.title, LATER.date())
    ]


def test_due_day_moved_later_is_the_old_one_on_the_day(provincial_officer: User) -> None:
    task = assigned(provincial_officer, steps=(), due_on=date(2024, 10, 1))
    moved = assignment(steps=(), due_on=date(2025, 3, 1))
    edit_task(task=task, assignment=moved, text="Gia hạn", by=provincial_officer, now=LATER)

    assert [row.due_on for row in tasks().open] == [date(2024, 10, 1)]
    assert tasks().overdue == 1
    assert tasks(LATER.date()).overdue == 0


def test_district_officer_finds_the_tasks_of_the_own_agencies(
    provincial_officer: User, van_quan_officer: User, trang_dinh_officer: User
) -> None:
    assigned(provincial_officer)

    for officer, number in ((van_quan_officer, 1), (trang_dinh_officer, 0)):
        readable = readable_tasks(access_of(officer))
        assert len(tasks_on(readable, day=TODAY, since=SUMMER).open) == number


def test_tasks_need_three_queries_however_many(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    stored(new_task())
    with django_assert_num_queries(3):
        tasks()
    for _ in range(20):
        stored(new_milestone(task=stored(new_task())))
    with django_assert_num_queries(3):
        tasks()
