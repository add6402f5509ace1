"""The child process that opens a long table: `python -m indicators.sheets.long.child`.

As `sheets.child`, with limits of its own; the rows go back as plain lists.
"""

import json
import os
import sys
from pathlib import Path

from indicators.sheets.confinement import OUT_OF_MEMORY, confine
from indicators.sheets.spec import from_json

from .money_reading import read_money_table
from .money_spec import MoneyRequest
from .reading import read_long_table
from .spec import LongRequest
from .wire import packed

TABLES = {"figures": (LongRequest, read_long_table), "money": (MoneyRequest, read_money_table)}


def main() -> None:
    order = json.load(sys.stdin)
    kind, read = TABLES[order["table"]]
    request = from_json(kind, order["request"])
    bounds = request.bounds
    confine(bounds.cpu_seconds, bounds.answer_bytes)
    try:
        with Path(order["path"]).open("rb") as file:
            data = file.read(bounds.file_bytes + 1)
        answer = json.dumps(packed(read(data, request)), separators=(",", ":"))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    sys.stdout.write(answer)


if __name__ == "__main__":
    main()
