"""The child process that opens an upload: `python -m indicators.sheets.child`.

It takes one JSON object on stdin, {"path": …, "request": …}, and answers with a report as JSON on
stdout; or {"path": …, "marks": …}, and answers with the marked workbook. Before it looks at the
file it limits its own memory, time and answer and gives up the network, other processes and
writing, so that whatever a file does to the parser, it does to this process alone.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

from indicators.sheets.failures import failed_report
from indicators.sheets.files.limits import MAX_ANSWER_BYTES, MAX_FILE_BYTES
from indicators.sheets.marks import MarkOrder
from indicators.sheets.reader import read_report
from indicators.sheets.spec import ReadReport, ReadRequest, from_json, to_json

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 8
_LIMITS = {
    resource.RLIMIT_AS: (MEMORY_BYTES, MEMORY_BYTES),
    # The first sends SIGXCPU, which tells the time limit from any other end; the second kills.
    resource.RLIMIT_CPU: (CPU_SECONDS, CPU_SECONDS + 1),
    resource.RLIMIT_CORE: (0, 0),
    resource.RLIMIT_FSIZE: (MAX_ANSWER_BYTES, MAX_ANSWER_BYTES),
    resource.RLIMIT_NOFILE: (64, 64),
    resource.RLIMIT_NPROC: (0, 0),
}
_FORBIDDEN = ("socket.", "subprocess.", "ctypes.", "pty.", "shutil.", "os.", "sqlite3.", "mmap.")
_NEEDED_FOR_IMPORTS = ("os.listdir", "os.scandir")
_MODULES_OF_ESCAPE = frozenset(("_socket", "_ssl", "_ctypes", "_posixsubprocess", "_sqlite3"))
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    """Read the request, read the file within the limits, write the report."""
    order = json.load(sys.stdin)
    _confine()
    path = Path(order["path"])
    if "marks" in order:
        sys.stdout.buffer.write(_marked(path, from_json(MarkOrder, order)))
        return
    answer = _as_bytes(_report(path, from_json(ReadRequest, order["request"])))
    if len(answer) > MAX_ANSWER_BYTES:
        answer = _as_bytes(failed_report("reader_overflow"))
    sys.stdout.buffer.write(answer)


def _report(path: Path, request: ReadRequest) -> ReadReport:
    try:
        with path.open("rb") as file:
            return read_report(file.read(MAX_FILE_BYTES + 1), request)
    except MemoryError:
        return failed_report("reader_memory")


def _marked(path: Path, order: MarkOrder) -> bytes:
    # Only here: reading a report must not pay for what writes workbooks.
    from indicators.sheets.files.marked import marked_workbook

    with path.open("rb") as file:
        return marked_workbook(file.read(MAX_FILE_BYTES + 1), order.marks)


def _as_bytes(report: ReadReport) -> bytes:
    return json.dumps(to_json(report), ensure_ascii=False).encode()


def _confine() -> None:
    for limit, (soft, hard) in _LIMITS.items():
        resource.setrlimit(limit, (soft, hard))
    sys.addaudithook(_refuse_outside)


def _refuse_outside(event: str, arguments: tuple[Any, ...]) -> None:
    """Python tells this hook, which nothing can take away, before it does any of these things."""
    if event == "open":
        refused = bool(arguments[2] & _WRITING)
    elif event == "import":
        refused = arguments[0] in _MODULES_OF_ESCAPE
    else:
        refused = event.startswith(_FORBIDDEN) and event not in _NEEDED_FOR_IMPORTS
    if refused:
        raise PermissionError(event)


if __name__ == "__main__":
    main()
