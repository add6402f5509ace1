"""Reading a table with a row per indicator into the same rows of figures as any other.

Which column holds the figure depends on how the measure behaves in time: a stock is what the
period itself has, a cumulative measure what has added up. Where both stand in the sheet and the
measure's rule does not tell, the figure is refused with both readings.
"""

from collections import Counter
from dataclasses import dataclass

from indicators.sheets.crosswise_rows import IndicatorRow, IndicatorRows
from indicators.sheets.findings import Findings, Spot, TableRow
from indicators.sheets.headers import words
from indicators.sheets.layout import Column, Layout
from indicators.sheets.money import is_money, money_units
from indicators.sheets.rows import TableRows
from indicators.sheets.scales import names_scale, scale_of, units_in
from indicators.sheets.spec import AreaName, ColumnSpec, FormSpec, Problem
from indicators.sheets.table import Heading, Table, is_merged, merged, report_cells, ticked
from indicators.sheets.units import Units
from indicators.sheets.values import Manner, Reading, Refusal, is_vietnamese, read_cell, refused
from indicators.sheets.workbook import Sheet


@dataclass(frozen=True)
class _Choice:
    """The column to read a figure from, or why none can be chosen."""

    column: Column | None
    refusal: Refusal | None = None


def read_crosswise(
    sheet: Sheet,
    layout: Layout,
    form: FormSpec,
    rows: IndicatorRows,
    places: tuple[AreaName, ...],
    only_place: str | None,
    units: Units,
    findings: Findings,
) -> Table:
    """Return a row of figures per place with every cell read; refusals go to `findings`.

    `only_place` is whose figures a table is that names no places itself.
    """
    reader = _Crosswise(sheet, layout, form, rows, units, findings)
    names = {place.code: place.name for place in places}
    found = [reader.place_row(code, names.get(code, "")) for code in reader.places(only_place)]
    table = Table(
        sheet=sheet,
        layout=layout,
        form=form,
        sorted_rows=TableRows((), (), (), (), rows.notes, tuple(rows.left_out)),
        headings=reader.headings,
        rows=tuple(found),
        totals=tuple(reader.column_row(column) for column in layout.having("total")),
    )
    for row in table.rows:
        report_cells(row, findings)
    return table


class _Crosswise:
    def __init__(self, sheet, layout, form, rows: IndicatorRows, units: Units, findings: Findings):
        self._units = units
        self._sheet: Sheet = sheet
        self._layout: Layout = layout
        self._form: FormSpec = form
        self._rows = _usable(rows, sheet, layout, findings)
        self._unit = next((column.index for column in layout.having("unit")), None)
        self._label = layout.having("indicator")[0]
        self._is_vietnamese = self._is_plainly_vietnamese()
        self.headings = {
            row.key: Heading(row.key, row.label, f"{self._label.letter}{row.number}")
            for row in self._rows
            if row.key
        }

    def places(self, only: str | None) -> list[str]:
        """Whose figures the table has: a column per place, a block per place, or one place's."""
        by_column = [column.key for column in self._layout.columns if column.key]
        by_block = [row.place for row in self._rows if row.place]
        found = by_column or by_block or [only]
        return [code for code in dict.fromkeys(found) if code]

    def place_row(self, code: str, name: str) -> TableRow:
        columns = [column for column in self._layout.columns if column.key == code]
        rows = [row for row in self._rows if row.place in (None, code)]
        if not columns:
            columns = [column for column in self._layout.columns if column.key is None]
            rows = [row for row in self._rows if row.place == code] or rows
        line = f"cột {columns[0].letter}" if columns[0].key else f"bảng {code}"
        spots = {row.key: self._spot(row, columns) for row in rows if row.key}
        specs = {key: self._form.column(key) for key in spots}
        return TableRow(self._sheet.name, line, None, name, code, ticked(spots, specs))

    def column_row(self, column: Column) -> TableRow:
        """The figures of a total's column, for comparison."""
        spots = {row.key: self._at(row, column) for row in self._rows if row.key}
        return TableRow(self._sheet.name, f"cột {column.letter}", None, column.heading, None, spots)

    def _spot(self, row: IndicatorRow, columns: list[Column]) -> Spot:
        spec = self._form.column(row.key or "")
        choice = self._chosen(row, spec, columns)
        if choice.column is None:
            return self._refused_spot(row, columns, choice)
        return self._at(row, choice.column, choice.refusal)

    def _at(self, row: IndicatorRow, column: Column, refusal: Refusal | None = None) -> Spot:
        raw = self._sheet.text_at(row.number, column.index)
        where = f"dòng {row.number} ({row.label}), cột “{column.heading}”"
        reading = refused(refusal) if refusal else self._reading(row, column)
        return Spot(row.number, column.index, where, raw, reading)

    def _refused_spot(self, row: IndicatorRow, columns: list[Column], choice: _Choice) -> Spot:
        return self._at(row, _figures(columns)[0], choice.refusal)

    def _reading(self, row: IndicatorRow, column: Column) -> Reading:
        spec = self._form.column(row.key or "")
        if is_merged(self._sheet, row.number, column.index):
            return merged()
        cell = self._sheet.cells.get((row.number, column.index))
        if cell is None:
            return read_cell(None, spec)
        unit = self._sheet.text_at(row.number, self._unit) if self._unit else ""
        wrong = _unit_refusal(unit, spec)
        return refused(wrong) if wrong else read_cell(cell, spec, self._manner(row, column, spec))

    def _manner(self, row: IndicatorRow, column: Column, spec: ColumnSpec) -> Manner:
        unit = self._sheet.text_at(row.number, self._unit) if self._unit else ""
        if spec.kind != "amount":
            beside = [unit, *units_in(row.label), *(u for p in column.path for u in units_in(p))]
            return self._units.manner_of_count(spec, beside, is_vietnamese=self._is_vietnamese)
        stated = money_units(unit)
        of_row = stated[0] if len(stated) == 1 else self._units.stated or spec.unit
        return self._units.manner_of_amount(of_row, is_vietnamese=self._is_vietnamese)

    def _is_plainly_vietnamese(self) -> bool:
        columns = self._layout.having("period", "cumulative", "place", "plan")
        places = [(row.number, column.index) for row in self._rows for column in columns]
        return is_vietnamese(
            self._sheet.cells[place] for place in places if place in self._sheet.cells
        )

    def _chosen(self, row: IndicatorRow, spec: ColumnSpec, columns: list[Column]) -> _Choice:
        by_role = {role: [c for c in columns if c.role == role] for role in _ROLES}
        for found in by_role.values():
            if len(found) > 1:
                return _Choice(None, _doubled(found))
        own, added = (next(iter(by_role[role]), None) for role in ("period", "cumulative"))
        own = own or next(iter(by_role["place"]), None)
        if own is None and added is None:
            return _Choice(None, _no_column())
        only = own if added is None else added if own is None else None
        if only:
            return _Choice(only, _asked(spec, only) if _says_otherwise(only, spec) else None)
        return self._of_both(row, spec, own, added)

    def _of_both(self, row: IndicatorRow, spec: ColumnSpec, own: Column, added: Column) -> _Choice:
        texts = [self._sheet.text_at(row.number, column.index) for column in (own, added)]
        wanted, other = (added, own) if spec.time_rule == "cumulative" else (own, added)
        if spec.time_rule is None and texts[0] != texts[1]:
            return _Choice(own, _two_readings(own, added, texts))
        if not self._sheet.text_at(row.number, wanted.index) and any(texts):
            return _Choice(other, _elsewhere(wanted, other))
        return _Choice(wanted)


