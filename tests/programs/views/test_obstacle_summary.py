"""The page of all obstacles and its workbook tell the same numbers."""

import zipfile
from decimal import Decimal
from io import BytesIO

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indicators.models import User
from tests.programs.obstacle_rows import accepted, many, raised

from .pages import words

PAGE = "/kho-khan/tong-hop/"


def test_summary_links_each_number_to_its_obstacles(
    office: Client, provincial_officer: User
) -> None:
    accepted(
        raised(provincial_officer, capital_stuck_million_vnd=Decimal(1500)), provincial_officer
    )

    page = office.get(PAGE)

    assert "1 khó khăn chưa kết thúc, 1 quá hạn ; vốn bị vướng 1.500 triệu đồng" in words(page)
    assert "?dia_ban=184&amp;nhom=THU" in page.content.decode()
    assert "1.500" in words(page)


def test_leader_reads_billions(office: Client, leader: User, provincial_officer: User) -> None:
    raised(provincial_officer, capital_stuck_million_vnd=Decimal(1500))
    office.force_login(leader)

    assert "vốn bị vướng 1,5 tỷ đồng" in words(office.get(PAGE))


def test_summary_of_nothing_says_so(office: Client) -> None:
    assert "Không có khó khăn nào chưa kết thúc" in words(office.get(PAGE))
    assert office.get(f"{PAGE}tai-ve/").status_code == 200


def test_summary_of_many_takes_at_most_twelve_queries(
    office: Client, provincial_officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many(300, of=provincial_officer)

    with django_assert_max_num_queries(12):
        office.get(PAGE)


def test_workbook_has_a_sheet_for_each_table(office: Client, provincial_officer: User) -> None:
    accepted(
        raised(provincial_officer, capital_stuck_million_vnd=Decimal("1500.5")),
        provincial_officer,
    )

    content = office.get(f"{PAGE}tai-ve/").content

    with zipfile.ZipFile(BytesIO(content)) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        third = book.read("xl/worksheets/sheet3.xml").decode()
    assert len(sheets) == 5
    assert "<v>1500.5" in third
