"""A table after reading: rows of figures by column key, each on its own; `checks.py` compares."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indicators.sheets.findings import Findings, Spot, TableRow
from indicators.sheets.headers import words
from indicators.sheets.layout import Column, Layout
from indicators.sheets.rows import DataRow, TableRows
from indicators.sheets.spec import ColumnSpec, Component, FormSpec, Guess, Unmatched
from indicators.sheets.texts import read_words
from indicators.sheets.units import Units
from indicators.sheets.values import Reading, Refusal, is_vietnamese, read_cell, refused
from indicators.sheets.workbook import Sheet

# A tick among numbers and a fraction among counts are no slip of the hand: the row has moved.
_MISPLACED_IN_SHIFTED_ROW = 3
_BELOW_ALL = 10**9  # a row number

Block = tuple[TableRow, ...]


@dataclass(frozen=True)
class Heading:
    """What the figures of one key are headed with, and where: a column's heading, a row's label."""

    key: str
    text: str
    cell: str


@dataclass(frozen=True)
class Group:
    """A subtotal and the rows that it may stand for."""

    total: TableRow
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Table:
    """One sheet's table after reading; `keys` in the order of the sheet, each once."""

    sheet: Sheet
    layout: Layout
    form: FormSpec
    sorted_rows: TableRows
    headings: dict[str, Heading]
    rows: tuple[TableRow, ...]
    hidden_rows: tuple[TableRow, ...] = ()
    totals: tuple[TableRow, ...] = ()
    groups: tuple[Group, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the columns that can be used."""
        return tuple(self.headings)


def read_table(
    sheet: Sheet,
    layout: Layout,
    form: FormSpec,
    sorted_rows: TableRows,
    units: Units,
    findings: Findings,
) -> Table:
    """Return the table's rows with every cell read; what is refused goes to `findings`."""
    table = read_rows(sheet, layout, form, sorted_rows, units)
    for row, source in zip(table.rows, sorted_rows.data, strict=True):
        report_place(row, source, layout, findings)
        report_cells(row, findings)
    return table


def read_rows(
    sheet: Sheet, layout: Layout, form: FormSpec, sorted_rows: TableRows, units: Units
) -> Table:
    """Return the table's rows with every cell read and nothing reported yet."""
    reader = upright_reader(sheet, layout, form, sorted_rows, units)
    rows = tuple(reader.data_row(row) for row in sorted_rows.data)
    return Table(
        sheet=sheet,
        layout=layout,
        form=form,
        sorted_rows=sorted_rows,
        headings=reader.headings,
        rows=rows,
        hidden_rows=tuple(reader.row(number) for number in sorted_rows.hidden),
        totals=tuple(reader.row(number) for number in sorted_rows.totals),
        groups=tuple(
            Group(reader.row(number), blocks)
            for number, blocks in zip(sorted_rows.groups, _blocks(sorted_rows, rows), strict=True)
        ),
    )


def upright_reader(
    sheet: Sheet, layout: Layout, form: FormSpec, sorted_rows: TableRows, units: Units
) -> "UprightReader":
    """Return what reads single rows of a table, knowing how all of them write numbers."""
    figures = [row.number for row in sorted_rows.data] + list(sorted_rows.totals)
    return UprightReader(sheet, layout, form, units, figures)


def _blocks(sorted_rows: TableRows, rows: Block) -> Iterator[tuple[Block, Block]]:
    """For each subtotal the rows up to the next one, and those before it: either may be meant."""
    numbers = [row.number for row in sorted_rows.data]
    borders = [0, *sorted({*sorted_rows.groups, *sorted_rows.totals}), _BELOW_ALL]
    for number in sorted_rows.groups:
        place = bisect_left(borders, number)
        above, here, below = (
            bisect_left(numbers, border)
            for border in (borders[place - 1], number, borders[place + 1])
        )
        yield rows[here:below], rows[above:here]


class UprightReader:
    """Reads the rows of a table with a column per measure."""

    def __init__(
        self, sheet: Sheet, layout: Layout, form: FormSpec, units: Units, figures: list[int]
    ):
        self._sheet = sheet
        self._form = form
        self._columns = _usable_columns(layout)
        plain = self._is_plainly_vietnamese(figures)
        self._manners = {
            column.key: units.manner(column, form.column(column.key or ""), is_vietnamese=plain)
            for column in self._columns
        }
        self.headings = {
            column.key: Heading(column.key, column.heading, layout.heading_cell(column))
            for column in self._columns
            if column.key
        }

    def data_row(self, source: DataRow) -> TableRow:
        found = source.match.found
        row = self.row(source.number, source.label)
        if isinstance(found, Component):
            return replace(row, dim=found.code)
        return replace(row, area_code=found.code if found else None)

    def row(self, number: int, label: str = "") -> TableRow:
        line = f"dòng {number}"
        name = f"{line} ({label})" if label else line
        spots = {
            column.key: self._spot(number, column, name) for column in self._columns if column.key
        }
        return TableRow(self._sheet.name, line, number, label, None, self._ticked(spots))

    def moved_row(self, row: TableRow, step: int) -> TableRow:
        """The same row as if every figure stood `step` columns further to the right."""
        number = row.number or 0
        spots = {
            column.key: self._spot(number, replace(column, index=column.index + step), "")
            for column in self._columns
            if column.key
        }
        return replace(row, spots=spots)

    def _spot(self, row: int, column: Column, name: str) -> Spot:
        raw = self._sheet.text_at(row, column.index)
        where = f"{name}, cột “{column.heading}”"
        return Spot(row, column.index, where, raw, self._reading(row, column))

    def _reading(self, row: int, column: Column) -> Reading:
        spec = self._form.column(column.key or "")
        if spec.kind in ("text", "date"):
            return read_words(self._sheet.shown(row, column.index), spec)
        if is_merged(self._sheet, row, column.index):
            return merged()
        cell = self._sheet.cells.get((row, column.index))
        return read_cell(cell, spec, self._manners[column.key])

    def _is_plainly_vietnamese(self, figures: list[int]) -> bool:
        places = [(row, column.index) for row in figures for column in self._columns]
        return is_vietnamese(
            self._sheet.cells[place] for place in places if place in self._sheet.cells
        )

    def _ticked(self, spots: dict[str, Spot]) -> dict[str, Spot]:
        return ticked(spots, {key: self._form.column(key) for key in spots})


def _usable_columns(layout: Layout) -> tuple[Column, ...]:
    keys = [column.key for column in layout.measures]
    return tuple(column for column in layout.measures if keys.count(column.key) == 1)


def is_merged(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a figure stands in a merged range, so that it is unclear whose it is."""
    return sheet.merge_at(row, column) is not None and sheet.shown(row, column) is not None


def merged() -> Reading:
    """Return the refusal of a figure in a merged range."""
    what = "ô nằm trong vùng gộp ô nên không rõ số của từng dòng"
    return refused(Refusal("merged_cell", what, "bỏ gộp ô và nhập từng ô"))


def ticked(spots: dict[str, Spot], specs: dict[str, ColumnSpec]) -> dict[str, Spot]:
    """Return the spots with blank ticks as "no", in a row that reports anything at all."""
    if all(spot.reading.state == "blank" for spot in spots.values()):
        return spots
    return {
        key: replace(spot, reading=Reading("value", False))
        if spot.reading.state == "blank" and specs[key].kind == "yes_no"
        else spot
        for key, spot in spots.items()
    }


def report_place(row: TableRow, source: DataRow, layout: Layout, findings: Findings) -> None:
    """Report a row whose place or project is unknown, doubtful or written without diacritics."""
    cell, found = source.label_cell, source.match.found
    if source.match.without_marks and found and cell:
        message = f"Ô {cell}: “{row.label}” viết không dấu, được hiểu là {found.name}."
        at = (row.sheet, cell, source.number, row.label)
        findings.note_cell("warning", "name_without_marks", f"{message} Hãy kiểm tra lại.", at=at)
    elif source.match.notice and cell:
        message = f"Ô {cell}: “{row.label}” {source.match.notice}. Hãy kiểm tra lại."
        at = (row.sheet, cell, source.number, row.label)
        findings.note_cell("warning", "name_differs", message, at=at)
    elif not found:
        findings.refuse_row(row, *_place_refusal(row, source), cell=cell)
        if row.label and cell and not source.match.is_conflict:
            findings.unmatched.append(_unmatched(row, source, cell, layout.fingerprint))


def _unmatched(row: TableRow, source: DataRow, cell: str, layout: str) -> Unmatched:
    """The label for a person to say what it means: what fits equally, else what resembles it."""
    fitting = tuple(Guess(found.code, found.name, 100) for found in source.match.candidates)
    guesses = fitting or source.match.guesses
    return Unmatched("row", row.sheet, cell, words(row.label), row.label, guesses, layout)


def _place_refusal(row: TableRow, source: DataRow) -> tuple[str, str]:
    if source.match.is_conflict:
        what = f"{row.title}: mã hoặc số thứ tự và tên không cùng chỉ một đối tượng"
        return "code_name_conflict", f"{what}. Hãy sửa mã hoặc tên."
    if source.match.candidates:
        names = " hoặc ".join(found.name for found in source.match.candidates)
        what = f"Dòng {source.number}: “{row.label}” có thể là {names}"
        return "ambiguous_name", f"{what}. Hãy ghi rõ loại đơn vị trước tên."
    if not row.label:
        return "missing_name", (
            f"Dòng {source.number} có số liệu nhưng không có tên địa bàn hoặc dự án. "
            "Hãy ghi tên, hoặc xóa số liệu ở dòng này."
        )
    guesses = " hoặc ".join(source.match.suggestions)
    hint = f" Có phải là {guesses}?" if guesses else ""
    return "unknown_name", (
        f"Dòng {source.number}: “{row.label}” không có trong danh sách của báo cáo này.{hint} "
        "Hãy sửa lại tên."
    )


def report_cells(row: TableRow, findings: Findings) -> None:
    """Report every refused cell of a row, and the whole row where it seems to be shifted."""
    refusals = {
        key: spot.reading.refusal for key, spot in row.spots.items() if spot.reading.refusal
    }
    for key, refusal in refusals.items():
        findings.refuse_cell(row, key, refusal.code, refusal.what, expected=refusal.expected)
    for key, spot in row.spots.items():
        if spot.reading.notice:
            findings.warn_cell(row, key, "read_with_notice", f"{spot.reading.notice}.")
    if sum(refusal.misplaced for refusal in refusals.values()) >= _MISPLACED_IN_SHIFTED_ROW:
        message = (
            f"{row.title}: các số có vẻ bị lệch cột, nên cả dòng không được nhập. "
            "Hãy đưa từng số về đúng cột."
        )
        findings.refuse_row(row, "row_shifted", message)
