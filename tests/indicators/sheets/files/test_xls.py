"""What an .xls says of its cells."""

import datetime
from decimal import Decimal

import pytest
import xlwt

from indicators.sheets.files.opening import open_workbook
from indicators.sheets.workbook import Merge

from .copies import xls_bytes


class Old:
    """A workbook of one sheet, written cell by cell (rows and columns from 1)."""

    def __init__(self):
        self.workbook = xlwt.Workbook()
        self.sheet = self.workbook.add_sheet("Biểu 01")

    def write(self, row, column, value, style=xlwt.Style.default_style):
        self.sheet.write(row - 1, column - 1, value, style)

    def read(self):
        return open_workbook(xls_bytes(self.workbook))

    def cell(self, row=1, column=1):
        return self.read()[0].cells.get((row, column))


@pytest.fixture
def old():
    return Old()


@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        ("Xã Hữu Lễ", "text", "Xã Hữu Lễ"),
        (864, "number", Decimal(864)),
        (0.1 + 0.2, "number", Decimal("0.3")),
        (True, "bool", True),
    ],
)
def test_cell_is_what_it_says(written, kind, value, old):
    old.write(1, 1, written)

    assert (old.cell().kind, old.cell().value) == (kind, value)


def test_error_is_an_error(old):
    old.sheet.row(0).set_cell_error(0, "#DIV/0!")

    assert (old.cell().kind, old.cell().text) == ("error", "#DIV/0!")


def test_date_is_a_date(old):
    old.write(1, 1, datetime.date(2024, 5, 12), xlwt.easyxf(num_format_str="DD/MM/YYYY"))

    assert (old.cell().kind, old.cell().text) == ("date", "2024-05-12 00:00:00")


def test_per_cent_and_hidden_thousands_are_kept(old):
    old.write(1, 1, 0.0949, xlwt.easyxf(num_format_str="0.00%"))
    old.write(1, 2, 5000, xlwt.easyxf(num_format_str="#,##0,"))

    assert old.cell(1, 1).is_percent_format
    assert old.cell(1, 2).is_scaled_format


def test_formula_that_was_never_computed_has_no_result(old):
    """The writer of this test computes nothing and stores an empty text."""
    old.write(1, 1, 5)
    old.write(1, 2, xlwt.Formula("A1*2"))

    assert old.cell(1, 2).kind == "no_result"


def test_formula_that_may_give_an_empty_text_is_blank(old):
    old.write(1, 1, 5)
    old.write(1, 2, xlwt.Formula('IF(A1>9;A1;"")'))

    assert old.cell(1, 2) is None


def test_hidden_parts_are_told(old):
    for row in (1, 2, 3):
        old.write(row, 1, "x")
    old.sheet.row(1).hidden = True
    old.sheet.col(2).hidden = True
    other = old.workbook.add_sheet("Ẩn")
    other.visibility = 1

    shown, hidden = old.read()

    assert shown.hidden_rows == {2}
    assert shown.hidden_columns == {3}
    assert (shown.is_hidden, hidden.is_hidden) == (False, True)


def test_merged_cells_are_told(old):
    old.sheet.write_merge(0, 1, 0, 2, "Hộ nghèo")

    (sheet,) = old.read()

    assert sheet.merges == (Merge(1, 1, 2, 3),)
    assert sheet.text_at(2, 3) == "Hộ nghèo"


def test_capital_font_gives_capitals(old):
    old.write(1, 1, "uû ban huyÖn v¨n quan", xlwt.easyxf("font: name .VnTimeH"))

    assert old.cell().text == "UỶ BAN HUYỆN VĂN QUAN"


def test_control_signs_do_not_get_further(old):
    old.write(1, 1, "Xã\x00 Hữu\x07 Lễ")

    assert old.cell().text == "Xã\ufffd Hữu\ufffd Lễ"


def test_sheet_of_formulas_is_told_from_its_neighbour(old):
    old.write(1, 1, xlwt.Formula("1+1"))
    old.workbook.add_sheet("Biểu 02").write(0, 0, "x")

    first, second = old.read()

    assert first.cells[1, 1].kind == "no_result"
    assert second.cells[1, 1].kind == "text"
