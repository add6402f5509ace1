"""The rows of a long table beside what is stored, in a table of the database's own memory.

50,000 rows are compared, refused and stored by a handful of statements, because anything that
takes a row at a time would be many times slower. Every statement here works on both databases.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from indicators.models import BatchState, LongTable, Route, User

COLUMNS = (
    "line", "area_id", "measure_id", "period_id", "form_id", "owner_id",
    "value", "is_nil", "status", "note",
)  # fmt: skip
Cursor = Any  # Django's wrapper of the driver's
ReportKey = tuple[int, int, int]  # form, owing area, period

_CREATE = """
    CREATE TEMPORARY TABLE long_rows (
        line bigint NOT NULL, area_id bigint NOT NULL, measure_id bigint NOT NULL,
        period_id bigint NOT NULL, form_id bigint NOT NULL, owner_id bigint NOT NULL,
        value decimal(18, 4), is_nil bool NOT NULL, status varchar(10) NOT NULL,
        note varchar(500) NOT NULL
    )
"""
# What would set every cell that a long table changed back; the line is that of the history.
_FILL_BACK = """
    INSERT INTO long_rows (line, area_id, measure_id, period_id, form_id, owner_id, value, is_nil,
        status, note)
    SELECT c.id, c.area_id, c.measure_id, r.period_id, r.form_id, r.area_id, c.before,
        c.before_nil, c.before_status, c.before_note
    FROM indicators_figurechange c JOIN indicators_report r ON r.id = c.report_id
    WHERE c.long_table_id = %s AND c.route <> %s
"""
_INDEX = "CREATE INDEX long_rows_cell ON long_rows (measure_id, area_id, period_id)"
_STORED = """
    indicators_figure f ON f.measure_id = s.measure_id AND f.area_id = s.area_id
    AND f.period_id = s.period_id
"""
_REPORT = """
    indicators_report r ON r.form_id = s.form_id AND r.area_id = s.owner_id
    AND r.period_id = s.period_id
"""
_DROP_SAME = """
    DELETE FROM long_rows WHERE EXISTS (
        SELECT 1 FROM indicators_figure f
        WHERE f.measure_id = long_rows.measure_id AND f.area_id = long_rows.area_id
        AND f.period_id = long_rows.period_id AND f.value = long_rows.value
        AND f.is_nil = long_rows.is_nil AND f.status = long_rows.status
        AND f.note = long_rows.note
    )
"""
# A part of the table above its whole, which stands in the table or is stored.
_PARTS = """
    SELECT s.line, w.line, m.name, s.value, whole.name,
        CASE WHEN w.line IS NULL THEN f.value ELSE w.value END
    FROM long_rows s
    JOIN indicators_measure m ON m.id = s.measure_id
    JOIN indicators_measure whole ON whole.id = m.part_of_id
    LEFT JOIN long_rows w ON w.measure_id = whole.id AND w.area_id = s.area_id
        AND w.period_id = s.period_id
    LEFT JOIN indicators_figure f ON f.measure_id = whole.id AND f.area_id = s.area_id
        AND f.period_id = s.period_id
    WHERE s.value > CASE WHEN w.line IS NULL THEN f.value ELSE w.value END ORDER BY s.line
"""
# A whole of the table below a part that is stored and not in the table.
_WHOLES = """
    SELECT s.line, NULL, m.name, f.value, whole.name, s.value
    FROM long_rows s
    JOIN indicators_measure whole ON whole.id = s.measure_id
    JOIN indicators_measure m ON m.part_of_id = whole.id
    JOIN indicators_figure f ON f.measure_id = m.id AND f.area_id = s.area_id
        AND f.period_id = s.period_id
    LEFT JOIN long_rows p ON p.measure_id = m.id AND p.area_id = s.area_id
        AND p.period_id = s.period_id
    WHERE p.line IS NULL AND f.value > s.value ORDER BY s.line
