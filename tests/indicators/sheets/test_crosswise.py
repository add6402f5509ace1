"""Tables with a row per indicator: which column is the figure, which place it is about."""

from dataclasses import replace

import openpyxl
import pytest

from indicators.sheets.reader import read_report
from tests.indicators.sheets.books import saved_bytes

HEADINGS = ("TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm", "Thực hiện kỳ", "Lũy kế", "% so KH", "Ghi chú")
ROWS = (
    ("1", "Tổng số xã", "xã", 17, 17, 17, 100),
    ("2", "Đường ô tô đến trung tâm xã được rải nhựa hoặc bê tông", None, None, None, None, None),
    ("-", "Số xã", "xã", 17, 15, 15, 88.24),
    ("-", "Tỷ lệ (%)", "%", 100, 88.24, 88.24, 88.24),
    ("3", "Tổng số hộ", "hộ", None, 13912, 13912, None),
    ("4", "Số hộ nghèo", "hộ", 2500, 2822, 2822, None),
    ("5", "Tỷ lệ hộ nghèo (%)", "%", 18, 20.28, 20.28, None),
    ("6", "Tỷ lệ hộ sử dụng điện (%)", "%", 99, 99.32, 99.32, None),
    ("7", "Tỷ lệ trường, lớp học, trạm y tế kiên cố (%)", "%", 85, 80.73, 80.73, None),
    ("8", "Số xã khu vực III ra khỏi diện đặc biệt khó khăn", "xã", 3, 1, 4, 50),
)


class CrosswiseBook:
    """A district's F2 with a row per indicator, to be spoilt by a test."""

    def __init__(self, headings=HEADINGS, rows=ROWS):
        self.workbook = openpyxl.Workbook()
        self.sheet = self.workbook.active
        self.sheet.title = "Biểu"
        self.sheet["A1"] = "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU - HUYỆN VĂN QUAN"
        self.sheet["A2"] = "Quý III năm 2024"
        for number, row in enumerate((headings, *rows), start=4):
            for column, value in enumerate(row, start=1):
                self.sheet.cell(number, column, value)

    def bytes(self):
        return saved_bytes(self.workbook)


@pytest.fixture
def read_province(make_request):
    """Reads an F2 sent for the province."""

    def run(book, **changes):
        request = replace(make_request(area="184", form="F2"), **changes)
        return read_report(book.bytes(), request)

    return run


def _by_key(report):
    return {record.key: (record.cell, record.value) for record in report.records}


def test_figure_is_taken_by_the_time_rule_of_each_measure(read_province):
    report = read_province(CrosswiseBook())

    found = _by_key(report)
    assert report.errors == ()
    assert found["commune_road"] == ("E7", "15")
    assert found["poor_rate"] == ("E11", "20.28")
    assert found["communes_left"] == ("F14", "4")
    assert {record.area_code for record in report.records} == {"184"}
    assert len(found) == 9


def test_plan_and_comparison_are_left_out_and_listed(read_province):
    skipped = {part.column: part.reason for part in read_province(CrosswiseBook()).skipped}

    assert (skipped["D"], skipped["G"]) == ("plan column", "comparison column")


def test_direction_and_roles_are_told(read_province):
    understood = read_province(CrosswiseBook()).understood[0]

    assert understood.direction == "crosswise"
    assert {c.letter: c.role for c in understood.columns}["E"] == "period"
    assert {c.letter: c.role for c in understood.columns}["F"] == "cumulative"


@pytest.mark.parametrize("heading", ["Cùng kỳ năm trước", "Kỳ trước", "Quý II năm 2024"])
def test_column_of_another_period_is_left_out(heading, read_province):
    headings = (*HEADINGS[:3], heading, *HEADINGS[4:])

    report = read_province(CrosswiseBook(headings))

    assert _by_key(report)["commune_total"] == ("E5", "17")
    assert {p.column: p.reason for p in report.skipped}["D"] == "column of another period"


