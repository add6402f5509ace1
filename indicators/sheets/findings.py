"""What is found while reading: problems, and which cells therefore yield no record."""

from dataclasses import dataclass, field

from indicators.sheets.layout import Column
from indicators.sheets.spec import Level, Problem
from indicators.sheets.values import Reading

CellKey = tuple[str, int, str]


@dataclass(frozen=True)
class TableRow:
    """A data row after reading: its readings by column key, and the area if it has one."""

    sheet: str
    number: int
    label: str
    area_code: str | None
    readings: dict[str, Reading]

    def key(self, column: str) -> CellKey:
        """The place of one figure: sheet, row, column key."""
        return self.sheet, self.number, column

    @property
    def name(self) -> str:
        """How messages call the row."""
        return f"dòng {self.number}" + (f" ({self.label})" if self.label else "")

    @property
    def title(self) -> str:
        """The row's name at the start of a sentence."""
        return self.name.replace("dòng", "Dòng", 1)


@dataclass
class Findings:
    """Collects problems; every error on a cell or row also takes its records away."""

    problems: list[Problem] = field(default_factory=list)
    refused_cells: set[CellKey] = field(default_factory=set)
    refused_rows: set[tuple[str, int]] = field(default_factory=set)

    def is_refused(self, row: TableRow, column: str) -> bool:
        """Whether that figure must not be recorded."""
        return row.key(column) in self.refused_cells or (row.sheet, row.number) in self.refused_rows

    def refuse_cell(
        self, row: TableRow, column: Column, code: str, what: str, *, raw: str, expected: str
    ) -> None:
        """Refuse one figure; `what` says what is wrong with it."""
        key = column.key or ""
        if row.key(key) in self.refused_cells:
            return
        self.refused_cells.add(row.key(key))
        cell = f"{column.letter}{row.number}"
        where = f"Ô {cell}, {row.name}, cột “{column.heading}”"
        message = f"{where}: {what}. Cần: {expected}."
        self.problems.append(
            Problem("cell", "error", code, message, row.sheet, cell, row.number, raw, expected)
        )

    def refuse_row(
        self, row: TableRow, code: str, message: str, *, cell: str | None = None
    ) -> None:
        """Refuse all figures of a row."""
        self.refused_rows.add((row.sheet, row.number))
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
