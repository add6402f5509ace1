"""Time and queries of the pages and of the import: `python -m tests.bench` prints one table, and
below it what was promised of large imports, of capital, of search and of what leaders look at, with
what was measured; with `imports`, `capital`, `work` or `leaders` only that. `servers` compares
servers while 250 others are slow. `national` fills a database of the size of the country, which
stays, and measures pages and a report on it; `--part 0.02` takes so much of it.

Works on a database of its own, which it fills with the demonstration and drops at the end: a file
in a temporary folder, or, where DATABASE_URL is set, the test database beside the one it names.
"""

import argparse
import os
from collections.abc import Iterable

import django

USUAL = ("pages", "capital", "work", "leaders", "imports")
SMALL_PART = 0.02  # of the country, in `leaders`, where the whole was never filled


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lsdash.settings")
    django.setup()
    # Models can be imported only once Django is set up.
    from .national import national
    from .place import demonstration

    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("wanted", nargs="*", choices=[*USUAL, "servers", "national", []])
    parser.add_argument("--part", type=float, default=None)
    asked = parser.parse_args()
    wanted = asked.wanted or USUAL
    if "national" in wanted:
        _print(national(asked.part or 1))
    if set(wanted) - {"national"}:
        with demonstration():
            _measure(wanted)
    if "leaders" in wanted:
        _print(national(asked.part or SMALL_PART))


def _measure(wanted: Iterable[str]) -> None:
    from django.db import connection

    from .capital import measured_capital
    from .grid import grid_lines
    from .imports import import_lines
    from .leaders import leaders
    from .measure import table
    from .pages import page_lines
    from .promises import promised
    from .slow import servers
    from .work import measured_work

    if "pages" in wanted:
        lines = [*page_lines(), *grid_lines(), *import_lines()]
        print(table(lines, database=connection.display_name))
    if "servers" in wanted:
        _print(servers())
    if "leaders" in wanted:
        _print(leaders())
    if "capital" in wanted:
        print(measured_capital(), flush=True)
    if "work" in wanted:
        print(measured_work(), flush=True)
    if "imports" in wanted:
        _print(promised())


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
