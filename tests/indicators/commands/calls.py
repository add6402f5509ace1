"""One call of `manage.py import_report`, and what it printed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from tests.indicators.views.examples import Example, example


@dataclass(frozen=True)
class Run:
    """What one call printed, and the status it ended with."""

    status: int
    text: str

    @property
    def answer(self) -> dict[str, Any]:
        return json.loads(self.text)


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


def wrong_cell(tmp_path: Path) -> Path:
    file = tmp_path / "sai.xlsx"
    file.write_bytes(example("R01").spoilt(E4="12,5"))
    return file
