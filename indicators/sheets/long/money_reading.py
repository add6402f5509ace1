"""From the bytes of a long table of money to its lines, and to everything that is wrong with it.

Every cell of a row is looked at, so that one pass tells all; a row with anything wrong is not
taken. Two rows of one key are refused with each other: none of them is chosen, nothing is added up.
"""

from collections.abc import Sequence
from functools import lru_cache

from indicators.sheets.files.refusal import FileRefused

from . import money_names as named
from .money_amounts import (
    WANTED,
    Doubtful,
    Evidence,
    conversion,
    in_million,
    stated_unit,
    thousands,
    unit_of,
)
from .money_names import MoneyNames
from .money_spec import MONEY_BOUNDS, MoneyRequest, MoneyRow
from .money_totals import GrandTotal, is_total, without_totals
from .names import NameRefused
from .source import RowRefused, Source, opened_source, text_of
from .spec import Causes, LongReading

NOTE_LENGTH = 500
_SHOWN_LINES = 5


def read_money_table(data: bytes, request: MoneyRequest) -> LongReading:
    """Return the lines of a .csv or .xlsx with everything that is wrong with them."""
    try:
        return _Reader(request).read(opened_source(data, request.columns, request.bounds))
    except FileRefused as refused:
        return LongReading(refusal=refused.message)


class _Reader:
    def __init__(self, request: MoneyRequest) -> None:
        self._request = request
        self._names = MoneyNames(request)
        self._causes = Causes()
        self._evidence = Evidence()
        self._rows: list[MoneyRow] = []
        self._doubtful: list[tuple[MoneyRow, str, str]] = []
        self._grand: list[GrandTotal] = []
        self._unclear: list[tuple[int, str]] = []
        self._units: dict[str, None] = {}
        self._blank = self._hidden = 0
        self._amount = lru_cache(maxsize=65_536, typed=True)(thousands)
        self._is_total = lru_cache(maxsize=65_536)(is_total)

    def read(self, source: Source) -> LongReading:
        unit, said = stated_unit(source.headings)
        if unit is None and "unit" not in source.headings.places:
            raise FileRefused("unclear_unit", _unclear_heading(said))
        source.name_others(self._causes)
        for line, cells in source.limited_rows(MONEY_BOUNDS):
            if line in source.hidden_rows:
                self._hidden += 1
                continue
            try:
                self._read_row(source, line, source.cells(cells), unit)
            except RowRefused as refused:
                self._causes.add(line, refused.code, str(refused))
        if self._unclear:
            raise FileRefused("unclear_unit", _unclear_cells(self._unclear, unit))
        self._settle()
        rows = without_totals(self._single(), self._parents(), self._grand, self._causes)
        notices = tuple(filter(None, map(conversion, self._units)))
        return LongReading(
            tuple(rows), self._causes.all(), self._blank, self._hidden, notices=notices
        )

    def _read_row(
        self, source: Source, line: int, cells: Sequence[object], stated: str | None
    ) -> None:
        texts = [text_of(cell) for cell in cells]
        number, day, programme, component, agency, year, kind, fund, carried, unit_text, _, note = (
            texts
        )
        raw = cells[10]
        unit = self._unit(line, unit_text, stated)
        if unit is None:
            return
        if any(map(self._is_total, (number, day, programme, component, agency))):
            self._read_total(source, line, texts, raw, unit)
            return
        found = self._key(number, day, programme, component, agency, year)
        found += [named.fund_kind(kind), named.source(fund), named.is_carried_over(carried)]
        problems = [item for item in found if isinstance(item, NameRefused)]
        if source.has_unusable:
            source.require_usable(line, "amount")
        note = " ".join(note.split())
        if len(note) > NOTE_LENGTH:
            problems.append(
                NameRefused("note_too_long", f"Ghi chú dài {len(note)} ký tự, quá {NOTE_LENGTH}.")
            )
        if isinstance(raw, str):
            self._evidence.note(raw)
        try:
            amount = self._amount(raw, unit)
        except Doubtful:
            amount = 0
            row = [line] if problems else _row(line, found, 0, note)
            self._doubtful.append((row, raw, unit))
        except RowRefused as refused:
            amount, problems = 0, [*problems, NameRefused(refused.code, str(refused))]
        else:
            if amount is None:
                self._blank += 1
                return
            if not problems:
                self._rows.append(_row(line, found, amount, note))
        for problem in problems:
            self._causes.add(line, problem.code, problem.message)

    def _unit(self, line: int, text: str, stated: str | None) -> str | None:
        unit = unit_of(text) if text else stated
        if unit is None or (text and stated and unit != stated):
            self._unclear.append((line, text))
            return None
        self._units[unit] = None
        return unit

    def _key(
        self, number: str, day: str, programme: str, component: str, agency: str, year: str
    ) -> list:
        """Decision or day, component, agency, year: ids, or why not."""
        if self._request.kind == "allocations":
            first = self._names.decision(number, day)
        else:
            first = named.day_of(day)
        chosen = self._names.programme(programme) if programme else None
        if isinstance(chosen, NameRefused):
            return [first, chosen, self._names.agency(agency)]
        what = self._names.component(component, chosen.id if chosen else None)
        if isinstance(what, NameRefused):
            return [first, what, self._names.agency(agency)]
        of_year = self._names.year(year, what.programme_id)
        return [first, what.id, self._names.agency(agency), of_year]

    def _read_total(
        self, source: Source, line: int, texts: Sequence[str], raw: object, unit: str
    ) -> None:
        """What a “Tổng cộng” line fills besides its name tells of which lines it is the total."""
        number, day, programme, component, agency, year, kind, fund, carried, *_ = (
            "" if self._is_total(text) else text for text in texts
        )
        if source.has_unusable:
            source.require_usable(line, "amount")
        try:
            amount = thousands(raw, unit, settled=True, last=True)
        except RowRefused as refused:
            self._causes.add(line, refused.code, str(refused))
            return
        if amount is None:
            self._blank += 1
            return
        places: list[tuple[int, object]] = []
        if self._request.kind == "allocations" and number:
            places.append((1, self._names.decision(number, day)))
        if self._request.kind == "disbursements" and day:
            places.append((1, named.day_of(day)))
        chosen = self._names.programme(programme) if programme else None
        if isinstance(chosen, NameRefused):
            places.append((2, chosen))
        elif component:
            what = self._names.component(component, chosen.id if chosen else None)
            places.append((2, what if isinstance(what, NameRefused) else what.id))
        for at, text, look in (
            (3, agency, self._names.agency),
            (4, year, _plain_year),
            (5, kind, named.fund_kind),
            (6, fund, named.source),
            (7, carried, named.is_carried_over),
        ):
            if text:
                places.append((at, look(text)))
        wrong = [item for _, item in places if isinstance(item, NameRefused)]
        for problem in wrong:
            self._causes.add(line, problem.code, problem.message)
        if not wrong:
            self._grand.append(GrandTotal(line, amount, tuple(places)))

    def _settle(self) -> None:
        """What had two readings, now that the whole table has shown how it writes numbers."""
        settled = self._evidence.is_vietnamese
        for row, raw, unit in self._doubtful:
            try:
                amount = thousands(raw, unit, settled=settled, last=True)
                if len(row) > 1:  # else refused for something else
                    row[8] = amount
                    self._rows.append(row)
            except RowRefused as refused:
                self._causes.add(row[0], refused.code, str(refused))
        if self._doubtful:
            self._rows.sort(key=lambda row: row[0])

    def _single(self) -> list[MoneyRow]:
        """The rows whose key stands once; the others are refused with each other."""
        first: dict[tuple, MoneyRow] = {}
        repeated: set[int] = set()
        for row in self._rows:
            other = first.setdefault(tuple(row[1:8]), row)
            if other is row:
                continue
            if other[0] not in repeated:
                self._causes.add(other[0], "repeated_key", _twice(row))
            self._causes.add(row[0], "repeated_key", _twice(other))
            repeated |= {row[0], other[0]}
        return [row for row in self._rows if row[0] not in repeated] if repeated else self._rows

    def _parents(self) -> dict[int, int | None]:
        return {c.id: c.parent_id for c in self._request.components}


