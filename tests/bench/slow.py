"""Servers beside each other while 250 others are slow: `python -m tests.bench servers`.

A third of them send the head of a request letter by letter, a third a form's body, a third read a
large answer a few hundred bytes at a time. Meanwhile one reader asks for the overview.
"""

import os
import socket
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median, quantiles

from lsdash.lib.numbers import format_number

from .serving import Reader, commands, cookies_of, fetched, served

SLOW, SECONDS, GIVEN_UP = 250, 8, 5
READER = "lanhdao"
HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
FORM = (
    b"POST /dang-nhap/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nusername="
)
HEADINGS = (
    "máy chủ",
    "bình thường p50",
    "8 cùng lúc p95",
    "với 250 máy chậm p50",
    "lâu nhất",
    "hỏng",
)


@dataclass(frozen=True)
class Measured:
    """Milliseconds of one reader alone, of eight, and of one among the slow ones."""

    name: str
    alone: float
    eight: float
    among: float
    longest: float
    failed: int

    @property
    def cells(self) -> tuple[str, ...]:
        numbers = (self.alone, self.eight, self.among, self.longest, self.failed)
        return (self.name, *(format_number(round(number)) for number in numbers))


def servers() -> Iterator[str]:
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    yield f"Trang tổng quan, ms; tải của máy lúc bắt đầu: {load}"
    yield " | ".join(HEADINGS)
    for name in commands(0):
        yield " | ".join(measured(name).cells)


def measured(name: str) -> Measured:
    with served(name) as (port, _):
        times_of(port, clients=8, seconds=3)  # every worker has its templates and connections
        alone = times_of(port, clients=1, seconds=3)
        eight = times_of(port, clients=8, seconds=5)
        with slow_ones(port):
            among = times_of(port, clients=1, seconds=SECONDS)
    return Measured(
        name=name,
        alone=median(alone),
        eight=quantiles(eight, n=20)[-1],
        among=median(among),
        longest=max(among),
        failed=sum(time_ >= GIVEN_UP * 1000 for time_ in among),
    )


def times_of(port: int, *, clients: int, seconds: float, path: str = "/") -> list[float]:
    """Milliseconds of every request that so many readers sent one after the other."""
    found: list[float] = []
    cookies = cookies_of(READER)

    def read() -> None:
        reader = Reader(port, cookies, timeout=GIVEN_UP)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            started = time.perf_counter()
            try:
                status = reader.get(path)[0]
            except OSError:
                reader.close()
                status = 0
            spent = (time.perf_counter() - started) * 1000
            found.append(spent if status == 200 else GIVEN_UP * 1000)
        reader.close()

    readers = [threading.Thread(target=read) for _ in range(clients)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return found


@contextmanager
def slow_ones(port: int) -> Generator[None]:
    """So many connections that are neither quick nor gone, kept by a thread until the end."""
    large = _large_file(port)
    links = [_opened(port, number, large) for number in range(SLOW)]
    over = threading.Event()
    keeper = threading.Thread(target=_keep, args=(links, over))
    keeper.start()
    time.sleep(1)
    try:
        yield
    finally:
        over.set()
        keeper.join()
        for link, _ in links:
            link.close()


def _large_file(port: int) -> bytes:
    page = fetched(port, "/", cookies_of(READER) | {"Accept-Encoding": "identity"}).raw.decode()
    return page.partition('data-plotly="')[2].partition('"')[0].encode()


def _opened(port: int, number: int, large: bytes) -> tuple[socket.socket, bool]:
    """A connection, and whether it reads; else it goes on writing."""
    link = socket.socket()
    link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    link.connect(("127.0.0.1", port))
    reads = number % 3 == 0
    asked = b"GET " + large + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    link.sendall(asked if reads else (HEAD, FORM)[number % 3 - 1])
    link.setblocking(False)
    return link, reads


def _keep(links: list[tuple[socket.socket, bool]], over: threading.Event) -> None:
    while not over.wait(0.5):
        for link, reads in links:
            try:
                link.recv(200) if reads else link.send(b"a")
            except OSError:
                continue  # the server has had enough of it
