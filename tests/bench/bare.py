"""Rows put into a table by the least that can be done: the floor of storing them."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.db import connection


def put_bare(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """COPY, or executemany where there is none."""
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608
            return
        text = io.StringIO()
        csv.writer(text).writerows(["\\N" if v is None else v for v in row] for row in rows)
        text.seek(0)
        cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN (FORMAT csv, NULL '\\N')", text)
