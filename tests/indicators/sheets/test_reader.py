"""Whole files: whose they are, which rows count, what contradicts itself."""

import pytest


def _file_codes(report):
    return [problem.code for problem in report.problems if problem.scope == "file"]


def _codes(report):
    return {problem.code for problem in report.problems}


def test_sound_book_is_accepted(book, read):
    report = read(book)

    assert report.outcome_without_database == "accepted"
    assert len(report.records) == 30
    assert _codes(report) == {"missing_areas"}


@pytest.mark.parametrize(
    "title",
    [
        "Biểu 01 - Huyện Bình Gia - Quý III năm 2024",
        "UBND HUYỆN BÌNH GIA - Quý III/2024",
        "Phòng Dân tộc Bình Gia, quý III năm 2024",
        "BIEU 01 HUYEN BINH GIA QUY III NAM 2024",
        "Huyện Văn Quan và Huyện Bình Gia - Quý III năm 2024",
    ],
)
def test_title_of_another_district_stops_the_file(title, book, read):
    book.sheet["A1"] = title

    report = read(book)

    assert _file_codes(report) == ["wrong_area"]
    assert report.records == ()


def test_province_above_the_district_is_no_other_area(book, read):
    book.sheet["A1"] = "UBND TỈNH LẠNG SƠN - UBND HUYỆN VĂN QUAN - Quý III năm 2024"

    assert read(book).errors == ()


def test_place_before_the_date_is_not_the_reporting_area(book, read):
    book.sheet["A2"] = "Bình Gia, ngày 05 tháng 10 năm 2023"

    assert read(book).errors == ()


def test_rows_of_another_district_stop_the_file(book, read):
    for row, name in zip((4, 5, 6), ("Xã Hưng Đạo", "Xã Vĩnh Yên", "Xã Hòa Bình"), strict=True):
        book.sheet.cell(row, 2, name)

    report = read(book)

    assert _file_codes(report) == ["rows_of_another_area"]
    assert report.records == ()


@pytest.mark.parametrize(
    "period", ["Quý II năm 2024", "Quý III năm 2023", "6 tháng đầu năm 2024", "Năm 2024", "Q2/2024"]
)
def test_other_period_stops_the_file(period, book, read):
    book.sheet["A1"] = f"Biểu 01 - Huyện Văn Quan - {period}"

    report = read(book)

    assert _file_codes(report) == ["wrong_period"]
    assert report.records == ()


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("9 tháng năm 2024", "2024Q3"),
        ("6 tháng đầu năm 2024", "2024Q2"),
        ("Năm 2024", "2024Q4"),
        ("Qúy 3-2024", "2024Q3"),
    ],
)
def test_same_period_in_other_words_is_accepted(written, period, book, read):
    book.sheet["A1"] = f"Biểu 01 - Huyện Văn Quan - {written}"

    assert read(book, period=period).errors == ()


def test_silent_title_is_warned_of(book, read):
    book.sheet["A1"] = "Biểu 01/DT-H"

    report = read(book)

    assert "title_incomplete" in _codes(report)
    assert report.errors == ()


def test_other_form_is_named(book, read):
    report = read(book, area="20", form="F2")

    assert _file_codes(report) == ["wrong_form"]
    assert "biểu F1" in report.problems[0].message


def test_sheet_without_the_form_is_not_recognised(book, read):
    book.sheet.delete_rows(3)

    assert _file_codes(read(book)) == ["form_not_recognised"]


def test_unit_line_with_a_scale_is_refused(book, read):
    book.sheet["N2"] = "Đơn vị tính: trăm hộ"

    assert _file_codes(read(book)) == ["unit_not_supported"]


def test_unit_line_of_the_form_is_left_out_as_such(book, read):
    book.sheet["N2"] = "Đơn vị tính: hộ"

    report = read(book)

    assert ("row 2", "unit line") in {(part.where, part.reason) for part in report.skipped}
    assert report.understood[0].unit == "hộ"


