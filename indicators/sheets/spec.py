"""What the spreadsheet reader is asked and what it answers, and both as JSON.

Plain frozen data without Django, because it crosses a process border: the reader runs in a child
process (see `process.py`) that gets a request and returns a report as JSON.
"""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

# Part of what this module offers: both sides of the process border speak through it.
from indicators.sheets.wire import from_json as from_json
from indicators.sheets.wire import to_json as to_json

UnitType = Literal["tinh", "thanh_pho", "huyen", "xa", "phuong", "thi_tran"]
ColumnKind = Literal["count", "amount", "yes_no", "rate", "text", "date"]
TimeRule = Literal["stock", "flow", "cumulative"]
RowLevel = Literal["commune", "district", "component", "obstacle"]
RecordKind = Literal["number", "bool", "nil", "text", "date"]
Scope = Literal["cell", "row", "column", "sheet", "file"]
Level = Literal["error", "warning"]
# "upright": a row per place, project or obstacle; "crosswise": a row per indicator.
Direction = Literal["upright", "crosswise"]
ColumnRole = Literal[
    "measure",
    "area",
    "code",
    "ignored",
    "hidden",
    "unknown",
    # of a table with a row per indicator
    "indicator",
    "unit",
    "period",
    "cumulative",
    "year to date",
    "plan",
    "comparison",
    "earlier period",
    "place",
    "total",
]
Reason = Literal[
    "title block",
    "unit line",
    "header",
    "column-number row",
    "group subtotal",
    "detail row",
    "total row",
    "notes and signature",
    "hidden row",
    "hidden column",
    "plan column",
    "comparison column",
    "column of another period",
    "column not chosen by the kind of figure",
    "total column",
    "left out by the sender's choice",
    "hidden sheet",
    "empty sheet",
    "other form",
    "other area",
    "other period",
    "unrecognised sheet",
]
Outcome = Literal["accepted", "partial", "rejected"]
CellState = Literal[
    "title", "header", "label", "figure", "refused", "warned", "total", "note", "hidden", "left out"
]


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
    """A column of a form; the levels of `header` are joined by "|" ("Hộ nghèo|Số hộ").

    One that `is_extra` is read where it stands; nothing is missing without it.
    """

    key: str
    header: str
    unit: str
    kind: ColumnKind
    decimals: int = 0
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    aliases: tuple[str, ...] = ()
    time_rule: TimeRule | None = None
    is_extra: bool = False


@dataclass(frozen=True)
class Component:
    """A project ("DA3") or sub-project ("DA3.TDA1") of the programme, as rows name it."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def parent_code(self) -> str | None:
        """The project that a sub-project belongs to."""
        return self.code.split(".")[0] if "." in self.code else None


@dataclass(frozen=True)
class RateRule:
    """The stated `rate` must be `part` / `whole` * 100; all three are column keys."""

    rate: str
    part: str
    whole: str


@dataclass(frozen=True)
class PartRule:
    """`part` must not exceed `whole`; both are column keys. `level`: refused or only warned of."""

    part: str
    whole: str
    level: Level = "error"


@dataclass(frozen=True)
class SumRule:
    """`whole` must be the sum of `parts`; all are column keys."""

    whole: str
    parts: tuple[str, ...]


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
    sums: tuple[SumRule, ...] = ()
    components: tuple[Component, ...] = ()
    version: str = ""

    def column(self, key: str) -> ColumnSpec:
        """Return the column with that key."""
        return next(column for column in self.columns if column.key == key)

    def share_of(self, keys: Collection[str]) -> float:
        """How much of the form its columns with these keys are, from 0 to 1."""
        asked = [column.key for column in self.columns if not column.is_extra]
        return sum(key in keys for key in asked) / len(asked)


@dataclass(frozen=True)
class Taught:
    """What a person once answered for this sender: this heading, or this row's label, means that.

    `text` as in `Unmatched.text`; `means` is a column key, an area's or component's code, or None
    for "leave it out". With a `fingerprint` it holds only for sheets of that layout.
    """

    what: Literal["column", "row"]
    text: str
    means: str | None
    fingerprint: str | None = None


@dataclass(frozen=True)
class ReadRequest:
    """One upload: the form, area and period chosen, and every name that may be met.

    `rows` are the areas valid in the period that the form has rows for; `other_areas` all areas
    that send reports, to recognise another one's file; `other_forms` to say which form it is;
    `taught` all that people have answered for this sender, whatever the layout.
    """

    form: FormSpec
    area: AreaName
    rows: tuple[AreaName, ...]
    period: str
    other_areas: tuple[AreaName, ...] = ()
    other_forms: tuple[FormSpec, ...] = ()
    taught: tuple[Taught, ...] = ()


@dataclass(frozen=True)
class Record:
    """One figure: `value` by `kind` is number text ("8.60"), "true" / "false", text, an ISO date,
    or None for nil ("-"). `dim` is the component's code or the obstacle's number, if any.
    """

    sheet: str
    cell: str
    area_code: str
    key: str
    kind: RecordKind
    value: str | None
    dim: str | None = None


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
class Guess:
    """What an unmatched heading or label may mean, `score` out of 100. Never taken by itself."""

    means: str
    name: str
    score: int


@dataclass(frozen=True)
class Unmatched:
    """A column or row that nothing was matched to, for a person to say what it is.

    `text` is the folded heading or label and `fingerprint` that of the sheet's layout, by which
    the answer is remembered (see `Taught`); `shown` is how the sheet writes it, `cell` where.
    """

    what: Literal["column", "row"]
    sheet: str
    cell: str
    text: str
    shown: str
    guesses: tuple[Guess, ...] = ()
    fingerprint: str = ""


@dataclass(frozen=True)
class PictureCell:
    """One cell of the preview's picture: shortened text, and what the cell was taken for."""

    row: int
    column: int
    text: str
    state: CellState


@dataclass(frozen=True)
class Picture:
    """The upper left part of a sheet, rows and columns as numbered there; blank cells are absent.

    Notes and signatures have a state but no text.
    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    cells: tuple[PictureCell, ...]


@dataclass(frozen=True)
class UnderstoodSheet:
    """How one sheet was understood; what its title does not state is None.

    `converted` says in words how amounts were changed to the form's unit. `fingerprint` is the
    same for all sheets with the same headings in the same order, whatever their figures.
    """

    sheet: str
    first_header_row: int
    last_header_row: int
    number_row: int | None
    columns: tuple[UnderstoodColumn, ...]
    area_code: str | None
    period: str | None
    unit: str | None
    estimate: bool
    direction: Direction = "upright"
    converted: str | None = None
    fingerprint: str = ""
    picture: Picture | None = None


@dataclass(frozen=True)
class ReadReport:
    """Everything read, refused and left out of one file."""

    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    understood: tuple[UnderstoodSheet, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()

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
