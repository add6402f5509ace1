"""The child process that opens an official list: `python -m indicators.sheets.classes.child`.

As `sheets.child`, with its limits.
"""

import json
from pathlib import Path
from typing import Any

from indicators.sheets import errand
from indicators.sheets.files.limits import MAX_FILE_BYTES
from indicators.sheets.spec import from_json, to_json

from .reading import read_class_list
from .spec import ClassRequest


def _answer(order: dict[str, Any]) -> bytes:
    request = from_json(ClassRequest, order["request"])
    with Path(order["path"]).open("rb") as file:
        data = file.read(MAX_FILE_BYTES + 1)
    return json.dumps(to_json(read_class_list(data, request)), ensure_ascii=False).encode()


if __name__ == "__main__":
    errand.run(_answer)