@pytest.mark.parametrize(
    ("name", "code"),
    [("Xã Hưu Lễ", "unknown_name"), (None, "missing_name"), ("Xã Vân Nham", "unknown_name")],
)
def test_row_without_a_known_place_is_refused(name, code, book, read, cells_of):
    row = book.add(4, name, 1002, 24, 2.4, 21, None, 1002, 100, 8, 6, 75)

    report = read(book)

    problem = next(p for p in report.errors if p.row == row)
    assert (problem.scope, problem.code) == ("row", code)
    assert not {cell for cell in cells_of(report) if cell.endswith(str(row))}


def test_unknown_name_gets_a_suggestion(book, read):
    book.add(4, "Xã Hưu Lễ", 1002, 24, 2.4, 21, None, 1002, 100, 8, 6, 75)

    assert "Có phải là Xã Hữu Lễ?" in read(book).errors[0].message


def test_ambiguous_name_is_refused_with_both(book, read):
    book.sheet["A1"] = "Biểu 01 - Huyện Chi Lăng - Quý III năm 2024"
    book.sheet["B4"], book.sheet["B5"], book.sheet["B6"] = (
        "Chi Lăng",
        "Thị trấn Đồng Mỏ",
        "Xã Vân An",
    )

    report = read(book, area="187")

    assert [p.code for p in report.errors] == ["ambiguous_name"]
    assert "Thị trấn Chi Lăng" in report.errors[0].message
    assert "Xã Chi Lăng" in report.errors[0].message


def test_name_without_marks_is_read_with_a_warning(book, read, codes_at, cells_of):
    book.sheet["B5"] = "Xa Tran Ninh"

    report = read(book)

    assert codes_at(report, "B5") == ["name_without_marks"]
    assert "D5" in cells_of(report)


def test_doubled_place_is_refused_in_both_rows(book, read):
    row = book.add(4, "Trấn Ninh", 1002, 24, 2.4, 21, None, 1002, 100, 8, 6, 75)

    report = read(book)

    assert {p.row for p in report.errors if p.code == "duplicate_area"} == {5, row}
    assert {record.area_code for record in report.records} == {"06253", "06262"} - {"06262"} | {
        record.area_code for record in report.records if record.cell == "D6"
    }


def test_hidden_row_column_and_sheet_are_left_out_and_listed(book, read, cells_of):
    book.sheet.row_dimensions[5].hidden = True
    book.sheet.column_dimensions["G"].hidden = True
    other = book.workbook.create_sheet("Nháp")
    other["A1"] = "x"
    other.sheet_state = "hidden"

    report = read(book)

    skipped = {(part.where, part.reason) for part in report.skipped}
    assert {("row 5", "hidden row"), ("column G", "hidden column")} <= skipped
    assert ("sheet", "hidden sheet") in skipped
    assert not {"D5", "G4", "G6"} & cells_of(report)


def test_hidden_columns_of_one_range_are_all_hidden(book, read):
    book.sheet.column_dimensions.group("K", "M", hidden=True)

    letters = {part.column for part in read(book).skipped if part.reason == "hidden column"}

    assert letters == {"K", "L", "M"}


def test_empty_sheet_is_listed(book, read):
    book.workbook.create_sheet("Sheet2")

    assert ("Sheet2", "empty sheet") in {(p.sheet, p.reason) for p in read(book).skipped}


def test_sheet_of_another_period_is_left_out_with_a_warning(book, read):
    copy = book.workbook.copy_worksheet(book.sheet)
    copy.title = "Quý II"
    copy["A1"] = "Biểu 01/DT-H - Huyện Văn Quan - Quý II năm 2024"

    report = read(book)

    assert ("Quý II", "other period") in {(p.sheet, p.reason) for p in report.skipped}
    assert "wrong_period" in _codes(report)
    assert {record.sheet for record in report.records} == {"Biểu 01"}


def test_same_rows_on_two_sheets_are_refused(book, read):
    book.workbook.copy_worksheet(book.sheet)

    report = read(book)

    assert report.records == ()
    assert sum(p.code == "duplicate_area" for p in report.errors) == 6


