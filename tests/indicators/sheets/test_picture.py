"""The small picture of a sheet: what each cell was taken for, and no names of persons."""

from tests.indicators.sheets.test_examples import REPORTS


def _states(report):
    return {(cell.row, cell.column): cell.state for cell in report.understood[0].picture.cells}


def test_picture_tells_what_each_cell_is(book, read):
    book.sheet["E5"] = "sáu"
    book.sheet.row_dimensions[6].hidden = True
    book.total(1776, 144, 8.11, 138, 2, 1775)

    states = _states(read(book))

    assert states[1, 1] == "title"
    assert states[3, 4] == "header"
    assert states[4, 2] == "label"
    assert states[4, 4] == "figure"
    assert states[5, 5] == "refused"
    assert states[6, 4] == "hidden"
    assert states[7, 4] == "total"


def test_warned_cell_is_marked(book, read):
    book.sheet["B5"] = "Xa Tran Ninh"

    assert _states(read(book))[5, 2] == "warned"


def test_refused_row_is_refused_in_every_figure(book, read):
    book.sheet["B5"] = "Xã Không Có"

    states = _states(read(book))

    assert {states[5, column] for column in (4, 5, 6)} == {"refused"}


def test_picture_is_bounded(book, read):
    for number in range(100):
        book.add(number, f"Xã số {number} có một cái tên rất dài để rút ngắn", 1)

    picture = read(book).understood[0].picture

    assert (len(picture.rows), len(picture.columns)) == (60, 14)
    assert max(len(cell.text) for cell in picture.cells) <= 30


def test_notes_and_signatures_have_no_text(make_request):
    from indicators.sheets.reader import read_report

    data = (REPORTS / "R07_van_quan_day_du.xlsx").read_bytes()

    picture = read_report(data, make_request()).understood[0].picture

    notes = [cell for cell in picture.cells if cell.state == "note"]
    assert notes
    assert {cell.text for cell in notes} == {""}
