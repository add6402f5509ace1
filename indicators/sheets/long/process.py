"""Reading a long table in a child process, so that no file can stop or slow the web process."""

import json
import logging
import signal
import subprocess
from pathlib import Path

from indicators.sheets.children import answer_of
from indicators.sheets.confinement import OUT_OF_MEMORY
from indicators.sheets.spec import to_json

from .money_spec import MoneyRequest
from .spec import LongReading, LongRequest
from .wire import unpacked

CHILDREN = {
    LongRequest: "indicators.sheets.long.child",
    MoneyRequest: "indicators.sheets.long.money_child",
}
TOO_SLOW = (
    "Đọc tệp lâu quá giới hạn nên đã dừng lại. Hãy chia bảng thành nhiều tệp nhỏ hơn rồi tải lên."
)
CRASHED = (
    "Không đọc được tệp vì nội dung bên trong không bình thường. "
    "Hãy sao chép bảng sang một tệp Excel mới rồi tải tệp mới lên."
)
TOO_HUNGRY = (
    "Tệp cần quá nhiều bộ nhớ để đọc nên đã dừng lại. "
    "Hãy chia bảng thành nhiều tệp nhỏ hơn rồi tải lên."
)
ENDS = {-signal.SIGXCPU: TOO_SLOW, OUT_OF_MEMORY: TOO_HUNGRY}
logger = logging.getLogger(__name__)


def read_long_file(
    path: Path, request: LongRequest | MoneyRequest, *, timeout_seconds: float | None = None
) -> LongReading:
    """What the table at `path` holds; any crash is a reading with a refusal. Never raises."""
    bounds = request.bounds
    order = json.dumps({"path": str(path.resolve()), "request": to_json(request)})
    try:
        status, answer = answer_of(
            CHILDREN[type(request)],
            order.encode(),
            timeout_seconds or bounds.seconds,
            bounds.answer_bytes,
        )
        if status:
            logger.warning("the reader of long tables ended with status %s", status)
            return LongReading(refusal=ENDS.get(status, CRASHED))
        return unpacked(json.loads(answer))
    except subprocess.TimeoutExpired:
        return LongReading(refusal=TOO_SLOW)
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError):
        logger.exception("the answer of the reader of long tables is none")
        return LongReading(refusal=CRASHED)
