"""The child process that opens a long table: `python -m indicators.sheets.long.child`.

As `sheets.child`, with its limits; the rows go back as plain lists.
"""

import json
import os
import sys
from pathlib import Path

from indicators.sheets.confinement import OUT_OF_MEMORY, confine
from indicators.sheets.files.limits import MAX_FILE_BYTES
from indicators.sheets.spec import from_json

from .reading import read_long_table
from .spec import LongRequest
from .wire import packed


def main() -> None:
    order = json.load(sys.stdin)
    request = from_json(LongRequest, order["request"])
    confine()
    try:
        with Path(order["path"]).open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
        answer = json.dumps(packed(read_long_table(data, request)), separators=(",", ":"))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    sys.stdout.write(answer)


if __name__ == "__main__":
    main()
