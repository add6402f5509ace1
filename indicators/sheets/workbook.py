"""A workbook as a grid of own cells: what is written where, and what is hidden or merged.

The same for every file type; the parsers in `files` fill it and nothing else knows them.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

CellKind = Literal["number", "text", "bool", "date", "error", "no_result"]
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(frozen=True)
class Cell:
    """One non-empty cell; `value` is Decimal, str, or bool by `kind`, None where unreadable.

    `text` is what the cell holds in words, for messages and for matching names; `is_computed`
    says that the value is a formula's stored result; `font` is known where it may tell how the
    text is encoded.
    """

    row: int
    column: int
    kind: CellKind
    text: str
    value: Decimal | str | bool | None
    number_format: str = "General"
    is_computed: bool = False
    font: str = ""

    @property
    def coordinate(self) -> str:
        """The cell's address, "E12"."""
        return f"{column_letter(self.column)}{self.row}"

    @property
    def is_percent_format(self) -> bool:
        """Whether the number is shown × 100 with a % sign."""
        return "%" in _QUOTED.sub("", self.number_format)

    @property
    def is_scaled_format(self) -> bool:
        """Whether the format hides thousands: `#,##0,` shows 5000 as 5."""
        return bool(re.search(r"[0#?],+(?![0#?,])", _QUOTED.sub("", self.number_format)))


@dataclass(frozen=True)
class Merge:
    """A merged range, all four borders included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def covers(self, row: int, column: int) -> bool:
        """Whether the cell lies in the range."""
        in_rows = self.first_row <= row <= self.last_row
        return in_rows and self.first_column <= column <= self.last_column


@dataclass(frozen=True)
class Sheet:
    """One worksheet: its non-empty cells by (row, column), its hidden parts and merges.

    `converted_from` names the encodings ("TCVN3") that some of its text was converted from.
    """

    name: str
    is_hidden: bool
    cells: dict[tuple[int, int], Cell]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    converted_from: tuple[str, ...] = ()

    @cached_property
    def _merged(self) -> dict[tuple[int, int], Merge]:
        return {
            (row, column): merge
            for merge in self.merges
            for row in range(merge.first_row, merge.last_row + 1)
            for column in range(merge.first_column, merge.last_column + 1)
        }

    def merge_at(self, row: int, column: int) -> Merge | None:
        """Return the merged range that holds the cell."""
        return self._merged.get((row, column))

    def shown(self, row: int, column: int) -> Cell | None:
        """Return the cell that is seen there: in a merged range, its first cell."""
        merge = self.merge_at(row, column)
        place = (merge.first_row, merge.first_column) if merge else (row, column)
        return self.cells.get(place)

    def text_at(self, row: int, column: int) -> str:
        """Return the text seen there, "" for nothing."""
        cell = self.shown(row, column)
        return cell.text.strip() if cell else ""

    @cached_property
    def _by_row(self) -> dict[int, list[Cell]]:
        found: dict[int, list[Cell]] = {}
        for _, cell in sorted(self.cells.items()):
            found.setdefault(cell.row, []).append(cell)
        return found

    @property
    def rows(self) -> list[int]:
        """The numbers of the rows with any content, ascending."""
        return list(self._by_row)

    @cached_property
    def columns(self) -> list[int]:
        """The numbers of the columns with any content, ascending."""
        return sorted({column for _, column in self.cells})

    def row_cells(self, row: int) -> list[Cell]:
        """The non-empty cells of a row, left to right."""
        return self._by_row.get(row, [])


def column_letter(number: int) -> str:
    """Return the letters of a column number: 28 -> "AB"."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
