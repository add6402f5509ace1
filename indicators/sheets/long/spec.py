"""What the reader of long tables is asked and what it answers.

Like `sheets.spec` it crosses a process border as JSON, but 50,000 rows travel as plain lists.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.sheets.confinement import CPU_SECONDS
from indicators.sheets.files.limits import (
    MAX_ANSWER_BYTES,
    MAX_FILE_BYTES,
    MAX_TAGS,
    MAX_UNPACKED_BYTES,
)
from indicators.sheets.process import TIMEOUT_SECONDS
from indicators.sheets.spec import AreaName, ColumnSpec, Level

MAX_ROWS = 60_000
MAX_SAMPLES = 20  # of each cause, in words; the numbers of all its lines are kept

# A row that was read: line, area, measure, period, value, nil, estimate, note; ids of the request.
LongRow = list


@dataclass(frozen=True)
class Bounds:
    """How much of one kind of table is read, and for how long."""

    rows: int = MAX_ROWS
    cells: int = 1_000_000
    file_bytes: int = MAX_FILE_BYTES
    unpacked_bytes: int = MAX_UNPACKED_BYTES
    tags: int = MAX_TAGS
    answer_bytes: int = MAX_ANSWER_BYTES
    cpu_seconds: int = CPU_SECONDS
    seconds: float = TIMEOUT_SECONDS


FIGURE_BOUNDS = Bounds()


@dataclass(frozen=True)
class LongArea:
    """A unit and the days of its life; `upper` is the unit above it, for messages."""

    id: int
    name: AreaName
    upper: str
    valid_from: str
    valid_to: str | None

    def is_valid_on(self, day: str) -> bool:
        """Days are ISO text, which sorts like the days themselves."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class LongMeasure:
    """`column.header` is the measure's name."""

    id: int
    column: ColumnSpec


@dataclass(frozen=True)
class LongPeriod:
    id: int
    code: str
    ends_on: str


@dataclass(frozen=True)
class LongRequest:
    """Every name that may be met."""

    areas: tuple[LongArea, ...]
    measures: tuple[LongMeasure, ...]
    periods: tuple[LongPeriod, ...]

    bounds = FIGURE_BOUNDS


@dataclass(frozen=True)
class Sample:
    line: int
    message: str


@dataclass(frozen=True)
class Cause:
    """Everything that is wrong for one reason: all its lines, the first of them in words; no lines,
    and 0 in the words, for what concerns none of the table's."""

    code: str
    level: Level
    lines: tuple[int, ...]
    samples: tuple[Sample, ...]


@dataclass(frozen=True)
class LongReading:
    """`rows` are as in LongRow; `blank` counts rows without a value, which state nothing;
    `notices` tell what was done with all rows alike."""

    rows: tuple[LongRow, ...] = ()
    causes: tuple[Cause, ...] = ()
    blank: int = 0
    hidden: int = 0
    refusal: str = ""  # why the file was not read at all
    notices: tuple[str, ...] = ()


class Causes:
    """Collects what is wrong, line by line, grouped by cause in the order of appearance."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, Level], tuple[list[int], list[Sample]]] = {}

    @classmethod
    def of(cls, causes: Iterable[Cause]) -> "Causes":
        """Goes on where others stopped."""
        known = cls()
        for cause in causes:
            found = (list(cause.lines), list(cause.samples))
            known._found[cause.code, cause.level] = found
        return known

    def add(self, line: int, code: str, message: str, level: Level = "error") -> None:
        lines, samples = self._found.setdefault((code, level), ([], []))
        lines.append(line)
        if len(samples) < MAX_SAMPLES:
            samples.append(Sample(line, message))

    def note(self, code: str, message: str) -> None:
        """What is to be looked at and belongs to no line."""
        _, samples = self._found.setdefault((code, "warning"), ([], []))
        if len(samples) < MAX_SAMPLES:
            samples.append(Sample(0, message))

    def all(self) -> tuple[Cause, ...]:
        return tuple(
            Cause(code, level, tuple(lines), tuple(samples))
            for (code, level), (lines, samples) in self._found.items()
        )