def _row(line: int, found: list, amount: int, note: str) -> MoneyRow:
    return [line, *found, amount, note]


def _plain_year(text: str) -> int | NameRefused:
    digits = text.lower().removeprefix("năm").strip()
    if digits.isdecimal() and len(digits) == 4:
        return int(digits)
    return NameRefused("unclear_year", f"Năm “{text[:60]}” ở dòng tổng không rõ. Cần: một năm.")


def _twice(other: MoneyRow) -> str:
    return (
        f"Dòng {other[0]} ({in_million(other[8])} {WANTED}) cùng một khoản vốn với dòng này. "
        "Hãy gộp lại thành một dòng hoặc bỏ bớt."
    )


def _unclear_heading(said: str) -> str:
    return (
        f"Không rõ đơn vị tiền của cột “{said.strip()[:80]}”, nên không đọc dòng nào. Hãy ghi ở "
        "tiêu đề, ví dụ “Số tiền (triệu đồng)”, hoặc thêm cột “Đơn vị tính”."
    )


def _unclear_cells(unclear: Sequence[tuple[int, str]], stated: str | None) -> str:
    shown = ", ".join(
        f"dòng {line} ghi “{text[:40]}”" if text else f"dòng {line} để trống"
        for line, text in unclear[:_SHOWN_LINES]
    )
    more = f" và {len(unclear) - _SHOWN_LINES} dòng khác" if len(unclear) > _SHOWN_LINES else ""
    beside = f", trong khi tiêu đề ghi {stated}" if stated else ""
    return (
        f"Không rõ đơn vị tiền: {shown}{more}{beside}. Không đọc dòng nào cho đến khi rõ. "
        "Cần: đồng, nghìn đồng, triệu đồng hoặc tỷ đồng."
    )
