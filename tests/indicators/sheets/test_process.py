"""The child process: the same answer as in-process, and one plain sentence when it fails."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indicators.sheets.process import read_report_file
from indicators.sheets.reader import read_report
from indicators.sheets.spec import to_json

REPORTS = Path(__file__).parents[2] / "data" / "reports"


@pytest.fixture
def saved(tmp_path):
    def save(data):
        path = tmp_path / "báo cáo.xlsx"
        path.write_bytes(data)
        return path

    return save


def test_child_answers_as_the_reader_does(make_request):
    path = REPORTS / "R07_van_quan_day_du.xlsx"

    assert read_report_file(path, make_request()) == read_report(path.read_bytes(), make_request())


def test_refused_file_passes_through_the_child(saved, make_request):
    report = read_report_file(saved(b"%PDF-1.4"), make_request())

    assert [problem.code for problem in report.problems] == ["pdf"]


def test_missing_file_is_a_crash_in_one_sentence(tmp_path, make_request):
    report = read_report_file(tmp_path / "không có.xlsx", make_request())

    assert [problem.code for problem in report.problems] == ["reader_crashed"]
    assert report.outcome_without_database == "rejected"


def test_slow_child_is_stopped(saved, book, make_request):
    report = read_report_file(saved(book.bytes()), make_request(), timeout_seconds=0.01)

    assert [problem.code for problem in report.problems] == ["reader_timeout"]


def test_large_report_takes_under_one_and_a_half_seconds(saved, book, make_request):
    for number in range(200):
        book.add(number, f"Xã số {number}", 864, 82, 9.49, 76, "x", 864, 100, 44, 41, 93.18)
    path, request = saved(book.bytes()), make_request()

    start = time.perf_counter()
    read_report_file(path, request)

    assert time.perf_counter() - start < 1.5


def test_child_imports_neither_django_nor_the_rest_of_the_project():
    code = "import sys, indicators.sheets.child; print('\\n'.join(sys.modules))"

    names = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    loaded = {name.split(".")[0] for name in names.stdout.split()}
    assert "openpyxl" in loaded
    assert not {"django", "programs", "plotly"} & loaded


@pytest.mark.parametrize(
    "attempt", ["import socket; socket.socket()", "import subprocess; subprocess.run(['true'])"]
)
def test_confined_child_reaches_nothing_outside(attempt):
    code = f"from indicators.sheets.child import _confine; _confine(); {attempt}"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert "PermissionError" in done.stderr


def test_child_without_an_order_fails():
    done = subprocess.run(
        [sys.executable, "-m", "indicators.sheets.child"], input=json.dumps({}).encode(),
        capture_output=True,
    )  # fmt: skip

    assert done.returncode != 0


def test_request_of_the_child_is_plain_json(make_request):
    assert json.loads(json.dumps(to_json(make_request())))["period"] == "2024Q3"
