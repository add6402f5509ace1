"""Long tables of money: names, units, amounts, and all that is wrong told at once."""

import io
from pathlib import Path

import openpyxl
import pytest

from indicators.sheets.long.money_reading import read_money_table
from indicators.sheets.long.process import read_long_file

from .money_tables import HEADINGS, LINE, codes, line, money_csv, read, request, said

ROW = [2, 1, 11, 30, 2024, "dtpt", "central", False, 1_200_500, ""]


def changed(heading: str, to: str) -> tuple[str, ...]:
    return tuple(to if text == heading else text for text in HEADINGS)


def test_row_is_ids_and_thousand_dong():
    reading = read(LINE)

    assert reading.rows == (ROW,)
    assert (reading.causes, reading.refusal, reading.notices) == ((), "", ())


@pytest.mark.parametrize(
    "cells",
    [
        {"decision": "Quyết định số 145/QĐ-UBND"},
        {"decision": "145/qđ-ubnd ngày 20/01/2024"},
        {"decision": "145/QĐ-UBND/2024-01-20"},
        {"component": "Tiểu dự án 1 Dự án 4"},
        {"component": "Đầu tư hạ tầng phục vụ sản xuất"},
        {"component": "da4.tda1"},
        {"agency": "ubnd huyện Văn Quan"},
        {"agency": "Văn quan"},
        {"year": "Năm 2024"},
        {"kind": "Vốn đầu tư phát triển"},
        {"source": "Ngân sách trung ương"},
        {"carried": "không"},
        {"amount": "1200,5"},
    ],
)
def test_names_are_read_as_officers_write_them(cells):
    reading = read(line(**cells))

    assert list(reading.rows) == [ROW], said(reading)


@pytest.mark.parametrize("year", ["", "2021-2025", "2021–2025", "Giai đoạn 2021 - 2025"])
def test_whole_period_is_year_0(year):
    assert read(line(year=year)).rows[0][4] == 0


@pytest.mark.parametrize(
    ("cells", "code", "sentence"),
    [
        ({"decision": "99/QĐ-UBND"}, "unknown_decision", "“99/QĐ-UBND” chưa có trong danh mục"),
        (
            {"decision": "145/QĐ-UBND ngày 21/01/2024"},
            "decision_day",
            "ký ngày 20/01/2024, nhưng bảng ghi ngày 21/01/2024",
        ),
        ({"component": "DA44"}, "unknown_component", "Không có dự án “DA44”"),
        ({"component": "DA4"}, "ambiguous_component", "DA4 (DTTS&MN) hoặc DA4 (Giảm nghèo)"),
        ({"agency": "Van Quam"}, "unknown_agency", "Có phải là UBND huyện Văn Quan"),
        ({"year": "2030"}, "year_outside", "2021-2025"),
        ({"year": "hai nghìn"}, "unclear_year", "“hai nghìn” không rõ"),
        ({"kind": "thường"}, "unknown_fund_kind", "Cần: ĐTPT hoặc SN"),
        ({"source": ""}, "unknown_source", "Cần: NSTW"),
        ({"carried": "hả"}, "unclear_carried", "“hả”"),
        ({"amount": "1.234"}, "ambiguous_number", "1.234 hoặc 1,234"),
        ({"amount": "nhiều"}, "not_a_number", "“nhiều” không phải là số"),
        ({"amount": "1,2345"}, "too_fine", "lẻ dưới một nghìn đồng"),
        ({"amount": "9" * 20}, "too_large", "quá lớn"),
        ({"note": "x" * 501}, "note_too_long", "501"),
    ],
)
def test_what_is_wrong_is_told_with_value_and_expectation(cells, code, sentence):
    reading = read(line(**cells))

    assert codes(reading) == {code: [2]}
    assert sentence in said(reading)
    assert reading.rows == ()


def test_one_pass_tells_everything_of_a_row():
    reading = read(line(decision="99/QĐ", agency="Ai", kind="?", amount="1.234"))

    assert codes(reading) == {
        "unknown_decision": [2],
        "unknown_agency": [2],
        "unknown_fund_kind": [2],
        "ambiguous_number": [2],
    }


def test_programme_decides_between_two_projects_of_one_code():
    headings = ("Chương trình", *HEADINGS)

    reading = read(("Giảm nghèo", *line(component="DA4")), headings=headings)

    assert [row[2] for row in reading.rows] == [20]


