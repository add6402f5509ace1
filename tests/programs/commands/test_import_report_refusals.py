"""What `manage.py import_report` refuses, with its status and cause."""

from pathlib import Path

import pytest

from indicators.models import Figure, ImportBatch, User
from tests.factories.people import member
from tests.factories.reference import province
from tests.indicators.commands.calls import contents, run, run_example, wrong_cell
from tests.indicators.views.examples import example

PROBLEM_KEYS = {"sheet", "cell", "row", "scope", "level", "code", "message"}
pytestmark = pytest.mark.django_db


def test_one_wrong_cell_makes_a_preview_partial(awaited: None, tmp_path: Path) -> None:
    done = run(wrong_cell(tmp_path), example("R01").truth["upload"], "--json")

    answer = done.answer
    assert (done.status, answer["outcome"]) == (1, "partial")
    assert all(problem.keys() == PROBLEM_KEYS for problem in answer["problems"])
    refused = {problem["cell"] for problem in answer["problems"] if problem["level"] == "error"}
    assert "E4" in refused
    assert not refused & {record["cell"] for record in answer["records"]}


def test_one_wrong_cell_refuses_the_whole_when_applied(awaited: None, tmp_path: Path) -> None:
    done = run(wrong_cell(tmp_path), example("R01").truth["upload"], "--json", "--apply")

    assert (done.status, done.answer["outcome"]) == (2, "rejected")
    assert done.answer["changes"] == {"new": 0, "changed": 0, "unchanged": 0}
    assert not Figure.objects.exists()
    assert done.answer["problems"][-1]["code"] == "refusals_not_seen"
    assert ImportBatch.objects.get().state == "previewed"


def test_refused_places_that_were_seen_are_left_out_and_the_rest_is_stored(
    awaited: None, tmp_path: Path
) -> None:
    file, upload = wrong_cell(tmp_path), example("R01").truth["upload"]
    problems = run(file, upload, "--json").answer["problems"]
    seen = str(sum(problem["level"] == "error" for problem in problems))

    done = run(file, upload, "--json", "--apply", "--accept-refused", seen)

    assert (done.status, done.answer["outcome"]) == (1, "partial")
    assert done.answer["changes"]["new"] == len(done.answer["records"]) == Figure.objects.count()
    assert ImportBatch.objects.get().is_partial


@pytest.mark.parametrize("flags", [(), ("--apply",)])
@pytest.mark.parametrize("content", [b"", b"khong phai bang tinh", None])
def test_file_that_is_no_report_is_rejected_with_one_sentence(
    content: bytes | None, flags: tuple[str, ...], awaited: None, tmp_path: Path
) -> None:
    file = tmp_path / "tep.xlsx"
    file.write_bytes(example("R02").content if content is None else content)

    done = run(file, example("R01").truth["upload"], "--json", *flags)

    (problem,) = done.answer["problems"]
    assert (done.status, done.answer["outcome"]) == (2, "rejected")
    assert (problem["scope"], problem["level"]) == ("file", "error")
    assert done.answer["message"] == problem["message"]
    assert done.answer["records"] == []
    assert not Figure.objects.exists()


def test_period_that_was_never_opened_is_rejected_with_its_cause(administrator: User) -> None:
    before = contents()

    done = run_example(example("R01"), "--apply")

    (problem,) = done.answer["problems"]
    assert (done.status, problem["code"]) == (2, "period_not_open")
    assert "chưa mở" in done.answer["message"]
    assert contents() == before


def test_overdue_report_is_rejected_with_its_cause(open_quarter: None, administrator: User) -> None:
    done = run_example(example("R01"), "--apply")

    assert (done.status, done.answer["problems"][0]["code"]) == (2, "overdue")
    assert not ImportBatch.objects.exists()


def test_district_officer_may_not_apply_another_district_s_file(
    awaited: None, trang_dinh_officer: User
) -> None:
    done = run_example(example("R01"), "--apply", "--by", "trangdinh")

    assert (done.status, done.answer["problems"][0]["code"]) == (2, "not_your_area")
    assert not Figure.objects.exists()


def test_person_named_answers_for_the_import(awaited: None, van_quan_officer: User) -> None:
    run_example(example("R01"), "--apply", "--by", "vanquan")

    assert ImportBatch.objects.get().applied_by == van_quan_officer


@pytest.mark.parametrize("by", ["nguoi-la", "lanhdao-cu"])
def test_unknown_or_inactive_person_is_refused(by: str, awaited: None, leader: User) -> None:
    User.objects.create(username="lanhdao-cu", is_active=False)

    done = run_example(example("R01"), "--apply", "--by", by)

    assert (done.status, done.answer["problems"][0]["code"]) == (2, "no_person")
    assert not ImportBatch.objects.exists()


def test_with_two_administrators_one_must_be_named(awaited: None) -> None:
    member("quantri-2", "administrator", province())

    done = run_example(example("R01"), "--apply")

    assert (done.status, done.answer["problems"][0]["code"]) == (2, "no_person")
    assert "--by" in done.answer["message"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"form": "F7"}, "Không có biểu “F7”"),
        ({"district": "999"}, "Không có đơn vị mã “999”"),
        ({"district": "20"}, "Không có đơn vị mã “20”"),  # the province does not owe F1
        ({"form": "F4", "district": "20"}, "Không có đơn vị mã “20”"),
        ({"period": "2024Q5"}, "Không có kỳ “2024Q5”"),
    ],
)
def test_unknown_choice_is_rejected_in_a_sentence(change: dict[str, str], sentence: str) -> None:
    done = run(example("R01").path, {**example("R01").truth["upload"], **change}, "--json")

    assert (done.status, done.answer["outcome"]) == (2, "rejected")
    assert sentence in done.answer["message"]
    assert done.answer["problems"][0]["message"] == done.answer["message"]


def test_missing_file_is_rejected_in_a_sentence(tmp_path: Path) -> None:
    done = run(tmp_path / "khong-co.xlsx", example("R01").truth["upload"], "--json")

    assert (done.status, done.answer["problems"][0]["code"]) == (2, "no_file")
    assert "Không tìm thấy tệp" in done.answer["message"]


def test_without_json_people_read_sentences(awaited: None, tmp_path: Path) -> None:
    done = run(wrong_cell(tmp_path), example("R01").truth["upload"])

    assert "chưa lưu gì" in done.text
    assert "Biểu 01 E4:" in done.text
    assert done.status == 1
