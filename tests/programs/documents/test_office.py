"""Through LibreOffice: the Word file opens, and its pages are what was meant."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from indicators.models import User
from programs.documents import word_bytes
from programs.selectors.official_report import report_data
from programs.services.official_reports import start_report
from tests.factories.documents import a_document
from tests.factories.reference import period, province
from tests.factories.times import NOW

SOFFICE = shutil.which("soffice")


def sides_of(content: bytes, folder: Path) -> list[bool]:
    """Of every page that LibreOffice makes of a Word file, whether it lies on its side."""
    if SOFFICE is None:
        why = "LibreOffice Writer (soffice) is not installed"
        (pytest.fail if os.environ.get("CI_OFFICE_REQUIRED") == "1" else pytest.skip)(why)
    source = folder / "bao-cao.docx"
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, source]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    pdf = (folder / "bao-cao.pdf").read_bytes()
    one = rb"/Type\s*/Page\b.*?/MediaBox\s*\[\s*0 0 (\d+)[\d.]* (\d+)"
    boxes = re.findall(one, pdf, re.DOTALL)
    return [int(width) > int(height) for width, height in boxes]


def test_word_file_becomes_pages_in_libreoffice(tmp_path: Path) -> None:
    sides = sides_of(word_bytes(a_document()), tmp_path)

    assert len(sides) == 5  # three of text, an annex on its side, one upright
    assert set(sides) == {True, False}


def test_report_of_the_demonstration_becomes_pages(
    sample_loaded: None, client: Client, provincial_officer: User, tmp_path: Path
) -> None:
    where = {"period": period("2024Q3"), "area": province()}
    data = report_data(**where, today=NOW.date())
    report = start_report(**where, data=data, by=provincial_officer, now=NOW)
    client.force_login(provincial_officer)

    answer = client.get(f"{report.get_absolute_url()}van-ban/")

    sides = sides_of(answer.content, tmp_path)
    upright = sides.index(True)
    assert 3 <= upright <= 8
    assert all(sides[upright:])  # the annexes, one page each at least
    assert len(sides) - upright >= 4
