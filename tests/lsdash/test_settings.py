"""Settings as a fresh process reads them from its environment."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

TOLD = "import json; from lsdash import settings; print(json.dumps(settings.DATABASES['default']))"


def database_of(address: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-c", TOLD],
        env=os.environ | {"DATABASE_URL": address},
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


def test_options_of_the_address_are_kept_beside_ours() -> None:
    options = database_of("postgresql://u@h/n?sslmode=verify-full")["OPTIONS"]

    assert options["sslmode"] == "verify-full"
    assert options["options"] == "-c statement_timeout=30000"


def test_server_options_of_the_address_come_after_ours() -> None:
    options = database_of("postgresql://u@h/n?options=-c%20work_mem%3D64MB")["OPTIONS"]

    assert options["options"] == "-c statement_timeout=30000 -c work_mem=64MB"


@pytest.mark.parametrize("address", ["sqlite:////tmp/x.sqlite3", "sqlite:////tmp/x?timeout=5"])
def test_sqlite_writes_ahead_and_waits(address: str) -> None:
    options = database_of(address)["OPTIONS"]

    assert "journal_mode=WAL" in options["init_command"]
    assert int(options["timeout"]) == (5 if "timeout" in address else 20)
