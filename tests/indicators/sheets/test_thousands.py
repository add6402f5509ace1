"""Counts stated in thousands: converted where that leaves no doubt, else refused by name."""

import pytest

from indicators.sheets.scales import stated_in_thousands, thousands_of
from tests.indicators.sheets.test_crosswise import CrosswiseBook, read_province  # noqa: F401

COUNTS = ("D", "E", "G", "I")  # of households
LINE = "Đơn vị tính: nghìn hộ"


@pytest.fixture
def in_thousands(book):
    """The three sound rows with their households in thousands."""
    for row in (4, 5, 6):
        for letter in COUNTS:
            book.sheet[f"{letter}{row}"].value /= 1000
    return book


def values(report) -> dict[str, str]:
    return {record.cell: record.value for record in report.records}


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("nghìn hộ", "hộ"),
        ("Ngàn hộ", "hộ"),
        ("1.000 hộ", "hộ"),
        ("1000 hộ gia đình", "hộ gia đình"),
        ("(ĐVT: nghìn hộ)", "hộ"),
        ("nghin ho", "ho"),
        ("nghìn", ""),
        ("hộ", None),
        ("trăm hộ", None),
        ("10.000 hộ", None),
        ("%", None),
    ],
)
def test_thousands_are_told_from_other_units(text, noun):
    assert thousands_of(text) == noun


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("hộ, xã, %", frozenset()),
        ("hộ, tỷ lệ %", frozenset()),
        ("nghìn hộ", {"hộ"}),
        ("nghìn hộ, %", {"hộ"}),
        ("%; nghìn hộ gia đình", {"hộ"}),
        ("1,000 hộ", {"hộ"}),
        ("nghìn hộ, công trình", {"hộ"}),
        ("nghìn hộ, hộ", None),
        ("nghìn", None),
        ("nghìn người", None),
        ("trăm hộ", None),
        ("triệu đồng", None),
        (None, frozenset()),
    ],
)
def test_unit_line_states_which_units_are_in_thousands(line, found, forms):
    assert stated_in_thousands(line, forms["F1"]) == found


@pytest.mark.parametrize(
    "line",
    [LINE, "ĐVT: ngàn hộ", "(Đơn vị tính: %; nghìn hộ)", "DON VI TINH: NGHIN HO", "(Nghìn hộ)",
     "Đơn vị tính (1.000 hộ)", "Đơn vị: 1000 hộ"],
)  # fmt: skip
def test_counts_under_a_unit_line_in_thousands_are_converted_and_said(line, in_thousands, read):
    in_thousands.sheet["N2"] = line

    report = read(in_thousands)

    assert report.errors == ()
    found = values(report)
    assert [found[cell] for cell in ("D4", "E4", "G4", "I5", "D6")] == [
        "864", "82", "76", "911", "253"
    ]  # fmt: skip
    assert (found["K4"], found["F4"]) == ("44", "9.49")
    said = [p.message for p in report.problems if p.code == "unit_converted"]
    assert said == [
        "Trang “Biểu 01”: nghìn hộ đổi sang hộ (nhân 1.000). Hãy kiểm tra lại các số đã đổi."
    ]
    assert report.understood[0].converted == "nghìn hộ đổi sang hộ (nhân 1.000)"


@pytest.mark.parametrize("suffix", [" (nghìn hộ)", " (1.000 hộ)", " (ĐVT: nghìn hộ)", " (nghìn)"])
def test_heading_may_name_its_own_thousands(suffix, book, read):
    book.sheet["D3"] = f"Tổng số hộ{suffix}"
    for row in (4, 5, 6):
        book.sheet[f"D{row}"].value /= 1000

    report = read(book)

    assert report.errors == ()
    assert (values(report)["D4"], values(report)["E4"]) == ("864", "82")


def test_heading_in_single_households_outweighs_the_line(in_thousands, read):
    in_thousands.sheet["N2"] = LINE
    in_thousands.sheet["D3"] = "Tổng số hộ (hộ)"
    for row, value in ((4, 864), (5, 912), (6, 253)):
        in_thousands.sheet[f"D{row}"] = value

    report = read(in_thousands)

    assert report.errors == ()
    assert (values(report)["D4"], values(report)["E4"]) == ("864", "82")


def test_row_of_units_below_the_headings_counts(in_thousands, read):
    in_thousands.sheet.insert_rows(4)
    for letter in COUNTS:
        in_thousands.sheet[f"{letter}4"] = "nghìn hộ"
    in_thousands.sheet["K4"] = "công trình"

    report = read(in_thousands)

    assert report.errors == ()
    assert (values(report)["D5"], values(report)["K5"]) == ("864", "44")


