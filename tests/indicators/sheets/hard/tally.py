"""Counting what a reading got wrong, against the truth of a made workbook."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from .model import HardBook


@dataclass
class Tally:
    """Counts over many workbooks; `notes` name the first cells behind each fault."""

    books: int = 0
    cells: int = 0
    flags: int = 0
    wrong: int = 0
    invented: int = 0
    unflagged: int = 0
    refused: int = 0
    missed: int = 0
    not_rejected: int = 0
    alarms: int = 0
    notes: list[str] = field(default_factory=list)
    traps: Counter = field(default_factory=Counter)

    def add(self, seed: int, book: HardBook, report) -> None:
        """Count one workbook's faults."""
        self.books += 1
        self.traps.update(book.traps)
        if book.truth.rejected:
            self._count_rejected(seed, book, report)
            return
        found = {(record.sheet, record.cell): record for record in report.records}
        for place, record in found.items():
            self._count_record(seed, book, place, record)
        for place in book.truth.flags:
            self._count_flag(seed, book, place, report)
        for place in book.truth.heard - found.keys() - book.truth.flags.keys():
            self._count_flag(seed, book, place, report)
        self._count_missed(seed, book, found, report)
        self._count_alarms(seed, book, report)

    def _count_rejected(self, seed, book, report) -> None:
        self.flags += 1
        if report.records:
            self.not_rejected += 1
            self.invented += len(report.records)
            self._note(seed, "not rejected", book.truth.rejected)

    def _count_record(self, seed, book, place, record) -> None:
        true = book.truth.records.get(place)
        if true is None:
            self.invented += 1
            self._note(seed, "invented", place, record)
        elif (true.area, true.key, true.dim) != (
            record.area_code,
            record.key,
            record.dim,
        ) or not _same(true.value, record):
            self.wrong += 1
            self._note(seed, "wrong", place, record, true)

    def _count_flag(self, seed, book, place, report) -> None:
        self.flags += 1
        if not _is_flagged(place, report):
            self.unflagged += 1
            self._note(seed, "unflagged", place, book.truth.flags.get(place, "silence"))

    def _count_missed(self, seed, book, found, report) -> None:
        clean = [
            place
            for place in book.truth.records
            if place not in book.truth.doubtful and place not in book.truth.flags
        ]
        self.cells += len(clean)
        for place in clean:
            if place in found:
                continue
            self.missed += 1
            said = _problems_at(place, report)
            self.refused += any(problem.level == "error" for problem in said)
            self._note(seed, "missed", place, [problem.code for problem in said])

    def _count_alarms(self, seed, book, report) -> None:
        """Errors on single cells and rows of which nothing is wrong."""
        known = set(book.truth.flags) | book.truth.doubtful
        rows = {(sheet, _row_of(cell)) for sheet, cell in known}
        for problem in report.errors:
            place = (problem.sheet, problem.cell)
            in_bad_row = (problem.sheet, problem.row) in book.truth.flagged_rows
            if problem.scope == "cell" and place not in known and not in_bad_row:
                self.alarms += 1
                self._note(seed, "alarm", problem.code, problem.message[:120])
            if problem.scope == "row" and (problem.sheet, problem.row) not in rows:
                self.alarms += 1
                self._note(seed, "alarm", problem.code, problem.message[:120])

    def _note(self, seed, *what) -> None:
        if len(self.notes) < 60:
            self.notes.append(f"seed {seed}: " + " ".join(str(item) for item in what))

    def __str__(self) -> str:
        rate = 100 * self.refused / max(self.cells, 1)
        missed = 100 * self.missed / max(self.cells, 1)
        return (
            f"{self.books} books, {self.cells} clean cells, {self.flags} flags: "
            f"wrong {self.wrong}, invented {self.invented}, unflagged {self.unflagged}, "
            f"not rejected {self.not_rejected}, clean refused {self.refused} ({rate:.2f} %), "
            f"missed {self.missed} ({missed:.2f} %), false alarms {self.alarms}\n"
            + "\n".join(self.notes)
        )


def _same(true, record) -> bool:
    if true is None:
        return record.kind == "nil"
    if isinstance(true, bool):
        return record.kind == "bool" and record.value == ("true" if true else "false")
    if isinstance(true, str):
        return record.kind in ("text", "date") and record.value == true
    return record.kind == "number" and Decimal(record.value) == true


def _is_flagged(place, report) -> bool:
    sheet, cell = place
    return any(
        problem.scope == "file"
        or (problem.sheet == sheet and (problem.scope == "sheet" or problem.cell == cell))
        or (problem.sheet == sheet and problem.scope == "row" and _row(problem) == _row_of(cell))
        for problem in report.problems
        if problem.code not in ("missing_areas", "title_incomplete", "unit_converted")
    ) or _is_in_flagged_column(place, report)


def _is_in_flagged_column(place, report) -> bool:
    letter = place[1].rstrip("0123456789")
    return any(
        problem.scope == "column"
        and (problem.level == "error" or problem.code == "unknown_column")
        and problem.sheet == place[0]
        and (problem.cell or "").rstrip("0123456789") == letter
        for problem in report.problems
    )


def _row(problem) -> int | None:
    return problem.row


def _row_of(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _problems_at(place, report) -> list:
    sheet, cell = place
    letter = cell.rstrip("0123456789")
    return [
        problem
        for problem in report.problems
        if problem.scope == "file"
        or (
            problem.sheet == sheet
            and (
                problem.scope == "sheet"
                or problem.cell == cell
                or (problem.scope == "row" and problem.row == _row_of(cell))
                or (problem.scope == "column" and (problem.cell or "").startswith(letter))
            )
        )
    ]