def test_blank_own_column_beside_a_filled_one_is_asked(read_province, codes_at):
    book = CrosswiseBook()
    book.sheet["E10"] = None

    report = read_province(book)

    assert codes_at(report, "F10") == ["time_unclear"]
    assert "poor_hh" not in _by_key(report)


def test_measure_without_a_time_rule_is_asked_where_the_columns_differ(
    read_province, make_request, codes_at
):
    form = make_request(form="F2").form
    columns = tuple(replace(column, time_rule=None) for column in form.columns)

    report = read_province(CrosswiseBook(), form=replace(form, columns=columns))

    message = next(p.message for p in report.errors if p.cell == "E14")
    assert codes_at(report, "E14") == ["time_unclear"]
    assert "lấy 1 ở cột “Thực hiện kỳ” hay 4 ở cột “Lũy kế”" in message
    assert "communes_left" not in _by_key(report)


def test_cumulative_measure_is_not_taken_from_a_column_of_the_period(read_province, codes_at):
    headings = (*HEADINGS[:5], "Ghi chú thêm", *HEADINGS[6:])

    report = read_province(CrosswiseBook(headings))

    assert codes_at(report, "E14") == ["time_unclear"]
    assert "communes_left" not in _by_key(report)
    assert "poor_hh" in _by_key(report)


