"""What a person typed into a cell on the screen, read by the rules that hold for sheets."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from indicators.models import NOTE_LENGTH, EntryStatus, FormMeasure
from indicators.sheets.values import read_cell
from indicators.sheets.workbook import Cell

from .columns import column_spec
from .entry import Entry, Key
from .readings import STORED

LONGEST = 100  # characters of a cell; no number is longer


class TypedRefused(Exception):
    """The text is no figure of its column; `code` for programs, the sentence for the person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class TypedCell:
    """One cell as the browser sends it; `version` is the report's version it was shown with."""

    area_id: int
    measure_id: int
    text: str
    note: str = ""
    is_estimate: bool = False
    version: int | None = None

    @property
    def key(self) -> Key:
        return self.measure_id, self.area_id


def typed_entry(cell: TypedCell, column: FormMeasure) -> Entry:
    """The figure that a typed cell states: a number, nil ("-"), or not reported (blank, "…").

    A tick column takes "x" and "có" for yes, "không" and 0 for no, and blank for not reported: a
    person who leaves a cell has not answered, while on a sheet of ticks a blank is a no.
    Raises TypedRefused with what is wrong and what was expected.
    """
    text = cell.text.strip()
    note = _note(cell)
    status = EntryStatus.ESTIMATE if cell.is_estimate else EntryStatus.FINAL
    if not text:
        return Entry(column.measure, cell.area_id, None, note=note, status=status)
    if len(text) > LONGEST:
        raise TypedRefused("too_long", f"Ô này dài quá {LONGEST} ký tự. Hãy chỉ ghi số.")
    value, is_nil = _value(text, column)
    return Entry(column.measure, cell.area_id, value, is_nil, status, note)


def _note(cell: TypedCell) -> str:
    note = " ".join(cell.note.split())
    if len(note) > NOTE_LENGTH:
        raise TypedRefused(
            "note_too_long", f"Ghi chú dài quá {NOTE_LENGTH} ký tự. Hãy viết ngắn lại."
        )
    return note


def _value(text: str, column: FormMeasure) -> tuple[Decimal | None, bool]:
    spec = column_spec(column)
    if spec.kind == "yes_no" and text in ("0", "1"):
        return Decimal(text), False
    reading = read_cell(Cell(1, 1, "text", text, text), spec)
    if reading.refusal:
        what = reading.refusal.what
        raise TypedRefused(
            reading.refusal.code, f"{what[:1].upper()}{what[1:]}. Cần: {reading.refusal.expected}."
        )
    number = reading.number
    is_nil = reading.state == "nil"
    return (None if number is None else number.quantize(STORED, ROUND_HALF_UP)), is_nil
