"""What every child process that opens an upload does: it waits for its order, limits itself, works,
answers and ends."""

import gc
import json
import os
import sys
from collections.abc import Callable
from typing import Any

from indicators.sheets.confinement import CPU_SECONDS, OUT_OF_MEMORY, confine
from indicators.sheets.files.limits import MAX_ANSWER_BYTES


def run(
    work: Callable[[dict[str, Any]], bytes],
    *,
    cpu_seconds: int = CPU_SECONDS,
    answer_bytes: int = MAX_ANSWER_BYTES,
) -> None:
    """Take one JSON object from stdin, and write what `work` makes of it to stdout.

    Before anything looks at the file, memory, time and answer are limited, and the network, other
    processes and writing given up, so that whatever a file does to a parser, it does to this
    process alone. Without an order, because who would have sent it is gone, there is nothing to do.
    """
    said = sys.stdin.buffer.read()
    if not said:
        return
    order = json.loads(said)
    sys.dont_write_bytecode = True  # of what is imported from here on
    confine(cpu_seconds, answer_bytes)
    gc.set_threshold(100_000)  # what is read lives to the end: looking for the dead takes a sixth
    try:
        answer = work(order)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    os._exit(0)  # at once: tidying up what goes anyway would only take time
