"""The child process that opens an upload: `python -m indicators.sheets.child`.

It takes one JSON object on stdin, {"path": …, "request": …}, and answers with a report as JSON on
stdout. Before it looks at the file it limits its own memory and time and gives up the network, so
that whatever a file does to the parser, it does to this process alone.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

from indicators.sheets.guard import MAX_FILE_BYTES
from indicators.sheets.reader import read_report
from indicators.sheets.spec import ReadRequest, from_json, to_json

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 9
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork")


def main() -> None:
    """Read the request, read the file within the limits, write the report."""
    order = json.load(sys.stdin)
    _confine()
    with Path(order["path"]).open("rb") as file:
        data = file.read(MAX_FILE_BYTES + 1)
    report = read_report(data, from_json(ReadRequest, order["request"]))
    json.dump(to_json(report), sys.stdout)


def _confine() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse_outside)


def _refuse_outside(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)


if __name__ == "__main__":
    main()
