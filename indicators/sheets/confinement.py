"""What a process that opens uploads gives up before it looks at them: memory, time, the network,
other processes, writing."""

import os
import resource
import sys
from typing import Any

from indicators.sheets.files.limits import MAX_ANSWER_BYTES

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 8
# The exit status of a child without memory. It makes no answer, which would need some too.
OUT_OF_MEMORY = 70
_LIMITS = {
    resource.RLIMIT_AS: (MEMORY_BYTES, MEMORY_BYTES),
    resource.RLIMIT_CORE: (0, 0),
    resource.RLIMIT_NOFILE: (64, 64),
    resource.RLIMIT_NPROC: (0, 0),
}
_FORBIDDEN = ("socket.", "subprocess.", "ctypes.", "pty.", "shutil.", "os.", "sqlite3.", "mmap.")
_NEEDED_FOR_IMPORTS = ("os.listdir", "os.scandir")
_MODULES_OF_ESCAPE = frozenset(("_socket", "_ssl", "_ctypes", "_posixsubprocess", "_sqlite3"))
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def confine(cpu_seconds: int = CPU_SECONDS, answer_bytes: int = MAX_ANSWER_BYTES) -> None:
    """Limit this process for the rest of its life."""
    own = {
        # The first sends SIGXCPU, which tells the time limit from any other end; the second kills.
        resource.RLIMIT_CPU: (cpu_seconds, cpu_seconds + 1),
        resource.RLIMIT_FSIZE: (answer_bytes, answer_bytes),
    }
    for limit, (soft, hard) in (_LIMITS | own).items():
        resource.setrlimit(limit, (soft, hard))
    sys.addaudithook(_refuse_outside)


def _refuse_outside(event: str, arguments: tuple[Any, ...]) -> None:
    """Python tells this hook, which nothing can take away, before it does any of these things."""
    if event == "open":
        refused = bool(arguments[2] & _WRITING)
    elif event == "import":
        refused = arguments[0] in _MODULES_OF_ESCAPE
    else:
        refused = event.startswith(_FORBIDDEN) and event not in _NEEDED_FOR_IMPORTS
    if refused:
        raise PermissionError(event)
