"""The child processes that open uploads: started, handed their work, ended.

Starting Python takes longer than reading most files, so after each answer one more child of the
same kind is started, which waits for its work. It is as confined as any other and opens one file,
like any other; when this process is gone its stdin closes, and it ends.
"""

import atexit
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Lock

from indicators.sheets.files.limits import MAX_ANSWER_BYTES

_ROOT = Path(__file__).resolve().parents[2]
_PIECE = 1024 * 1024
logger = logging.getLogger(__name__)


def answer_of(
    module: str, order: bytes, timeout_seconds: float, most_bytes: int = MAX_ANSWER_BYTES
) -> tuple[int, bytes]:
    """The exit status of a child, negative for the signal that ended it, and what it answered.

    The time counts from here, not from when the child was started. A child that says more than
    there may be is killed. Raises TimeoutExpired when the time is over, OSError where no child can
    be started.
    """
    child = _spares.take(module) or _started(module)
    try:
        return _worked(child, order, time.monotonic() + timeout_seconds, most_bytes)
    finally:
        _end(child)
        _spares.keep(module)


def end_spares() -> None:
    """Ends the children that wait for work; the next file starts one of its own."""
    _spares.end()


class _Spares:
    """At most one waiting child of each kind, whatever the number of threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: dict[str, subprocess.Popen[bytes]] = {}

    def take(self, module: str) -> subprocess.Popen[bytes] | None:
        """A child that nobody else will get; None where there is none, or it has died."""
        with self._lock:
            child = self._waiting.pop(module, None)
        if child is not None and child.poll() is not None:
            _end(child)
            return None
        return child

    def keep(self, module: str) -> None:
        with self._lock:
            if module in self._waiting:
                return
            try:
                self._waiting[module] = _started(module)
            except OSError:
                logger.warning("no reader could be started ahead", exc_info=True)

    def end(self) -> None:
        with self._lock:
            while self._waiting:
                _end(self._waiting.popitem()[1])

    def forget(self) -> None:
        """In a forked process: these are children of its parent, and must not outlive that."""
        self._lock = Lock()
        while self._waiting:
            child = self._waiting.popitem()[1]
            child.returncode = 0  # nothing to wait for here
            _close(child)


_spares = _Spares()
atexit.register(end_spares)
os.register_at_fork(after_in_child=_spares.forget)


def _started(module: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        cwd=_ROOT,
        env=_environment(),
    )


def _environment() -> dict[str, str]:
    """Only what Python needs; the system's own variables keep it starting on any platform."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {"PYTHONUTF8": "1", "OPENPYXL_LXML": "False"}


def _worked(
    child: subprocess.Popen[bytes], order: bytes, until: float, most_bytes: int
) -> tuple[int, bytes]:
    os.set_blocking(child.stdin.fileno(), False)
    answer, unsent = bytearray(), memoryview(order)
    with selectors.DefaultSelector() as pipes:
        pipes.register(child.stdin, selectors.EVENT_WRITE)
        pipes.register(child.stdout, selectors.EVENT_READ)
        while len(answer) <= most_bytes:
            ready = {key.fileobj for key, _ in pipes.select(_left(until))}
            if not ready:
                raise subprocess.TimeoutExpired(child.args, 0)
            if child.stdin in ready:
                unsent = _handed_on(child.stdin.fileno(), unsent)
                if not unsent:
                    pipes.unregister(child.stdin)
                    child.stdin.close()
            if child.stdout in ready:
                piece = os.read(child.stdout.fileno(), _PIECE)
                if not piece:
                    # The end of what it says is the end of the child.
                    return child.wait(_left(until)), bytes(answer)
                answer += piece
    return -signal.SIGKILL, b""


def _left(until: float) -> float:
    return max(0, until - time.monotonic())


def _handed_on(pipe: int, unsent: memoryview) -> memoryview:
    """What is still to be handed over; nothing to a child that has died."""
    try:
        return unsent[os.write(pipe, unsent) :]
    except BrokenPipeError:
        return memoryview(b"")


def _end(child: subprocess.Popen[bytes]) -> None:
    """Leaves neither a process nor an open pipe behind."""
    child.kill()
    child.wait()
    _close(child)


def _close(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe:
            pipe.close()
