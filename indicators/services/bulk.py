"""Many rows in one statement, on both databases, as plain tuples: the fastest way that each has.

Django's `bulk_create` cuts its rows into groups of some hundred, because SQLite once took no more
than 999 parameters; a grid of 2,400 cells would then need dozens of statements. And a model made
for each row only to be taken apart again costs more than storing it.

PostgreSQL takes each column as one array. A table of its memory, filled by COPY and then read,
costs more: making it changes the catalogue.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from django.db import connection
from django.db.models import Field, Model

PAGE = 5_000  # rows of one statement on PostgreSQL, where the values travel inside its text
Row = Sequence[object]


def put(model: type[Model], names: Sequence[str], rows: Iterable[Row]) -> None:
    """Stores new rows of a model, given as tuples in the order of `names`."""
    _store(model, names, rows, "")


def upsert(
    model: type[Model], names: Sequence[str], rows: Iterable[Row], *, unique: Sequence[str]
) -> None:
    """As `put`, but where `unique` names a stored row, its other fields change."""
    keys, others = _columns(model, unique), _columns(model, [n for n in names if n not in unique])
    sets = ", ".join(f"{column} = excluded.{column}" for column in others)
    _store(model, names, rows, f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {sets}")


def _store(model: type[Model], names: Sequence[str], rows: Iterable[Row], ending: str) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    start = f"INSERT INTO {table} ({', '.join(_columns(model, names))})"
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.executemany(f"{start} VALUES ({_marks(names)}) {ending}", rows)
            return
        arrays = ", ".join(f"%s::{_kind(model._meta.get_field(name))}[]" for name in names)
        source = f"SELECT * FROM unnest({arrays})"  # noqa: S608 -- types of our own
        for page in _pages(rows):
            columns = [_array(column) for column in zip(*page, strict=True)]
            cursor.execute(f"{start} {source} {ending}", columns)


def _columns(model: type[Model], names: Iterable[str]) -> list[str]:
    return [connection.ops.quote_name(model._meta.get_field(name).column) for name in names]


def _marks(names: Sequence[str]) -> str:
    return ", ".join(["%s"] * len(names))


def _kind(field: Field) -> str:
    """The type without its length: a cast to varchar(10) would cut what the column refuses."""
    return str(field.db_type(connection)).partition("(")[0]


def _pages(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while page := list(islice(left, PAGE)):
        yield page


def _array(values: Sequence[object]) -> str:
    """As PostgreSQL writes an array; most columns say the same again and again."""
    texts = {value: _element(value) for value in set(values)}
    return "{" + ",".join(map(texts.__getitem__, values)) + "}"


def _element(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, int | float | Decimal):
        return str(value)
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