"""
# Sums and cases have no declared type, so that SQLite's driver converts no value one by one.
_DIFFERENCES = f"""
    SELECT s.area_id, s.measure_id, s.period_id,
        f.value + 0, CASE WHEN f.is_nil THEN 1 ELSE 0 END, f.status, f.note,
        s.value + 0, CASE WHEN s.is_nil THEN 1 ELSE 0 END, s.status, s.note
    FROM long_rows s LEFT JOIN {_STORED}
    ORDER BY s.measure_id, s.area_id, s.period_id
"""  # noqa: S608 -- our own text
_BUMP = """
    UPDATE indicators_report SET version = version + 1 WHERE EXISTS (
        SELECT 1 FROM long_rows s WHERE s.form_id = indicators_report.form_id
        AND s.owner_id = indicators_report.area_id AND s.period_id = indicators_report.period_id
    )
"""
_REMEMBER = f"""
    INSERT INTO indicators_figurechange (report_id, measure_id, area_id, at, by_id, route,
        batch_id, long_table_id, before, after, before_nil, after_nil, before_status, after_status,
        before_note, after_note, version)
    SELECT r.id, s.measure_id, s.area_id, %s, %s, %s, NULL, %s, f.value, s.value,
        COALESCE(f.is_nil, FALSE), s.is_nil, COALESCE(f.status, ''), s.status,
        COALESCE(f.note, ''), s.note, r.version
    FROM long_rows s JOIN {_REPORT} LEFT JOIN {_STORED}
    ORDER BY s.measure_id, s.area_id, s.period_id
"""  # noqa: S608 -- our own text
_STORE = f"""
    INSERT INTO indicators_figure (measure_id, area_id, period_id, report_id, value, is_nil,
        status, note, route)
    SELECT s.measure_id, s.area_id, s.period_id, r.id, s.value, s.is_nil, s.status, s.note, %s
    FROM long_rows s JOIN {_REPORT}
    WHERE s.value IS NOT NULL
    ORDER BY s.measure_id, s.area_id, s.period_id
    ON CONFLICT (measure_id, area_id, period_id) DO UPDATE SET report_id = excluded.report_id,
        value = excluded.value, is_nil = excluded.is_nil, status = excluded.status,
        note = excluded.note, route = excluded.route
"""  # noqa: S608 -- our own text
_TAKE_AWAY = f"""
    DELETE FROM indicators_figure WHERE id IN (
        SELECT f.id FROM long_rows s JOIN {_STORED} WHERE s.value IS NULL
    )
"""  # noqa: S608 -- our own text
# What was undone left everything as it had been, so it does not count.
_CHANGED_LATER = """
    SELECT c.id FROM indicators_figurechange c
    JOIN indicators_report r ON r.id = c.report_id
    JOIN long_rows s ON s.measure_id = c.measure_id AND s.area_id = c.area_id
        AND s.period_id = r.period_id
    LEFT JOIN indicators_importbatch b ON b.id = c.batch_id
    LEFT JOIN indicators_longtable t ON t.id = c.long_table_id
    WHERE c.id > (SELECT MIN(line) FROM long_rows) AND c.id > s.line
        AND COALESCE(b.state, '') <> %s AND COALESCE(t.state, '') <> %s
    ORDER BY c.id DESC
