"""The pages of a district's sheet of obstacles, from upload to undo."""

from io import BytesIO

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from indicators.models import Role, User
from programs.models import Obstacle, ProgrammeBatch
from tests.factories.obstacle_sheets import (
    CAO_LOC,
    SORTED,
    TITLE,
    obstacle_book,
    previewed_obstacles,
)
from tests.factories.people import member
from tests.factories.reference import district, period
from tests.indicators.views.examples import example
from tests.indicators.views.upload import named, text_of
from tests.programs.obstacle_rows import raised

UPLOAD = reverse("programs:obstacle_batch_upload")
LAND = (1, "Thiếu quỹ đất ở", "Vướng đất rừng", "Điều chỉnh quy hoạch", "UBND tỉnh", None, "Chưa")


@pytest.fixture
def cao_loc(db: None) -> User:
    return member("caoloc", Role.DISTRICT_OFFICER, district(CAO_LOC))


@pytest.fixture
def officer(client: Client, cao_loc: User) -> Client:
    client.force_login(cao_loc)
    return client


def uploaded(client: Client, content: bytes | None = None, quarter: str = "2024Q3") -> HttpResponse:
    data = {
        "area": district(CAO_LOC).pk,
        "period": period(quarter).pk,
        "file": named(content or example("R05").content, "Biểu 04 quý III.xlsx"),
    }
    return client.post(UPLOAD, data, follow=True)


def step(client: Client, name: str, **fields: str) -> HttpResponse:
    batch = ProgrammeBatch.objects.get()
    data = {"fingerprint": batch.fingerprint, **fields}
    return client.post(
        reverse(f"programs:obstacle_batch_{name}", args=[batch.pk]), data, follow=True
    )


def test_sheet_goes_from_upload_to_the_register_and_back(officer: Client) -> None:
    page = uploaded(officer)
    batch = ProgrammeBatch.objects.get()
    assert page.redirect_chain[-1][0] == f"/kho-khan/nhap/{batch.pk}/"
    assert "Định mức hỗ trợ nhà ở thấp" in text_of(page)
    assert "Hình trang" in text_of(page)
    assert not Obstacle.objects.exists()

    page = step(officer, "confirm")
    found = Obstacle.objects.count()
    assert f"Đã nêu {found} khó khăn, vướng mắc mới" in text_of(page)
    assert Obstacle.objects.first().code in text_of(page)

    page = step(officer, "undo", reason="Tải nhầm")
    assert f"rút lại {found} khó khăn" in text_of(page)


def test_rows_are_sorted_on_the_page(officer: Client) -> None:
    uploaded(officer, obstacle_book(LAND))

    choices = {"nhom-obstacle1": "land", "nguyen-nhan-obstacle1": "objective"}
    step(officer, "confirm", **choices, **{"cap-obstacle1": "ministry"})

    row = Obstacle.objects.get()
    assert (row.category.code, row.cause, row.authority) == ("land", "objective", "ministry")


def test_level_is_offered_by_the_agency_and_taken_only_by_a_person(officer: Client) -> None:
    page = uploaded(officer, obstacle_book(LAND))
    assert "Gợi ý theo “UBND tỉnh”" in text_of(page)

    step(officer, "confirm")

    assert Obstacle.objects.get().authority == ""


def test_resembling_row_is_linked_and_can_be_left_out(officer: Client, cao_loc: User) -> None:
    other = raised(cao_loc, "Thiếu quỹ đất ở cho hộ nghèo", code=CAO_LOC)

    page = uploaded(officer, obstacle_book(LAND))
    assert f"{other.code}</a> Thiếu quỹ đất ở cho hộ nghèo (giống" in text_of(page)

    page = step(officer, "confirm", **{"bo-obstacle1": "on"})
    assert Obstacle.objects.get() == other
    assert "1 dòng bỏ qua theo lựa chọn" in text_of(page)


def test_refused_cell_is_marked_in_the_sender_s_own_workbook(officer: Client) -> None:
    row = (*LAND, "Đất đai các thứ", "", "")
    page = uploaded(officer, obstacle_book(row, headings=SORTED))
    assert "Nhóm không có trong danh mục" in text_of(page)

    batch = ProgrammeBatch.objects.get()
    answer = officer.get(reverse("programs:obstacle_batch_marked", args=[batch.pk]))

    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert book["Biểu 04"]["H4"].comment is not None


def test_confirming_without_having_seen_the_refusals_keeps_the_choices(officer: Client) -> None:
    row = (*LAND, "Đất đai các thứ", "", "")
    uploaded(officer, obstacle_book(row, headings=SORTED))

    page = step(officer, "confirm", **{"nhom-obstacle1": "land"})

    assert page.status_code == 422
    assert '<option value="land" selected>' in text_of(page)
    assert not Obstacle.objects.exists()
    step(officer, "confirm", seen="1", **{"nhom-obstacle1": "land"})
    assert Obstacle.objects.get().category.code == "land"


def test_page_says_what_changed_meanwhile_and_reads_again(officer: Client, cao_loc: User) -> None:
    uploaded(officer, obstacle_book(LAND))
    batch = ProgrammeBatch.objects.get()
    raised(cao_loc, LAND[1], code=CAO_LOC)

    page = officer.get(batch.get_absolute_url())
    assert "Đã thay đổi sau khi bạn xem trước" in text_of(page)

    page = step(officer, "reread")
    assert "Đã nêu từ trước (1)" in text_of(page)


def test_original_file_is_handed_out_as_it_came(officer: Client) -> None:
    uploaded(officer)

    answer = officer.get(
        reverse("programs:obstacle_batch_file", args=[ProgrammeBatch.objects.get().pk])
    )

    assert b"".join(answer.streaming_content) == example("R05").content


def test_lists_of_capital_and_obstacles_are_kept_apart(officer: Client, cao_loc: User) -> None:
    previewed_obstacles(cao_loc, obstacle_book(LAND))

    assert "Biểu 04.xlsx" in text_of(officer.get(reverse("programs:obstacle_batch_list")))
    assert "Biểu 04.xlsx" not in text_of(officer.get(reverse("programs:batch_list")))


def test_quarter_without_districts_is_refused_with_what_to_do(officer: Client) -> None:
    page = uploaded(officer, obstacle_book(LAND, title=TITLE), quarter="2025Q3")

    assert page.status_code == 422
    assert "quý III năm 2025 không có biểu F4" in text_of(page)


def test_list_of_obstacles_leads_to_the_upload(officer: Client) -> None:
    assert UPLOAD in text_of(officer.get(reverse("programs:obstacle_list")))


@pytest.mark.parametrize("rows", [1, 12])
def test_page_costs_the_same_queries_however_many_rows(
    officer: Client, cao_loc: User, rows: int, django_assert_max_num_queries
) -> None:
    lines = [(number, f"Khó khăn riêng của nơi {number * 37}") for number in range(1, rows + 1)]
    batch = previewed_obstacles(cao_loc, obstacle_book(*lines))

    with django_assert_max_num_queries(14):
        officer.get(batch.get_absolute_url())
