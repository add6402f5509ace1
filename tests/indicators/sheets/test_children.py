"""One reader waits for its work: started ahead, used once, replaced, and never left behind."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from indicators.sheets.children import answer_of, end_spares
from indicators.sheets.process import read_report_file

from .readers import is_gone, readers, until

LIMIT = 3  # seconds; reading takes a tenth of it
R07 = Path(__file__).parents[2] / "data" / "reports" / "R07_van_quan_day_du.xlsx"
# Reads nothing, so a spare is left; says which, and stands still until it is killed.
LEFT_ALONE = """
import sys, time
from indicators.sheets.children import answer_of
from tests.indicators.sheets.readers import readers
answer_of("indicators.sheets.child", b"{}", 10)
print(*readers(), flush=True)
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def no_spare():
    end_spares()
    yield
    end_spares()


def _read(request):
    return len(read_report_file(R07, request).records)


def test_one_reader_waits_after_the_first_file_and_another_after_the_next(make_request):
    assert readers() == []

    _read(make_request())
    first = readers()
    _read(make_request())
    second = readers()

    assert (len(first), len(second)) == (1, 1)
    assert first != second


def test_waiting_is_not_counted_as_reading(make_request):
    _read(make_request())
    time.sleep(LIMIT)

    report = read_report_file(R07, make_request(), timeout_seconds=LIMIT)

    assert len(report.records) == 170


def test_reader_that_died_while_it_waited_is_replaced(make_request):
    _read(make_request())
    (waiting,) = readers()
    os.kill(waiting, signal.SIGKILL)
    assert until(lambda: is_gone(waiting))

    assert _read(make_request()) == 170
    assert len(readers()) == 1
    assert waiting not in readers()


def test_many_at_once_have_a_reader_each_and_leave_one(make_request):
    with ThreadPoolExecutor(4) as people:
        counts = list(people.map(_read, [make_request()] * 8))

    assert counts == [170] * 8
    assert len(readers()) == 1


def test_neither_processes_nor_open_files_are_left(make_request, tmp_path):
    before = len(os.listdir("/proc/self/fd"))

    for _ in range(3):
        _read(make_request())
        read_report_file(tmp_path / "none.xlsx", make_request())
    read_report_file(R07, make_request(), timeout_seconds=0)
    end_spares()

    assert len(os.listdir("/proc/self/fd")) == before
    assert readers() == []


def test_order_that_is_longer_than_a_pipe_arrives_whole():
    status, answer = answer_of("indicators.sheets.child", b" " * 300_000 + b"[", 10)

    assert (status, answer) == (1, b"")


def test_no_reader_outlives_a_parent_that_is_killed():
    parent = subprocess.Popen(
        [sys.executable, "-c", LEFT_ALONE], stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]
    )
    (spare,) = map(int, parent.stdout.readline().split())

    parent.kill()
    parent.communicate()

    assert until(lambda: is_gone(spare))


def test_forked_process_starts_a_reader_of_its_own(make_request):
    _read(make_request())
    (spare,) = readers()

    forked = os.fork()
    if not forked:
        read = _read(make_request())
        end_spares()
        os._exit(0 if read == 170 else 1)

    assert os.waitpid(forked, 0)[1] == 0
    assert readers() == [spare]
    assert _read(make_request()) == 170


def test_child_that_says_too_much_is_stopped():
    status, answer = answer_of("tests.indicators.sheets.talker", b"{}", 10)

    assert (status, answer) == (-signal.SIGKILL, b"")
