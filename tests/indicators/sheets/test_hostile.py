"""What a clerk does to a sheet without meaning harm: read rightly, or refused and said."""

import pytest

from indicators.sheets.rows import is_total_label
from lsdash.lib.numbers import NumberRefused, read_number


def codes(report) -> set[str]:
    return {problem.code for problem in report.problems}


def cells(report) -> set[str]:
    return {record.cell for record in report.records}


@pytest.mark.parametrize(
    "qualifier",
    ["(năm 2019)", "(kế hoạch)", "(KH năm)", "(cùng kỳ năm trước)", "(đầu kỳ)", "(31/12/2019)"],
)
def test_heading_of_another_time_or_of_a_plan_is_not_the_figure(qualifier, book, read, codes_at):
    book.sheet["D3"] = f"Tổng số hộ {qualifier}"

    report = read(book)

    assert codes_at(report, "D3") == ["unknown_column"]
    assert "missing_column" in codes(report)
    assert "D4" not in cells(report)
    assert "E4" in cells(report)


@pytest.mark.parametrize("qualifier", ["(hộ)", "(năm 2024)", "(ĐVT: hộ)", "(quý III năm 2024)"])
def test_heading_with_its_own_unit_or_time_is_the_figure(qualifier, book, read):
    book.sheet["D3"] = f"Tổng số hộ {qualifier}"

    report = read(book)

    assert report.errors == ()
    assert "D4" in cells(report)


@pytest.mark.parametrize("unit", ["(người)", "(khẩu)", "(%)", "(thôn)"])
def test_heading_in_the_unit_of_something_else_refuses_its_column(unit, book, read, codes_at):
    book.sheet["D3"] = f"Tổng số hộ {unit}"
    book.sheet["D5"] = "-"

    report = read(book)

    assert codes_at(report, "D4") == codes_at(report, "D5") == ["unit_not_supported"]
    assert not {"D4", "D5", "D6"} & cells(report)


@pytest.mark.parametrize(
    "label",
    ["06253 Thị trấn Văn Quan", "06253 - TT. Văn Quan", "(06253) Thị trấn Văn Quan",
     "Thị trấn Văn Quan (06253)", "Thị trấn Văn Quan - 06253", "06253_Thị trấn Văn Quan"],
)  # fmt: skip
def test_code_beside_the_name_in_one_cell_is_read(label, book, read):
    book.sheet["B4"] = label

    report = read(book)

    assert report.errors == ()
    assert {r.area_code for r in report.records if r.cell == "D4"} == {"06253"}


def test_code_that_contradicts_the_name_beside_it_refuses_the_row(book, read):
    book.sheet["B5"] = "06253 Xã Trấn Ninh"

    report = read(book)

    assert "code_name_conflict" in codes(report)
    assert "D5" not in cells(report)


def test_name_of_the_sheet_that_contradicts_its_title_is_warned_of(book, read):
    book.sheet.title = "Quý II năm 2024"

    report = read(book)

    assert report.errors == ()
    assert "sheet_name_differs" in codes(report)


def _second_table(book, *headings):
    for column, heading in enumerate(headings, start=1):
        book.sheet.cell(8, column, heading)
    for column, value in enumerate((1, "Xã Tri Lễ", "I", 500, 50, 10, 50), start=1):
        book.sheet.cell(9, column, value)


def test_table_of_another_quarter_below_is_refused(book, read):
    book.sheet["B7"] = "Quý I năm 2024"
    _second_table(book, *(cell.value for cell in book.sheet[3]))

    report = read(book)

    assert {p.row for p in report.errors} == {9}
    assert "Quý I năm 2024" in report.errors[0].message
    assert {"D4", "D5", "D6"} <= cells(report)


def test_table_of_other_columns_below_is_refused_and_leaves_the_first_alone(book, read):
    _second_table(book, "STT", "Tên xã", "Khu vực", "Số thôn", "Số khẩu", "Số lớp", "Số cán bộ")
    book.sheet["B9"] = "Xã Trấn Ninh"

    report = read(book)

    assert [(p.code, p.row) for p in report.errors] == [("other_table_below", 9)]
    assert {"D4", "D5", "D6"} <= cells(report)


def test_table_goes_on_below_its_own_headings(book, read):
    _second_table(book, *(cell.value for cell in book.sheet[3]))

    assert "D9" in cells(read(book))


@pytest.mark.parametrize(
    "label",
    ["Cộng (1+2+3)", "CỘNG:", "Cộng các xã", "Tổng hợp toàn huyện", "Tổng (22 xã)", "Cộng dồn",
     "Tổng cộng các xã, thị trấn"],
)  # fmt: skip
def test_totals_go_by_many_names(label):
    assert is_total_label(label)


@pytest.mark.parametrize("label", ["Xã Cộng Hòa", "Cộng Hòa", "Khối phố 3", "Tổng Đoàn"])
def test_names_are_no_totals(label):
    assert not is_total_label(label)


def test_row_of_a_neighbourhood_is_no_group(book, read):
    book.add(None, "Khối phố 3", 100, 10, 10, 5, "x", 100, 100, 5, 4, 80)

    assert "unknown_name" in codes(read(book))


@pytest.mark.parametrize(
    "text", ["864\n912", "864\r\n912", "'864", "８６４", "(864)", "٨٦٤", "864."]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NumberRefused):
        read_number(text, decimals=0)


@pytest.mark.parametrize("text", ["864 ", "\u00a0864\u00a0", "864\n", "864\t", "\u200b864"])
def test_blanks_around_a_number_do_not_matter(text):
    assert read_number(text, decimals=0) == 864
