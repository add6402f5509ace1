"""The readers that a process has started, as the system sees them."""

import os
import time
from pathlib import Path

MODULE = b"indicators.sheets.child"


def readers(parent: int | None = None) -> list[int]:
    """Those that live, or have died and were not waited for."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, owner = status.read_text().rpartition(")")[2].split()[:2]
            command = status.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if int(owner) == (parent or os.getpid()) and (state == "Z" or MODULE in command):
            found.append(int(status.parent.name))
    return found


def is_gone(process):
    """But perhaps for its row in the table of processes, which its parent takes out."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def until(condition, seconds=10):
    """Whether it comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False
