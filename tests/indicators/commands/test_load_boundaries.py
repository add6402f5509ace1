"""The office's own outlines, loaded on the server."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from indicators.models import Boundary, BoundarySet, User
from tests.factories.outlines import squares

pytestmark = pytest.mark.django_db


def written(folder: Path, content: bytes) -> str:
    path = folder / "ranh-gioi.geojson"
    path.write_bytes(content)
    return str(path)


def test_file_is_loaded_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_boundaries", written(tmp_path, squares("180", "181")))

    told = capsys.readouterr().out
    assert "Đã nạp 2 ranh giới cấp huyện" in told
    assert "Tệp không có 9 đơn vị: " in told
    assert BoundarySet.objects.get().source == "tệp ranh-gioi.geojson"


def test_source_and_person_are_kept(tmp_path: Path, administrator: User) -> None:
    path = written(tmp_path, squares("180"))

    call_command("load_boundaries", path, source="Sở TNMT, CC BY 4.0", by="quantri")

    stored = BoundarySet.objects.get()
    assert (stored.source, stored.loaded_by) == ("Sở TNMT, CC BY 4.0", administrator)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"{", "bản đồ cũ giữ nguyên"), (squares("999"), r"Đối tượng thứ 1 \(mã 999\)")],
)
def test_refusal_says_why_and_that_nothing_changed(
    content: bytes, words: str, tmp_path: Path
) -> None:
    call_command("load_boundaries", written(tmp_path, squares("180")))

    with pytest.raises(CommandError, match=words):
        call_command("load_boundaries", written(tmp_path, content))

    assert Boundary.objects.count() == 1


def test_only_the_first_of_many_refusals_are_told(tmp_path: Path) -> None:
    path = written(tmp_path, squares(*(str(code) for code in range(900, 930))))

    with pytest.raises(CommandError, match="… và 10 đối tượng khác"):
        call_command("load_boundaries", path)


def test_missing_file_and_unknown_person_are_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không mở được tệp"):
        call_command("load_boundaries", str(tmp_path / "khong-co"))
    with pytest.raises(CommandError, match="Không có người dùng “ai-do”"):
        call_command("load_boundaries", written(tmp_path, squares("180")), by="ai-do")
