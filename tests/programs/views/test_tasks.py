"""The pages of tasks, as the browser sends and shows them."""

import html
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from indicators.models import User
from programs.models import Obstacle, Task
from programs.services.tasks import assign_task, cancel_task
from tests.factories.capital import agency, decision, department
from tests.factories.times import NOW
from tests.factories.work import new_milestone, new_obstacle, new_task, stored
from tests.programs.services.test_tasks import assigned, assignment

from .pages import words

LIST, CREATE = "/nhiem-vu/", "/nhiem-vu/them/"
HOSTILE = '=cmd|"/c calc"!A1<script>alert(1)</script>'


def typed(**changed: object) -> dict[str, object]:
    values = {
        "title": "Kiểm tra tiến độ giải ngân",
        "year": "2024",
        "decision": decision().pk,
        "lead": department().pk,
        "cooperating": [agency("184").pk],
        "expected": "Báo cáo đủ 11 huyện",
        "starts_on": "01/02/2024",
        "due_on": "31/12/2024",
        "steps": "30/06/2024 Đợt 1\n\n30/11/2024 Đợt 2",
    }
    return values | changed


def page_of(task: Task, name: str) -> str:
    return reverse(f"programs:task_{name}", args=[task.pk])


def test_task_is_assigned_with_its_milestones(office: Client) -> None:
    answer = office.post(CREATE, typed())

    task = Task.objects.get(title="Kiểm tra tiến độ giải ngân")
    assert answer.headers["Location"] == task.get_absolute_url()
    assert [(one.due_on, one.title) for one in task.milestones.all()] == [
        (date(2024, 6, 30), "Đợt 1"),
        (date(2024, 11, 30), "Đợt 2"),
    ]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "Hãy ghi tên nhiệm vụ"),
        ({"due_on": "2024-31-12"}, "Hãy ghi ngày dạng ngày/tháng/năm"),
        ({"due_on": "31/01/2024", "steps": ""}, "Thời hạn không được trước ngày bắt đầu"),
        ({"steps": "tháng sáu Đợt 1"}, "Dòng 1 “tháng sáu Đợt 1”: hãy bắt đầu bằng ngày"),
        ({"steps": "30/06/2024"}, "sau ngày hãy ghi tên mốc"),
        ({"steps": "30/06/2025 Muộn"}, "Mốc “Muộn” (30/06/2025) nằm ngoài thời gian thực hiện"),
        ({"decision": ""}, "phải có văn bản giao hoặc xuất phát từ một khó khăn"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    changed: dict[str, object], sentence: str, office: Client
) -> None:
    answer = office.post(CREATE, typed(**changed))

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "Báo cáo đủ 11 huyện" in words(answer)
    assert str(changed.get("steps", "Đợt 1")) in html.unescape(answer.content.decode())


def test_task_from_an_obstacle_carries_it(office: Client) -> None:
    obstacle: Obstacle = stored(new_obstacle(remedy="Bố trí quỹ đất", due_on=date(2030, 1, 1)))
    address = f"{CREATE}?kho-khan={obstacle.pk}"

    offered = office.get(address)
    office.post(address, typed(decision="", obstacle=obstacle.pk))

    assert f"Giải quyết {obstacle.code}" in html.unescape(offered.content.decode())
    assert "Bố trí quỹ đất" in words(offered)
    assert Task.objects.get(title="Kiểm tra tiến độ giải ngân").obstacle == obstacle


def test_obstacle_that_is_not_there_is_not_found(office: Client) -> None:
    assert office.get(f"{CREATE}?kho-khan=999999").status_code == 404


def test_edit_keeps_what_is_done_and_says_what_changed(office: Client, provincial_officer) -> None:
    task = assigned(provincial_officer)
    first = task.milestones.first()
    first.done_on = date(2024, 6, 1)
    first.save()

    shown = office.get(page_of(task, "edit"))
    answer = office.post(
        page_of(task, "edit"),
        typed(title=task.title, steps="30/11/2024 Đợt hai", version=1, text="Theo họp giao ban"),
    )

    assert "30/06/2024 Đợt 1" not in shown.content.decode()
    assert answer.status_code == 302
    assert [one.title for one in task.milestones.all()] == ["Đợt 1", "Đợt hai"]
    assert "Theo họp giao ban" in words(office.get(task.get_absolute_url()))


def test_overtaken_edit_is_refused_and_may_be_sent_again(
    office: Client, provincial_officer: User
) -> None:
    task = assigned(provincial_officer)

    answer = office.post(page_of(task, "cancel"), {"text": "Không còn cần", "version": 0})
    body = answer.content.decode()

    assert answer.status_code == 422
    assert "Người khác vừa cập nhật" in words(answer)
    assert "Không còn cần" in body
    assert 'name="version" value="1"' in body