def test_total_that_does_not_add_up_is_warned_of(book, read, codes_at, cells_of):
    row = book.total(2029, 999, None, 185, 2, 2028)

    report = read(book)

    assert codes_at(report, f"E{row}") == ["total_mismatch"]
    assert report.errors == ()
    assert f"E{row}" not in cells_of(report)


def test_total_that_adds_up_is_silent_and_left_out(book, read):
    row = book.total(2029, 193, 9.51, 185, 2, 2028, 99.95, 126, 107, 84.92)

    report = read(book)

    assert _codes(report) == {"missing_areas"}
    assert (f"row {row}", "total row") in {(p.where, p.reason) for p in report.skipped}


def test_total_rate_that_does_not_fit_is_warned_of(book, read, codes_at):
    row = book.total(2029, 193, 12.0)

    assert codes_at(read(book), f"F{row}") == ["total_rate_mismatch"]


def test_subtotal_is_compared_with_its_own_rows(book, read, codes_at):
    row = book.add("II", "Khu vực II", 5000)
    book.add(1, "Xã Hòa Bình", 1450, 66, 4.55, 53, "x", 1450, 100, 36, 25, 69.44)

    report = read(book)

    assert codes_at(report, f"D{row}") == ["total_mismatch"]
    assert report.errors == ()


def test_rate_that_contradicts_its_parts_is_refused(book, read, codes_at, cells_of):
    book.sheet["F5"] = 68.0

    report = read(book)

    assert codes_at(report, "F5") == ["rate_mismatch"]
    assert "F5" not in cells_of(report)
    assert "D5" in cells_of(report)


def test_part_of_a_wrong_rate_is_kept_only_where_its_total_confirms_it(book, read, cells_of):
    book.sheet["F5"] = 68.0
    without_total = cells_of(read(book))
    book.total(2029, 193)

    assert "E5" not in without_total
    assert "E5" in cells_of(read(book))


def test_total_that_excel_adds_up_confirms_nothing(book, read, cells_of):
    book.sheet["F5"] = 68.0
    book.total("=SUM(D4:D6)", "=SUM(E4:E6)")

    assert "E5" not in cells_of(read(book))


@pytest.mark.parametrize(("rate", "refused"), [(6.85, False), (6.73, True), (6.9, True)])
def test_rate_may_differ_by_rounding_only(rate, refused, book, read, codes_at):
    book.sheet["F5"] = rate

    assert (codes_at(read(book), "F5") == ["rate_mismatch"]) is refused


def test_fraction_in_a_plain_rate_column_is_refused_but_not_its_parts(
    book, read, codes_at, cells_of
):
    for cell, fraction in (("M4", 0.93), ("M5", 0.61), ("M6", 0.88)):
        book.sheet[cell] = fraction

    report = read(book)

    assert codes_at(report, "M4") == ["rate_is_fraction"]
    assert not {"M4", "M5", "M6"} & cells_of(report)
    assert {"K4", "L4", "K5", "L5"} <= cells_of(report)


def test_part_over_its_whole_is_refused(book, read, codes_at, cells_of):
    book.sheet["G5"] = 63

    report = read(book)

    assert codes_at(report, "G5") == ["part_over_whole"]
    assert "G5" not in cells_of(report)
    assert "E5" in cells_of(report)


def test_swapped_figures_of_two_columns_are_refused_as_columns(book, read, cells_of):
    for row in (4, 5, 6):
        poor, minority = book.sheet.cell(row, 5), book.sheet.cell(row, 7)
        poor.value, minority.value = minority.value, poor.value + 1

    report = read(book)

    assert "columns_disagree" in _codes(report)
    assert not {cell for cell in cells_of(report) if cell[0] in "EG"}


