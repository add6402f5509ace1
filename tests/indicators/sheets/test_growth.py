"""A file of three times the size takes three times the work, whatever stands in it.

Work is counted in calls of functions, which are the same on every machine.
"""

import sys

import pytest

from indicators.sheets.files.limits import MAX_CELL_CHARACTERS
from indicators.sheets.process import read_report_file

from .files.copies import xls_copy
from .test_capital import CapitalBook

FIGURES = (900, 70, 7.78, 60, "x", 899, 99.89, 30, 25, 83.33)
NAMES = ("Thị trấn Văn Quan", "Xã Trấn Ninh", "Xã Liên Hội", "Xã Hòa Bình")


def _calls(work):
    count = 0

    def seen(_frame, event, _argument):
        nonlocal count
        count += event == "call"

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def _between(label, *figures):
    """Rows of figures, each with another row below it."""

    def fill(book, rows):
        for number in range(rows):
            book.add(number, NAMES[number % len(NAMES)], *FIGURES)
            book.add(None, label, *figures)

    return fill


def _same_place(book, rows):
    for number in range(rows * 2):
        book.add(number, NAMES[0], *FIGURES)


@pytest.mark.parametrize(
    "fill",
    [
        _between("Tổng cộng", *FIGURES),
        _between("Cộng cụm", *FIGURES),
        _between("Ghi chú: số liệu của cụm"),
        _same_place,
    ],
    ids=["totals", "subtotals", "notes", "one place again and again"],
)
def test_work_grows_with_the_rows(fill, book, read):
    fill(book, 50)
    read(book)  # what is remembered from the first time is no work of the second
    once = _calls(lambda: read(book))
    fill(book, 100)
    thrice = _calls(lambda: read(book))

    assert thrice < 3 * once


def test_work_grows_with_the_projects(read):
    book = CapitalBook()

    def fill(rows):
        for _ in range(rows):
            book.add("1", "Dự án 4", 300, 200, 100, 50, 20, 40)
            book.add("1.1", "Tiểu dự án 1", 300, 200, 100, 50, 20, 40)

    fill(50)
    read(book, form="F3")
    once = _calls(lambda: read(book, form="F3"))
    fill(100)
    thrice = _calls(lambda: read(book, form="F3"))

    assert thrice < 3 * once


@pytest.mark.parametrize(
    "text",
    ["1" * 32_000 + "x", "1 " * 16_000 + "x", "1.," * 10_000 + "x", "…" * 32_000 + "x"],
    ids=["digits", "digits and blanks", "digits and signs", "dots"],
)
def test_long_cells_are_answered_like_short_ones(text, book, make_request, tmp_path):
    """With a pattern that tries every place in turn, one of them took ten seconds."""
    assert len(text) <= MAX_CELL_CHARACTERS
    for row in range(4, 7):
        for column in (4, 5, 7, 8, 9, 11, 12):
            book.sheet.cell(row, column, text)
    path = tmp_path / "dài.xls"
    path.write_bytes(xls_copy(book.bytes()))

    report = read_report_file(path, make_request())

    assert {problem.code for problem in report.errors} == {"not_a_number", "not_yes_no"}
