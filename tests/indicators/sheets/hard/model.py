"""What a workbook is to say before it is drawn, and the truth about every cell once it is."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Value = Decimal | bool | str | None


class Missing:
    """The truth of a cell that must yield no record."""


MISSING = Missing()
NIL = None


@dataclass
class Figure:
    """One cell: what is written, with which format, and what a correct reading takes from it.

    `flag` names the trap for which something must be said at this cell; a `doubtful` cell may be
    refused without that being a fault (a part of a rate that does not fit).
    """

    written: Any
    truth: Value | Missing
    number_format: str | None = None
    flag: str | None = None
    doubtful: bool = False


@dataclass
class Line:
    """One row: its label, whom it is about, its figures by key.

    `flag` names the trap for which the whole row must be refused.
    """

    label: str | None
    area: str | None = None
    dim: str | None = None
    kind: str = "data"
    number: Any = None
    code: Any = None
    figures: dict[str, Figure] = field(default_factory=dict)
    flag: str | None = None
    is_hidden: bool = False


@dataclass(frozen=True)
class TrueFigure:
    area: str
    key: str
    dim: str | None
    value: Value


@dataclass
class Truth:
    """What a correct reading of the whole file yields; places are (sheet, cell)."""

    records: dict[tuple[str, str], TrueFigure] = field(default_factory=dict)
    doubtful: set[tuple[str, str]] = field(default_factory=set)
    flags: dict[tuple[str, str], str] = field(default_factory=dict)
    flagged_rows: set[tuple[str, int]] = field(default_factory=set)
    # Either recorded or said to be left out: never passed over in silence.
    heard: set[tuple[str, str]] = field(default_factory=set)
    rejected: str | None = None


@dataclass
class HardBook:
    """A made workbook: its bytes, what is chosen at upload, its truth, the traps in it."""

    data: bytes
    form: str
    area: str
    period: str
    truth: Truth
    traps: list[str]
