"""The child process: the same answer as in-process, and one plain sentence when it fails."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from indicators.sheets.children import end_spares
from indicators.sheets.confinement import CPU_SECONDS, MEMORY_BYTES
from indicators.sheets.files.limits import MAX_ANSWER_BYTES
from indicators.sheets.process import TIMEOUT_SECONDS, read_report_file
from indicators.sheets.reader import read_report
from indicators.sheets.spec import to_json

from .files.copies import csv_text, ods_copy, xls_copy
from .files.test_refusals import rewritten
from .readers import readers, until

REPORTS = Path(__file__).parents[2] / "data" / "reports"
# For a test of another limit: on a busy machine the clock must not be the first to run out.
PATIENCE = 60
STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</styleSheet>'
)
COPIES = {
    "xlsx": lambda data: data,
    "xls": xls_copy,
    "ods": ods_copy,
    "csv": lambda data: csv_text(data).encode(),
}


@pytest.fixture
def saved(tmp_path):
    def save(data):
        path = tmp_path / "báo cáo.xlsx"
        path.write_bytes(data)
        return path

    return save


def _codes(report):
    return [problem.code for problem in report.problems]


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)
def test_child_answers_as_the_reader_does(copied, saved, make_request):
    data = copied((REPORTS / "R07_van_quan_day_du.xlsx").read_bytes())

    report = read_report_file(saved(data), make_request())

    assert report == read_report(data, make_request())
    assert len(report.records) == 170


def test_refused_file_passes_through_the_child(saved, make_request):
    assert _codes(read_report_file(saved(b"%PDF-1.4"), make_request())) == ["pdf"]


def test_missing_file_is_a_crash_in_one_sentence(tmp_path, make_request):
    report = read_report_file(tmp_path / "không có.xlsx", make_request())

    assert _codes(report) == ["reader_crashed"]
    assert report.outcome_without_database == "rejected"


def test_slow_child_is_stopped(saved, book, make_request):
    path, request = saved(_slow(book)), make_request()

    assert _codes(read_report_file(path, request, timeout_seconds=0.8)) == ["reader_timeout"]


def _slow(book):
    """Within every limit, and still some seconds of work."""
    for row in range(7, 4_000):
        for column in range(1, 36):
            book.sheet.cell(row, column, row * column)
    return book.bytes()


@pytest.mark.slow
def test_file_at_the_limits_is_read_or_stopped(saved, book, make_request):
    path, request = saved(_slow(book)), make_request()

    report = read_report_file(path, request)

    # On a busy machine the time may run out, which is an answer as well; a crash is none.
    assert _codes(report)[0] in ("rows_of_another_area", "reader_timeout")


@pytest.mark.slow
def test_file_that_takes_the_processor_too_long_is_stopped(saved, book, make_request):
    path, request = saved(_endless(book)), make_request()

    assert _codes(read_report_file(path, request)) == ["reader_timeout"]


def _endless(book):
    """Names of ranges, which the guard does not count: openpyxl makes an object of each."""
    numbers = random.Random(4)
    names = "".join(
        f'<definedName name="n{numbers.randrange(10**8)}">A1</definedName>' for _ in range(400_000)
    )
    workbook = (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="B" sheetId="1" r:id="rId1"/></sheets>'
        f"<definedNames>{names}</definedNames></workbook>"
    )
    return rewritten(book.bytes(), xl__workbook=workbook)


def test_file_that_takes_too_much_memory_is_stopped(saved, book, make_request):
    numbers = random.Random(4)
    cell_styles = "".join(f'<xf numFmtId="{numbers.randrange(50)}"/>' for _ in range(2_000_000))
    hungry = rewritten(book.bytes(), xl__styles=STYLES.format(cell_styles))

    report = read_report_file(saved(hungry), make_request(), timeout_seconds=PATIENCE)

    assert _codes(report) == ["reader_memory"]


@pytest.mark.parametrize("number", [signal.SIGABRT, signal.SIGSEGV, signal.SIGKILL])
def test_child_that_is_ended_by_a_signal_is_a_crash_in_one_sentence(
    number, saved, book, make_request
):
    path = saved(_slow(book))
    end_spares()  # so that the only reader there is reads
    killer = threading.Thread(target=_end_the_child_of_this_process, args=(number,))
    killer.start()

    report = read_report_file(path, make_request())

    killer.join()
    assert _codes(report) == ["reader_crashed"]


def _end_the_child_of_this_process(number):
    def ended():
        for reader in readers():
            os.kill(reader, number)
            return True
        return False

    until(ended, seconds=5)


def test_answer_is_of_limited_size(saved, make_request):
    """A table in which every cell is wrong, with as much to say of each as there can be."""
    heading = csv_text((REPORTS / "R01_van_quan_sach.xlsx").read_bytes()).splitlines()[:3]
    row = ";".join(["1", "Xã Trấn Ninh", "I", *["bao nhiêu " * 150] * 10])

    text = "\n".join([*heading, *[row] * 450])

    report = read_report_file(saved(text.encode()), make_request(), timeout_seconds=PATIENCE)

    assert _codes(report) == ["reader_overflow"]
    assert len(json.dumps(to_json(report))) < MAX_ANSWER_BYTES


def test_next_file_is_read_as_if_nothing_had_happened(saved, book, make_request):
    read_report_file(saved(_slow(book)), make_request(), timeout_seconds=0.3)

    report = read_report_file(REPORTS / "R07_van_quan_day_du.xlsx", make_request())

    assert len(report.records) == 170


def test_limits_are_what_the_handbook_says():
    readme = (Path(__file__).parents[3] / "README.md").read_text()

    assert f"{MEMORY_BYTES // 1024 // 1024} MB" in readme
    assert CPU_SECONDS < TIMEOUT_SECONDS < 10


def test_child_imports_neither_django_nor_the_rest_of_the_project():
    names = _run("import sys, indicators.sheets.child; print('\\n'.join(sys.modules))").stdout

    loaded = {name.split(".")[0] for name in names.split()}
    assert "indicators" in loaded
    assert not {"django", "programs", "plotly"} & loaded
    # Each parser is imported for a file of its own kind only.
    assert not {"openpyxl", "xlrd", "csv", "pyexpat"} & loaded


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket()",
        "import _socket",
        "import subprocess; subprocess.run(['true'])",
        "import ctypes",
        "import os; os.fork()",
        "import os; os.system('true')",
        "import os; os.remove('/tmp/none')",
        "open('/tmp/none', 'w')",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1/')",
    ],
)
def test_confined_child_reaches_nothing_outside(attempt):
    done = _run(f"from indicators.sheets.confinement import confine; confine(); {attempt}")

    assert "PermissionError" in done.stderr


def test_confined_child_cannot_write_more_than_its_answer(tmp_path):
    code = (
        "import sys; from indicators.sheets.confinement import confine; confine(); "
        f"sys.stdout.write('x' * {MAX_ANSWER_BYTES * 2})"
    )

    with (tmp_path / "answer").open("wb") as answer:
        subprocess.run([sys.executable, "-c", code], stdout=answer, stderr=subprocess.DEVNULL)

    assert (tmp_path / "answer").stat().st_size == MAX_ANSWER_BYTES


def test_child_without_an_order_fails():
    done = subprocess.run(
        [sys.executable, "-m", "indicators.sheets.child"], input=b"{}", capture_output=True
    )

    assert done.returncode != 0


def test_request_of_the_child_is_plain_json(make_request):
    assert json.loads(json.dumps(to_json(make_request())))["period"] == "2024Q3"


def _run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
