"""`manage.py tidy_uploads`: files that no import names are listed, and removed only when asked."""

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from django.utils import timezone

from indicators.models import LongTable, User
from tests.factories.long_tables import previewed

pytestmark = pytest.mark.django_db
HASH = "5f" * 32
KEPT = ("06001", "hh_total", "2023Q4", 750)


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def put_file(media: Path, name: str, *, days: int) -> Path:
    path = media / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"12345")
    return aged(path, days=days)


def aged(path: Path, *, days: int) -> Path:
    moment = (timezone.now() - timedelta(days=days, minutes=1)).timestamp()
    os.utime(path, (moment, moment))
    return path


def tidied(*arguments: str) -> str:
    out = StringIO()
    call_command("tidy_uploads", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_nothing_is_said_to_be_left_where_no_file_was_ever_kept() -> None:
    assert tidied() == "Không có tệp nào bị bỏ lại.\n"


def test_file_without_a_row_is_listed_and_stays(media: Path) -> None:
    path = put_file(media, f"imports/2024Q3/{HASH}", days=1)

    printed = tidied()

    assert f"imports/2024Q3/{HASH}: 5 byte" in printed
    assert "Có 1 tệp (5 byte) bị bỏ lại. Thêm --remove để xóa." in printed
    assert path.exists()


def test_files_without_a_row_are_removed_when_asked(media: Path) -> None:
    report = put_file(media, f"imports/2024Q3/{HASH}_a1B2c3D", days=2)
    table = put_file(media, f"long_tables/{HASH}", days=400)

    printed = tidied("--remove")

    assert "Đã xóa 2 tệp (10 byte)." in printed
    assert not report.exists()
    assert not table.exists()
    assert tidied("--remove") == "Không có tệp nào bị bỏ lại.\n"


def test_file_of_today_stays(media: Path) -> None:
    path = put_file(media, f"long_tables/{HASH}", days=0)

    assert tidied("--remove") == "Không có tệp nào bị bỏ lại.\n"
    assert path.exists()


def test_file_that_a_row_names_stays(provincial_officer: User) -> None:
    table = previewed(KEPT, by=provincial_officer)
    again = previewed(KEPT, by=provincial_officer)
    paths = [aged(Path(kept.file.path), days=30) for kept in (table, again)]
    assert len(set(paths)) == 2  # the same content, kept twice

    assert tidied("--remove") == "Không có tệp nào bị bỏ lại.\n"
    assert all(path.exists() for path in paths)


def test_file_of_a_row_that_was_never_written_is_removed(provincial_officer: User) -> None:
    table = previewed(KEPT, by=provincial_officer)
    path = aged(Path(table.file.path), days=2)
    LongTable.objects.all().delete()

    tidied("--remove")

    assert not path.exists()


def test_files_that_others_put_there_stay(media: Path) -> None:
    paths = [
        put_file(media, name, days=9)
        for name in (f"{HASH}", f"other/{HASH}", "imports/.keep", "imports/2024Q3/ghi chú.txt")
    ]

    assert tidied("--remove") == "Không có tệp nào bị bỏ lại.\n"
    assert all(path.exists() for path in paths)


def test_file_that_cannot_be_removed_is_named(media: Path, monkeypatch) -> None:
    put_file(media, f"long_tables/{HASH}", days=2)

    def refuse(storage: FileSystemStorage, name: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(FileSystemStorage, "delete", refuse)

    with pytest.raises(CommandError, match="Còn 1 tệp không xóa được"):
        tidied("--remove")


def test_every_kind_of_upload_is_looked_after() -> None:
    """A new model that keeps files must say where."""
    from indicators.services.uploads import _FOLDERS, keeping_models  # its own list

    assert {model.__name__ for model in keeping_models()} == set(_FOLDERS)
