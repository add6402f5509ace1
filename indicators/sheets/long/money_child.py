"""The child process that opens a long table of money:
`python -m indicators.sheets.long.money_child`.

As `long.child`, with limits of its own for time and answer.
"""

import json
from pathlib import Path
from typing import Any

from indicators.sheets import errand
from indicators.sheets.spec import from_json

from .money_reading import read_money_table
from .money_spec import MONEY_BOUNDS, MoneyRequest
from .wire import packed


def _answer(order: dict[str, Any]) -> bytes:
    request = from_json(MoneyRequest, order["request"])
    with Path(order["path"]).open("rb") as file:
        data = file.read(MONEY_BOUNDS.file_bytes + 1)
    return json.dumps(packed(read_money_table(data, request)), separators=(",", ":")).encode()


if __name__ == "__main__":
    errand.run(
        _answer,
        cpu_seconds=MONEY_BOUNDS.cpu_seconds,
        answer_bytes=MONEY_BOUNDS.answer_bytes,
    )
