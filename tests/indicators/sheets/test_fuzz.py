"""A small part of `make fuzz`, always the same."""

from pathlib import Path

import pytest

from indicators.sheets.process import read_report_file
from indicators.sheets.reader import read_report
from indicators.sheets.spec import to_json
from tests.fuzz.cells import check_random_cells
from tests.fuzz.mutate import mutated
from tests.fuzz.requests import requests_by_sample
from tests.fuzz.samples import samples

ASKED = requests_by_sample()


@pytest.mark.parametrize("number", range(40))
def test_spoilt_file_is_read_or_refused(number):
    name, data = mutated(number, seed=1)

    report = read_report(data, ASKED[name[:3]])

    assert report.records or report.problems


@pytest.mark.parametrize("number", range(40, 44))
def test_spoilt_file_comes_through_the_child(number, tmp_path: Path):
    name, data = mutated(number, seed=1)
    path = tmp_path / name
    path.write_bytes(data)

    assert to_json(read_report_file(path, ASKED[name[:3]])) == to_json(
        read_report(data, ASKED[name[:3]])
    )


@pytest.mark.parametrize("name", sorted(samples()))
def test_sample_itself_is_sound(name):
    assert read_report(samples()[name], ASKED[name[:3]]).errors == ()


def test_random_cells_are_stored_as_they_stand_or_refused():
    check_random_cells(examples=40)
