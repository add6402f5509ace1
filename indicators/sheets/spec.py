"""What the spreadsheet reader is asked and what it answers, and both as JSON.

Plain frozen data without Django, because it crosses a process border: the reader runs in a child
process (see `process.py`) that gets a request and returns a report as JSON.
"""

import types
import typing
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any, Literal

UnitType = Literal["tinh", "thanh_pho", "huyen", "xa", "phuong", "thi_tran"]
ColumnKind = Literal["count", "amount", "yes_no", "rate"]
RowLevel = Literal["commune", "district"]
RecordKind = Literal["number", "bool", "nil"]
Scope = Literal["cell", "row", "column", "sheet", "file"]
Level = Literal["error", "warning"]
ColumnRole = Literal["measure", "area", "code", "ignored", "hidden", "unknown"]
Reason = Literal[
    "title block",
    "unit line",
    "header",
    "column-number row",
    "group subtotal",
    "total row",
    "notes and signature",
    "hidden row",
    "hidden column",
    "hidden sheet",
    "empty sheet",
    "other form",
    "other area",
    "other period",
    "unrecognised sheet",
]
Outcome = Literal["accepted", "partial", "rejected"]


@dataclass(frozen=True)
class AreaName:
    """A place as it may be written; `name` includes its type ("Xã Hữu Lễ")."""

    code: str
    name: str
    short_name: str
    unit_type: UnitType
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnSpec:
    """A column of a form; the levels of `header` are joined by "|" ("Hộ nghèo|Số hộ")."""

    key: str
    header: str
    unit: str
    kind: ColumnKind
    decimals: int = 0
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class RateRule:
    """The stated `rate` must be `part` / `whole` * 100; all three are column keys."""

    rate: str
    part: str
    whole: str


@dataclass(frozen=True)
class PartRule:
    """`part` must not exceed `whole`; both are column keys."""

    part: str
    whole: str


@dataclass(frozen=True)
class FormSpec:
    """A report form: the level of its rows and its columns in order; `version` tells forms of one
    code apart ("2020-01-01", the first day on which it holds)."""

    code: str
    name: str
    row_level: RowLevel
    columns: tuple[ColumnSpec, ...]
    rates: tuple[RateRule, ...] = ()
    parts: tuple[PartRule, ...] = ()
    version: str = ""

    def column(self, key: str) -> ColumnSpec:
        """Return the column with that key."""
        return next(column for column in self.columns if column.key == key)


@dataclass(frozen=True)
class ReadRequest:
    """One upload: the form, area and period chosen, and every name that may be met.

    `rows` are the areas valid in the period that the form has rows for; `other_areas` all areas
    that send reports, to recognise another one's file; `other_forms` to say which form it is.
    """

    form: FormSpec
    area: AreaName
    rows: tuple[AreaName, ...]
    period: str
    other_areas: tuple[AreaName, ...] = ()
    other_forms: tuple[FormSpec, ...] = ()


@dataclass(frozen=True)
class Record:
    """One figure: `value` is number text ("8.60"), "true" / "false", or None for nil ("-")."""

    sheet: str
    cell: str
    area_code: str
    key: str
    kind: RecordKind
    value: str | None


@dataclass(frozen=True)
class Problem:
    """Something refused (error) or to be looked at (warning), with where and what to do."""

    scope: Scope
    level: Level
    code: str
    message: str
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    raw: str | None = None
    expected: str | None = None


@dataclass(frozen=True)
class Skipped:
    """Rows, a column or a sheet left out on purpose, and why."""

    sheet: str
    reason: Reason
    first_row: int | None = None
    last_row: int | None = None
    column: str | None = None

    @property
    def where(self) -> str:
        """The place in words: "row 21", "rows 1-7", "column H" or "sheet"."""
        if self.column:
            return f"column {self.column}"
        if self.first_row is None:
            return "sheet"
        if self.first_row == self.last_row:
            return f"row {self.first_row}"
        return f"rows {self.first_row}-{self.last_row}"


@dataclass(frozen=True)
class UnderstoodColumn:
    """What one column of the sheet was taken for."""

    letter: str
    role: ColumnRole
    key: str | None
    header: str


@dataclass(frozen=True)
class UnderstoodSheet:
    """How one sheet was understood; what its title does not state is None."""

    sheet: str
    first_header_row: int
    last_header_row: int
    number_row: int | None
    columns: tuple[UnderstoodColumn, ...]
    area_code: str | None
    period: str | None
    unit: str | None
    estimate: bool


@dataclass(frozen=True)
class ReadReport:
    """Everything read, refused and left out of one file."""

    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    understood: tuple[UnderstoodSheet, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems for which something was refused."""
        return tuple(problem for problem in self.problems if problem.level == "error")

    @property
    def outcome_without_database(self) -> Outcome:
        """Accepted as a whole, only in part, or not at all, as far as the file alone tells."""
        if not self.records or any(problem.scope == "file" for problem in self.errors):
            return "rejected"
        return "partial" if self.errors else "accepted"


def to_json(value: Any) -> Any:
    """Return `value` (a dataclass of this module) as what `json.dumps` takes."""
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value


def from_json(kind: Any, data: Any) -> Any:
    """Return the `kind` (a dataclass of this module) that `to_json` turned into `data`.

    Raises KeyError, TypeError or ArithmeticError when `data` does not have its shape.
    """
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{name: from_json(hint, data[name]) for name, hint in hints.items()})
    if typing.get_origin(kind) is tuple:
        return tuple(from_json(typing.get_args(kind)[0], item) for item in data)
    if isinstance(kind, types.UnionType):
        return None if data is None else from_json(typing.get_args(kind)[0], data)
    return Decimal(data) if kind is Decimal else _checked(kind, data)


def _checked(kind: Any, data: Any) -> Any:
    allowed = typing.get_args(kind) if typing.get_origin(kind) is Literal else None
    if allowed is not None and data not in allowed:
        raise TypeError(f"{data!r} is none of {allowed}")
    if allowed is None and not isinstance(data, kind):
        raise TypeError(f"{data!r} is no {kind.__name__}")
    return data
