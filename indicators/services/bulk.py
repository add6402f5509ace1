"""Many rows in one statement, on both databases, as plain tuples: the fastest way that each has.

Django's `bulk_create` cuts its rows into groups of some hundred, because SQLite once took no more
than 999 parameters; a grid of 2,400 cells would then need dozens of statements. And a model made
for each row only to be taken apart again costs more than storing it.
"""

import io
from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.models import Model

from indicators.data_version import is_write, note_write

PAGE = 5_000  # rows of one statement on PostgreSQL, where the values travel inside its text
COPIED = 200  # rows from which COPY into a table of its memory is faster than that


def put(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Stores new rows of a model, given as tuples in the order of `names`."""
    fill(model._meta.db_table, [model._meta.get_field(name).column for name in names], rows)


def upsert(
    model: type[Model],
    names: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    unique: Sequence[str],
) -> None:
    """As `put`, but where `unique` names a stored row, its other fields change."""
    columns = {name: model._meta.get_field(name).column for name in names}
    keys = [columns[name] for name in unique]
    merge(model._meta.db_table, list(columns.values()), rows, unique=keys)


def fill(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Puts tuples of numbers, texts, truths and None into a table: COPY where there is one."""
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    quoted = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with transaction.atomic(savepoint=False), connection.wrap_database_errors:
                if is_write(f"INSERT INTO {quoted}"):  # COPY goes past what notes every other write
                    note_write(connection, cursor.cursor)
                cursor.copy_expert(f"COPY {quoted} ({names}) FROM STDIN", _as_copied(rows))
            return
        marks = ", ".join(["%s"] * len(columns))
        start = f"INSERT INTO {quoted} ({names}) VALUES ({marks})"  # noqa: S608 -- names of our own
        cursor.executemany(start, rows)


def merge(
    table: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    unique: Sequence[str],
) -> None:
    """As `fill`, but where `unique` names a stored row, its other columns change."""
    if not rows:
        return
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    sets = ", ".join(f"{quote(c)} = excluded.{quote(c)}" for c in columns if c not in unique)
    ending = f"ON CONFLICT ({', '.join(map(quote, unique))}) DO UPDATE SET {sets}"
    start = f"INSERT INTO {quote(table)} ({names})"
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql" or len(rows) < COPIED:
            row = f"({', '.join(['%s'] * len(columns))})"
            if connection.vendor == "postgresql":
                flat = [value for line in rows for value in line]
                cursor.execute(f"{start} VALUES {', '.join([row] * len(rows))} {ending}", flat)
            else:
                cursor.executemany(f"{start} VALUES {row} {ending}", rows)
            return
        cursor.execute(
            f"CREATE TEMPORARY TABLE merged AS SELECT {names} FROM {quote(table)} WITH NO DATA"  # noqa: S608 -- names of our own
        )
        fill("merged", columns, rows)
        cursor.execute(f"{start} SELECT {names} FROM merged {ending}")  # noqa: S608
        cursor.execute("DROP TABLE merged")


_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _as_copied(rows: Iterable[Sequence[object]]) -> io.StringIO:
    """The rows in the text format of COPY."""
    return io.StringIO("".join("\t".join(map(_copied, row)) + "\n" for row in rows))


def _copied(value: object) -> str:
    if isinstance(value, str):
        return value.translate(_ESCAPED)
    return "\\N" if value is None else str(value)