_ROLES = ("period", "cumulative", "place")


def _figures(columns: list[Column]) -> list[Column]:
    found = [column for column in columns if column.role in (*_ROLES, "year to date")]
    return found or columns


def _usable(
    rows: IndicatorRows, sheet: Sheet, layout: Layout, findings: Findings
) -> list[IndicatorRow]:
    """The matched rows, without measures that stand in two rows of one place."""
    counts = Counter((row.place, row.key) for row in rows.data if row.key)
    label = layout.having("indicator")[0]
    for row in rows.data:
        if row.key and counts[row.place, row.key] > 1:
            cell = f"{label.letter}{row.number}"
            message = (
                f"Ô {cell} (“{row.label}”): chỉ tiêu này có ở nhiều dòng nên không rõ dòng nào "
                "đúng; các dòng đó không được nhập. Hãy để lại một dòng."
            )
            findings.problems.append(_row_problem(sheet, row, cell, message))
    return [row for row in rows.data if row.key and counts[row.place, row.key] == 1]


def _row_problem(sheet: Sheet, row: IndicatorRow, cell: str, message: str) -> Problem:
    return Problem(
        "row", "error", "duplicate_indicator", message, sheet.name, cell, row.number, row.label
    )


def _says_otherwise(column: Column, spec: ColumnSpec) -> bool:
    """Whether the only column of figures counts in another way than the measure does."""
    if column.role == "cumulative":
        return spec.time_rule == "flow"
    only_period = any(word in words(column.heading) for word in ("kỳ", "trong quý", "phát sinh"))
    return column.role == "period" and spec.time_rule == "cumulative" and only_period


def _asked(spec: ColumnSpec, column: Column) -> Refusal:
    wanted = "lũy kế" if spec.time_rule == "cumulative" else "phát sinh trong kỳ"
    what = f"chỉ tiêu này cần số {wanted}, nhưng bảng chỉ có cột “{column.heading}”"
    return Refusal("time_unclear", what, f"thêm cột số {wanted}, hoặc ghi rõ tên cột")


def _two_readings(own: Column, added: Column, texts: list[str]) -> Refusal:
    what = (
        f"không rõ lấy {texts[0] or 'ô trống'} ở cột “{own.heading}” hay {texts[1] or 'ô trống'} "
        f"ở cột “{added.heading}”"
    )
    return Refusal("time_unclear", what, "để lại một cột số liệu cho chỉ tiêu này")


def _elsewhere(wanted: Column, other: Column) -> Refusal:
    what = f"cột “{wanted.heading}” để trống, chỉ có số ở cột “{other.heading}”"
    return Refusal("time_unclear", what, f"ghi số vào cột “{wanted.heading}”")


def _doubled(columns: list[Column]) -> Refusal:
    names = ", ".join(f"{column.letter} (“{column.heading}”)" for column in columns)
    return Refusal("time_unclear", f"có nhiều cột cùng nghĩa: {names}", "để lại một cột số liệu")


def _no_column() -> Refusal:
    return Refusal(
        "time_unclear", "bảng không có cột thực hiện hoặc lũy kế", "thêm cột “Thực hiện kỳ”"
    )


def _unit_refusal(unit: str, spec: ColumnSpec) -> Refusal | None:
    """Why a figure in the unit of its row cannot be taken for the measure's, None if it can."""
    stated, own = words(unit), words(spec.unit)
    if not stated or spec.kind == "yes_no" or scale_of(spec, [unit]) in ("plain", "thousands"):
        return None
    if is_money(spec.unit) and len(money_units(unit)) == 1:
        return None
    if not names_scale(unit) and "%" not in (stated, own) and own in stated:
        return None
    what = f"đơn vị tính ghi “{unit}”, khác đơn vị của chỉ tiêu là “{spec.unit}”"
    return Refusal("unit_not_supported", what, f"số liệu theo đơn vị “{spec.unit}”")
