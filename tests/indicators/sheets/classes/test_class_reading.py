"""What is read of an official list, over the places of the reference data."""

from datetime import date

import pytest

from indicators.models import Area
from indicators.sheets.classes.process import read_class_file
from programs.selectors.class_lists import class_request
from tests.factories.class_lists import FIRST_DAY, VILLAGE_HEADINGS, book, listed, read
from tests.factories.reference import commune

pytestmark = pytest.mark.django_db
ONE_COLUMN = ("TT", "Tên huyện, xã", "Thuộc khu vực")
TICKED = ("TT", "Huyện", "Xã", "Khu vực I", "Khu vực II", "Khu vực III")


def codes(reading) -> list[tuple[str, str]]:
    names = dict(Area.objects.values_list("pk", "code"))
    return [(names[one.commune_id], one.kind) for one in reading.entries]


def test_columns_of_district_and_commune_are_read() -> None:
    reading = read(
        listed(
            (1, "Huyện Tràng Định", "Xã Chi Lăng", "III"),
            (2, "", "Đại Đồng", "KV II"),
            (3, "Huyện Hữu Lũng", "X. Hoà Bình", 1),
        )
    )

    assert codes(reading) == [("06034", "region_3"), ("06040", "region_2"), ("06397", "region_1")]
    assert not reading.problems


def test_districts_above_their_communes_tell_names_apart() -> None:
    rows = [
        ("I", "HUYỆN VĂN QUAN", ""),
        (1, "Xã Hòa Bình", "III"),
        ("II", "HUYỆN CHI LĂNG", ""),
        (1, "Xã Hòa Bình", "II"),
        (2, "Thị trấn Chi Lăng", "I"),
        ("", "Tổng cộng", ""),
        ("", "Nơi nhận: như trên", ""),
        ("", "- Lưu: VT", ""),
    ]

    reading = read(listed(*rows, headings=ONE_COLUMN))

    assert codes(reading) == [("06274", "region_3"), ("06508", "region_2"), ("06466", "region_1")]
    assert [one.why for one in reading.left_out] == ["dòng tổng", "ghi chú, chữ ký dưới bảng"]


def test_district_may_stand_in_the_name_itself() -> None:
    headings = ("TT", "Xã", "Khu vực")

    reading = read(listed((1, "Xã Hòa Bình, huyện Bình Gia", "III"), headings=headings))
    bracketed = read(listed((1, "Hòa Bình (H. Chi Lăng)", "III"), headings=headings))

    assert codes(reading) == [("06103", "region_3")]
    assert codes(bracketed) == [("06508", "region_3")]


def test_name_of_several_communes_is_asked_with_all_of_them() -> None:
    reading = read(listed((1, "Xã Hòa Bình", "III"), headings=("TT", "Xã", "Khu vực")))

    (entry,) = reading.entries
    assert entry.commune_id is None
    assert not entry.is_guess
    names = Area.objects.filter(pk__in=entry.options).values_list("code", flat=True)
    assert set(names) == {"06103", "06274", "06397", "06508"}


def test_misspelt_name_is_asked_with_what_it_resembles() -> None:
    reading = read(listed((1, "Huyện Tràng Định", "Xã Đại Đồngg", "III")))

    (entry,) = reading.entries
    assert entry.is_guess
    assert commune("06040").pk in entry.options


