"""What is marked in a sender's own workbook, as it crosses into the child process."""

from dataclasses import dataclass

LIST_SHEET = "LSDash – cần sửa"  # the first sheet of a marked copy; reading leaves it out


@dataclass(frozen=True)
class Mark:
    """One refused or warned place, with the words for its comment and for the list.

    Without a cell the row is meant, without a row the sheet, without a sheet the file.
    """

    sheet: str | None
    cell: str | None
    row: int | None
    is_error: bool
    raw: str
    cause: str
    message: str
    expected: str


@dataclass(frozen=True)
class MarkOrder:
    """All marks of one workbook, in the order of the list."""

    marks: tuple[Mark, ...]
