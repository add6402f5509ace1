"""The child process that opens a long table of figures: `python -m indicators.sheets.long.child`.

As `sheets.child`, with its limits; the rows go back as plain lists.
"""

import json
from pathlib import Path
from typing import Any

from indicators.sheets import errand
from indicators.sheets.files.limits import MAX_FILE_BYTES
from indicators.sheets.spec import from_json

from .reading import read_long_table
from .spec import LongRequest
from .wire import packed


def _answer(order: dict[str, Any]) -> bytes:
    request = from_json(LongRequest, order["request"])
    with Path(order["path"]).open("rb") as file:
        data = file.read(MAX_FILE_BYTES + 1)
    return json.dumps(packed(read_long_table(data, request)), separators=(",", ":")).encode()


if __name__ == "__main__":
    errand.run(_answer)
