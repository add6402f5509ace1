"""From the bytes of a long table to figures, and to everything that is wrong with it, in one pass.

Names and values follow the rules of the districts' sheets. A blank value states nothing; a row that
repeats another with a different value is refused together with it.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from indicators.sheets.files.refusal import FileRefused
from indicators.sheets.spec import ColumnSpec
from indicators.sheets.values import Reading, read_cell
from indicators.sheets.workbook import Cell
from lsdash.lib.numbers import format_number
from lsdash.lib.text import fold

from .columns import FIGURES
from .names import NameRefused, Names
from .source import RowRefused, Source, opened_source, text_of
from .spec import FIGURE_BOUNDS, Causes, LongMeasure, LongReading, LongRequest, LongRow

LARGEST = Decimal(10) ** 14  # what the tables hold, to four decimals
_STORED = Decimal("0.0001")
_NOTE_LENGTH = 500
_FINAL = frozenset({"", "chính thức", "final"})
_ESTIMATES = frozenset({"ước", "ước thực hiện", "estimate"})
Found = TypeVar("Found")
_DATES = (date, datetime, time, timedelta)


def read_long_table(data: bytes, request: LongRequest) -> LongReading:
    """Return the rows of a .csv or .xlsx with everything that is wrong with them."""
    try:
        return _Reader(request).read(opened_source(data, FIGURES, FIGURE_BOUNDS))
    except FileRefused as refused:
        return LongReading(refusal=refused.message)


class _Reader:
    def __init__(self, request: LongRequest) -> None:
        self._names = Names(request)
        self._causes = Causes()
        self._values: dict[tuple[int, object], tuple[str, bool] | None] = {}
        self._rows: dict[tuple[int, int, int], LongRow] = {}
        self._repeated: set[tuple[int, int, int]] = set()
        self._blank = self._hidden = 0

    def read(self, source: Source) -> LongReading:
        source.name_others(self._causes)
        for line, cells in source.limited_rows(FIGURE_BOUNDS):
            if line in source.hidden_rows:
                self._hidden += 1
                continue
            try:
                self._read_row(source, line, cells)
            except RowRefused as refused:
                self._causes.add(line, refused.code, str(refused))
        rows = [row for key, row in self._rows.items() if key not in self._repeated]
        return LongReading(tuple(rows), self._causes.all(), self._blank, self._hidden)

    def _read_row(self, source: Source, line: int, cells: Sequence[object]) -> None:
        area_text, measure_text, period_text, raw, status, note = source.cells(cells)
        period = _named(self._names.period(text_of(period_text)))
        measure = _named(self._names.measure(text_of(measure_text)))
        area = _named(self._names.area(text_of(area_text), period.ends_on))
        if source.has_unusable:
            source.require_usable(line, "value")
        value = self._value(measure, raw)
        if value is None:
            self._blank += 1
            return
        estimate = bool(status) and _is_estimate(text_of(status))
        said = _note(text_of(note)) if note else ""
        if area.warning:
            self._causes.add(line, "name_without_marks", area.warning, "warning")
        self._keep([line, area.id, measure.id, period.id, *value, estimate, said])

    def _value(self, measure: LongMeasure, raw: object) -> tuple[str, bool] | None:
        """The value as text and whether it is nil; None for a blank."""
        key = (measure.id, raw if isinstance(raw, str) else (type(raw), raw))
        if key not in self._values:
            self._values[key] = _figure(raw, measure.column)
        return self._values[key]

    def _keep(self, row: LongRow) -> None:
        key = (row[1], row[2], row[3])
        first = self._rows.setdefault(key, row)
        if first is row:
            return
        if first[4:] == row[4:]:
            message = f"Dòng này lặp lại dòng {first[0]}, nên chỉ tính một lần."
            self._causes.add(row[0], "repeated_row", message, "warning")
            return
        if key not in self._repeated:
            self._causes.add(first[0], "contradicting_rows", _twice(row[0]))
            self._repeated.add(key)
        self._causes.add(row[0], "contradicting_rows", _twice(first[0]))


def _twice(other: int) -> str:
    return f"Dòng {other} nêu số khác cho cùng địa bàn, số liệu và kỳ. Hãy để lại một dòng."


def _named(found: Found | NameRefused) -> Found:
    if isinstance(found, NameRefused):
        raise RowRefused(found.code, found.message)
    return found


def _figure(raw: object, column: ColumnSpec) -> tuple[str, bool] | None:
    if column.kind == "yes_no":
        raw = {"0": "không", "1": "x"}.get(text_of(raw), raw)
    if isinstance(raw, float) and column.kind == "rate" and 0 < raw <= 1:
        shown, hundred = format_number(_exact(raw)), format_number(_exact(raw) * 100)
        raise RowRefused(
            "ambiguous_number",
            f"Ô số {shown} ở cột tỷ lệ có thể là {shown} hoặc {hundred} (định dạng %). "
            "Hãy ghi bằng chữ số, ví dụ “96,1”.",
        )
    reading = read_cell(_as_cell(raw), column)
    if reading.refusal:
        what = reading.refusal.what
        raise RowRefused(
            reading.refusal.code,
            f"{what[:1].upper()}{what[1:]}. Cần: {reading.refusal.expected}.",
        )
    return _stored(reading)


def _stored(reading: Reading) -> tuple[str, bool] | None:
    number = reading.number
    if number is None:
        return None
    if abs(number) >= LARGEST:
        raise RowRefused(
            "not_storable", "Số quá lớn, không lưu được. Hãy kiểm tra lại đơn vị tính."
        )
    return f"{number.quantize(_STORED, ROUND_HALF_UP):f}", reading.state == "nil"


def _as_cell(raw: object) -> Cell | None:
    if isinstance(raw, bool):
        return Cell(1, 1, "bool", "TRUE" if raw else "FALSE", raw)
    if isinstance(raw, int | float):
        number = _exact(raw)
        return Cell(1, 1, "number", f"{number:f}", number)
    if isinstance(raw, _DATES):
        return Cell(1, 1, "date", str(raw), None)
    text = "" if raw is None else str(raw)
    return Cell(1, 1, "text", text, text) if text.strip() else None


def _exact(value: float) -> Decimal:
    """A spreadsheet keeps 15 significant digits; more are the noise of binary fractions."""
    return Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)


def _is_estimate(text: str) -> bool:
    word = fold(text)
    if word not in _FINAL | _ESTIMATES:
        raise RowRefused(
            "unknown_status", f"Tính chất “{text}” không rõ. Hãy ghi “ước” hoặc “chính thức”."
        )
    return word in _ESTIMATES


def _note(text: str) -> str:
    note = " ".join(text.split())
    if len(note) > _NOTE_LENGTH:
        raise RowRefused(
            "note_too_long", f"Ghi chú dài quá {_NOTE_LENGTH} ký tự. Hãy viết ngắn lại."
        )
    return note
