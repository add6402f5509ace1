"""Every chart of a page is handed out as a file from the page's own address."""

import pytest
from django.test import Client

from indicators.models import User
from lsdash.lib.headers import XLSX

ROADS = "/chi-tieu/duong-xa/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(leader: User, sample_loaded: None, client: Client) -> Client:
    client.force_login(leader)
    return client


@pytest.mark.parametrize(
    ("kind", "content_type", "begin"),
    [("png", "image/png", b"\x89PNG"), ("svg", "image/svg+xml", b"<svg"), ("xlsx", XLSX, b"PK")],
)
def test_chart_is_handed_out_as_a_file(
    kind: str, content_type: str, begin: bytes, reader: Client
) -> None:
    answer = reader.get(f"{ROADS}?ky=2024Q2&tep=dien-bien.{kind}")

    assert answer.status_code == 200
    assert answer["Content-Type"] == content_type
    assert answer.content.startswith(begin)
    assert f'.{kind}"' in answer["Content-Disposition"]
    assert answer["Content-Disposition"].isascii()


@pytest.mark.parametrize("name", ["dien-bien.exe", "khong-co.png", "dien-bien", ""])
def test_unknown_file_of_a_page_is_not_found(name: str, reader: Client) -> None:
    assert reader.get(f"{ROADS}?tep={name}").status_code == 404


@pytest.mark.parametrize(
    "page", ["/", "/von/", "/von/bien-dong/", "/kho-khan/tong-hop/", "/nhiem-vu/", ROADS]
)
def test_every_link_to_a_file_of_a_page_answers(page: str, reader: Client) -> None:
    text = reader.get(page).content.decode()
    links = [part.split('"')[0] for part in text.split('href="')]
    files = [link.replace("&amp;", "&") for link in links if "tep=" in link]

    assert files
    assert [link for link in files if reader.get(page + link).status_code != 200] == []
