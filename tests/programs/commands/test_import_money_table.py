"""Exit status 0, 1 or 2, and what is stored only when it was asked for."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from indicators.models import User
from programs.models import Allocation, ProgrammeBatch
from tests.factories.money_tables import given, known_names, money_csv

pytestmark = pytest.mark.django_db
BAD = given(agency="không có", year=2023)


def run(path: Path, *options: str, by: User) -> int:
    with pytest.raises(SystemExit) as ended:
        call_command(
            "import_money_table", str(path), "--kind", "allocations", "--by", by.username, *options
        )
    return ended.value.code


@pytest.fixture
def table(tmp_path: Path, db: None):
    known_names()

    def written(*lines) -> Path:
        path = tmp_path / "von.csv"
        path.write_bytes(money_csv(*lines))
        return path

    return written


def test_without_apply_nothing_is_kept(table, provincial_officer: User, capsys) -> None:
    assert run(table(given()), by=provincial_officer) == 0

    assert "Đọc được 1 dòng mới" in capsys.readouterr().out
    assert not ProgrammeBatch.objects.exists()


def test_apply_stores_and_says_how_far_it_is(table, provincial_officer: User, capsys) -> None:
    assert run(table(given()), "--apply", by=provincial_officer) == 0

    assert "[4/4] Đã ghi 1 dòng mới" in capsys.readouterr().out
    assert Allocation.objects.get().route == "command"


def test_refused_lines_are_left_out_only_with_partial(table, provincial_officer: User) -> None:
    path = table(given(), BAD)

    assert run(path, "--apply", by=provincial_officer) == 2
    assert not Allocation.objects.exists()
    assert run(path, "--apply", "--partial", by=provincial_officer) == 1
    assert Allocation.objects.count() == 1


def test_json_names_lines_causes_and_sums(table, provincial_officer: User, capsys) -> None:
    assert run(table(given(), BAD), "--json", by=provincial_officer) == 1

    answer = json.loads(capsys.readouterr().out)
    assert answer["outcome"] == "partial"
    assert [(cause["code"], cause["lines"]) for cause in answer["causes"]] == [
        ("unknown_agency", "3")
    ]
    assert answer["sums"][0][:2] == ["01/QĐ-THU (15/01/2024)", 1]
    assert answer["changes"]["new"] == 1


def test_district_officer_brings_no_allocations(table, van_quan_officer: User) -> None:
    with pytest.raises(CommandError, match="Chỉ cán bộ tỉnh"):
        call_command(
            "import_money_table",
            str(table(given())),
            "--kind",
            "allocations",
            "--by",
            van_quan_officer.username,
        )
