"""How often, how long, and beside what it is held."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.db import connection, transaction

from lsdash.lib.numbers import format_number

HEADINGS = ("", "truy vấn", "ms (p50)", "sàn, ms", "ta ÷ sàn", "HTML, byte", "sàn là")


@dataclass(frozen=True)
class Line:
    """One row of the table; times in milliseconds. `floor` is the same work without us."""

    name: str
    queries: int
    ours: float
    floor: float
    floor_is: str
    html_bytes: int | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            self.name,
            format_number(self.queries),
            format_number(round(self.ours, 1), 1),
            format_number(round(self.floor, 1), 1),
            format_number(round(self.ours / self.floor, 1), 1),
            format_number(self.html_bytes),
            self.floor_is,
        )


def table(lines: Sequence[Line], *, database: str) -> str:
    """Columns of even width; the first and the last to the left, the others to the right."""
    rows = [(f"trên {database}", *HEADINGS[1:]), *(line.cells for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    rows.insert(1, tuple("-" * width for width in widths))
    return "\n".join(_row(row, widths) for row in rows)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]
    padded[0], padded[-1] = cells[0].ljust(widths[0]), cells[-1]
    return "  ".join(padded)


@dataclass
class Statements:
    """Every statement sent to the database while it is in force, with its parameters.

    Not BEGIN, which only SQLite lets us see, and which a replay brings itself.
    """

    sent: list[tuple[str, Any, bool]] = field(default_factory=list)

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if not sql.startswith("BEGIN"):
            self.sent.append((sql, params, many))
        return execute(sql, params, many, context)

    def replay(self) -> None:
        """The same statements in a transaction, through a bare cursor, all rows fetched."""
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, params, many in self.sent:
                (cursor.executemany if many else cursor.execute)(sql, params)
                if cursor.description:
                    cursor.fetchall()


def recorded(work: Callable[[], object]) -> Statements:
    """What `work` sends to the database."""
    statements = Statements()
    with connection.execute_wrapper(statements):
        work()
    return statements


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def typical(work: Callable[[], object], *, times: int) -> float:
    """The median of so many runs, in milliseconds."""
    return median(timed(work) for _ in range(times))


def side_by_side(
    ours: Callable[[], object], floor: Callable[[], object], *, times: int
) -> tuple[float, float]:
    """The medians of both, taken in turns: what else the machine does then slows both alike."""
    pairs = [(timed(ours), timed(floor)) for _ in range(times)]
    return median(one for one, _ in pairs), median(other for _, other in pairs)
