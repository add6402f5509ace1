"""What could not be matched is offered, and what a person answered is applied."""

from dataclasses import replace

import pytest

from indicators.sheets.headers import words
from indicators.sheets.reader import read_report
from indicators.sheets.spec import ReadReport, Taught, from_json, to_json

ROW = (4, "Hữu Lể", 1002, 24, 2.4, 21, None, 1002, 100, 8, 6, 75)


@pytest.fixture
def read_taught(make_request):
    def run(book, *taught):
        return read_report(book.bytes(), replace(make_request(), taught=taught))

    return run


def _fingerprint(report):
    return report.understood[0].fingerprint


def test_unknown_column_is_offered_with_its_place_and_guesses(book, read):
    book.sheet["E3"] = "Hộ nghèo: số lượng hộ"

    offered = read(book).unmatched[0]

    assert (offered.what, offered.sheet, offered.cell) == ("column", "Biểu 01", "E3")
    assert offered.shown == "Hộ nghèo: số lượng hộ"
    assert offered.text == words(offered.shown)
    assert offered.guesses[0].means == "poor_hh"
    assert 60 <= offered.guesses[0].score <= 100


def test_guess_is_never_taken_by_itself(book, read):
    book.sheet["E3"] = "Hộ nghèo - Số hộ nghèo"

    assert "poor_hh" not in {record.key for record in read(book).records}


def test_taught_column_is_read(book, read, read_taught):
    book.sheet["E3"] = "Nghèo"
    before = read(book)
    offered = before.unmatched[0]

    after = read_taught(book, Taught("column", offered.text, "poor_hh", offered.fingerprint))

    assert next(r.value for r in after.records if r.cell == "E4") == "82"
    assert after.errors == ()
    assert after.unmatched == ()


def test_column_taught_to_be_left_out_is_silent(book, read_taught):
    book.sheet["O3"], book.sheet["O4"] = "Số hộ cận nghèo", 12

    report = read_taught(book, Taught("column", "số hộ cận nghèo", None))

    assert "unknown_column" not in {problem.code for problem in report.problems}


def test_lesson_of_another_layout_is_not_applied(book, read_taught):
    book.sheet["E3"] = "Nghèo"

    report = read_taught(book, Taught("column", "nghèo", "poor_hh", "0123456789abcdef"))

    assert "poor_hh" not in {record.key for record in report.records}


def test_lesson_that_means_nothing_in_this_form_is_passed_over(book, read_taught):
    book.sheet["E3"] = "Nghèo"

    report = read_taught(book, Taught("column", "nghèo", "gone"))

    assert "unknown_column" in {problem.code for problem in report.problems}


def test_unknown_name_is_offered_and_the_answer_is_used(book, read, read_taught):
    row = book.add(*ROW)
    offered = read(book).unmatched[0]

    report = read_taught(book, Taught("row", offered.text, "06322", offered.fingerprint))

    assert (offered.what, offered.cell) == ("row", f"B{row}")
    assert offered.guesses[0].name == "Xã Hữu Lễ"
    assert {r.area_code for r in report.records if r.cell == f"D{row}"} == {"06322"}
    assert report.errors == ()


def test_row_taught_to_be_left_out_is_listed(book, read_taught):
    row = book.add(*ROW)

    report = read_taught(book, Taught("row", "hữu lể", None))

    assert report.errors == ()
    reasons = {part.where: part.reason for part in report.skipped}
    assert reasons[f"row {row}"] == "left out by the sender's choice"


def test_name_of_two_places_is_offered_with_both(book, read):
    book.sheet["A1"] = "Biểu 01 - Huyện Chi Lăng - Quý III năm 2024"
    for cell, name in (("B4", "Chi Lăng"), ("B5", "Thị trấn Đồng Mỏ"), ("B6", "Xã Vân An")):
        book.sheet[cell] = name

    offered = read(book, area="187").unmatched[0]

    assert {guess.name for guess in offered.guesses} == {"Thị trấn Chi Lăng", "Xã Chi Lăng"}


def test_fingerprint_depends_on_headings_alone(book, read):
    before = _fingerprint(read(book))
    book.sheet["D4"] = 900
    with_other_figure = _fingerprint(read(book))
    book.sheet["N3"] = "Giải trình"

    assert before == with_other_figure != _fingerprint(read(book))


def test_columns_of_an_unknown_sheet_are_offered_and_then_read(book, read, read_taught):
    names = {"D3": "Hộ dân tổng cộng", "E3": "Nghèo (hộ)", "F3": "Nghèo %", "G3": "Nghèo DTTS",
             "H3": "Đường nhựa đến xã", "I3": "Hộ có điện", "J3": "Điện %", "K3": "CT tổng",
             "L3": "CT kiên cố", "M3": "CT %"}  # fmt: skip
    for cell, name in names.items():
        book.sheet[cell] = name
    before = read(book)
    keys = ("hh_total", "poor_hh", "poor_rate", "poor_hh_em", "road_paved", "elec_hh",
            "elec_rate", "fac_total", "fac_solid", "fac_rate")  # fmt: skip

    after = read_taught(
        book,
        *(
            Taught("column", words(name), key)
            for name, key in zip(names.values(), keys, strict=True)
        ),
    )

    assert [problem.code for problem in before.errors] == ["form_not_recognised"]
    assert after.errors == ()
    assert len(after.records) == 30


def test_report_with_offers_survives_json(book, read):
    book.add(*ROW)
    book.sheet["O3"], book.sheet["O4"] = "Số hộ cận nghèo", 12
    report = read(book)

    assert len(report.unmatched) == 2
    assert from_json(ReadReport, to_json(report)) == report
