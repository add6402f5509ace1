import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from indicators.models import Figure, LongTable, Period, User
from indicators.selectors.long_table import line_ranges
from tests.factories.long_tables import long_csv

GOOD = ("06001", "hh_total", "2023Q4", 750)
BAD = ("06001", "poor_hh", "2023Q4", "nhiều")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "so-lieu.csv"
    path.write_bytes(long_csv(GOOD))
    return path


def ran(file: Path, *options: str, status: int = 0) -> str:
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_long_table", str(file), "--by", "canbotinh", *options, stdout=out)
    assert ended.value.code == status
    return out.getvalue()


def test_without_apply_it_writes_nothing_at_all(file: Path, provincial_officer: User) -> None:
    answer = json.loads(ran(file, "--json"))

    assert (answer["outcome"], answer["stored"]) == ("accepted", False)
    assert answer["changes"]["new"] == 1
    assert not LongTable.objects.exists()
    assert not Period.objects.opened().exists()


def test_apply_stores_and_tells_how_far_it_is(file: Path, provincial_officer: User) -> None:
    said = ran(file, "--apply")

    assert "[5/5]" not in said
    assert "[4/4] Đã lưu 1 số liệu mới" in said
    assert Figure.objects.get().value == 750
    assert LongTable.objects.get().applied_by == provincial_officer


def test_refused_line_keeps_everything_out_unless_partial(
    file: Path, provincial_officer: User
) -> None:
    file.write_bytes(long_csv(GOOD, BAD))

    looked = json.loads(ran(file, "--json", status=1))
    refused = json.loads(ran(file, "--apply", "--json", status=2))

    assert looked["causes"][0] | {"samples": []} == {
        "code": "not_a_number",
        "level": "error",
        "count": 1,
        "lines": "3",
        "samples": [],
    }
    assert refused["outcome"] == "rejected"
    assert not Figure.objects.exists()

    said = ran(file, "--apply", "--partial", status=1)

    assert "dòng 3" in said
    assert Figure.objects.count() == 1


def test_district_officer_may_not(file: Path, trang_dinh_officer: User) -> None:
    with pytest.raises(CommandError, match="Chỉ cán bộ tỉnh"):
        call_command("import_long_table", str(file), "--by", "trangdinh")


def test_person_must_be_named_and_the_file_be_there(file: Path, db: None) -> None:
    with pytest.raises(CommandError, match="--by"):
        call_command("import_long_table", str(file))
    with pytest.raises(CommandError, match="Không tìm thấy tệp"):
        call_command("import_long_table", "khong-co.csv")


def test_lines_are_told_in_ranges() -> None:
    assert line_ranges([9, 2, 3, 4, 4]) == "2–4, 9"
