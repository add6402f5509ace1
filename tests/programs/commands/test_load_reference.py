"""`manage.py load_reference`: all or nothing, and a sentence with file, row and field."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from indicators.models import Area, Indicator, OfficialFigure, Target

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the reference files, to be spoilt."""
    copy = tmp_path / "fixtures"
    shutil.copytree(settings.FIXTURES_ROOT, copy)
    return copy


def loaded(folder: Path) -> str:
    out = StringIO()
    call_command("load_reference", folder=folder, stdout=out)
    return out.getvalue()


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def contents() -> list[set[tuple]]:
    return [set(model.objects.values_list()) for model in (Area, Indicator, OfficialFigure, Target)]


def test_loading_again_changes_nothing() -> None:
    before = contents()

    printed = loaded(settings.FIXTURES_ROOT)

    assert contents() == before
    assert all("0 mới, 0 thay đổi" in line for line in printed.splitlines())
    assert len(printed.splitlines()) == 20


def test_changed_row_is_counted(folder: Path) -> None:
    replace(folder / "decisions.csv", "Nghị quyết", "Nghị Quyết")

    assert "decisions.csv: 0 mới, 1 thay đổi" in loaded(folder)


@pytest.mark.parametrize(
    ("name", "old", "new", "field"),
    [
        ("targets", "dien,20/", "dien-luoi,20/", "indicator"),
        ("targets", "58-NQ/TU", "85-NQ/TU", "decision"),
        ("official_figures", ",99.99,", ',"99,99",', "value"),
        ("areas", "180/2020-01-01", "180/2019-01-01", "parent"),
        ("periods", "2024-09-30", "2024-09-31", "ends_on"),
        ("indicators", ",fall,", ",down,", "direction"),
        ("form_measures", "F1/2020-01-01,hh_total", "F9/2020-01-01,hh_total", "form"),
    ],
)
def test_wrong_code_or_value_is_named_with_file_row_and_field(
    name: str, old: str, new: str, field: str, folder: Path
) -> None:
    replace(folder / f"{name}.csv", old, new)
    spoilt = (folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    row = next(number for number, line in enumerate(spoilt, start=1) if new in line)
    before = contents()

    with pytest.raises(CommandError) as refused:
        loaded(folder)

    assert f"{name}.csv, dòng {row}, cột {field}: " in str(refused.value)
    assert "Chưa nạp gì" in str(refused.value)
    assert contents() == before


def test_row_with_a_comma_too_many_is_named(folder: Path) -> None:
    replace(folder / "official_figures.csv", ",99.99,", ",99,99,")

    with pytest.raises(CommandError, match=r"official_figures\.csv, dòng \d+"):
        loaded(folder)


def test_file_in_another_encoding_is_named(folder: Path) -> None:
    (folder / "areas.csv").write_text("code,name\n1,Xã Đoàn Kết\n", encoding="utf-16")

    with pytest.raises(CommandError, match=r"areas\.csv: tệp phải được lưu ở bảng mã UTF-8"):
        loaded(folder)


def test_missing_file_is_named(folder: Path) -> None:
    (folder / "targets.csv").unlink()
    before = contents()

    with pytest.raises(CommandError, match=r"targets\.csv: không tìm thấy tệp"):
        loaded(folder)

    assert contents() == before


def test_missing_and_unknown_columns_are_named(folder: Path) -> None:
    replace(folder / "targets.csv", ",operator,", ",phép so sánh,")

    with pytest.raises(CommandError) as refused:
        loaded(folder)

    assert "targets.csv, dòng 1, cột operator: thiếu cột này." in str(refused.value)
    assert "cột phép so sánh" in str(refused.value)


def test_folder_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="không tìm thấy tệp"):
        loaded(tmp_path / "khong-co")
