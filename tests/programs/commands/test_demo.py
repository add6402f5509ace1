"""`manage.py demo` in a process and a database of its own: repeatable, and never over real data."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from indicators.models import Period, User
from indicators.services.sample import sample_is_loaded

PEOPLE = ("vanquan", "trangdinh", "canbotinh", "lanhdao", "quantri")
Demo = Callable[[], subprocess.CompletedProcess]


@pytest.fixture
def demo(tmp_path: Path) -> Demo:
    """Runs the command over a database that is not there yet."""
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'demo.sqlite3'}",
        "LSDASH_MEDIA_ROOT": str(tmp_path / "media"),
    }

    def run() -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "manage.py", "demo", "--no-serve"],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    return run


def rows(database: Path, question: str) -> list[tuple]:
    connection = sqlite3.connect(database)
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


def contents(database: Path) -> dict[str, int]:
    tables = rows(database, "SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name: rows(database, f'SELECT COUNT(*) FROM "{name}"')[0][0] for (name,) in tables}  # noqa: S608


@pytest.mark.slow
def test_demo_fills_an_empty_database_once(demo: Demo, tmp_path: Path) -> None:
    database = tmp_path / "demo.sqlite3"

    first = demo()
    after_first = contents(database)
    second = demo()

    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stderr == ""
    assert all(name in first.stdout for name in (*PEOPLE, "http://127.0.0.1:8000/", "Mật khẩu"))
    assert "Nhập báo cáo mẫu của Huyện Hữu Lũng: Đã lưu" in first.stdout
    assert "giữ nguyên" in second.stdout
    # Every start extends the open quarter.
    changed = {"sqlite_sequence", "indicators_reportevent", "indicators_datastep"}
    assert {n: c for n, c in contents(database).items() if n not in changed} == {
        n: c for n, c in after_first.items() if n not in changed
    }
    assert rows(database, "SELECT state, COUNT(*) FROM indicators_importbatch GROUP BY state") == [
        ("applied", 1)
    ]
    assert rows(database, "SELECT COUNT(*) FROM indicators_report WHERE NOT is_sample") == [(0,)]


def test_demo_refuses_a_database_with_a_real_report_and_leaves_it_as_it_was(
    open_quarter: Period,
) -> None:
    people = set(User.objects.values_list("username", flat=True))

    with pytest.raises(CommandError, match="có báo cáo thật"):
        call_command("demo", no_serve=True, verbosity=0)

    assert not sample_is_loaded()
    assert set(User.objects.values_list("username", flat=True)) == people
