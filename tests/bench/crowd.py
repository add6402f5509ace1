"""200 readers and 20 writers for a minute: no error, no wrong figure, no growing memory.

Each writer moves poor households from one commune to another of the same district and back, both
cells in one request. So what the district and the province add up to never changes, and a reader
who sees another number on the page has caught a half-written or a mixed state.
"""

import json
import random
import re
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

from indicators.models import Figure, Measure, Report
from indicators.services.totals import check_results, repair_results
from tests.factories.times import local_time

from .serving import BROWSER, Reader, cookies_of

READERS, WRITERS, SECONDS, WARM = 200, 20, 60, 15
PERIOD, PATH = "2024Q2", "/chi-tieu/ho-ngheo/?ky=2024Q2"
PART, MEASURE, WHOLE = "poor_hh_em", "poor_hh", "hh_total"
READER, WRITER = "lanhdao", "canbotinh"
MOVED, IN_ONE_REPORT = 10, 5
LATEST = 1_000_000  # a writer who has seen every version
PLAIN = {"Accept-Encoding": "identity"}
Cookies = Mapping[str, str]


@dataclass(frozen=True)
class Move:
    """Two cells of one district's report with what they hold; no other writer has them."""

    address: str
    cells: tuple[tuple[str, int], tuple[str, int]]

    def body(self, is_moved: bool) -> str:
        """Both cells in one request: what the one loses the other gets, or as it was."""
        changes = (MOVED, -MOVED) if is_moved else (0, 0)
        cells = [
            {"id": name, "text": str(value + change), "note": None, "version": LATEST}
            for (name, value), change in zip(self.cells, changes, strict=True)
        ]
        return json.dumps({"cells": cells})


@dataclass
class Seen:
    """What came of all requests; lists are safe to append to from threads."""

    read: list[float] = field(default_factory=list)
    written: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)

    @property
    def growth(self) -> float:
        """Of the memory after warming up until the end, as a share."""
        return self.memory[-1] / self.memory[0] - 1


def crowd(port: int, process_id: int) -> Seen:
    moves, seen = _moves(), Seen()
    reading, writing = cookies_of(READER), cookies_of(WRITER)
    wanted = _shown(Reader(port, reading).get(PATH, **PLAIN)[1])
    until = time.monotonic() + SECONDS
    one_reads = partial(_read, port, reading, wanted, until, seen)
    people = [threading.Thread(target=one_reads) for _ in range(READERS)]
    for move in moves:
        one_writes = partial(_write, port, writing, move, until, seen)
        people.append(threading.Thread(target=one_writes))
    for one in people:
        one.start()
    time.sleep(WARM)
    while time.monotonic() < until:
        seen.memory.append(memory_of(process_id))
        time.sleep(5)
    for one in people:
        one.join()
    seen.wrong += [str(difference) for difference in check_results()[1]]
    return seen


def _shown(page: bytes) -> list[str]:
    """Every number of the table of districts and of the headline: the pairs cancel out."""
    return re.findall(r"\d[\d.,]* %", page.decode())


def _read(port: int, cookies: Cookies, wanted: list[str], until: float, seen: Seen) -> None:
    reader = Reader(port, cookies, timeout=3 * SECONDS)
    time.sleep(random.random() * 5)
    while time.monotonic() < until:
        started = time.perf_counter()
        try:
            status, page, _ = reader.get(PATH, **PLAIN)
        except OSError as broken:
            seen.wrong.append(f"đọc: {broken!r}")
            reader.close()
            continue
        seen.read.append((time.perf_counter() - started) * 1000)
        if status != 200:
            seen.wrong.append(f"đọc: {status}")
        elif _shown(page) != wanted:
            seen.wrong.append("đọc: số khác")
        time.sleep(1)


def _write(port: int, cookies: Cookies, move: Move, until: float, seen: Seen) -> None:
    link = HTTPConnection("127.0.0.1", port, timeout=3 * SECONDS)
    token = re.search(r"csrftoken=(\w+)", cookies["Cookie"])
    headers = BROWSER | dict(cookies) | {"X-CSRFToken": token[1] if token else ""}
    headers |= {"Content-Type": "application/json", "X-Requested-With": "bench"} | PLAIN
    is_moved = False
    while time.monotonic() < until:
        is_moved = not is_moved
        started = time.perf_counter()
        link.request("POST", move.address, move.body(is_moved), headers)
        answer = link.getresponse()
        told = answer.read().decode()
        seen.written.append((time.perf_counter() - started) * 1000)
        if answer.status != 200 or told.count('"saved"') != len(move.cells):
            seen.wrong.append(f"ghi: {answer.status} {told[:120]}")
        time.sleep(0.5)


def _moves() -> list[Move]:
    """One for each writer; their reports take figures again."""
    reports = Report.objects.filter(period__code=PERIOD, form__code="F1")
    reports.update(
        extended_until=local_time(2099, 1, 1), state="not_sent", approved_at=None, approved_by=None
    )
    repair_results()
    found = [
        move
        for report in reports.select_related("area", "form", "period")
        for move in _moves_in(report)
    ]
    if len(found) < WRITERS:
        raise RuntimeError(f"only {len(found)} pairs of communes to write to")
    return found[:WRITERS]


def _moves_in(report: Report) -> Iterator[Move]:
    """From a commune that stays above its part to one that stays below its whole."""
    held: dict[int, dict[str, int]] = defaultdict(dict)
    for area, code, value in Figure.objects.filter(report=report).values_list(
        "area_id", "measure__code", "value"
    ):
        held[area][code] = int(value)
    whole = {area: row for area, row in held.items() if row.keys() >= {PART, MEASURE, WHOLE}}
    givers = [area for area, row in whole.items() if row[MEASURE] - row[PART] >= MOVED]
    takers = [area for area, row in whole.items() if row[WHOLE] - row[MEASURE] >= MOVED]
    key = Measure.objects.get(code=MEASURE).pk
    last = givers[-IN_ONE_REPORT:]
    for taker, giver in zip(takers[:IN_ONE_REPORT], last, strict=False):
        if taker not in last:
            cells = ((f"{area}-{key}", whole[area][MEASURE]) for area in (taker, giver))
            yield Move(f"{report.get_absolute_url()}luu/", tuple(cells))


def memory_of(process_id: int) -> int:
    """Resident kilobytes of a process and all below it."""
    total = 0
    for path in (process_id, *_children(process_id)):
        try:
            status = Path(f"/proc/{path}/status").read_text()
        except OSError:
            continue
        found = re.search(r"VmRSS:\s+(\d+)", status)
        total += int(found[1]) if found else 0
    return total


def _children(process_id: int) -> list[int]:
    try:
        text = Path(f"/proc/{process_id}/task/{process_id}/children").read_text()
    except OSError:
        return []
    direct = [int(one) for one in text.split()]
    return [*direct, *(child for one in direct for child in _children(one))]
