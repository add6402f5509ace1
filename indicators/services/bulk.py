"""Many rows in one statement, on both databases, as plain tuples: the fastest way that each has.

Django's `bulk_create` cuts its rows into groups of some hundred, because SQLite once took no more
than 999 parameters; a grid of 2,400 cells would then need dozens of statements. And a model made
for each row only to be taken apart again costs more than storing it.

PostgreSQL takes each column as one array, and what is the same in every row only once. A table of
its memory, filled by COPY and then read, costs more: making it changes the catalogue.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from types import MappingProxyType

from django.db import connection
from django.db.models import Field, Model

PAGE = 5_000  # rows of one statement on PostgreSQL, where the values travel inside its text
NUMBERS = (int, Decimal, float)  # and truths, which are written as they are
NOTHING: Mapping[str, object] = MappingProxyType({})
Row = Sequence[object]


def put(
    model: type[Model],
    names: Sequence[str],
    rows: Iterable[Row],
    *,
    same: Mapping[str, object] = NOTHING,
) -> None:
    """Stores new rows of a model, given as tuples in the order of `names`; `same` is what all of
    them have beside."""
    into = _Into(model, names, same)
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.executemany(f"{into.insert} {into.values}", into.whole(rows))
            return
        for page in _pages(rows):
            cursor.execute(into.insert_from, into.arrays(page))


def upsert(
    model: type[Model],
    names: Sequence[str],
    rows: Iterable[Row],
    *,
    unique: Sequence[str],
    same: Mapping[str, object] = NOTHING,
) -> None:
    """As `put`, but where `unique` names a stored row, its other fields change.

    What is stored already is most of it; PostgreSQL changes that faster than it finds out, row by
    row, that it cannot be added.
    """
    into = _Into(model, names, same)
    keys = into.named(unique)
    others = [column for column in into.columns if column not in keys]
    ending = f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET " + ", ".join(
        f"{column} = excluded.{column}" for column in others
    )
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.executemany(f"{into.insert} {into.values} {ending}", into.whole(rows))
            return
        sets = ", ".join(f"{column} = s.{column}" for column in others)
        found = " AND ".join(f"t.{column} = s.{column}" for column in keys)
        change = f"UPDATE {into.table} AS t SET {sets} FROM {into.source} WHERE {found}"  # noqa: S608
        lacking = f"NOT EXISTS (SELECT 1 FROM {into.table} AS t WHERE {found})"  # noqa: S608
        for page in _pages(rows):
            arrays = into.arrays(page)
            cursor.execute(change, arrays)
            if cursor.rowcount < len(page):
                cursor.execute(f"{into.insert_from} WHERE {lacking} {ending}", arrays)


class _Into:
    """A table and the columns that rows fill: first what the tuples hold, then what is the same."""

    def __init__(
        self, model: type[Model], names: Sequence[str], same: Mapping[str, object]
    ) -> None:
        self._fields = {name: model._meta.get_field(name) for name in (*names, *same)}
        self._many, self._same = len(names), tuple(same.values())
        self.table = connection.ops.quote_name(model._meta.db_table)
        self.columns = self.named(self._fields)
        self.insert = f"INSERT INTO {self.table} ({', '.join(self.columns)})"

    def named(self, names: Iterable[str]) -> list[str]:
        return [connection.ops.quote_name(self._fields[name].column) for name in names]

    @property
    def values(self) -> str:
        return f"VALUES ({', '.join(['%s'] * len(self.columns))})"

    def whole(self, rows: Iterable[Row]) -> Iterator[Row]:
        return ((*row, *self._same) for row in rows)

    @property
    def insert_from(self) -> str:
        return f"{self.insert} SELECT * FROM {self.source}"  # noqa: S608 -- names of our own

    @property
    def source(self) -> str:
        """The rows as a table `s`, from what `arrays` gives."""
        kinds = [_kind(field) for field in self._fields.values()]
        once = "".join(f", %s::{kind}" for kind in kinds[self._many :])
        many = ", ".join(f"%s::{kind}[]" for kind in kinds[: self._many])
        columns = ", ".join(self.columns)
        return f"(SELECT *{once} FROM unnest({many}) AS many) AS s ({columns})"  # noqa: S608

    def arrays(self, page: Sequence[Row]) -> list[object]:
        return [*self._same, *(_array(column) for column in zip(*page, strict=True))]


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
    if isinstance(value, NUMBERS):
        return str(value)
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
