"""Capital reports: which project a row is, in which unit, and what must add up."""

import openpyxl
import pytest

from indicators.sheets.component_names import COMPONENTS
from indicators.sheets.components import ComponentMatcher
from tests.indicators.sheets.books import saved_bytes

HEADINGS = (
    "TT", "Dự án", "Kế hoạch vốn giai đoạn 2021-2025 - Tổng số",
    "Kế hoạch vốn giai đoạn 2021-2025 - NSTW", "Kế hoạch vốn giai đoạn 2021-2025 - NSĐP",
    "Kế hoạch vốn năm - Vốn ĐTPT", "Lũy kế giải ngân - Vốn ĐTPT", "Tỷ lệ giải ngân (%)",
)  # fmt: skip


class CapitalBook:
    """A capital report of Văn Quan with three sound projects, to be spoilt by a test."""

    def __init__(self):
        self.workbook = openpyxl.Workbook()
        self.sheet = self.workbook.active
        self.sheet.title = "Biểu 03"
        self.sheet["A1"] = "Biểu 03/DT-V - Huyện Văn Quan - Quý III năm 2024"
        self.sheet["G2"] = "Đơn vị tính: triệu đồng"
        for column, heading in enumerate(HEADINGS, start=1):
            self.sheet.cell(3, column, heading)
        self.add("I", "Dự án 1", 17851, 17001, 850, 5100, 3621, 71)
        self.add("II", "Dự án 2", 32841, 29063, 3778, 8138, 1302.1, 16)
        self.add("III", "Dự án 3", 31127, 27546, 3581, 8264, 1239.6, 15)

    def add(self, *values):
        row = max(self.sheet.max_row + 1, 4)
        for column, value in enumerate(values, start=1):
            self.sheet.cell(row, column, value)
        return row

    def bytes(self):
        return saved_bytes(self.workbook)


@pytest.fixture
def capital():
    return CapitalBook()


@pytest.fixture
def read_capital(read):
    return lambda book, **changes: read(book, form="F3", **changes)


@pytest.fixture(scope="module")
def matcher():
    return ComponentMatcher(COMPONENTS)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Dự án 1", "DA1"),
        ("DA 10", "DA10"),
        ("Dự án 4: Đầu tư cơ sở hạ tầng thiết yếu phục vụ sản xuất, đời sống", "DA4"),
        ("DỰ ÁN 2: QUY HOẠCH, SẮP XẾP, BỐ TRÍ, ỔN ĐỊNH DÂN CƯ Ở NHỮNG NƠI CẦN THIẾT", "DA2"),
        ("Tiểu dự án 2, Dự án 9: Giảm thiểu tình trạng tảo hôn", "DA9.TDA2"),
        ("TDA1 DA3", "DA3.TDA1"),
        ("Dự án 5 - Tiểu dự án 3", "DA5.TDA3"),
        ("Giải quyết tình trạng thiếu đất ở, nhà ở, đất sản xuất, nước sinh hoạt", "DA1"),
        ("I. Dự án 1", "DA1"),
        ("DA3.TDA2", "DA3.TDA2"),
    ],
)
def test_component_is_known_by_number_or_name(label, code, matcher):
    assert matcher.by_label(label).found.code == code


def test_part_belongs_to_the_project_above(matcher):
    assert matcher.by_label("Tiểu dự án 2", project="DA9").found.code == "DA9.TDA2"
    assert matcher.by_label("Tiểu dự án 2").found is None
    assert matcher.by_label("Tiểu dự án 2", marker="5.2").found.code == "DA5.TDA2"


@pytest.mark.parametrize(
    "label",
    [
        "Dự án 2: Giải quyết tình trạng thiếu đất ở, nhà ở, đất sản xuất, nước sinh hoạt",
        "Dự án 5: Giai quyet tinh trang thieu dat o, nha o, dat san xuat, nuoc sinh hoat",
    ],
)
def test_number_against_name_is_a_conflict(label, matcher):
    match = matcher.by_label(label)

    assert (match.found, match.is_conflict) == (None, True)


def test_name_of_project_and_part_is_decided_by_the_number_beside(matcher):
    name = "Đầu tư cơ sở hạ tầng thiết yếu phục vụ sản xuất, đời sống"

    assert len(matcher.by_label(name).candidates) == 2
    assert matcher.by_label(name, marker="IV").found.code == "DA4"
    assert matcher.by_label(name, project="DA4").found.code == "DA4.TDA1"


def test_misspelt_name_beside_its_number_is_read_with_a_notice(matcher):
    match = matcher.by_label("Dự án 1: Giải quyết tình trạng thiếu đất ở, nhà ơ, đất sx")

    assert match.found.code == "DA1"
    assert match.notice


def test_sound_report_yields_every_amount(capital, read_capital):
    report = read_capital(capital)

    assert report.problems == ()
    assert {record.dim for record in report.records} == {"DA1", "DA2", "DA3"}
    assert {record.area_code for record in report.records} == {"184"}
    assert len(report.records) == 18


@pytest.mark.parametrize(
    ("unit", "times"), [("đồng", 1_000_000), ("nghìn đồng", 1000), ("tỷ đồng", 0.001)]
)
def test_amounts_are_converted_by_the_unit_line_and_this_is_said(unit, times, read_capital):
    book = CapitalBook()
    book.sheet["G2"] = f"Đơn vị tính: {unit}"
    for row in (4, 5, 6):
        for column in range(3, 8):
            cell = book.sheet.cell(row, column)
            cell.value = round(cell.value * times, 6)

    report = read_capital(book)

    assert [p.code for p in report.problems] == ["unit_converted"]
    assert unit in report.understood[0].converted
    assert next(r.value for r in report.records if r.cell == "G5") == "1302.100"


