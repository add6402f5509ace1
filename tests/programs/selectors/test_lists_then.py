"""The lists of obstacles and tasks on a past day: as a reader of that day would have found them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from indicators.models import User
from indicators.permissions import access_of
from programs.models import Obstacle, Task
from programs.obstacle_forms import EditForm
from programs.permissions import readable_obstacles, readable_tasks
from programs.selectors.obstacles.listing import (
    ALL,
    ON_ONE_PAGE,
    UNSORTED,
    Search,
    list_page,
    printed_rows,
)
from programs.selectors.obstacles.on_day import obstacles_on
from programs.selectors.obstacles.then import list_page_then, printed_rows_then
from programs.selectors.tasks import TaskSearch, counts_of, found_tasks, task_rows
from programs.selectors.tasks_on_day import tasks_on
from programs.selectors.tasks_then import found_tasks_then, task_rows_then
from programs.services.obstacles import (
    Account,
    edit_obstacle,
    reopen_obstacle,
    resolve_obstacle,
)
from programs.services.tasks import complete_task, edit_task
from programs.taskstate import TaskState
from tests.factories.capital import agency
from tests.factories.reference import district
from tests.factories.times import NOW
from tests.factories.work import new_milestone, new_task, stored
from tests.programs.obstacle_rows import accepted, in_hand, many, raised
from tests.programs.services.test_tasks import assigned, assignment

TODAY = NOW.date()  # 2024-10-05
LATER = NOW + timedelta(days=60)
pytestmark = pytest.mark.django_db

SEARCHES = (
    Search(),
    Search(state=ALL),
    Search(state="resolved"),
    Search(area="184"),
    Search(state=ALL, area="180"),
    Search(category="norm", state=ALL),
    Search(category=UNSORTED),
    Search(authority="province"),
    Search(indicator="ho-ngheo", state=ALL),
    Search(component="dtts-mn-2021-2025/DA4", state=ALL),
    Search(is_overdue=True),
    Search(words="vốn", state=ALL),
)


def found(search: Search = Search(), day: date = TODAY) -> list[int]:  # noqa: B008 -- frozen
    page = list_page_then(Obstacle.objects.all(), search, day=day)
    return [row.obstacle.pk for row in page.rows]


@pytest.mark.parametrize("search", SEARCHES, ids=str)
def test_list_is_that_of_today_where_nothing_came_later(
    sample_loaded: None, search: Search
) -> None:
    today = date(2040, 1, 1)
    listed = list_page(Obstacle.objects.all(), search, today=today)

    then = list_page_then(Obstacle.objects.all(), search, day=today)
    printed = printed_rows_then(Obstacle.objects.all(), search, day=today)

    assert listed.rows
    assert then == listed
    assert printed == printed_rows(Obstacle.objects.all(), search, today=today)


@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2023, 12, 31), date(2024, 6, 30)])
def test_counts_are_those_of_the_first_screen(sample_loaded: None, day: date) -> None:
    screen = obstacles_on(Obstacle.objects.all(), day=day, since=day - timedelta(days=90))
    tasks = tasks_on(Task.objects.all(), day=day, since=day - timedelta(days=90))

    listed = list_page_then(Obstacle.objects.all(), Search(), day=day).counts
    counted = counts_of(found_tasks_then(Task.objects.all(), TaskSearch(), day).found, day)

    assert (listed.all, listed.overdue, listed.capital_stuck) == (
        len(screen.open),
        screen.overdue,
        screen.capital,
    )
    assert (counted.open, counted.overdue, counted.soon) == (
        len(tasks.open),
        tasks.overdue,
        tasks.soon,
    )


def test_obstacle_resolved_later_is_found_open_with_its_age(
    provincial_officer: User, van_quan_officer: User
) -> None:
    obstacle = in_hand(raised(van_quan_officer), provincial_officer)
    resolve_obstacle(obstacle=obstacle, text="Đã giao đất", by=provincial_officer, now=LATER)

    (row,) = list_page_then(Obstacle.objects.all(), Search(), day=TODAY).rows

    assert (row.obstacle.state, row.obstacle.closed_on, row.age_days) == ("in_hand", None, 96)
    assert row.obstacle.get_state_display() == "Đang giải quyết"
    assert found(day=LATER.date()) == []


def test_obstacle_reopened_later_is_found_resolved(
    provincial_officer: User, van_quan_officer: User
) -> None:
    obstacle = in_hand(raised(van_quan_officer), provincial_officer)
    resolve_obstacle(obstacle=obstacle, text="Đã giao đất", by=provincial_officer, now=NOW)
    obstacle.refresh_from_db()
    reopen_obstacle(obstacle=obstacle, text="Lại vướng", by=provincial_officer, now=LATER)

    assert found() == []
    assert found(Search(state="resolved")) == [obstacle.pk]


def test_list_is_narrowed_by_what_was_told_then(provincial_officer: User) -> None:
    """The places, the money and the words were changed afterwards."""
    obstacle = raised(provincial_officer, capital_stuck_million_vnd=Decimal(500))
    changed = {"areas": (district("180"),), "capital_stuck_million_vnd": Decimal(9)}
    edit_obstacle(
        obstacle=obstacle,
        account=_account(obstacle, content="Nội dung viết lại", **changed),
        text="Rà lại",
        version=obstacle.version,
        by=provincial_officer,
        now=LATER,
    )

    page = list_page_then(Obstacle.objects.all(), Search(area="184"), day=TODAY)

    (row,) = page.rows
    assert row.areas == ("Văn Quan",)
    assert row.obstacle.content.startswith("Định mức hỗ trợ nhà ở thấp")
    assert page.counts.capital_stuck == Decimal(500)
    assert found(Search(area="180")) == []
    assert found(Search(area="180"), LATER.date()) == [obstacle.pk]


def _account(obstacle: Obstacle, **changed: object) -> Account:
    told = {name: EditForm.values_of(obstacle)[name] for name in Account.__dataclass_fields__}
    return Account(**told | changed)


def test_obstacle_raised_after_the_day_is_not_found(van_quan_officer: User) -> None:
    raised(van_quan_officer)

    assert found(Search(state=ALL), date(2024, 6, 30)) == []


def test_district_finds_the_own_obstacles_and_tasks_only(
    provincial_officer: User, van_quan_officer: User, trang_dinh_officer: User
) -> None:
    raised(van_quan_officer)
    assigned(provincial_officer)

    for officer, number in ((van_quan_officer, 1), (trang_dinh_officer, 0)):
        access = access_of(officer)
        rows = list_page_then(readable_obstacles(access), Search(), day=TODAY).rows
        tasks = found_tasks_then(readable_tasks(access), TaskSearch(), TODAY).found
        assert (len(rows), len(tasks)) == (number, number)


def test_pages_of_a_past_day_follow_one_another_and_miss_nothing(
    provincial_officer: User,
) -> None:
    many(ON_ONE_PAGE * 2 + 7, of=provincial_officer)
    seen, after = [], ""

    for _ in range(3):
        page = list_page_then(Obstacle.objects.all(), Search(), day=TODAY, after=after)
        seen += [row.obstacle.pk for row in page.rows]
        after = page.next

    assert after == ""
    assert seen == [one.pk for one in Obstacle.objects.filter(raised_on__lte=TODAY)]


def test_past_list_needs_sixteen_queries_at_most_however_many(
    provincial_officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    wide = Search(
        state=ALL, area="184", category="THU", agency="thu-so", component="a/b", indicator="dien"
    )
    for number in (3, 200):
        many(number, of=provincial_officer)
        accepted(raised(provincial_officer), provincial_officer)
        for search in (Search(state=ALL), wide):
            with django_assert_max_num_queries(16):
                list_page_then(Obstacle.objects.all(), search, day=TODAY)


def test_tasks_are_those_of_today_where_nothing_came_later(
    sample_loaded: None,
) -> None:
    today = date(2040, 1, 1)
    now = found_tasks(Task.objects.all(), TaskSearch(), today)

    then = found_tasks_then(Task.objects.all(), TaskSearch(), today)

    assert now
    assert list(then.found) == now
    assert task_rows_then(then.found, then) == task_rows(now)


def test_task_changed_and_completed_later_is_the_old_one(provincial_officer: User) -> None:
    task = assigned(provincial_officer, steps=(), due_on=date(2024, 10, 1))
    moved = assignment(steps=(), due_on=date(2025, 3, 1), title="Tên mới")
    edit_task(task=task, assignment=moved, text="Gia hạn", by=provincial_officer, now=LATER)
    task.refresh_from_db()
    done = LATER + timedelta(days=1)
    complete_task(
        task=task, result="Xong", completed_on=done.date(), by=provincial_officer, now=done
    )

    then = found_tasks_then(Task.objects.filter(source=""), TaskSearch(), TODAY)
    (row,) = task_rows_then(then.found, then)

    assert row.state == TaskState.OVERDUE
    assert (row.task.due_on, row.task.completed_on, row.task.result) == (
        date(2024, 10, 1),
        None,
        "",
    )
    assert row.task.title != "Tên mới"


def test_task_is_found_by_who_led_it_then(provincial_officer: User) -> None:
    task = assigned(provincial_officer, steps=())
    led_by, other = task.lead, agency("180")
    moved = assignment(steps=(), lead=other)
    edit_task(task=task, assignment=moved, text="Giao lại", by=provincial_officer, now=LATER)
    own = Task.objects.filter(source="")

    then = found_tasks_then(own, TaskSearch(lead=led_by.pk), TODAY)

    assert [row.task.lead for row in task_rows_then(then.found, then)] == [led_by]
    assert found_tasks_then(own, TaskSearch(lead=other.pk), TODAY).found == ()


def test_milestone_done_later_counts_as_open(db: None) -> None:
    task = stored(new_task(due_on=date(2024, 12, 31)))
    stored(new_milestone(task=task, due_on=date(2024, 9, 30), done_on=date(2024, 10, 6)))

    then = found_tasks_then(Task.objects.filter(source=""), TaskSearch(), TODAY)
    (row,) = task_rows_then(then.found, then)

    assert (row.state, row.reached) == (TaskState.BEHIND, 0)


def test_past_tasks_need_ten_queries_however_many(
    db: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (1, 20):
        for _ in range(number):
            stored(new_milestone(task=stored(new_task())))
        with django_assert_max_num_queries(10):
            then = found_tasks_then(Task.objects.all(), TaskSearch(), TODAY)
            task_rows_then(then.found, then)
