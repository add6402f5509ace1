"""The overview as PDF: the words and numbers of the page, for those who may read them."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from indicators.models import User
from programs.models import Obstacle

pytestmark = pytest.mark.django_db
NO_READER = "pdftotext is not installed: apt-get install --no-install-recommends poppler-utils"


@pytest.fixture
def reader(leader: User, sample_loaded: None, client: Client) -> Client:
    client.force_login(leader)
    return client


def words_of(content: bytes, folder: Path) -> str:
    if shutil.which("pdftotext") is None:
        (pytest.fail if os.environ.get("CI_OFFICE_REQUIRED") == "1" else pytest.skip)(NO_READER)
    paper = folder / "paper.pdf"
    paper.write_bytes(content)
    done = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_paper_says_what_the_page_says(reader: Client, tmp_path: Path) -> None:
    answer = reader.get("/tong-quan.pdf")

    assert answer["Content-Type"] == "application/pdf"
    words = words_of(answer.content, tmp_path)
    for said in ("97,2 %", "99,99 %", "82,4 %", "20,03 %", "349,8 tỷ đồng", "Chậm nhẹ"):
        assert said in words
    assert "Dữ liệu minh họa" in words


def test_paper_of_a_past_period_says_so(reader: Client, tmp_path: Path) -> None:
    words = words_of(reader.get("/tong-quan.pdf?ky=2023Q4").content, tmp_path)

    assert "Như ngày 31/12/2023" in words
    assert "96,1 %" in words


def test_paper_is_light_enough_to_be_sent(reader: Client) -> None:
    answer = reader.get("/tong-quan.pdf")

    assert answer.content.startswith(b"%PDF-")
    assert len(answer.content) < 200_000


def test_paper_of_an_unknown_period_is_not_found(reader: Client) -> None:
    assert reader.get("/tong-quan.pdf?ky=1999Q9").status_code == 404


def test_page_leads_to_its_paper_with_the_same_choice(reader: Client) -> None:
    page = reader.get("/?ky=2023Q4&so-lieu=da-duyet").content.decode()

    assert 'href="/tong-quan.pdf?ky=2023Q4&amp;so-lieu=da-duyet"' in page


def test_paper_holds_texts_longer_than_a_page(reader: Client, tmp_path: Path) -> None:
    Obstacle.objects.filter(is_sample=True).update(content="Chưa có mặt bằng sạch. " * 400)

    words = words_of(reader.get("/tong-quan.pdf").content, tmp_path)

    assert "Chưa có mặt bằng sạch." in words
    assert "…" in words
