"""A database and folders that live as long as the benchmark, filled with the demonstration."""

import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.runner import DiscoverRunner


@contextmanager
def demonstration() -> Generator[None]:
    with tempfile.TemporaryDirectory(prefix="lsdash-bench-") as folder:
        _move_into(Path(folder))
        runner = DiscoverRunner(verbosity=0, interactive=False)
        databases = runner.setup_databases()
        try:
            print("Đang dựng bản minh họa để đo (khoảng 30 giây) …", file=sys.stderr)
            call_command("demo", no_serve=True, stdout=StringIO())
            yield
        finally:
            runner.teardown_databases(databases)


def _move_into(folder: Path) -> None:
    """Uploads, static files and, where it is a file, the database."""
    settings.MEDIA_ROOT = folder / "media"
    settings.STATIC_ROOT = folder / "static"
    plain_static_files()
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(folder / "bench.sqlite3")


def plain_static_files() -> None:
    """Pages name them the same way with or without the manifest, which takes long to make."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
