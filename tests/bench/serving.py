"""A server of its own over the benchmark's database, and clients that ask it over loopback."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client

from indicators.models import User

WORKERS, THREADS = 2, 4
PATIENCE = 20  # seconds until a server that does not answer has failed


def commands(port: int) -> dict[str, list[str]]:
    """The servers that can be measured, by name; those not installed are left out."""
    at, app = f"127.0.0.1:{port}", "lsdash.wsgi:application"
    waitress = ["waitress-serve", f"--listen={at}", f"--threads={WORKERS * THREADS}"]
    gunicorn = ["gunicorn", app, f"--bind={at}", f"--workers={WORKERS}"]
    granian = ["granian", app, "--interface=wsgi", "--host=127.0.0.1", f"--port={port}"]
    found = {
        "waitress": [*waitress, app],
        "waitress, 800": [*waitress, "--connection-limit=800", "--asyncore-use-poll", app],
        "granian": [
            *granian,
            f"--workers={WORKERS}",
            f"--blocking-threads={THREADS}",
            "--no-access-log",
            "--log-level=warning",
        ],
        "gunicorn gthread": [*gunicorn, "--worker-class=gthread", f"--threads={THREADS}"],
        "gunicorn gevent": [*gunicorn, "--worker-class=gevent"],
    }
    folder = Path(sys.executable).parent
    return {
        name: [str(folder / command[0]), *command[1:]]
        for name, command in found.items()
        if (folder / command[0]).exists() and ("gevent" not in name or find_spec("gevent"))
    }


@contextmanager
def served(name: str) -> Generator[tuple[int, int]]:
    """The port and the process of a running server, ended afterwards with all its workers."""
    _collect_static()
    port = _free_port()
    process = subprocess.Popen(
        commands(port)[name],
        cwd=settings.BASE_DIR,
        env=os.environ | _environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _environment() -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "tests.bench.served",
        "PYTHONPATH": str(settings.BASE_DIR),
        "BENCH_STATIC": str(_static_folder()),
        "BENCH_MEDIA": str(settings.MEDIA_ROOT),
        "BENCH_DATABASE": str(connection.settings_dict["NAME"]),
    }


def _static_folder() -> Path:
    return Path(settings.MEDIA_ROOT).parent / "served"


def _collect_static() -> None:
    """With their manifest and compressed, as an office serves them; once."""
    if not _static_folder().exists():
        command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
        environment = os.environ | _environment()
        subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            if fetched(port, "/healthz").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{process.args} does not answer")


def cookies_of(username: str) -> dict[str, str]:
    """Of a session that begins here: the header that a browser would send."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=username))
    client.get("/lich/")  # brings the cookie of the token
    pairs = (f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    return {"Cookie": "; ".join(pairs)}


@dataclass(frozen=True)
class Wire:
    """An answer as it came: every byte of it."""

    raw: bytes

    @property
    def status(self) -> int:
        return int(self.raw.split(b" ", 2)[1])

    @cached_property
    def headers(self) -> Mapping[str, str]:
        lines = self.raw.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
        return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}


BROWSER = {"Accept-Encoding": "gzip, deflate, br", "Accept": "text/html", "Host": "localhost"}


def fetched(port: int, path: str, headers: Mapping[str, str] | None = None) -> Wire:
    """One request on a connection of its own, to its end."""
    asked = BROWSER | {"Connection": "close"} | dict(headers or {})
    head = "".join(f"{name}: {value}\r\n" for name, value in asked.items())
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as link:
        link.sendall(f"GET {path} HTTP/1.1\r\n{head}\r\n".encode())
        parts = iter(lambda: link.recv(65536), b"")
        return Wire(b"".join(parts))


class Reader:
    """One browser: its connection stays open."""

    def __init__(self, port: int, cookies: Mapping[str, str], timeout: float = PATIENCE) -> None:
        self._link = HTTPConnection("127.0.0.1", port, timeout=timeout)
        self._headers = BROWSER | dict(cookies)

    def get(self, path: str, **headers: str) -> tuple[int, bytes, Mapping[str, str]]:
        self._link.request("GET", path, headers=self._headers | headers)
        answer = self._link.getresponse()
        return answer.status, answer.read(), dict(answer.headers.items())

    def close(self) -> None:
        self._link.close()
