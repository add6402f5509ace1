"""Recognising figures that have moved away from their names or headings, or into another table.

A row that moved one column begins (or ends) with a blank, and read one column further it suddenly
agrees with itself. Figures that moved one row leave a name without any and, at the other end,
figures without a name. Nothing of them may be stored, not even what happens to look right.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indicators.sheets.checks import breaks, can_check
from indicators.sheets.findings import Findings, Spot, TableRow
from indicators.sheets.spec import FormSpec
from indicators.sheets.table import Table, UprightReader
from indicators.sheets.values import is_figure
from lsdash.lib.quarters import PeriodCode, find_periods

_LEAST_HEADINGS = 2


def refuse_shifted(table: Table, reader: UprightReader, findings: Findings) -> None:
    """Refuse every row of an upright table that only makes sense one column to the side."""
    keys = table.keys
    for row in table.rows:
        if len(keys) < 3 or (row.sheet, row.line) in findings.refused_rows:
            continue
        for step, border in ((1, keys[0]), (-1, keys[-1])):
            if _is_blank(row.spots[border]) and _moved(table, reader, row, step):
                findings.refuse_row(row, "row_shifted", _message(row))


def refuse_moved_rows(table: Table, findings: Findings) -> None:
    """Refuse the rows between a name without figures and figures without a name."""
    rows = table.rows
    empty = [at for at, row in enumerate(rows) if row.label and _is_empty(row)]
    nameless = [at for at, row in enumerate(rows) if not row.label and not _is_empty(row)]
    if not empty or not nameless:
        return
    first, last = sorted((empty[0], nameless[-1]))
    message = (
        f"Trang “{table.sheet.name}”: số liệu từ {rows[first].line} đến {rows[last].line} có vẻ bị "
        "lệch dòng so với tên, nên không được nhập. Hãy đưa số liệu về đúng dòng của từng tên."
    )
    findings.note_sheet("error", "rows_moved", message, sheet=table.sheet.name)
    findings.refused_rows.update((row.sheet, row.line) for row in rows[first : last + 1])


def without_other_tables(table: Table, chosen: PeriodCode, findings: Findings) -> Table:
    """Refuse the rows below a line that names another period, or that heads other columns.

    The table's own headings, and a line that names its own period, begin it anew. Returns the
    table without those rows, which are no second row of the places that they name.
    """
    kept = []
    for row, other in _below(table, chosen):
        if other is None:
            kept.append(row)
        else:
            message = (
                f"{row.title}: đứng dưới dòng {other.line} {other.says}, nên không được nhập. "
                "Hãy để mỗi bảng một trang."
            )
            findings.refuse_row(row, "other_table_below", message)
    return replace(table, rows=tuple(kept))


@dataclass(frozen=True)
class _Other:
    """The line at which another table begins, and what it says."""

    line: int
    says: str


def _below(table: Table, chosen: PeriodCode) -> Iterator[tuple[TableRow, _Other | None]]:
    """Every row, and the other table that it stands in."""
    rows = {row.number: row for row in table.rows}
    own_headings = {row for row, reason in table.sorted_rows.left_out if reason == "header"}
    other: _Other | None = None
    for number in table.sheet.rows:
        if number in rows:
            yield rows[number], other
        elif number in own_headings:
            other = other if other and other.says.startswith("ghi ") else None
        elif number >= table.layout.first_data_row and number not in table.sheet.hidden_rows:
            named = _periods_in(table, number)
            if any(chosen.is_named_by(period) for period in named):
                other = None
            elif named:
                other = _Other(number, f"ghi {named[0].label}, không phải {chosen.label}")
            elif _heads_other_columns(table, number):
                other = other or _Other(number, "là tiêu đề của một bảng khác")


def _periods_in(table: Table, row: int) -> tuple[PeriodCode, ...]:
    return find_periods(" ".join(cell.text for cell in table.sheet.row_cells(row)))


def _heads_other_columns(table: Table, row: int) -> bool:
    """Whether words stand where figures should, in several columns."""
    columns = {column.index for column in table.layout.measures}
    cells = [cell for cell in table.sheet.row_cells(row) if cell.column in columns]
    words = [cell for cell in cells if cell.kind == "text" and not is_figure(cell)]
    return len(words) >= _LEAST_HEADINGS and len(words) == len(cells)


def _is_empty(row: TableRow) -> bool:
    return all(_is_blank(spot) for spot in row.spots.values())


def _is_blank(spot: Spot) -> bool:
    return not spot.raw


def _moved(table: Table, reader: UprightReader, row: TableRow, step: int) -> bool:
    moved = reader.moved_row(row, step)
    if _refusals(moved) > _refusals(row):
        return False
    return _agreements(table.form, row) == 0 < _agreements(table.form, moved)


def _refusals(row: TableRow) -> int:
    return sum(spot.reading.state == "refused" for spot in row.spots.values())


def _agreements(form: FormSpec, row: TableRow) -> int:
    """How many rates and sums of the row fit; none counts as soon as one does not."""
    checked = [rule for rule in (*form.rates, *form.sums) if can_check(rule, row)]
    return 0 if any(breaks(rule, row) for rule in checked) else len(checked)


def _message(row: TableRow) -> str:
    return (
        f"{row.title}: các số có vẻ bị lệch một cột, nên cả dòng không được nhập. "
        "Hãy đưa từng số về đúng cột."
    )