@pytest.mark.parametrize("unit", ["(trăm hộ)", "(nghìn người)", "(triệu đồng)"])
def test_heading_in_a_unit_that_is_not_understood_refuses_its_column(unit, book, read, codes_at):
    book.sheet["D3"] = f"Tổng số hộ {unit}"

    report = read(book)

    assert codes_at(report, "D4") == ["unit_not_supported"]
    assert unit.strip("()") in next(p.message for p in report.problems if p.cell == "D4")
    assert "D4" not in values(report)
    assert "E4" in values(report)


@pytest.mark.parametrize("unit", ["trăm hộ", "nghìn người", "nghìn", "nghìn hộ, hộ"])
def test_line_in_a_unit_that_is_not_understood_refuses_the_file(unit, book, read):
    book.sheet["N2"] = f"Đơn vị tính: {unit}"

    report = read(book)

    assert report.records == ()
    assert f"“{unit}”" in report.errors[0].message


@pytest.mark.parametrize(
    ("written", "readings"),
    [
        (0.8641, ("864,1", "0,8641")),
        ("12.345", ("12.345.000", "12.345")),
        ("12,345", ("12.345.000", "12.345")),
        ("0.864", ("864", "864.000")),
        (864, ("864", "864.000")),
        ("864", ("864", "864.000")),
    ],
)
def test_doubtful_count_in_thousands_is_refused_with_both_readings(
    written, readings, in_thousands, read
):
    in_thousands.sheet["N2"] = LINE
    in_thousands.sheet["D4"] = written

    report = read(in_thousands)

    message = next(p.message for p in report.errors if p.cell == "D4")
    assert all(reading in message for reading in readings)
    assert "D4" not in values(report)


def test_vietnamese_decimals_are_read_among_plainly_vietnamese_numbers(in_thousands, read):
    in_thousands.sheet["N2"] = LINE
    for row in (4, 5, 6):
        for letter in (*COUNTS, "F", "J", "M"):
            cell = in_thousands.sheet[f"{letter}{row}"]
            cell.value = str(cell.value).replace(".", ",")
    in_thousands.sheet["D4"], in_thousands.sheet["I4"] = "1,264", "1,264"
    in_thousands.sheet["E4"], in_thousands.sheet["F4"] = "0,12", "9,49"

    report = read(in_thousands)

    assert (values(report)["D4"], values(report)["E4"]) == ("1264", "120")


def test_column_of_whole_numbers_contradicts_the_line(book, read):
    book.sheet["N2"] = LINE

    report = read(book)

    assert {p.code for p in report.errors} == {"thousands_doubtful"}
    assert not {"D4", "E4", "D5", "I6"} & values(report).keys()
    assert "K4" in values(report)


def test_nil_and_blank_stay_what_they_are(in_thousands, read):
    in_thousands.sheet["N2"] = LINE
    in_thousands.sheet["G4"], in_thousands.sheet["G5"] = "-", None

    found = values(read(in_thousands))

    assert found["G4"] is None
    assert "G5" not in found


def test_totals_are_compared_in_the_same_unit(in_thousands, read):
    in_thousands.sheet["N2"] = LINE
    in_thousands.total(2.029, 0.193, None, 0.185, None, 2.028, None, 126, 107)

    assert read(in_thousands).errors == ()
    assert not [p for p in read(in_thousands).problems if p.code == "total_mismatch"]


@pytest.mark.parametrize("place", ["unit column", "label", "line"])
def test_indicator_rows_in_thousands_are_converted(place, read_province):  # noqa: F811
    book = CrosswiseBook()
    for letter in ("E", "F"):
        book.sheet[f"{letter}9"], book.sheet[f"{letter}10"] = 13.912, 2.822
    if place == "unit column":
        book.sheet["C9"] = book.sheet["C10"] = "nghìn hộ"
    elif place == "label":
        book.sheet["B9"], book.sheet["B10"] = "Tổng số hộ (nghìn hộ)", "Số hộ nghèo (nghìn hộ)"
        book.sheet["C9"] = book.sheet["C10"] = None
    else:
        book.sheet["A3"] = LINE
        book.sheet["C9"] = book.sheet["C10"] = None

    report = read_province(book)

    assert report.errors == ()
    found = {record.key: record.value for record in report.records}
    assert (found["hh_total"], found["poor_hh"], found["commune_total"]) == ("13912", "2822", "17")
    assert "unit_converted" in {problem.code for problem in report.problems}


def test_label_that_contradicts_the_unit_of_its_row_is_refused(
    read_province,  # noqa: F811
    codes_at,
):
    book = CrosswiseBook()
    book.sheet["B9"] = "Tổng số hộ (nghìn hộ)"

    assert codes_at(read_province(book), "E9") == ["unit_not_supported"]
