"""Time and queries of the pages and of the import: `python -m tests.bench` prints one table, and
below it what was promised of large imports, of capital and of the search with what was measured;
with `imports`, `capital` or `work` only that.

Works on a database of its own, which it fills with the demonstration and drops at the end: a file
in a temporary folder, or, where DATABASE_URL is set, the test database beside the one it names.
"""

import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lsdash.settings")
    django.setup()
    # Models can be imported only once Django is set up.
    from django.db import connection

    from .capital import measured_capital
    from .grid import grid_lines
    from .imports import import_lines
    from .measure import table
    from .pages import page_lines
    from .place import demonstration
    from .promises import promised
    from .work import measured_work

    wanted = set(sys.argv[1:]) or {"pages", "capital", "work", "imports"}
    with demonstration():
        if "pages" in wanted:
            lines = [*page_lines(), *grid_lines(), *import_lines()]
            print(table(lines, database=connection.display_name))
        if "capital" in wanted:
            print(measured_capital(), flush=True)
        if "work" in wanted:
            print(measured_work(), flush=True)
        if "imports" in wanted:
            for line in promised():
                print(line, flush=True)


if __name__ == "__main__":
    main()