def test_only_column_of_results_serves_every_measure(read_province):
    rows = tuple((*row[:5], None, row[6]) for row in ROWS)
    headings = ("TT", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Kết quả thực hiện", None, "% so KH")

    assert _by_key(read_province(CrosswiseBook(headings, rows)))["communes_left"] == ("E14", "1")


@pytest.mark.parametrize("unit", ["trăm hộ", "nghìn người", "%", "người"])
def test_figure_in_another_unit_is_refused_and_the_unit_named(unit, read_province, codes_at):
    book = CrosswiseBook()
    book.sheet["C9"] = unit

    report = read_province(book)

    assert codes_at(report, "E9") == ["unit_not_supported"]
    assert f"“{unit}”" in next(p.message for p in report.problems if p.cell == "E9")


def test_unknown_indicator_is_offered_with_guesses(read_province, codes_at):
    book = CrosswiseBook()
    book.sheet["B10"] = "Số hộ nghèo đa chiều"

    report = read_province(book)

    offered = report.unmatched[0]
    assert codes_at(report, "B10") == ["unknown_indicator"]
    assert (offered.what, offered.cell) == ("row", "B10")
    assert "poor_hh" in {guess.means for guess in offered.guesses}


def test_indicator_in_two_rows_is_refused_in_both(read_province, codes_at):
    book = CrosswiseBook(rows=(*ROWS, ("9", "Tổng số hộ", "hộ", None, 1, 1, None)))

    report = read_province(book)

    assert codes_at(report, "B9") == codes_at(report, "B15") == ["duplicate_indicator"]
    assert "hh_total" not in _by_key(report)


def test_place_must_be_stated_where_many_are_possible(make_request):
    book = CrosswiseBook()
    book.sheet["A1"] = "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU"
    request = make_request(area="184", form="F2")
    province = replace(request.area, code="20", name="Tỉnh Lạng Sơn", short_name="Lạng Sơn",
                       unit_type="tinh")  # fmt: skip

    report = read_report(book.bytes(), replace(request, area=province))

    assert report.records == ()
    assert [p.code for p in report.errors] == ["place_not_stated"]


F1_ROWS = (
    ("1", "Tổng số hộ", "hộ", 864, 912),
    ("2", "Hộ nghèo", None, None, None),
    ("", "Số hộ", "hộ", 82, 62),
    ("", "Tỷ lệ (%)", "%", "9,49", "6,8"),
    ("", "Trong đó: hộ DTTS", "hộ", 76, 62),
    ("3", "Đường ô tô đến trung tâm xã được rải nhựa hoặc bê tông", None, "x", None),
    ("4", "Hộ sử dụng điện lưới quốc gia và nguồn điện khác phù hợp", None, None, None),
    ("", "Số hộ", "hộ", 864, 911),
    ("", "Tỷ lệ (%)", "%", 100, 99.89),
)


@pytest.fixture
def by_place():
    headings = ("STT", "Chỉ tiêu", "ĐVT", "Thị trấn Văn Quan", "Xã Trấn Ninh", "Tổng cộng")
    return CrosswiseBook(headings, [(*row, None) for row in F1_ROWS])


def test_column_per_place_is_read(by_place, read):
    report = read(by_place)

    found = {record.cell: (record.area_code, record.key, record.value) for record in report.records}
    assert report.understood[0].direction == "crosswise"
    assert found["D5"] == ("06253", "hh_total", "864")
    assert found["E8"][1:] == ("poor_rate", "6.80")
    assert found["D9"][1:] == ("poor_hh_em", "76")
    assert found["E10"][1:] == ("road_paved", "false")
    assert found["E12"][1:] == ("elec_hh", "911")


def test_row_of_answers_that_are_all_no_is_read(by_place, read, cells_of):
    by_place.sheet["D10"] = by_place.sheet["E10"] = "không"

    report = read(by_place)

    assert {r.value for r in report.records if r.key == "road_paved"} == {"false"}
    assert {"D10", "E10"} <= cells_of(report)


def test_row_of_blank_answers_is_no_for_every_place(by_place, read):
    by_place.sheet["D10"] = by_place.sheet["E10"] = None

    report = read(by_place)

    assert [r.value for r in report.records if r.key == "road_paved"] == ["false", "false"]


def test_words_instead_of_an_answer_are_refused(by_place, read, codes_at, cells_of):
    by_place.sheet["D10"], by_place.sheet["E10"] = None, "đang làm"

    report = read(by_place)

    assert codes_at(report, "E10") == ["not_yes_no"]
    assert "E10" not in cells_of(report)


def test_row_without_a_label_is_never_taken_for_the_one_above(by_place, read, cells_of):
    by_place.sheet["B12"] = None

    assert not {"D12", "E12"} & cells_of(read(by_place))


def test_total_column_is_compared_and_left_out(by_place, read, codes_at):
    by_place.sheet["F5"], by_place.sheet["F7"] = 1776, 999

    report = read(by_place)

    assert codes_at(report, "F5") == []
    assert codes_at(report, "F7") == ["total_mismatch"]
    assert {p.column: p.reason for p in report.skipped}["F"] == "total column"


def test_part_and_whole_are_compared_within_a_column(by_place, read, codes_at):
    by_place.sheet["E9"] = 63

    assert codes_at(read(by_place), "E9") == ["part_over_whole"]


def test_block_of_rows_per_place_is_read(read):
    headings = ("STT", "Chỉ tiêu", "ĐVT", "Thực hiện")
    first = [(*row[:3], row[3]) for row in F1_ROWS]
    second = [(*row[:3], row[4]) for row in F1_ROWS]
    rows = [("I", "Thị trấn Văn Quan"), *first, ("II", "Xã Trấn Ninh"), *second]

    report = read(CrosswiseBook(headings, rows))

    found = {record.cell: (record.area_code, record.value) for record in report.records}
    assert found["D6"] == ("06253", "864")
    assert found["D16"][1] == "912"
    assert found["D6"][0] != found["D16"][0]


def test_sheet_of_a_single_commune_is_named_by_its_title(read, areas):
    headings = ("STT", "Chỉ tiêu", "ĐVT", "Thực hiện")
    book = CrosswiseBook(headings, [(*row[:3], row[4]) for row in F1_ROWS])
    book.sheet["A3"] = "Xã Trấn Ninh"

    report = read(book)

    ninh = next(area for area in areas[1]["184"] if area.name == "Xã Trấn Ninh")
    assert {record.area_code for record in report.records} == {ninh.code}
