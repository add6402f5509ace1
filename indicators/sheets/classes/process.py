"""Reading an official list in a child process, so that no file can stop the web process."""

import json
import logging
import subprocess
from pathlib import Path

from indicators.sheets.children import answer_of
from indicators.sheets.failures import Failure, failed_report
from indicators.sheets.process import ENDS, TIMEOUT_SECONDS
from indicators.sheets.spec import from_json, to_json

from .spec import ClassReading, ClassRequest

CHILD = "indicators.sheets.classes.child"
logger = logging.getLogger(__name__)


def read_class_file(
    path: Path, request: ClassRequest, *, timeout_seconds: float = TIMEOUT_SECONDS
) -> ClassReading:
    """What the list at `path` holds; any crash is a reading with a refusal. Never raises."""
    order = json.dumps({"path": str(path.resolve()), "request": to_json(request)})
    try:
        status, answer = answer_of(CHILD, order.encode(), timeout_seconds)
        if status:
            logger.warning("the reader of lists ended with status %s", status)
            return _failed(ENDS.get(status, "reader_crashed"))
        return from_json(ClassReading, json.loads(answer))
    except subprocess.TimeoutExpired:
        return _failed("reader_timeout")
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError):
        logger.exception("the answer of the reader of lists is none")
        return _failed("reader_crashed")


def _failed(failure: Failure) -> ClassReading:
    return ClassReading(refusal=failed_report(failure).problems[0].message)