def test_ticks_tell_the_region_and_two_of_them_are_refused() -> None:
    reading = read(
        listed(
            (1, "Tràng Định", "Đại Đồng", "", "", "x"),
            (2, "Tràng Định", "Chi Lăng", "x", "", "x"),
            headings=TICKED,
        )
    )

    assert codes(reading) == [("06040", "region_3")]
    (problem,) = reading.problems
    assert (problem.sheet, problem.cell, problem.code) == ("DS", "C4", "unclear_region")
    assert "nhiều khu vực" in problem.message


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        ((1, "Huyện Tràng Định", "Đại Đồng", "IV"), "unclear_region", "IV"),
        ((1, "Huyện Tràng Định", "Đại Đồng", ""), "no_region", "không ghi khu vực"),
        ((1, "Huyện Trùng Khánh", "Đại Đồng", "III"), "unknown_district", "Trùng Khánh"),
        ((1, "", "Xã Đại Đồng, huyện Văn Quan", "III"), "unknown_area", "Đại Đồng"),
        ((1, "Huyện Tràng Định", "Xã Hòa Bình, huyện Văn Quan", "I"), "conflict", "không khớp"),
    ],
)
def test_row_that_says_nothing_clear_is_refused_with_its_cell(row, code, said) -> None:
    reading = read(listed(row))

    (problem,) = reading.problems
    assert problem.code == code
    assert said in problem.message
    assert problem.cell.endswith("3")
    assert not reading.entries


def test_commune_that_is_no_more_on_the_day_is_said_with_its_days() -> None:
    data = listed((1, "Huyện Tràng Định", "Xã Đại Đồng", "III"))

    reading = read(data, day=date(2025, 1, 1))

    (problem,) = reading.problems
    assert problem.code == "area_gone"
    assert "chỉ là đơn vị hành chính từ 01/01/2020 đến trước 01/12/2024" in problem.message
    assert not reading.entries


def test_villages_stand_under_the_commune_above_them() -> None:
    reading = read(
        listed(
            (1, "Huyện Tràng Định", "Xã Đại Đồng", "Thôn Nà Lùng"),
            (2, "", "", "Bản Chu; Khuổi Slin"),
            headings=VILLAGE_HEADINGS,
        ),
        kind="villages",
    )

    assert [one.village for one in reading.entries] == ["Nà Lùng", "Bản Chu", "Khuổi Slin"]
    assert set(codes(reading)) == {("06040", "hard_village")}


def test_villages_in_the_column_of_their_communes() -> None:
    rows = [
        ("I", "Huyện Tràng Định"),
        (1, "Xã Đại Đồng"),
        ("", "- Thôn Nà Lùng"),
        ("", "Bản Chu"),
    ]

    reading = read(listed(*rows, headings=("TT", "Tên huyện, xã, thôn")), kind="villages")

    assert [one.village for one in reading.entries] == ["Nà Lùng", "Bản Chu"]
    assert set(codes(reading)) == {("06040", "hard_village")}


def test_village_without_a_commune_is_refused() -> None:
    reading = read(listed((1, "", "", "Nà Lùng"), headings=VILLAGE_HEADINGS), kind="villages")

    assert [problem.code for problem in reading.problems] == ["no_commune"]


def test_sheets_and_columns_that_nobody_reads_are_named() -> None:
    data = book(
        {
            "DS": [(*HEADED, "Dân số"), (1, "Huyện Tràng Định", "Xã Đại Đồng", "III", 5000)],
            "Ghi chú khác": [("Bảng tính phụ",), (1, 2, 3)],
        }
    )

    left = {(one.sheet, one.where): one.why for one in read(data).left_out}

    assert left["Ghi chú khác", "cả trang"] == "không có bảng danh sách"
    assert left["DS", "cột E (“Dân số”)"] == "không cần cho loại danh sách này"


HEADED = ("TT", "Huyện", "Xã", "Khu vực")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", listed()])
def test_file_without_a_list_is_refused_with_one_sentence(data: bytes) -> None:
    reading = read(data)

    assert reading.refusal
    assert not reading.entries


def test_child_process_reads_what_the_reader_reads(tmp_path) -> None:
    path = tmp_path / "ds.xlsx"
    path.write_bytes(listed((1, "Huyện Tràng Định", "Xã Chi Lăng", "III")))

    reading = read_class_file(path, class_request("regions", FIRST_DAY))

    assert codes(reading) == [("06034", "region_3")]


def test_file_that_breaks_the_child_is_refused(tmp_path) -> None:
    reading = read_class_file(tmp_path / "khong-co.xlsx", class_request("regions", FIRST_DAY))

    assert "Không đọc được tệp" in reading.refusal
