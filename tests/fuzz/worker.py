"""Reads spoilt files one after the other in one process: `… -m tests.fuzz.worker FROM TO SEED`.

Prints one JSON object a file. A file may take as long, and as much memory, as in the child process;
what is stopped by either is told apart, for there the child is what protects.
"""

import json
import resource
import signal
import sys
import time
import traceback

from indicators.sheets.reader import read_report
from indicators.sheets.spec import ReadReport, ReadRequest, from_json, to_json

from .mutate import mutated
from .requests import requests_by_sample

SECONDS = 8
MEMORY_BYTES = 1024 * 1024 * 1024


class _OutOfTimeError(BaseException):
    """Raised by the alarm; no handler of the reader catches it."""


def main(first: int, last: int, seed: int) -> None:
    """Read the files numbered from `first` to before `last`."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    signal.signal(signal.SIGALRM, _stop)
    asked = requests_by_sample()
    for number in range(first, last):
        name, data = mutated(number, seed)
        print(json.dumps({"number": number, "name": name}), flush=True)
        print(json.dumps(_read(data, asked[name[:3]])), flush=True)


def _stop(*_: object) -> None:
    raise _OutOfTimeError


def _read(data: bytes, request: ReadRequest) -> dict[str, object]:
    start = time.perf_counter()
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        outcome = _outcome(read_report(data, request))
    except _OutOfTimeError:
        outcome = {"outcome": "stopped", "code": "time"}
    except MemoryError:
        outcome = {"outcome": "stopped", "code": "memory"}
    except Exception:
        outcome = {"outcome": "raised", "code": traceback.format_exc()}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return outcome | {"seconds": time.perf_counter() - start, "peak_mb": peak}


def _outcome(report: ReadReport) -> dict[str, object]:
    # The report must get through to the web process and into its database.
    text = json.dumps(to_json(report), ensure_ascii=False)
    assert from_json(ReadReport, json.loads(text.encode())) == report
    assert "\\u0000" not in text
    of_file = [problem.code for problem in report.errors if problem.scope == "file"]
    if report.records:
        return {"outcome": "read", "code": "with errors" if report.errors else "clean"}
    return {"outcome": "refused", "code": of_file[0] if of_file else "nothing read"}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
