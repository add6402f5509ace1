"""Rates that may be fractions not yet times 100, where no parts can tell."""

import pytest


@pytest.fixture
def without_parts(book):
    """The book with a rate of facilities whose parts are not reported."""
    for row in (4, 5, 6):
        book.sheet.cell(row, 11).value = None
        book.sheet.cell(row, 12).value = None
    return book


def test_fraction_among_percentages_is_refused_with_both_readings(
    without_parts, read, codes_at, cells_of
):
    without_parts.sheet["M5"] = 0.6087

    report = read(without_parts)

    message = next(p.message for p in report.problems if p.cell == "M5")
    assert codes_at(report, "M5") == ["rate_is_fraction"]
    assert "0,6087 % hoặc 60,87 %" in message
    assert "M5" not in cells_of(report)


def test_column_of_fractions_is_refused_as_a_whole(without_parts, read, cells_of):
    for row, fraction in ((4, 0.9318), (5, 0.6087), (6, 0.8814)):
        without_parts.sheet.cell(row, 13).value = fraction

    assert not {"M4", "M5", "M6"} & cells_of(read(without_parts))


def test_small_rates_of_two_decimals_are_read(without_parts, read, cells_of):
    for row, rate in ((4, 0.93), (5, 0.6), (6, 0.88)):
        without_parts.sheet.cell(row, 13).value = rate

    assert {"M4", "M5", "M6"} <= cells_of(read(without_parts))


def test_small_rate_that_its_parts_confirm_is_read(book, read, cells_of):
    book.sheet["E5"], book.sheet["F5"], book.sheet["G5"] = 3, 0.33, 3

    assert "F5" in cells_of(read(book))