def test_swapped_columns_with_their_headings_are_read(book, read):
    for row in range(3, 7):
        poor, minority = book.sheet.cell(row, 5), book.sheet.cell(row, 7)
        poor.value, minority.value = minority.value, poor.value

    report = read(book)

    assert report.errors == ()
    assert next(r.key for r in report.records if r.cell == "E4") == "poor_hh_em"


def test_inserted_columns_do_not_matter(book, read):
    book.sheet.insert_cols(1)

    report = read(book)

    assert report.errors == ()
    assert next(r.key for r in report.records if r.cell == "E4") == "hh_total"


def test_shifted_row_is_refused_whole(book, read, cells_of):
    figures = [book.sheet.cell(5, column).value for column in range(4, 14)]
    for column, value in enumerate([None, *figures], start=4):
        book.sheet.cell(5, column).value = value

    report = read(book)

    assert "row_shifted" in {p.code for p in report.errors if p.row == 5}
    assert not {cell for cell in cells_of(report) if cell.endswith("5")}


def test_shifted_row_without_a_tick_is_refused_whole(book, read, cells_of):
    figures = [book.sheet.cell(6, column).value for column in range(4, 14)]
    for column, value in enumerate([None, *figures], start=4):
        book.sheet.cell(6, column).value = value

    report = read(book)

    assert "row_shifted" in {p.code for p in report.errors if p.row == 6}
    assert not {cell for cell in cells_of(report) if cell.endswith("6")}


def test_row_shifted_to_the_left_is_refused_whole(book, read, cells_of):
    figures = [book.sheet.cell(5, column).value for column in range(5, 14)]
    for column, value in enumerate([*figures, None], start=4):
        book.sheet.cell(5, column).value = value

    assert not {cell for cell in cells_of(read(book)) if cell.endswith("5")}


def test_row_of_units_below_the_headings_belongs_to_them(book, read):
    book.sheet.insert_rows(4)
    units = ("hộ", "hộ", "%", "hộ", "x", "hộ", "%", "công trình", "công trình", "%")
    for column, unit in enumerate(units, start=4):
        book.sheet.cell(4, column, unit)

    report = read(book)

    assert report.errors == ()
    assert report.understood[0].last_header_row == 4
    assert len(report.records) == 30


@pytest.mark.parametrize("mark", [" (*)", " (1)", "*", " (hộ)", "\n(hộ)"])
def test_mark_behind_a_heading_does_not_matter(mark, book, read):
    book.sheet["D3"] = f"Tổng số hộ{mark}"

    assert read(book).errors == ()


def test_column_of_names_is_found_by_what_stands_in_it(book, read):
    book.sheet["B3"] = "Tên đơn vị cấp dưới trực thuộc"

    report = read(book)

    assert report.errors == ()
    assert {c.letter: c.role for c in report.understood[0].columns}["B"] == "area"


def test_table_without_any_column_of_names_is_refused(book, read):
    book.sheet["B3"] = "Mã số nội bộ của phòng"
    for row in (4, 5, 6):
        book.sheet.cell(row, 2).value = f"M{row}"

    assert _file_codes(read(book)) == ["no_area_column"]


def test_figures_moved_down_a_row_are_refused_from_there_on(book, read, cells_of):
    figures = [[book.sheet.cell(row, column).value for column in range(4, 14)] for row in (5, 6)]
    for row, values in zip((5, 6, 7), ([None] * 10, *figures), strict=True):
        for column, value in enumerate(values, start=4):
            book.sheet.cell(row, column).value = value

    report = read(book)

    assert "rows_moved" in _codes(report)
    assert {cell[-1] for cell in cells_of(report)} == {"4"}


def test_name_without_figures_alone_is_no_sign_of_moved_rows(book, read):
    book.add(4, "Xã Hòa Bình", *[None] * 10)

    assert read(book).errors == ()


def test_rates_under_the_heading_of_counts_make_the_columns_doubtful(book, read, cells_of):
    for row in (4, 5, 6):
        count, rate = book.sheet.cell(row, 5), book.sheet.cell(row, 6)
        count.value, rate.value = rate.value, count.value

    report = read(book)

    assert "columns_disagree" in _codes(report)
    assert not {cell for cell in cells_of(report) if cell[0] in "EF"}
    assert {"D4", "I4"} <= cells_of(report)


