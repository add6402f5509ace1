"""The version of all data: a number that every write changes, in the writer's own transaction.

Every statement that Django sends passes `note_writes`, which puts a row into DataStep beside each
that writes one of our tables: whatever service, command or page of the administration sends it, and
one that is written tomorrow. COPY would go past Django's cursor; it fills no table of ours.

- The row is committed with the data, so a reader sees both or neither. A sequence would be seen
  before its data, and the highest key of two writers would hide the one that commits first.
- Rows are only added, so no writer waits for another, and what nobody waits for cannot be part of
  a deadlock, whatever rows a service holds. Now and then a writer folds the rows that nobody else
  is folding into one of the same sum.
- Steps are random, so that a copy of the database put back from yesterday does not come by the same
  numbers again.
"""

import re
import secrets
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Sum

from .models import DataStep

TABLES = "indicators|programs|lsdash"
_WRITE = rf"""
    (?: INSERT\s+(?:OR\s+\w+\s+)?INTO | REPLACE\s+INTO | MERGE\s+INTO
      | UPDATE(?:\s+OR\s+\w+)? | DELETE\s+FROM | TRUNCATE(?:\s+TABLE)? )
    (?:\s+ONLY)? \s+ "?(?:{TABLES})_
"""
_IS_WRITE = re.compile(rf"\s*(?:{_WRITE})", re.I | re.X)
_WITH = re.compile(r"\s*WITH\b", re.I)
_HAS_WRITE = re.compile(_WRITE, re.I | re.X)
# When somebody signed in is no data of any page that is kept.
_SIGN_IN = re.compile(r'UPDATE "indicators_user" SET "last_login" = %s WHERE')

LARGEST_STEP, FOLD_EVERY = 2**31, 256
_TABLE = DataStep._meta.db_table
_ADD = f"INSERT INTO {_TABLE} (step) VALUES (%s)"  # noqa: S608 -- our own name
_FOLD_AT_ONCE = f"""
    WITH old AS (
        DELETE FROM {_TABLE} WHERE id IN (SELECT id FROM {_TABLE} FOR UPDATE SKIP LOCKED)
        RETURNING step
    )
    INSERT INTO {_TABLE} (step) SELECT SUM(step) FROM old HAVING COUNT(*) > 0
"""  # noqa: S608 -- our own name
_FOLD = {
    "postgresql": (_FOLD_AT_ONCE,),
    # One writer at a time: between the two nobody adds a row.
    "sqlite": (
        f"INSERT INTO {_TABLE} (step) SELECT SUM(step) FROM {_TABLE}",  # noqa: S608
        f"DELETE FROM {_TABLE} WHERE id < (SELECT MAX(id) FROM {_TABLE})",  # noqa: S608
    ),
}
_IS_THERE = {
    "postgresql": f"SELECT 1 WHERE to_regclass('{_TABLE}') IS NOT NULL",
    "sqlite": f"SELECT 1 FROM sqlite_master WHERE name = '{_TABLE}'",  # noqa: S608
}
_made: set[object] = set()  # the databases that have the table


def data_version() -> int:
    """Read before the page that is marked with it: then the page may be newer than its mark, which
    costs one answer more, but never older."""
    return DataStep.objects.aggregate(total=Sum("step"))["total"] or 0


def watch(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    """For every connection that is made: see `IndicatorsConfig.ready`."""
    if note_writes not in connection.execute_wrappers:
        connection.execute_wrappers.append(note_writes)


def note_writes(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    if not is_write(sql):
        return execute(sql, params, many, context)
    connection = context["connection"]
    if connection.in_atomic_block:
        note_write(connection, context["cursor"].cursor)
        return execute(sql, params, many, context)
    with transaction.atomic(using=connection.alias):
        note_write(connection, context["cursor"].cursor)
        result = execute(sql, params, many, context)
        if connection.vendor == "sqlite" and context["cursor"].cursor.description is not None:
            context["cursor"].cursor = _Fetched(context["cursor"].cursor)
        return result


class _Fetched:
    """A cursor of SQLite whose rows, as INSERT … RETURNING has them, were taken before the commit:
    SQLite commits nothing while a statement has rows left to give."""

    def __init__(self, cursor: Any) -> None:
        self._cursor, self._rows = cursor, iter(cursor.fetchall())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def __iter__(self) -> Iterator[Any]:
        return self._rows

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[Any]:
        return list(islice(self._rows, size))

    def fetchall(self) -> list[Any]:
        return list(self._rows)


def is_write(sql: str) -> bool:
    """Whether a statement changes one of our tables. DDL is none: it comes with new code."""
    if not isinstance(sql, str):
        return True  # put together by the driver: better one step too many
    if _WITH.match(sql):
        return _HAS_WRITE.search(sql) is not None
    return _IS_WRITE.match(sql) is not None and _SIGN_IN.match(sql) is None


def note_write(connection: BaseDatabaseWrapper, cursor: Any) -> None:
    """Through the driver's own cursor and within a transaction. While the database is first made,
    its older migrations write before there is the table; nobody reads then."""
    if not _has_table(connection, cursor):
        return
    step = 1 + secrets.randbelow(LARGEST_STEP)
    cursor.execute(_ADD, [step])
    if step % FOLD_EVERY == 0:
        fold(connection, cursor)


def fold(connection: BaseDatabaseWrapper, cursor: Any) -> None:
    """Many rows become one of their sum."""
    for statement in _FOLD[connection.vendor]:
        cursor.execute(statement)


def _has_table(connection: BaseDatabaseWrapper, cursor: Any) -> bool:
    name = connection.settings_dict["NAME"]
    if name not in _made:
        cursor.execute(_IS_THERE[connection.vendor])
        if cursor.fetchone() is None:
            return False
        _made.add(name)
    return True
