import json
import unicodedata
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from indicators.sheets.reader import read_report

REPORTS = Path(__file__).parents[2] / "data" / "reports"
NAMES = ("R01", "R02", "R03", "R04", "R05", "R07", "R08", "R10", "R13", "R14")


def _truth(name):
    return json.loads((REPORTS / f"{name}.truth.json").read_text())


def _read(name, make_request):
    truth = _truth(name)
    upload = truth["upload"]
    request = make_request(upload["district"], upload["period"], upload["form"])
    return read_report((REPORTS / truth["file"]).read_bytes(), request), truth


def _value(record):
    return record.kind, Decimal(record.value) if record.kind == "number" else record.value


def _true_value(record):
    if record["kind"] == "bool":
        return "bool", record["value"].lower()
    if record["kind"] == "text":
        return ("date" if record["key"] == "due" else "text"), record["value"]
    return "number", Decimal(record["value"])


def _used_rows(truth, first, last):
    sheet = openpyxl.load_workbook(REPORTS / truth["file"]).worksheets[0]
    return {
        row
        for row in range(first, last + 1)
        if any(cell.value is not None for cell in sheet[row])
    }  # fmt: skip


def _expected_skips(truth):
    expected = set()
    for part in truth["must_skip"]:
        numbers = [int(text) for text in part["where"].split()[1].split("-")]
        why = part["why"].split(" (")[0]
        reason = "title block" if why == "title" else why
        expected |= {(row, reason) for row in _used_rows(truth, numbers[0], numbers[-1])}
    return expected


@pytest.mark.parametrize("name", NAMES)
def test_example_yields_exactly_its_records(name, make_request):
    report, truth = _read(name, make_request)

    found = {
        (record.sheet, record.cell, record.key): (record.area_code, record.dim, *_value(record))
        for record in report.records
    }
    expected = {
        (record["sheet"], record["cell"], record["key"]): (
            record["area_code"],
            record.get("dim"),
            *_true_value(record),
        )
        for record in truth["records"]
    }
    assert len(report.records) == len(truth["records"])
    assert found == expected


@pytest.mark.parametrize("name", NAMES)
def test_example_has_no_problems(name, make_request):
    report, _ = _read(name, make_request)

    assert report.problems == ()
    assert report.outcome_without_database == "accepted"


@pytest.mark.parametrize("name", NAMES)
def test_example_leaves_out_exactly_the_rows_of_its_truth(name, make_request):
    report, truth = _read(name, make_request)

    found = {
        (row, part.reason)
        for part in report.skipped
        for row in _used_rows(truth, part.first_row, part.last_row)
    }
    assert found == _expected_skips(truth)


@pytest.mark.parametrize("name", NAMES)
def test_example_title_is_understood(name, make_request):
    report, truth = _read(name, make_request)

    understood = report.understood[0]
    assert understood.area_code == truth["upload"]["district"]
    assert understood.period == truth["upload"]["period"]


def test_number_text_keeps_the_decimals_of_the_column(make_request):
    report, _ = _read("R13", make_request)

    assert next(record.value for record in report.records if record.cell == "F10") == "8.60"


@pytest.mark.parametrize("name", ["R03", "R04", "R05", "R07", "R14"])
def test_personal_names_never_leave_the_reader(name, make_request):
    report, _ = _read(name, make_request)

    assert "Ví Dụ" not in unicodedata.normalize("NFC", repr(report))
    assert "Thị Mẫu" not in unicodedata.normalize("NFC", repr(report))


def test_note_about_estimates_is_understood(make_request):
    assert _read("R07", make_request)[0].understood[0].estimate is True
    assert _read("R10", make_request)[0].understood[0].estimate is False
