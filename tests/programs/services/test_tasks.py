from datetime import date

import pytest

from indicators.models import User
from programs.models import Task
from programs.register import replay
from programs.services.tasks import (
    Assignment,
    Step,
    TaskRefused,
    assign_task,
    cancel_task,
    complete_task,
    edit_task,
    instruct_task,
    reopen_task,
    report_progress,
)
from tests.factories.capital import agency, decision, department
from tests.factories.times import NOW


def assignment(**fields: object) -> Assignment:
    values = {
        "title": "Rà soát, tổng hợp khó khăn, vướng mắc",
        "year": 2024,
        "lead": department(),
        "cooperating": (agency("184"),),
        "decision": decision(),
        "starts_on": date(2024, 1, 20),
        "due_on": date(2024, 12, 31),
        "steps": (Step("Đợt 1", date(2024, 6, 30)), Step("Đợt 2", date(2024, 11, 30))),
    }
    return Assignment(**values | fields)


def assigned(by: User, **fields: object) -> Task:
    return assign_task(assignment=assignment(**fields), by=by, now=NOW)


def refused(attempt: object) -> str:
    with pytest.raises(TaskRefused) as caught:
        attempt()
    return caught.value.code


def test_task_is_worked_on_and_completed(
    provincial_officer: User, van_quan_officer: User, leader: User
) -> None:
    task = assigned(provincial_officer)
    first = task.milestones.get(title="Đợt 1")

    report_progress(task=task, text="Đã xong đợt 1", done=[first], by=van_quan_officer, now=NOW)
    instruct_task(task=task, text="Đẩy nhanh", by=leader, now=NOW)
    day = date(2024, 9, 1)
    task = complete_task(
        task=task, result="Đủ 11 huyện", completed_on=day, by=provincial_officer, now=NOW
    )

    first.refresh_from_db()
    assert (task.completed_on, task.result) == (day, "Đủ 11 huyện")
    assert first.done_on is not None
    assert [u.step for u in task.updates.all()] == [
        "assigned",
        "progress",
        "instructed",
        "completed",
    ]


def test_steps_replayed_give_what_stands(provincial_officer: User) -> None:
    task = assigned(provincial_officer)
    edit_task(task=task, assignment=assignment(title="Đổi tên"), by=provincial_officer, now=NOW)
    cancel_task(task=task, text="Không còn phù hợp", by=provincial_officer, now=NOW)
    task = reopen_task(task=task, text="Giao lại", by=provincial_officer, now=NOW)

    told = replay(task.updates.order_by("version").values_list("changes", flat=True))
    assert (told["title"], told["cancelled_on"], told["due_on"]) == ("Đổi tên", None, "2024-12-31")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (
            {"due_on": date(2024, 1, 10), "starts_on": date(2024, 1, 1), "steps": ()},
            "before_document",
        ),
        ({"due_on": date(2024, 1, 19), "steps": ()}, "invalid"),
        ({"steps": (Step("Sớm", date(2023, 1, 1)),)}, "milestone_outside"),
        ({"decision": None}, "invalid"),
    ],
    ids=["before_document", "before_start", "milestone", "groundless"],
)
def test_impossible_assignment_is_refused(
    fields: dict[str, object], code: str, provincial_officer: User
) -> None:
    assert refused(lambda: assigned(provincial_officer, **fields)) == code
    assert not Task.objects.filter(version__gt=0).exists()


def test_people_who_may_not_are_refused(
    provincial_officer: User, trang_dinh_officer: User, van_quan_officer: User, leader: User
) -> None:
    task = assigned(provincial_officer)
    asked = {"task": task, "text": "Xong", "now": NOW}

    assert refused(lambda: assigned(van_quan_officer)) == "not_yours"
    assert refused(lambda: report_progress(by=trang_dinh_officer, **asked)) == "not_yours"
    assert refused(lambda: report_progress(by=leader, **asked)) == "not_yours"
    assert refused(lambda: cancel_task(by=van_quan_officer, **asked)) == "not_yours"
    assert refused(lambda: instruct_task(by=van_quan_officer, **asked)) == "not_yours"


def test_finished_task_takes_no_progress_until_it_is_reopened(provincial_officer: User) -> None:
    task = assigned(provincial_officer)
    cancel_task(task=task, text="Thôi", by=provincial_officer, now=NOW)
    asked = {"task": task, "text": "Xong", "by": provincial_officer, "now": NOW}

    assert refused(lambda: report_progress(**asked)) == "wrong_state"
    assert refused(lambda: reopen_task(**asked | {"text": " "})) == "no_text"


def test_day_to_come_is_no_day_of_completion(provincial_officer: User) -> None:
    task = assigned(provincial_officer)
    asked = {"task": task, "result": "Xong", "by": provincial_officer, "now": NOW}

    assert refused(lambda: complete_task(completed_on=date(2035, 1, 1), **asked)) == "future"
    early = date(2024, 1, 1)
    assert refused(lambda: complete_task(completed_on=early, **asked)) == "before_start"


def test_second_of_two_people_sees_that_the_first_was_faster(provincial_officer: User) -> None:
    task = assigned(provincial_officer)
    asked = {"task": task, "text": "Đã họp", "by": provincial_officer, "now": NOW, "version": 1}
    report_progress(**asked)

    assert refused(lambda: report_progress(**asked)) == "overtaken"
