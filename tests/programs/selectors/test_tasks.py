"""Where tasks stand, how their list is narrowed, what their history says."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from indicators.models import User
from indicators.permissions import access_of
from programs.models import Task
from programs.permissions import readable_tasks
from programs.selectors.tasks import (
    OVERDUE,
    SOON,
    TaskSearch,
    counts_of,
    found_tasks,
    task_choices,
    task_page,
    task_rows,
)
from programs.services.tasks import complete_task, edit_task, report_progress
from tests.factories.capital import agency
from tests.factories.times import NOW
from tests.factories.work import new_milestone, new_task, stored
from tests.programs.services.test_tasks import assigned, assignment

TODAY = date(2024, 10, 7)


@pytest.fixture
def own(db: None) -> dict[str, Task]:
    """A task in each of several states on TODAY."""
    rows = {
        "overdue": stored(new_task(title="Quá hạn", due_on=date(2024, 10, 6))),
        "due_soon": stored(new_task(title="Sắp đến hạn", due_on=TODAY)),
        "behind": stored(new_task(title="Chậm mốc", due_on=date(2024, 10, 20))),
        "running": stored(new_task(title="Đang làm", year=2025, due_on=date(2025, 6, 30))),
        "done": stored(new_task(title="Xong", completed_on=date(2024, 6, 1), result="Đủ 11 huyện")),
    }
    stored(new_milestone(task=rows["behind"], due_on=date(2024, 9, 30)))
    stored(new_milestone(task=rows["running"], due_on=date(2024, 9, 1), done_on=date(2024, 9, 2)))
    return rows


def found(own: dict[str, Task], **search: object) -> set[str]:
    tasks = Task.objects.filter(pk__in=[task.pk for task in own.values()])
    names = {task.pk: name for name, task in own.items()}
    return {names[one.pk] for one in found_tasks(tasks, TaskSearch(**search), TODAY)}


def test_states_follow_from_dates_and_milestones(own: dict[str, Task]) -> None:
    rows = found_tasks(
        Task.objects.filter(pk__in=[t.pk for t in own.values()]), TaskSearch(), TODAY
    )

    assert {one.pk: str(one.state) for one in rows} == {task.pk: name for name, task in own.items()}


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ({"due": OVERDUE}, {"overdue"}),
        ({"due": SOON}, {"due_soon", "behind"}),
        ({"state": "behind"}, {"behind"}),
        ({"year": 2025}, {"running"}),
        ({"lead": 0}, set()),
        ({"state": "không có"}, set()),
    ],
)
def test_list_is_narrowed(search: dict[str, object], names: set[str], own: dict[str, Task]) -> None:
    assert found(own, **search) == names


def test_counts_say_what_is_open_late_and_soon(own: dict[str, Task]) -> None:
    tasks = Task.objects.filter(pk__in=[task.pk for task in own.values()])

    counts = counts_of(found_tasks(tasks, TaskSearch(), TODAY), TODAY)

    assert (counts.total, counts.open, counts.overdue) == (5, 4, 1)
    assert (counts.behind, counts.soon, counts.done) == (1, 2, 1)


def test_open_tasks_come_first_by_due_day(own: dict[str, Task]) -> None:
    tasks = Task.objects.filter(pk__in=[task.pk for task in own.values()])

    found = found_tasks(tasks, TaskSearch(), TODAY)

    assert [str(one.state) for one in found] == ["overdue", "due_soon", "behind", "running", "done"]


def test_list_costs_the_same_for_many(
    own: dict[str, Task], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(6):
        task_choices(Task.objects.all())
        task_rows(found_tasks(Task.objects.all(), TaskSearch(), TODAY))


def test_district_sees_what_its_agencies_lead_or_share(
    provincial_officer: User, van_quan_officer: User, trang_dinh_officer: User
) -> None:
    shared = assigned(provincial_officer)
    led = assigned(provincial_officer, title="Chủ trì", lead=agency("184"), cooperating=())

    assert set(readable_tasks(access_of(van_quan_officer))) == {shared, led}
    assert not readable_tasks(access_of(trang_dinh_officer)).exists()


def test_history_says_what_changed_in_words(provincial_officer: User) -> None:
    task = assigned(provincial_officer)
    changed = assignment(due_on=date(2025, 1, 31), cooperating=(), steps=())
    edit_task(task=task, assignment=changed, by=provincial_officer, now=NOW, text="Gia hạn")

    latest, first = task_page(task, TODAY).history

    told = {change.label: (change.before, change.after) for change in latest.changes}
    assert told["Thời hạn"] == ("31/12/2024", "31/01/2025")
    assert told["Phối hợp"] == (agency("184").name, "")
    assert (first.update.get_step_display(), first.changes) == ("Giao nhiệm vụ", ())


def test_page_costs_the_same_for_a_long_history(
    provincial_officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    task = assigned(provincial_officer)
    for number in range(6):
        report_progress(task=task, text=f"Lần {number}", by=provincial_officer, now=NOW)
    day = date(2024, 9, 1)
    complete_task(task=task, result="Xong", completed_on=day, by=provincial_officer, now=NOW)

    with django_assert_max_num_queries(6):
        page = task_page(task, TODAY)

    assert len(page.history) == 8
