"""LibreOffice, as a person's office opens and saves a file."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def resaved(tmp_path_factory):
    """Opens a file in LibreOffice without a window and saves it again."""
    if SOFFICE is None:
        why = "LibreOffice Calc (soffice) is not installed"
        (pytest.fail if os.environ.get("CI_OFFICE_REQUIRED") == "1" else pytest.skip)(why)
    folder = tmp_path_factory.mktemp("office")

    def resave(content: bytes, kind: str = "xlsx") -> bytes:
        source = folder / "mau.xlsx"
        source.write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        target = folder / "saved"
        command = [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", target, source]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return Path(target / f"mau.{kind}").read_bytes()

    return resave
