"""What single cells must not become: every kind of doubtful content, in its column."""

import datetime
import io
import re
import zipfile

import pytest

from indicators.sheets.reader import read_report


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("D5", "1,234", "ambiguous_number"),
        ("D5", "12,5", "not_whole"),
        ("D5", "1.2345", "ambiguous_number"),
        ("D5", 1.234, "not_whole"),
        ("D5", -3, "below_minimum"),
        ("D5", "khoảng 900", "not_a_number"),
        ("D5", "912 hộ", "not_a_number"),
        ("D5", "91%", "percent_not_expected"),
        ("D5", "x", "not_a_number"),
        ("D5", "1,234.5", "not_a_number"),
        ("D5", True, "bool_in_number"),
        ("D5", datetime.date(2024, 5, 12), "date_in_number"),
        ("D5", "#DIV/0!", "excel_error"),
        ("D5", "=C5*2", "formula_without_result"),
        ("F5", "1.234", "ambiguous_number"),
        ("F5", "12.05", "ambiguous_number"),
        ("F5", 680, "above_maximum"),
        ("F5", -1, "below_minimum"),
        ("H5", 1, "not_yes_no"),
        ("H5", "đang làm", "not_yes_no"),
    ],
)
def test_doubtful_cell_is_refused_and_yields_no_record(
    cell, value, code, book, read, codes_at, cells_of
):
    book.sheet[cell] = value

    report = read(book)

    assert codes_at(report, cell) == [code]
    assert cell not in cells_of(report)
    assert report.outcome_without_database == "partial"


@pytest.mark.parametrize("value", ["1,234", "12,5"])
def test_refused_number_shows_both_readings(value, book, read):
    book.sheet["D5"] = value

    message = next(p.message for p in read(book).problems if p.cell == "D5")

    readings = {"1,234": ("1.234", "1,234"), "12,5": ("12,5", "125")}[value]
    assert all(reading in message for reading in readings)


def test_refused_cell_names_cell_row_column_and_raw_text(book, read):
    book.sheet["E5"] = "sáu mươi hai"

    problem = next(p for p in read(book).problems if p.cell == "E5")

    assert (problem.sheet, problem.row, problem.raw) == ("Biểu 01", 5, "sáu mươi hai")
    assert problem.message.startswith("Ô E5, dòng 5 (Xã Trấn Ninh), cột “Hộ nghèo - Số hộ”")


@pytest.mark.parametrize(
    ("cell", "value", "expected"),
    [
        ("D4", "864", ("number", "864")),
        ("D4", "\u00a0864 ", ("number", "864")),
        ("F4", "9,49%", ("number", "9.49")),
        ("G4", "-", ("nil", None)),
        ("H6", "có", ("bool", "true")),
        ("H6", "✓", ("bool", "true")),
        ("H6", True, ("bool", "true")),
        ("H6", "Không", ("bool", "false")),
        ("H6", "-", ("nil", None)),
    ],
)
def test_plain_cell_is_read(cell, value, expected, book, read):
    book.sheet[cell] = value

    report = read(book)

    record = next(r for r in report.records if r.cell == cell)
    assert (record.kind, record.value) == expected
    assert report.errors == ()


@pytest.mark.parametrize("value", ["…", "...", "  ", None])
def test_cell_without_report_yields_no_record_and_no_problem(value, book, read, cells_of):
    book.sheet["G4"] = value

    report = read(book)

    assert "G4" not in cells_of(report)
    assert report.errors == ()


def test_thousands_in_text_are_read(book, read):
    book.add(
        4, "Xã Hòa Bình", "1.450", "66", "4,55", "53", "x", "1.450", "100", "36", "25", "69,44"
    )

    record = next(r for r in read(book).records if r.cell == "D7")

    assert record.value == "1450"


def test_percent_format_multiplies_a_fraction(book, read):
    book.sheet["M4"] = 0.9318
    book.sheet["M4"].number_format = "0.0%"

    report = read(book)

    assert next(r.value for r in report.records if r.cell == "M4") == "93.18"
    assert report.errors == ()


def test_percent_format_on_a_count_is_refused(book, read, codes_at):
    book.sheet["D4"].number_format = "0%"

    assert codes_at(read(book), "D4") == ["percent_not_expected"]


def test_format_that_hides_thousands_is_refused(book, read, codes_at):
    book.sheet["D4"].number_format = "#,##0,"

    assert codes_at(read(book), "D4") == ["scaled_format"]


def test_blank_tick_is_no_only_in_a_row_with_figures(book, read):
    row = book.add(4, "Xã Hòa Bình", *[None] * 10)

    records = read(book).records

    assert next(r.value for r in records if r.cell == "H6") == "false"
    assert not [r for r in records if r.cell == f"H{row}"]


def test_merged_figures_are_refused_in_every_row(book, read, codes_at):
    book.sheet.merge_cells("H4:H5")

    report = read(book)

    assert codes_at(report, "H4") == codes_at(report, "H5") == ["merged_cell"]


def test_stored_result_of_a_formula_is_used(book, make_request):
    book.sheet["E4"] = "=80+2"
    data = _with_stored_result(book.bytes(), "82")

    record = next(r for r in read_report(data, make_request()).records if r.cell == "E4")

    assert record.value == "82"


def _with_stored_result(data, value):
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = re.sub(
                    rb"</f><v ?/>|</f><v></v>", b"</f><v>" + value.encode() + b"</v>", content
                )
            copy.writestr(name, content)
    return target.getvalue()
