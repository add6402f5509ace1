"""Reading an upload in a child process, so that no file can stop or slow the web process."""

import json
import logging
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from indicators.sheets.children import answer_of
from indicators.sheets.confinement import OUT_OF_MEMORY
from indicators.sheets.failures import Failure, failed_report
from indicators.sheets.marks import Mark, MarkOrder
from indicators.sheets.spec import ReadReport, ReadRequest, from_json, to_json

TIMEOUT_SECONDS = 9  # so that, with what comes before and after, ten are never passed
CHILD = "indicators.sheets.child"
ENDS: dict[int, Failure] = {-signal.SIGXCPU: "reader_timeout", OUT_OF_MEMORY: "reader_memory"}
logger = logging.getLogger(__name__)


def read_report_file(
    path: Path, request: ReadRequest, *, timeout_seconds: float = TIMEOUT_SECONDS
) -> ReadReport:
    """Return what the workbook at `path` holds; any crash is a report with one problem.

    Never raises because of the file. The child sees neither our environment nor our settings, and
    no more is taken of its answer than there may be, so that it cannot fill this process either.
    """
    order = json.dumps({"path": str(Path(path).resolve()), "request": to_json(request)})
    try:
        status, answer = answer_of(CHILD, order.encode(), timeout_seconds)
        return from_json(ReadReport, json.loads(answer)) if status == 0 else _ended_early(status)
    except subprocess.TimeoutExpired:
        return failed_report("reader_timeout")
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError):
        logger.exception("the reader's answer is none")
        return failed_report("reader_crashed")


class MarkingFailed(Exception):
    """The file could not be marked; the Vietnamese sentence says what to do instead."""


def marked_copy(
    path: Path, marks: Sequence[Mark], *, timeout_seconds: float = TIMEOUT_SECONDS
) -> bytes:
    """Return the workbook at `path` as an .xlsx with the marks in its cells.

    Raises MarkingFailed for a file that no parser opens, or that takes too long.
    """
    told = to_json(MarkOrder(tuple(marks)))
    order = json.dumps({"path": str(Path(path).resolve()), **told})
    try:
        status, answer = answer_of(CHILD, order.encode(), timeout_seconds)
        if status == 0:
            return answer
    except (subprocess.TimeoutExpired, OSError):
        logger.warning("the workbook was not marked in time")
    raise MarkingFailed(
        "Không đánh dấu được vào tệp này. Hãy dùng danh sách các chỗ cần sửa trên trang này."
    )


def _ended_early(status: int) -> ReadReport:
    logger.warning("the reader ended with status %s", status)
    return failed_report(ENDS.get(status, "reader_crashed"))
