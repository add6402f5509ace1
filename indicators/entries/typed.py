"""What a person types into a cell on the screen, by the rules that hold for sheets, and back.

"1.234" is a number, "-" nil, blank or "…" not reported, "x" and "không" the answers of a tick
column; a closing "ư" or "(ước)" says that the figure is an estimate.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import NOTE_LENGTH, EntryStatus, FormMeasure, Measure, MeasureKind
from indicators.sheets.values import Manner, read_cell
from indicators.sheets.workbook import Cell
from lsdash.lib.numbers import format_number
from lsdash.lib.text import fold

from .columns import column_spec
from .entry import Entry, Key
from .readings import as_stored

LONGEST = 100  # characters of a cell; no number is longer
ESTIMATE = "ư"
# The screen shows Vietnamese numbers beside the cell, so an amount is typed as one.
ON_SCREEN = Manner(is_vietnamese=True)
_ESTIMATE = re.compile(r"\s*(?:\(ước\)|ước|ư)$")


class TypedRefused(Exception):
    """The text is no figure of its column; `code` for programs, the sentence for the person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class TypedCell:
    """One cell as the browser sends it; `version` is the report's version it was shown with, and
    a note of None leaves the stored note as it is."""

    area_id: int
    measure_id: int
    text: str
    note: str | None = None
    version: int | None = None

    @property
    def key(self) -> Key:
        return self.measure_id, self.area_id


def typed_entry(cell: TypedCell, column: FormMeasure, *, stored_note: str = "") -> Entry:
    """The figure that a typed cell states.

    A blank tick is not reported: a person who leaves a cell has not answered, while on a sheet of
    ticks a blank is a no. Raises TypedRefused with what is wrong and what was expected.
    """
    text, status = _split(cell.text)
    note = stored_note if cell.note is None else _note(cell.note)
    if len(text) > LONGEST:
        raise TypedRefused("too_long", f"Ô này dài quá {LONGEST} ký tự. Hãy chỉ ghi số.")
    value, is_nil = _value(text, column) if text else (None, False)
    if value is None:
        _refuse_lost_note(cell, stored=stored_note)
        return Entry(column.measure, cell.area_id, None)
    return Entry(column.measure, cell.area_id, value, is_nil, status, note)


def _split(text: str) -> tuple[str, EntryStatus]:
    folded = fold(text)
    without = _ESTIMATE.sub("", folded)
    if without == folded:
        return text.strip(), EntryStatus.FINAL
    return without.strip(), EntryStatus.ESTIMATE


def _refuse_lost_note(cell: TypedCell, *, stored: str) -> None:
    """A note stands beside a figure; one that goes with its figure is no loss, a new one is."""
    if cell.note and cell.note.strip() and cell.note != stored:
        raise TypedRefused(
            "note_without_figure",
            "Ghi chú chỉ lưu được cùng số liệu. Hãy nhập số, hoặc “-” nếu không phát sinh.",
        )


def _note(text: str) -> str:
    note = " ".join(text.split())
    if len(note) > NOTE_LENGTH:
        raise TypedRefused(
            "note_too_long", f"Ghi chú dài quá {NOTE_LENGTH} ký tự. Hãy viết ngắn lại."
        )
    return note


def _value(text: str, column: FormMeasure) -> tuple[Decimal | None, bool]:
    spec = column_spec(column)
    if spec.kind == "yes_no" and text in ("0", "1"):
        return Decimal(text), False
    reading = read_cell(Cell(1, 1, "text", text, text), spec, ON_SCREEN)
    if reading.refusal:
        what = reading.refusal.what
        raise TypedRefused(
            reading.refusal.code, f"{what[:1].upper()}{what[1:]}. Cần: {reading.refusal.expected}."
        )
    number = reading.number
    return (None if number is None else as_stored(number)), reading.state == "nil"


def shown_text(measure: Measure, value: Decimal | None, is_nil: bool, status: str) -> str:
    """The text that `typed_entry` reads as the same figure; empty for not reported."""
    if value is None:
        return ""
    if is_nil:
        text = "-"
    elif measure.kind == MeasureKind.YES_NO:
        text = "x" if value else "không"
    else:
        text = format_number(value).replace("\u2212", "-")
    return f"{text} {ESTIMATE}" if status == EntryStatus.ESTIMATE else text
