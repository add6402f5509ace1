"""`manage.py import_report`: one object of JSON in a fixed shape, and an exit status."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from indicators.models import Figure, ImportBatch, Report, User
from indicators.services.reports import extend_report
from tests.factories.people import member
from tests.factories.reference import province
from tests.indicators.views.examples import Example, example, opened, stored

NAMES = ("R01", "R02", "R03", "R07")
KEYS = ["outcome", "message", "seconds", "records", "problems", "skipped", "changes"]
RECORD_KEYS = ["sheet", "cell", "area_code", "area_name", "key", "period", "dim", "value"]
PROBLEM_KEYS = {"sheet", "cell", "row", "scope", "level", "code", "message"}
SKIPPED_KEYS = {"sheet", "where", "why"}
CHANGE_KEYS = ["new", "changed", "unchanged"]
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Run:
    """What one call printed, and the status it ended with."""

    status: int
    text: str

    @property
    def answer(self) -> dict[str, Any]:
        return json.loads(self.text)


@pytest.fixture
def awaited(administrator: User) -> None:
    """Both quarters opened, and every report extended beyond today."""
    for code in ("2023Q4", "2024Q3"):
        opened(code)
    now = timezone.now()
    for report in Report.objects.all():
        extend_report(
            report=report,
            until=now + timedelta(days=1),
            by=administrator,
            now=now,
            reason="Nhập lại số liệu cũ.",
        )


def run(file: Path, upload: Mapping[str, str], *flags: str) -> Run:
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command(
            "import_report",
            str(file),
            "--form",
            upload["form"],
            "--area",
            upload["district"],
            "--period",
            upload["period"],
            *flags,
            stdout=out,
        )
    return Run(ended.value.code, out.getvalue())


def run_example(chosen: Example, *flags: str) -> Run:
    return run(chosen.path, chosen.truth["upload"], "--json", *flags)


def contents() -> dict[str, int]:
    """The number of rows of every table, and of files kept."""
    media = Path(settings.MEDIA_ROOT)
    files = sum(path.is_file() for path in media.rglob("*")) if media.exists() else 0
    rows = {model._meta.label: model._base_manager.count() for model in apps.get_models()}
    return rows | {"files": files}


def expected_records(chosen: Example) -> Counter:
    return Counter(
        (
            record["sheet"],
            record["cell"],
            record["area_code"],
            record["area_name"],
            record["key"],
            record["period"],
            record["dim"],
            record["value"] == "True" if record["kind"] == "bool" else Decimal(record["value"]),
        )
        for record in chosen.truth["records"]
    )


def found_records(answer: Mapping[str, Any]) -> Counter:
    return Counter(
        tuple(
            Decimal(value) if name == "value" and isinstance(value, str) else value
            for name, value in record.items()
        )
        for record in answer["records"]
    )


def wrong_cell(tmp_path: Path) -> Path:
    file = tmp_path / "sai.xlsx"
    file.write_bytes(example("R01").spoilt(E4="12,5"))
    return file


@pytest.mark.parametrize("flags", [(), ("--apply",)])
def test_answer_has_exactly_the_agreed_shape(flags: tuple[str, ...], awaited: None) -> None:
    done = run_example(example("R07"), *flags)

    answer = done.answer
    assert done.status == 0
    assert list(answer) == KEYS
    assert answer["outcome"] == "accepted"
    assert isinstance(answer["seconds"], float)
    assert all(list(record) == RECORD_KEYS for record in answer["records"])
    assert all(part.keys() == SKIPPED_KEYS for part in answer["skipped"])
    assert answer["problems"] == []
    assert list(answer["changes"]) == CHANGE_KEYS


@pytest.mark.parametrize("name", NAMES)
def test_preview_gives_exactly_the_records_and_writes_not_one_row_nor_file(
    name: str, awaited: None
) -> None:
    chosen, before = example(name), contents()

    done = run_example(chosen)

    assert done.status == 0
    assert found_records(done.answer) == expected_records(chosen)
    assert {type(record["value"]) for record in done.answer["records"]} <= {str, bool}
    assert done.answer["changes"] == {"new": len(chosen.figures), "changed": 0, "unchanged": 0}
    assert contents() == before


@pytest.mark.parametrize("name", NAMES)
def test_applied_file_gives_the_same_records_and_stores_them_exactly(
    name: str, awaited: None, administrator: User
) -> None:
    chosen = example(name)

    done = run_example(chosen, "--apply")

    assert done.status == 0
    assert found_records(done.answer) == expected_records(chosen)
    assert done.answer["changes"] == {"new": len(chosen.figures), "changed": 0, "unchanged": 0}
    assert stored(chosen.report) == chosen.figures
    assert ImportBatch.objects.get().applied_by == administrator


def test_what_was_left_out_is_named_with_its_rows(awaited: None) -> None:
    skipped = run_example(example("R03")).answer["skipped"]

    assert {part["why"] for part in skipped} == {
        "title block",
        "header",
        "column-number row",
        "total row",
        "notes and signature",
    }
    assert {"sheet": "Biểu 02", "where": "row 22", "why": "total row"} in skipped


def test_preview_needs_neither_an_open_period_nor_a_person() -> None:
    before = contents()

    done = run_example(example("R02"))

    assert done.status == 0
    assert done.answer["changes"]["new"] == len(example("R02").figures)
    assert contents() == before


def test_same_file_again_is_accepted_and_changes_nothing(awaited: None) -> None:
    run_example(example("R07"), "--apply")

    preview, again = run_example(example("R07")), run_example(example("R07"), "--apply")

    unchanged = {"new": 0, "changed": 0, "unchanged": 170}
    assert (preview.status, again.status) == (0, 0)
    assert preview.answer["changes"] == again.answer["changes"] == unchanged
    assert again.answer["message"].startswith("Không có thay đổi")


def test_preview_of_a_changed_file_counts_what_would_change(awaited: None) -> None:
    run_example(example("R01"), "--apply")

    changes = run_example(example("R07")).answer["changes"]

    assert changes["new"] == 0
    assert changes["changed"] > 100
    assert changes["changed"] + changes["unchanged"] == 170


def test_nil_is_null(awaited: None, tmp_path: Path) -> None:
    file = tmp_path / "nil.xlsx"
    file.write_bytes(example("R01").spoilt(G4="-", G21=None))

    answer = run(file, example("R01").truth["upload"], "--json").answer

    assert next(r for r in answer["records"] if r["cell"] == "G4")["value"] is None


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
    assert ImportBatch.objects.get().state == "refused"


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

    with pytest.raises(CommandError, match="--by"):
        call_command(
            "import_report",
            str(example("R01").path),
            *("--form", "F1", "--area", "184", "--period", "2024Q3", "--apply", "--by", by),
        )


def test_with_two_administrators_one_must_be_named(awaited: None) -> None:
    member("quantri-2", "administrator", province())

    with pytest.raises(CommandError, match="--by"):
        call_command(
            "import_report",
            str(example("R01").path),
            *("--form", "F1", "--area", "184", "--period", "2024Q3", "--apply"),
        )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"form": "F7"}, "Không có biểu “F7”"),
        ({"district": "999"}, "Không có đơn vị mã “999”"),
        ({"district": "20"}, "Không có đơn vị mã “20”"),  # the province does not owe F1
        ({"period": "2024Q5"}, "Không có kỳ “2024Q5”"),
    ],
)
def test_unknown_choice_is_refused_in_a_sentence(change: dict[str, str], sentence: str) -> None:
    upload = {**example("R01").truth["upload"], **change}

    with pytest.raises(CommandError, match=sentence):
        call_command(
            "import_report",
            str(example("R01").path),
            "--form",
            upload["form"],
            "--area",
            upload["district"],
            "--period",
            upload["period"],
        )


def test_missing_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không tìm thấy tệp"):
        call_command(
            "import_report",
            str(tmp_path / "khong-co.xlsx"),
            *("--form", "F1", "--area", "184", "--period", "2024Q3"),
        )


def test_without_json_people_read_sentences(awaited: None, tmp_path: Path) -> None:
    done = run(wrong_cell(tmp_path), example("R01").truth["upload"])

    assert "chưa lưu gì" in done.text
    assert "Biểu 01 E4:" in done.text
    assert done.status == 1