"""


@dataclass(frozen=True)
class Above:
    """A part above its whole; `whole_line` is None where the whole is stored, not in the table."""

    line: int
    whole_line: int | None
    part: str
    part_value: Decimal
    whole: str
    whole_value: Decimal


@contextmanager
def staged(rows: Iterable[Sequence[object]]) -> Iterator["Staging"]:
    """The rows, in the order of COLUMNS, until the end of the block; within a transaction.

    A row without a value takes the figure away.
    """
    with _staged(lambda cursor: _fill(cursor, rows)) as staging:
        yield staging


@contextmanager
def staged_back(table: LongTable) -> Iterator["Staging"]:
    """What was there before the table, cell by cell, until the end of the block."""
    values = [table.pk, Route.UNDO]
    with _staged(lambda cursor: cursor.execute(_FILL_BACK, values)) as staging:
        yield staging


@contextmanager
def _staged(fill_in: Callable[[Cursor], object]) -> Iterator["Staging"]:
    with connection.cursor() as cursor:
        cursor.execute(_CREATE)
        fill_in(cursor)
        cursor.execute(_INDEX)
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE long_rows")
        try:
            yield Staging(cursor)
        finally:
            if not connection.needs_rollback:
                cursor.execute("DROP TABLE long_rows")


def _fill(cursor: Cursor, rows: Iterable[Sequence[object]]) -> None:
    """By COPY where there is one; it goes past the cursor that notes every write of our tables."""
    names = ", ".join(COLUMNS)
    if connection.vendor == "postgresql":
        with transaction.atomic(savepoint=False), connection.wrap_database_errors:
            cursor.cursor.copy_expert(f"COPY long_rows ({names}) FROM STDIN", _as_copied(rows))
        return
    marks = ", ".join(["%s"] * len(COLUMNS))
    cursor.executemany(f"INSERT INTO long_rows ({names}) VALUES ({marks})", rows)  # noqa: S608


_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _as_copied(rows: Iterable[Sequence[object]]) -> io.StringIO:
    """The rows in the text format of COPY."""
    return io.StringIO("".join("\t".join(map(_copied, row)) + "\n" for row in rows))


def _copied(value: object) -> str:
    if isinstance(value, str):
        return value.translate(_ESCAPED)
    return "\\N" if value is None else str(value)


class Staging:
    """What is done with the rows while they are there."""

    def __init__(self, cursor) -> None:
        self._cursor = cursor

    def drop_same(self) -> int:
        """Takes out the rows that are stored already, and says how many."""
        self._cursor.execute(_DROP_SAME)
        return self._cursor.rowcount

    def report_keys(self) -> list[ReportKey]:
        self._cursor.execute("SELECT DISTINCT form_id, owner_id, period_id FROM long_rows")
        return self._cursor.fetchall()

    def lines_of(self, key: ReportKey) -> list[int]:
        """The lines that would be stored in one report."""
        self._cursor.execute(
            "SELECT line FROM long_rows WHERE form_id = %s AND owner_id = %s AND period_id = %s"
            " ORDER BY line",
            key,
        )
        return [line for (line,) in self._cursor.fetchall()]

    def drop_lines(self, lines: Sequence[int]) -> None:
        self._cursor.executemany("DELETE FROM long_rows WHERE line = %s", [(n,) for n in lines])

    def drop_report(self, key: ReportKey) -> None:
        self._cursor.execute(
            "DELETE FROM long_rows WHERE form_id = %s AND owner_id = %s AND period_id = %s", key
        )

    def parts_above_wholes(self) -> list[Above]:
        found = []
        for statement in (_PARTS, _WHOLES):
            self._cursor.execute(statement)
            found += [Above(*row) for row in self._cursor.fetchall()]
        return found

    def differences(self) -> list[tuple]:
        """Area, measure, period; before and after as value, nil, status, note; before None."""
        self._cursor.execute(_DIFFERENCES)
        return self._cursor.fetchall()

    def changed_later(self) -> list[int]:
        """The rows of the history that changed these cells afterwards, the newest first."""
        self._cursor.execute(_CHANGED_LATER, [BatchState.UNDONE, BatchState.UNDONE])
        return [change for (change,) in self._cursor.fetchall()]

    def counts(self) -> tuple[int, int]:
        """How many rows have a value, and how many take one away."""
        self._cursor.execute("SELECT COUNT(value), COUNT(*) FROM long_rows")
        with_value, rows = self._cursor.fetchone()
        return with_value, rows - with_value

    def store(self, *, table: LongTable, by: User, now: datetime, route: Route) -> None:
        """Writes what differs, with its history, and counts up the versions of the reports."""
        at = connection.ops.adapt_datetimefield_value(now)
        self._cursor.execute(_BUMP)
        self._cursor.execute(_REMEMBER, [at, by.pk, route, table.pk])
        remembered = self._cursor.rowcount
        self._cursor.execute(_STORE, [route])
        self._cursor.execute(_TAKE_AWAY)
        wanted = sum(self.counts())
        if remembered != wanted:
            raise RuntimeError(f"{wanted} rows, but reports for {remembered} of them")
