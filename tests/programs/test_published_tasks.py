"""The four tasks of Decision 145/QĐ-UBND, as they were published."""

from datetime import date

import pytest
from django.conf import settings

from indicators.models import User
from programs.models import Task
from programs.register import replay
from programs.services.reference import load_reference
from programs.services.tasks import report_progress
from tests.factories.times import NOW

pytestmark = pytest.mark.django_db


def published() -> list[Task]:
    return list(Task.objects.filter(decision__number="145/QĐ-UBND").order_by("pk"))


def test_four_tasks_are_loaded_with_lead_and_source() -> None:
    tasks = published()

    assert len(tasks) == 4
    assert {task.lead.code for task in tasks} == {"ban-dan-toc"}
    assert {task.decision.signed_on for task in tasks} == {date(2024, 1, 20)}
    assert all("dantocphattrien.vietnamnet.vn" in task.source for task in tasks)
    assert "tảo hôn, hôn nhân cận huyết tại xã Ái Quốc, huyện Lộc Bình" in tasks[2].title


def test_no_milestone_and_no_result_is_invented() -> None:
    for task in published():
        assert not task.milestones.exists()
        assert (task.result, task.completed_on, task.is_sample) == ("", None, False)


def test_task_that_people_worked_on_is_not_overwritten(provincial_officer: User) -> None:
    task = published()[0]
    report_progress(task=task, text="Đang chuẩn bị", by=provincial_officer, now=NOW)
    Task.objects.filter(pk=task.pk).update(due_on=date(2024, 11, 30))

    load_reference(folder=settings.FIXTURES_ROOT)

    task.refresh_from_db()
    assert (task.due_on, task.version) == (date(2024, 11, 30), 1)


def test_first_step_of_a_loaded_task_tells_the_whole_of_it(provincial_officer: User) -> None:
    task = published()[0]

    report_progress(task=task, text="Đang chuẩn bị", by=provincial_officer, now=NOW)

    told = replay(task.updates.order_by("version").values_list("changes", flat=True))
    assert (told["title"], told["due_on"]) == (task.title, "2024-12-31")
