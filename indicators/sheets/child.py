"""The child process that opens an upload: `python -m indicators.sheets.child`.

Its order is {"path": …, "request": …}, and its answer a report as JSON; or {"path": …, "marks": …},
and the answer is the marked workbook.
"""

import json
from pathlib import Path
from typing import Any

from indicators.sheets import errand
from indicators.sheets.failures import failed_report
from indicators.sheets.files.limits import MAX_ANSWER_BYTES, MAX_FILE_BYTES
from indicators.sheets.marks import MarkOrder
from indicators.sheets.reader import read_report
from indicators.sheets.spec import ReadReport, ReadRequest, from_json, to_json


def _answer(order: dict[str, Any]) -> bytes:
    path = Path(order["path"])
    if "marks" in order:
        return _marked(path, from_json(MarkOrder, order))
    answer = _as_bytes(_report(path, from_json(ReadRequest, order["request"])))
    if len(answer) > MAX_ANSWER_BYTES:
        return _as_bytes(failed_report("reader_overflow"))
    return answer


def _report(path: Path, request: ReadRequest) -> ReadReport:
    with path.open("rb") as file:
        return read_report(file.read(MAX_FILE_BYTES + 1), request)


def _marked(path: Path, order: MarkOrder) -> bytes:
    # Only here: reading a report must not pay for what writes workbooks.
    from indicators.sheets.files.marked import marked_workbook

    with path.open("rb") as file:
        return marked_workbook(file.read(MAX_FILE_BYTES + 1), order.marks)


def _as_bytes(report: ReadReport) -> bytes:
    return json.dumps(to_json(report), ensure_ascii=False).encode()


if __name__ == "__main__":
    errand.run(_answer)