def test_district_reports_progress_with_milestones(
    client: Client, provincial_officer: User, van_quan_officer: User
) -> None:
    task = assigned(provincial_officer)
    client.force_login(van_quan_officer)

    shown = client.get(page_of(task, "progress"))
    answer = client.post(
        page_of(task, "progress"),
        {"text": "Đã rà soát", "done": [task.milestones.first().pk], "version": 1},
    )

    assert "Đợt 1 (30/06/2024)" in words(shown)
    assert answer.status_code == 302
    assert task.milestones.first().done_on == localdate()
    assert client.get(page_of(task, "edit")).status_code == 403


def test_district_does_not_find_the_tasks_of_others(
    client: Client, provincial_officer: User, trang_dinh_officer: User
) -> None:
    task = assigned(provincial_officer)
    client.force_login(trang_dinh_officer)

    assert client.get(task.get_absolute_url()).status_code == 404
    assert "Chưa có nhiệm vụ nào giao cho đơn vị trên địa bàn" in words(client.get(LIST))


def test_task_is_completed_and_reopened(office: Client, provincial_officer: User) -> None:
    task = assigned(provincial_officer)

    refused = office.post(page_of(task, "complete"), {"result": "", "completed_on": "01/09/2024"})
    office.post(page_of(task, "complete"), {"result": "Đủ", "completed_on": "01/09/2024"})
    done = words(office.get(task.get_absolute_url()))
    office.post(page_of(task, "reopen"), {"text": "Còn thiếu một huyện"})

    assert "Hãy ghi kết quả của nhiệm vụ" in words(refused)
    assert "Hoàn thành ngày 01/09/2024" in done
    assert "Mở lại" in done
    task.refresh_from_db()
    assert task.completed_on is None


def test_leader_instructs_and_is_offered_nothing_else(
    client: Client, leader: User, provincial_officer: User
) -> None:
    task = assigned(provincial_officer)
    client.force_login(leader)

    client.post(page_of(task, "instruct"), {"text": "Đẩy nhanh tiến độ"})
    said = words(client.get(task.get_absolute_url()))

    assert "Đẩy nhanh tiến độ" in said
    assert "Báo cáo tiến độ" not in said


def test_list_is_narrowed_by_its_address(office: Client) -> None:
    assert "Không có nhiệm vụ nào" in words(office.get(LIST, {"nam": "2024", "han": "30-ngay"}))
    assert "4 nhiệm vụ: 4 đang theo dõi, trong đó 4 quá hạn" in words(
        office.get(LIST, {"nam": "2024", "han": "qua-han"})
    )


def test_year_is_no_thousand(office: Client) -> None:
    assert "năm 2024" in words(office.get(LIST))


def test_words_that_make_no_sense_narrow_nothing(office: Client) -> None:
    said = words(office.get(LIST, {"nam": "x", "han": "'", "trang": "x", "chu_tri": "9" * 30}))

    assert "4 nhiệm vụ" in said


def test_list_costs_at_most_twelve_queries(
    office: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        stored(new_milestone(task=stored(new_task(title=f"Việc {number}"))))

    with django_assert_max_num_queries(12):
        answer = office.get(LIST)

    assert "34 nhiệm vụ" in words(answer)
    assert "Trang 1 / 2" in words(answer)


def test_page_costs_at_most_twelve_queries(
    office: Client,
    provincial_officer: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    task = assigned(provincial_officer)

    with django_assert_max_num_queries(12):
        office.get(task.get_absolute_url())


def test_workbook_holds_the_narrowed_list_as_text(office: Client, provincial_officer: User) -> None:
    assign_task(assignment=assignment(title=HOSTILE, year=2025), by=provincial_officer, now=NOW)

    answer = office.get("/nhiem-vu/tai-ve/", {"nam": "2025"})

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    assert sheet["B4"].value == HOSTILE
    assert sheet["B4"].data_type == "s"
    assert sheet["B5"].value is None
    assert "Năm: 2025" in sheet["A6"].value


def test_hostile_words_stay_words(office: Client, provincial_officer: User) -> None:
    task = assigned(provincial_officer, title=HOSTILE, expected=HOSTILE)
    cancel_task(task=task, text=HOSTILE, by=provincial_officer, now=NOW)

    for address in (LIST, task.get_absolute_url(), page_of(task, "edit")):
        assert "<script>alert" not in office.get(address).content.decode()


def test_obstacle_leads_to_a_task_of_its_own(office: Client) -> None:
    obstacle = stored(new_obstacle())

    said = office.get(obstacle.get_absolute_url()).content.decode()
    office.post(CREATE, typed(obstacle=obstacle.pk))

    task = Task.objects.get(obstacle=obstacle)
    assert f"{CREATE}?kho-khan={obstacle.pk}" in said
    assert task.get_absolute_url() in office.get(obstacle.get_absolute_url()).content.decode()


def test_person_who_assigns_nothing_is_not_led_to_a_task(client: Client, leader: User) -> None:
    client.force_login(leader)

    said = client.get(stored(new_obstacle()).get_absolute_url()).content.decode()

    assert CREATE not in said