def test_known_column_without_figures_is_ignored_and_listed(book, read):
    roles = {column.letter: column.role for column in read(book).understood[0].columns}

    assert [roles[letter] for letter in "ABCDN"] == [
        "ignored",
        "area",
        "ignored",
        "measure",
        "ignored",
    ]


def test_unknown_column_is_warned_of(book, read, codes_at):
    book.sheet["O3"], book.sheet["O4"] = "Số hộ cận nghèo", 12

    report = read(book)

    assert codes_at(report, "O3") == ["unknown_column"]
    assert report.errors == ()


def test_missing_column_is_an_error(book, read):
    book.sheet["E3"] = "Hộ ngèo - Số hộ"

    report = read(book)

    problem = next(p for p in report.errors if p.code == "missing_column")
    assert (problem.scope, "Hộ nghèo - Số hộ" in problem.message) == ("column", True)
    assert "poor_hh" not in {record.key for record in report.records}


def test_missing_rate_that_can_be_computed_is_no_error(book, read):
    book.sheet.delete_cols(6)

    assert read(book).errors == ()


def test_column_given_twice_is_refused_in_both(book, read):
    book.sheet["O3"], book.sheet["O4"] = "Tổng số hộ", 900

    report = read(book)

    assert [p.code for p in report.errors] == ["duplicate_column", "duplicate_column"]
    assert "hh_total" not in {record.key for record in report.records}


def test_heading_without_merges_takes_the_group_of_its_left_neighbour(book, read):
    book.sheet.insert_rows(4)
    groups = {"E": "Hộ nghèo", "K": "Trường, lớp học, trạm y tế"}
    leaves = {
        "E": "Số hộ", "F": "Tỷ lệ (%)", "G": "Trong đó: hộ DTTS",
        "K": "Tổng số", "L": "Kiên cố", "M": "Tỷ lệ kiên cố (%)",
    }  # fmt: skip
    for letter, leaf in leaves.items():
        book.sheet[f"{letter}3"], book.sheet[f"{letter}4"] = groups.get(letter), leaf

    report = read(book)

    assert report.errors == ()
    assert {record.key for record in report.records if record.cell == "G5"} == {"poor_hh_em"}


def test_code_column_is_used_and_must_agree_with_the_name(book, read, cells_of):
    book.sheet["C3"], book.sheet["C4"], book.sheet["C5"], book.sheet["C6"] = (
        "Mã xã",
        6253,
        6322,
        None,
    )

    report = read(book)

    assert "D4" in cells_of(report)
    assert [(p.row, p.code) for p in report.errors] == [(5, "code_name_conflict")]


def test_data_row_below_the_notes_is_still_read(book, read, cells_of):
    book.total(2029)
    book.sheet["A9"] = "Ghi chú: số liệu ước thực hiện."
    row = book.add(4, "Xã Hòa Bình", 1450, 66, 4.55, 53, "x", 1450, 100, 36, 25, 69.44)

    assert f"D{row}" in cells_of(read(book))


def test_misspelt_group_row_is_not_taken_for_a_subtotal(book, read):
    row = book.add("IV", "Hưu Lễ", 1002, 24, 2.4, 21, None, 1002, 100, 8, 6, 75)

    assert [(p.row, p.code) for p in read(book).errors] == [(row, "unknown_name")]


def test_repeated_headings_are_left_out(book, read):
    row = book.sheet.max_row + 1
    for column in range(1, 15):
        book.sheet.cell(row, column, book.sheet.cell(3, column).value)
    book.add(4, "Xã Hòa Bình", 1450, 66, 4.55, 53, "x", 1450, 100, 36, 25, 69.44)

    report = read(book)

    assert (f"row {row}", "header") in {(p.where, p.reason) for p in report.skipped}
    assert report.errors == ()
