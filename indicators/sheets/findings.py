"""What is found while reading: problems, and which cells therefore yield no record."""

from dataclasses import dataclass, field
from decimal import Decimal

from indicators.sheets.spec import Level, Problem, Unmatched
from indicators.sheets.values import Reading
from indicators.sheets.workbook import column_letter

CellKey = tuple[str, str, str]


@dataclass(frozen=True)
class Spot:
    """One figure: where it stands, how messages call the place, what the cell says."""

    row: int
    column: int
    where: str
    raw: str
    reading: Reading

    @property
    def cell(self) -> str:
        """The address, "E12"."""
        return f"{column_letter(self.column)}{self.row}"


@dataclass(frozen=True)
class TableRow:
    """The figures of one place, project or obstacle, by column key.

    In a table with a row per indicator they stand below each other; `number` is then None.
    """

    sheet: str
    line: str
    number: int | None
    label: str
    area_code: str | None
    spots: dict[str, Spot]
    dim: str | None = None

    def key(self, column: str) -> CellKey:
        """What tells one figure from all others of the file."""
        return self.sheet, self.line, column

    def reading(self, key: str) -> Reading | None:
        """What the cell of that key says, None without such a column."""
        spot = self.spots.get(key)
        return spot.reading if spot else None

    def value(self, key: str) -> Decimal | None:
        """The figure for sums and checks, None where there is none."""
        spot = self.spots.get(key)
        return spot.reading.number if spot else None

    @property
    def name(self) -> str:
        """How messages call the row."""
        return self.line + (f" ({self.label})" if self.label else "")

    @property
    def title(self) -> str:
        """The row's name at the start of a sentence."""
        return self.name[:1].upper() + self.name[1:]


@dataclass
class Findings:
    """Collects problems; every error on a cell or row also takes its records away.

    `unmatched` are the headings and labels that a person may say the meaning of.
    """

    problems: list[Problem] = field(default_factory=list)
    refused_cells: set[CellKey] = field(default_factory=set)
    refused_rows: set[tuple[str, str]] = field(default_factory=set)
    unmatched: list[Unmatched] = field(default_factory=list)

    def is_refused(self, row: TableRow, column: str) -> bool:
        """Whether that figure must not be recorded."""
        return row.key(column) in self.refused_cells or (row.sheet, row.line) in self.refused_rows

    def refuse_cell(self, row: TableRow, key: str, code: str, what: str, *, expected: str) -> None:
        """Refuse one figure; `what` says what is wrong with it."""
        if row.key(key) in self.refused_cells or key not in row.spots:
            return
        self.refused_cells.add(row.key(key))
        self._note_spot("error", row, key, code, f"{what}. Cần: {expected}.", expected)

    def warn_cell(self, row: TableRow, key: str, code: str, what: str) -> None:
        """Report one figure that is nevertheless kept; `what` ends with what to do."""
        self._note_spot("warning", row, key, code, what, None)

    def _note_spot(
        self, level: Level, row: TableRow, key: str, code: str, what: str, expected: str | None
    ) -> None:
        spot = row.spots[key]
        message = f"Ô {spot.cell}, {spot.where}: {what}"
        raw = spot.raw
        self.problems.append(
            Problem("cell", level, code, message, row.sheet, spot.cell, spot.row, raw, expected)
        )

    def refuse_row(
        self, row: TableRow, code: str, message: str, *, cell: str | None = None
    ) -> None:
        """Refuse all figures of a row."""
        self.refused_rows.add((row.sheet, row.line))
        self.problems.append(
            Problem("row", "error", code, message, row.sheet, cell, row.number, row.label or None)
        )

    def note_cell(
        self, level: Level, code: str, message: str, *, at: tuple[str, str, int, str]
    ) -> None:
        """Report a cell that is no figure of its own (a total, a name): sheet, cell, row, text."""
        self.problems.append(Problem("cell", level, code, message, *at))

    def note_column(
        self, level: Level, code: str, message: str, *, sheet: str, cell: str | None = None
    ) -> None:
        """Report a column, by the cell of its heading where it has one."""
        self.problems.append(Problem("column", level, code, message, sheet, cell))

    def note_sheet(self, level: Level, code: str, message: str, *, sheet: str) -> None:
        """Report a whole sheet."""
        self.problems.append(Problem("sheet", level, code, message, sheet))

    def note_file(self, level: Level, code: str, message: str) -> None:
        """Report the whole file."""
        self.problems.append(Problem("file", level, code, message))
