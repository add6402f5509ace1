import pytest

from indicators.sheets.long.spec import MAX_ROWS, MAX_SAMPLES

from .tables import codes, csv_of, read, xlsx_of

ROW = ("06001", "hh_total", "2024Q3", "750")


def with_value(value: object, measure: str = "hh_total") -> tuple[object, ...]:
    return ("06001", measure, "2024Q3", value)


def values(reading) -> list[tuple[str, bool]]:
    return [(row[4], row[5]) for row in reading.rows]


def test_row_says_line_area_measure_period_value_and_what_stands_beside_it():
    reading = read(csv_of(("Xã Đoàn Kết", "Tổng số hộ", "Quý III năm 2024", "1.750", "ước", "rà")))

    assert reading.rows == ([2, 11, 21, 31, "1750.0000", False, True, "rà"],)
    assert reading.causes == ()


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_in_each_encoding_and_with_each_separator(sign, encoding):
    data = csv_of(("Xã Đoàn Kết", "hh_total", "2024Q3", "750", "", ""), sign=sign)

    reading = read(data.decode().encode(encoding))

    assert values(reading) == [("750.0000", False)]


def test_workbook_is_read_like_text():
    reading = read(
        xlsx_of(("06001", "hh_total", "2024Q3", 750), (6001, "elec_rate", "2024Q3", 99.5))
    )

    assert [row[:4] for row in reading.rows] == [[2, 11, 21, 31], [3, 11, 22, 31]]
    assert values(reading) == [("750.0000", False), ("99.5000", False)]


@pytest.mark.parametrize(
    ("value", "measure", "stored"),
    [
        ("1.234", "hh_total", [("1234.0000", False)]),
        ("99,98", "elec_rate", [("99.9800", False)]),
        ("99,98%", "elec_rate", [("99.9800", False)]),
        ("-", "elec_rate", [("0.0000", True)]),
        ("", "hh_total", []),
        ("…", "hh_total", []),
        ("x", "road_paved", [("1.0000", False)]),
        ("0", "road_paved", [("0.0000", False)]),
        ("", "road_paved", []),
    ],
)
def test_value_is_read_by_the_rules_of_sheets(value, measure, stored):
    reading = read(csv_of(with_value(value, measure)))

    assert values(reading) == stored
    assert reading.causes == ()
    assert reading.blank == (not stored)


@pytest.mark.parametrize(
    ("value", "measure", "code", "said"),
    [
        ("1.234", "elec_rate", "ambiguous_number", "1.234 hoặc 1,234"),
        ("1.2345", "elec_rate", "ambiguous_number", "1,2345"),
        ("12,5", "hh_total", "not_whole", "12,5"),
        ("-3", "hh_total", "below_minimum", "thấp nhất"),
        ("101", "elec_rate", "above_maximum", "cao nhất"),
        ("nhiều", "hh_total", "not_a_number", "nhiều"),
        ("7", "road_paved", "not_yes_no", "x nếu đạt"),
        ("99999999999999999", "hh_total", "not_storable", "quá lớn"),
    ],
)
def test_doubtful_value_is_refused_and_said(value, measure, code, said):
    reading = read(csv_of(with_value(value, measure)))

    assert reading.rows == ()
    assert codes(reading) == {code: [2]}
    assert said in reading.causes[0].samples[0].message


def test_fraction_in_a_workbook_may_be_a_percentage_so_it_is_refused_with_both_readings():
    reading = read(xlsx_of(with_value(0.961, "elec_rate")))

    assert codes(reading) == {"ambiguous_number": [2]}
    assert "0,961 hoặc 96,1" in reading.causes[0].samples[0].message


def test_what_calamine_hides_is_refused_or_said():
    book = xlsx_of(*(with_value(value) for value in ("#DIV/0!", "=1+1", 750, 751)))
    book.active["D2"].data_type = "e"
    book.active.row_dimensions[5].hidden = True

    reading = read(book)

    assert codes(reading) == {"excel_error": [2], "formula_without_result": [3]}
    assert [row[0] for row in reading.rows] == [4]
    assert reading.hidden == 1


