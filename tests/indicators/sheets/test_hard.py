"""Many hard workbooks, made from seeds with their truth: nothing wrong is ever stored."""

import pytest

from indicators.sheets.reader import read_report
from tests.indicators.sheets.hard.books import load_cast, make_book
from tests.indicators.sheets.hard.tally import Tally

SEEDS = range(300)


@pytest.fixture(scope="module")
def tally():
    cast, tally = load_cast(), Tally()
    for seed in SEEDS:
        book = make_book(seed, cast)
        tally.add(seed, book, read_report(book.data, cast.request(book)))
    return tally


def test_hard_workbooks_store_nothing_wrong_or_invented(tally):
    assert (tally.wrong, tally.invented, tally.not_rejected) == (0, 0, 0), str(tally)


def test_hard_workbooks_flag_every_doubtful_cell(tally):
    assert tally.unflagged == 0, str(tally)


def test_hard_workbooks_refuse_and_miss_hardly_any_clean_cell(tally):
    assert tally.refused <= 0.005 * tally.cells, str(tally)
    assert tally.missed <= 0.02 * tally.cells, str(tally)


def test_hard_workbooks_cover_every_form_and_trap(tally):
    assert tally.cells > 10_000
    assert len(tally.traps) > 60, str(tally.traps)
