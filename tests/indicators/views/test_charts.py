"""Every chart of a page is handed out as a file from the page's own address."""

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from indicators.models import User
from lsdash.lib.headers import XLSX
from lsdash.lib.theme import LIGHTS as LIGHTS_LOOK

ROADS, LIGHTS = "/chi-tieu/duong-xa/", "/bang-den/"
PLACE = "/dia-ban/184/tu-2020-01-01/"
COMPARED = "/so-sanh/?dia-ban=180&dia-ban=184&chi-tieu=duong-xa"
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
    "page",
    [
        "/",
        "/von/",
        "/von/bien-dong/",
        "/kho-khan/tong-hop/",
        "/nhiem-vu/",
        "/ban-do/",
        LIGHTS,
        COMPARED,
        PLACE,
        ROADS,
    ],
)
def test_every_link_to_a_file_of_a_page_answers(page: str, reader: Client) -> None:
    text = reader.get(page).content.decode()
    links = [part.split('"')[0] for part in text.split('href="')]
    files = [link.replace("&amp;", "&") for link in links if "tep=" in link]
    address = page.partition("?")[0]

    assert files
    assert [link for link in files if reader.get(address + link).status_code != 200] == []


def book_of(reader: Client, address: str) -> list[tuple]:
    answer = reader.get(address)
    assert answer["Content-Type"] == XLSX
    return list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))


def test_table_of_lights_is_handed_out_with_values_progress_and_lights(reader: Client) -> None:
    rows = book_of(reader, f"{LIGHTS}?ky=2024Q2&tep=bang-den.xlsx")

    heads = next(row for row in rows if row[0] == "Địa bàn")
    whole = next(row for row in rows if row[0] == "Tỉnh Lạng Sơn")
    roads = heads.index("Đường đến trung tâm xã")
    assert heads[roads + 1 : roads + 3] == (f"{heads[roads]}: tiến độ", f"{heads[roads]}: đánh giá")
    assert whole[roads] == 97.2
    assert whole[roads + 2] in {light.label for light in LIGHTS_LOOK.values()}
    assert sum(str(row[0]).startswith(("Huyện", "Thành phố")) for row in rows) == 11
    assert "có số liệu minh họa" in str(rows[-1][0])


def test_picture_of_lights_says_each_light_without_its_colour(reader: Client) -> None:
    drawn = reader.get(f"{LIGHTS}?ky=2024Q2&tep=bang-den.svg").content.decode()

    assert "97,2" in drawn
    assert "Chậm nhẹ" in drawn
    assert all(name in drawn for name in ("Tỉnh Lạng Sơn", "Thành phố Lạng Sơn", "Huyện Văn Quan"))


def test_picture_of_two_hundred_communes_is_not_offered(reader: Client) -> None:
    page = reader.get(f"{LIGHTS}?cap=xa").content.decode()

    assert "tep=bang-den.xlsx" in page
    assert "tep=bang-den.png" not in page
    assert reader.get(f"{LIGHTS}?cap=xa&tep=bang-den.png").status_code == 404


def test_table_without_a_picture_has_only_a_workbook(reader: Client) -> None:
    rows = book_of(reader, f"{COMPARED}&tep=hien-o-dau.xlsx")

    assert rows[0][0] == "Hiện ở đâu"
    assert reader.get(f"{COMPARED}&tep=hien-o-dau.png").status_code == 404


def test_indicators_of_a_place_are_handed_out_beside_those_of_the_province(reader: Client) -> None:
    rows = book_of(reader, f"{PLACE}?tep=chi-tieu.xlsx")

    heads = next(row for row in rows if row[0] == "Chỉ tiêu")
    assert rows[0][0] == "Các chỉ tiêu của Huyện Văn Quan"
    assert "Toàn tỉnh" in heads
    assert sum(isinstance(row[1], int | float) for row in rows) >= 3
