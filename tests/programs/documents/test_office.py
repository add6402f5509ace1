"""Through LibreOffice: the Word file opens, and its pages are what was meant."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from programs.documents import word_bytes
from tests.factories.documents import a_document

SOFFICE = shutil.which("soffice")


def test_word_file_becomes_pages_in_libreoffice(tmp_path: Path) -> None:
    if SOFFICE is None:
        why = "LibreOffice Writer (soffice) is not installed"
        (pytest.fail if os.environ.get("CI_OFFICE_REQUIRED") == "1" else pytest.skip)(why)
    source = tmp_path / "bao-cao.docx"
    source.write_bytes(word_bytes(a_document()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"

    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, source]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    pdf = (tmp_path / "bao-cao.pdf").read_bytes()
    pages = re.findall(rb"/Type\s*/Page\b", pdf)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 (\d+)[\d.]* (\d+)", pdf)
    assert len(pages) == 5  # three of text, an annex on its side, one upright
    assert {int(width) > int(height) for width, height in boxes} == {True, False}
