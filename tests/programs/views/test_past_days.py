"""The lists of obstacles and tasks at an address that names a past day."""

from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from indicators.models import User
from tests.programs.obstacle_rows import accepted, many, raised
from tests.programs.services.test_tasks import assigned

from .pages import words

pytestmark = pytest.mark.django_db
LISTS = ("/kho-khan/", "/nhiem-vu/")


@pytest.fixture
def reader(client: Client, leader: User) -> Client:
    client.force_login(leader)
    return client


@pytest.mark.parametrize("address", LISTS)
def test_past_day_is_named_with_the_way_back_to_today(reader: Client, address: str) -> None:
    answer = reader.get(f"{address}?ngay=2024-08-31&trang=2&sau=x")

    assert "Tình hình đến ngày 31/08/2024" in words(answer)
    page = answer.content.decode()
    assert f'<a href="{address}">Xem tình hình hôm nay</a>' in page
    assert '<input type="hidden" name="ngay" value="2024-08-31">' in page


@pytest.mark.parametrize("address", LISTS)
def test_today_is_no_past_day(reader: Client, address: str) -> None:
    assert "Tình hình đến ngày" not in words(reader.get(address))


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    ("day", "sentence"),
    [("31-02", "“31-02” không phải là một ngày"), ("2099-01-01", "Ngày 01/01/2099 chưa đến")],
)
def test_what_is_no_past_day_is_told_with_today_instead(
    reader: Client, address: str, day: str, sentence: str
) -> None:
    answer = reader.get(f"{address}?ngay={day}&trang_thai=tat-ca")

    assert answer.status_code == 404
    assert sentence in words(answer)
    assert "Tình hình hôm nay" in words(answer)


def test_obstacles_of_a_past_day_lead_on_within_that_day(
    reader: Client, provincial_officer: User
) -> None:
    many(60, of=provincial_officer)

    page = reader.get("/kho-khan/?ngay=31/08/2024").content.decode()

    assert "ngay=31%2F08%2F2024&amp;sau=" in page
    assert 'href="/kho-khan/in/?ngay=31%2F08%2F2024"' in page
    assert "Lưu bộ lọc này" not in page


def test_paper_for_a_meeting_tells_of_the_past_day(
    reader: Client, provincial_officer: User, van_quan_officer: User
) -> None:
    obstacle = accepted(raised(van_quan_officer), provincial_officer)

    page = words(reader.get("/kho-khan/in/?ngay=2024-08-15"))

    assert "Đến ngày 15/08/2024: 1 việc" in page
    assert obstacle.code in page
    assert "quá" not in page.partition(obstacle.code)[2].partition("</table>")[0][:400]


def test_tasks_of_a_past_day_are_drawn_against_that_day(
    reader: Client, provincial_officer: User
) -> None:
    assigned(provincial_officer)

    page = words(reader.get("/nhiem-vu/?ngay=2024-08-31"))

    assert "vạch đứt: ngày 31/08/2024" in page
    assert "đến ngày 31/08/2024" in page


def test_workbook_of_tasks_tells_of_the_past_day(reader: Client, provincial_officer: User) -> None:
    assigned(provincial_officer)

    answer = reader.get("/nhiem-vu/tai-ve/?ngay=2024-08-31")

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    told = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert "Trạng thái tính đến ngày 31/08/2024" in told