def test_heading_may_have_another_unit_than_the_unit_line(capital, read_capital):
    capital.sheet["F3"] = "Kế hoạch vốn năm - Vốn ĐTPT (tỷ đồng)"
    capital.sheet["F4"], capital.sheet["F5"], capital.sheet["F6"] = 5.1, 8.138, 8.264

    report = read_capital(capital)

    assert next(r.value for r in report.records if r.cell == "F5") == "8138.000"
    assert report.errors == ()


@pytest.mark.parametrize("line", ["Đơn vị tính: USD", "ĐVT: triệu đồng, nghìn đồng"])
def test_unclear_unit_stops_the_file_and_is_named(line, capital, read_capital):
    capital.sheet["G2"] = line

    report = read_capital(capital)

    assert report.records == ()
    assert [p.code for p in report.errors] == ["unit_not_supported"]
    assert line.split(": ")[1].lower() in report.errors[0].message


def test_unit_that_nothing_states_is_taken_with_a_warning(capital, read_capital):
    capital.sheet["G2"] = None

    report = read_capital(capital)

    assert [(p.level, p.code) for p in report.problems] == [("warning", "unit_not_stated")]
    assert len(report.records) == 18


@pytest.mark.parametrize("times", [1_000_000, 0.001])
def test_unit_that_nothing_states_is_doubted_by_the_size_of_the_amounts(times, read_capital):
    book = CapitalBook()
    book.sheet["G2"] = None
    for row in (4, 5, 6):
        for column in range(3, 8):
            book.sheet.cell(row, column).value = round(
                book.sheet.cell(row, column).value * times, 6
            )

    report = read_capital(book)

    assert "unit_not_stated" in {p.code for p in report.errors}
    assert {record.key for record in report.records} <= {"disb_rate"}


def test_sum_that_does_not_fit_its_parts_is_refused(capital, read_capital, codes_at, cells_of):
    capital.sheet["C5"] = 32842

    report = read_capital(capital)

    assert codes_at(report, "C5") == ["sum_mismatch"]
    assert not {"C5", "D5", "E5"} & cells_of(report)


def test_more_disbursed_than_planned_is_only_warned_of(capital, read_capital, codes_at, cells_of):
    capital.sheet["G5"], capital.sheet["H5"] = 9000, None

    report = read_capital(capital)

    assert codes_at(report, "G5") == ["part_over_whole"]
    assert report.errors == ()
    assert "G5" in cells_of(report)


@pytest.mark.parametrize("text", ["14.202", "17,851"])
def test_amount_with_two_readings_is_refused_with_both(text, capital, read_capital, codes_at):
    capital.sheet["F5"] = text

    report = read_capital(capital)

    assert codes_at(report, "F5") == ["ambiguous_number"]
    message = next(p.message for p in report.problems if p.cell == "F5")
    assert {"14.202": "14.202 hoặc 14,202", "17,851": "17.851 hoặc 17,851"}[text] in message or (
        {"14.202": "14,202 hoặc 14.202", "17,851": "17,851 hoặc 17.851"}[text] in message
    )


def test_amounts_are_read_the_vietnamese_way_where_the_table_leaves_no_doubt(capital, read_capital):
    texts = {"C4": "17.851", "D4": "17.001", "E4": "850", "F4": "5.100,0", "G4": "3.621,0",
             "H4": "71,00", "G5": "1.302,1", "G6": "1.239,6"}  # fmt: skip
    for cell, text in texts.items():
        capital.sheet[cell] = text

    report = read_capital(capital)

    assert report.errors == ()
    assert next(r.value for r in report.records if r.cell == "C4") == "17851.000"


def test_details_and_other_programmes_are_left_out(capital, read_capital):
    detail = capital.add(None, "Hỗ trợ đất ở", 120)
    capital.add("B", "Chương trình MTQG giảm nghèo bền vững", 500)
    other = capital.add("I", "Dự án 1: Hỗ trợ đầu tư hạ tầng", 500, 400, 100)

    report = read_capital(capital)

    reasons = {part.first_row: part.reason for part in report.skipped}
    assert reasons[detail] == "detail row"
    assert f"C{other}" not in {record.cell for record in report.records}
    assert len(report.records) == 18


def test_project_counts_once_in_the_total(capital, read_capital):
    capital.add("3.1", "Tiểu dự án 1", 31127, 27546, 3581, 8264, 1239.6, 15)
    capital.add(None, "TỔNG SỐ", 81819, 73610, 8209, 21502, 6162.7, 28.66)

    assert read_capital(capital).problems == ()


def test_project_that_differs_from_its_parts_is_warned_of(capital, read_capital, codes_at):
    capital.add("3.1", "Tiểu dự án 1", 31000, 27419, 3581, 8264, 1239.6, 15)

    assert codes_at(read_capital(capital), "C6") == ["total_mismatch"]


def test_capital_file_is_named_where_another_form_was_chosen(capital, read):
    report = read(capital, form="F1")

    assert [p.code for p in report.errors] == ["wrong_form"]
    assert "F3" in report.errors[0].message