@pytest.mark.parametrize(
    ("area", "period", "found"),
    [
        ("6040", "2024Q3", 12),
        ("06040", "2024Q4", 13),
        ("06040/2020-01-01", "2024Q3", 12),
        ("TT. Thất Khê", "2024Q4", 13),
        ("huyện TRÀNG ĐỊNH", "2024Q3", 1),
    ],
)
def test_area_is_the_one_of_that_time(area, period, found):
    reading = read(csv_of((area, "hh_total", period, 750)))

    assert [row[1] for row in reading.rows] == [found]


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        (("Xã Hòa Bình", "hh_total", "2024Q3", 1), "ambiguous_area", "06310"),
        (("06040/2024-12-01", "hh_total", "2024Q3", 1), "unknown_area", "mã"),
        (("Thất Khê", "hh_total", "2024Q3", 1), "unknown_area", "Thất Khê"),
        (("06001", "khong_co", "2024Q3", 1), "unknown_measure", "khong_co"),
        (("06001", "hh_total", "2030Q1", 1), "unknown_period", "2024Q3"),
        ((*ROW, "đoán"), "unknown_status", "ước"),
        ((*ROW, "", "dài" * 200), "note_too_long", "500"),
        ((*ROW, "", "", "thừa"), "extra_cells", "dấu phẩy"),
    ],
)
def test_name_that_is_not_clear_is_refused_and_said(row, code, said):
    reading = read(csv_of(row))

    assert reading.rows == ()
    assert codes(reading) == {code: [2]}
    assert said in reading.causes[0].samples[0].message


def test_name_without_marks_is_taken_with_a_warning():
    reading = read(csv_of(("xa doan ket", "hh_total", "2024Q3", 750)))

    assert len(reading.rows) == 1
    assert [(cause.code, cause.level) for cause in reading.causes] == [
        ("name_without_marks", "warning")
    ]


def test_rows_that_contradict_each_other_are_all_refused():
    reading = read(csv_of(ROW, with_value("751"), with_value("752")))

    assert reading.rows == ()
    assert codes(reading) == {"contradicting_rows": [2, 3, 4]}


def test_row_that_repeats_another_counts_once():
    reading = read(csv_of(ROW, ROW))

    assert len(reading.rows) == 1
    assert codes(reading) == {"repeated_row": [3]}
    assert {cause.level for cause in reading.causes} == {"warning"}


def test_every_line_of_a_cause_is_kept_and_the_first_ones_in_words():
    count = MAX_SAMPLES + 5
    reading = read(csv_of(*[with_value("nhiều")] * count))

    (cause,) = reading.causes
    assert cause.lines == tuple(range(2, count + 2))
    assert len(cause.samples) == MAX_SAMPLES


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Tệp rỗng"),
        ("Địa bàn;Số liệu;Giá trị\n06001;hh_total;3".encode(), "dòng tiêu đề"),
        (b"PK\x03\x04 broken", "hỏng"),
        (csv_of(ROW).replace(b"750", b'"750'), "ngoặc kép"),
    ],
    ids=["empty", "headings", "zip", "quote"],
)
def test_file_that_cannot_be_read_is_refused_in_words(data, said):
    reading = read(data)

    assert reading.rows == ()
    assert said in reading.refusal


def test_table_above_the_limit_is_refused_whole():
    data = csv_of(*((f"{n}", "hh_total", "2024Q3", "") for n in range(MAX_ROWS + 1)))

    reading = read(data)

    assert reading.rows == ()
    assert "60.000 dòng" in reading.refusal


def test_table_in_a_second_sheet_below_a_title_keeps_the_numbers_of_its_lines():
    book = xlsx_of(ROW)
    book.active.insert_rows(1, amount=3)
    book.active["A2"] = "Số liệu năm 2024"
    book.create_sheet("Trang trống", 0)

    reading = read(book)

    assert [row[0] for row in reading.rows] == [5]


def test_headings_of_another_system_are_known():
    reading = read(csv_of(ROW, headings=("area", "measure", "period", "value")))

    assert len(reading.rows) == 1


def test_sheets_that_nobody_reads_are_named():
    book = xlsx_of(("06001", "hh_total", "2024Q3", 750))
    book.create_sheet("Quý II & III")["A1"] = "06001"
    hidden = book.create_sheet("Nháp")
    hidden["A1"], hidden.sheet_state = 1, "hidden"
    book.create_sheet("Trống")

    reading = read(book)

    (cause,) = [cause for cause in reading.causes if cause.code == "sheet_not_read"]
    assert (cause.level, cause.lines) == ("warning", ())
    told = [sample.message for sample in cause.samples]
    assert [("Quý II & III" in one, "Nháp" in one) for one in told] == [
        (True, False),
        (False, True),
    ]
    assert len(reading.rows) == 1
