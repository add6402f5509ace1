"""The picture of tasks along the time."""

from datetime import date

import pytest

from programs.charts.tasks import timeline
from programs.models import Task
from programs.selectors.tasks import TaskSearch, found_tasks, task_rows
from tests.factories.work import new_milestone, new_task, stored
from tests.pictures import drawn_both_ways

TODAY = date(2024, 10, 7)
pytestmark = pytest.mark.django_db


def drawn(*tasks: Task):
    rows = Task.objects.filter(pk__in=[task.pk for task in tasks])
    return timeline(task_rows(found_tasks(rows, TaskSearch(), TODAY)), TODAY)


def test_bars_reach_from_start_to_the_end_of_the_due_day() -> None:
    chart = drawn(stored(new_task(starts_on=date(2024, 9, 1), due_on=date(2024, 9, 30))))

    (bar,) = drawn_both_ways(chart).data
    assert (bar.base[0], bar.x[0]) == ("2024-09-01", 30 * 86_400_000)
    assert bar.name == "Quá hạn"


def test_milestones_are_told_apart_and_tabled() -> None:
    task = stored(new_task())
    stored(new_milestone(task=task, title="Xong", done_on=date(2024, 6, 1)))
    stored(new_milestone(task=task, title="Chưa"))

    chart = drawn(task)

    assert [trace.name for trace in drawn_both_ways(chart).data] == [
        "Chậm mốc",
        "Mốc đã xong",
        "Mốc chưa xong",
    ]
    assert "Xong (xong 01/06/2024)" in chart.table.rows[0][5].text


def test_equal_and_hostile_titles_stay_apart_and_harmless() -> None:
    chart = drawn(*(stored(new_task(title="<b>Một việc</b>")) for _ in range(2)))

    labels = drawn_both_ways(chart).layout.yaxis.categoryarray
    assert labels == ("1. &lt;b&gt;Một việc&lt;/b&gt;", "2. &lt;b&gt;Một việc&lt;/b&gt;")


def test_nothing_is_drawn_of_nothing() -> None:
    assert timeline((), TODAY) is None
