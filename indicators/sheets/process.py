"""Reading an upload in a child process, so that no file can stop or slow the web process."""

import json
import os
import subprocess
import sys
from pathlib import Path

from indicators.sheets.spec import Problem, ReadReport, ReadRequest, from_json, to_json

TIMEOUT_SECONDS = 10
_ROOT = Path(__file__).resolve().parents[2]


def read_report_file(
    path: Path, request: ReadRequest, *, timeout_seconds: float = TIMEOUT_SECONDS
) -> ReadReport:
    """Return what the workbook at `path` holds; any crash is a report with one problem.

    Never raises because of the file. The child sees neither our environment nor our settings.
    """
    order = json.dumps({"path": str(Path(path).resolve()), "request": to_json(request)})
    try:
        done = subprocess.run(
            [sys.executable, "-m", "indicators.sheets.child"],
            input=order.encode(),
            capture_output=True,
            cwd=_ROOT,
            env=_environment(),
            timeout=timeout_seconds,
            check=True,
        )
        return from_json(ReadReport, json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        return _failure(
            "reader_timeout",
            f"Đọc tệp quá {timeout_seconds:g} giây nên đã dừng lại. "
            "Hãy bỏ bớt trang tính, định dạng và hình ảnh thừa rồi tải lên lần nữa.",
        )
    except (subprocess.CalledProcessError, OSError, ValueError, KeyError, TypeError):
        return _failure(
            "reader_crashed",
            "Không đọc được tệp vì nội dung bên trong không bình thường. "
            "Hãy sao chép bảng sang một tệp Excel mới rồi tải tệp mới lên.",
        )


def _environment() -> dict[str, str]:
    """Only what Python needs; the system's own variables keep it starting on any platform."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "OPENPYXL_LXML": "False"}


def _failure(code: str, message: str) -> ReadReport:
    return ReadReport(problems=(Problem("file", "error", code, message),))