@pytest.mark.parametrize(
    ("unit", "amount", "thousands"),
    [
        ("tỷ đồng", "1,2005", 1_200_500),
        ("đồng", "1.200.500.000", 1_200_500_000 // 1000),
        ("nghìn đồng", "1.200.500", 1_200_500),
        ("ĐVT: triệu đồng", "1200,5", 1_200_500),
    ],
)
def test_amount_is_converted_from_the_unit_of_the_heading(unit, amount, thousands):
    headings = changed("Số tiền (triệu đồng)", f"Số tiền ({unit})")

    reading = read(line(amount=amount), headings=headings)

    assert [row[8] for row in reading.rows] == [thousands], said(reading) + reading.refusal
    if "triệu" not in unit:
        assert f"bằng {unit} đã đổi sang triệu đồng" in reading.notices[0]


def test_unit_may_stand_above_the_table():
    headings = changed("Số tiền (triệu đồng)", "Số tiền")
    data = "Đơn vị tính: tỷ đồng\n".encode() + money_csv(line(amount="2"), headings=headings)

    assert read_money_table(data, request()).rows[0][8] == 2_000_000


@pytest.mark.parametrize("heading", ["Số tiền", "Số tiền (nghìn hoặc triệu đồng)"])
def test_unclear_unit_refuses_the_whole_table(heading):
    reading = read(LINE, headings=changed("Số tiền (triệu đồng)", heading))

    assert reading.rows == ()
    assert f"Không rõ đơn vị tiền của cột “{heading}”" in reading.refusal


def test_unit_of_each_row_must_be_clear():
    headings = (*changed("Số tiền (triệu đồng)", "Số tiền"), "Đơn vị tính")

    good = read((*line(), "triệu đồng"), (*line(year="2023", amount="1"), "tỷ"), headings=headings)
    bad = read((*line(), "triệu đồng"), (*line(year="2023"), "USD"), headings=headings)

    assert [row[8] for row in good.rows] == [1_200_500, 1_000_000]
    assert "dòng 3 ghi “USD”" in bad.refusal


def test_dot_is_settled_by_plainly_vietnamese_amounts():
    sure = [line(year=year, amount="1.234,5") for year in (2021, 2022, 2023)]

    reading = read(*sure, line(amount="1.234"))

    assert reading.rows[-1][8] == 1_234_000
    assert reading.causes == ()


def test_blank_states_nothing_and_a_dash_is_nil():
    reading = read(line(amount=""), line(amount="-"), line(year=2023, amount="-5"))

    assert reading.blank == 1
    assert [row[8] for row in reading.rows] == [0, -5000]


def test_same_key_twice_is_refused_with_both_lines_and_amounts():
    reading = read(line(amount="5"), line(amount="7"), line(year="2023"))

    assert codes(reading) == {"repeated_key": [2, 3]}
    assert "Dòng 3 (7 triệu đồng)" in said(reading)
    assert [row[0] for row in reading.rows] == [4]


def parts(total: str) -> list[tuple[object, ...]]:
    return [
        line(component="Dự án 4: Đầu tư cơ sở hạ tầng thiết yếu", amount=total),
        line(component="DA4.TDA1", amount="10"),
        line(component="DA4.TDA2", amount="5,5"),
    ]


def test_total_that_equals_its_lines_is_left_out_and_said():
    reading = read(*parts("15,5"))

    assert [row[0] for row in reading.rows] == [3, 4]
    assert codes(reading) == {"total_left_out": [2]}
    assert "tổng của các dòng 3, 4 (15,5 triệu đồng)" in said(reading)


def test_total_that_differs_is_refused_with_both_values():
    reading = read(*parts("16"))

    assert codes(reading) == {"total_differs": [2]}
    assert "Dòng tổng ghi 16, nhưng các dòng 3, 4 cộng lại được 15,5" in said(reading)


def grand(amount: str, **cells: str) -> tuple[object, ...]:
    blank = dict.fromkeys(["component", "agency", "year", "kind", "source"], "")
    return line(**blank | {"decision": "Tổng cộng", "amount": amount} | cells)


def test_grand_total_is_checked_against_the_lines_it_names():
    reading = read(
        line(amount="10"),
        line(year="2023", kind="SN", amount="5"),
        grand("15"),
        grand("5", kind="SN"),
        grand("10", component="Dự án 4: Đầu tư cơ sở hạ tầng thiết yếu", year="2024"),
        grand("11", year="2024"),
    )

    assert codes(reading) == {"total_left_out": [4, 5, 6], "total_differs": [7]}
    assert "Dòng tổng ghi 11, nhưng 1 dòng nhận được cộng lại được 10" in said(reading)


def test_disbursement_names_its_day_instead_of_a_decision():
    headings = ("Lũy kế đến ngày", *HEADINGS[1:])
    data = money_csv(("31/08/2025", *LINE[1:]), ("8/2025", *LINE[1:]), headings=headings)

    reading = read_money_table(data, request("disbursements"))

    assert reading.rows == ([2, "2025-08-31", *ROW[2:]],)
    assert codes(reading) == {"unclear_date": [3]}


def xlsx(*lines: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in (HEADINGS, *lines):
        book.active.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_workbook_is_read_like_text():
    reading = read_money_table(xlsx(line(year=2024, amount=1200.5)), request())

    assert reading.rows == (ROW,)


@pytest.mark.parametrize("value", [True, "=1+1"])
def test_workbook_cell_that_is_no_amount_is_refused(value):
    reading = read_money_table(xlsx(line(amount=value)), request())

    assert list(codes(reading)) in (["not_a_number"], ["formula_without_result"])


@pytest.mark.parametrize(
    "text",
    ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "\x00", "a" * 40_000, "' OR 1=1 --"],
)
def test_hostile_names_are_refused_like_any_other(text):
    reading = read(line(agency=text))

    assert reading.rows == ()
    assert reading.refusal or codes(reading) == {"unknown_agency": [2]}
    assert len(said(reading)) < 500


def test_child_process_answers_as_the_reader_does(tmp_path: Path):
    path = tmp_path / "von.csv"
    path.write_bytes(money_csv(LINE))

    assert read_long_file(path, request()).rows == (ROW,)
