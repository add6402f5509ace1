"""Recognising figures that have moved away from their names or headings.

A row that moved one column begins (or ends) with a blank, and read one column further it suddenly
agrees with itself. Figures that moved one row leave a name without any and, at the other end,
figures without a name. Nothing of them may be stored, not even what happens to look right.
"""

from indicators.sheets.checks import breaks, can_check
from indicators.sheets.findings import Findings, Spot, TableRow
from indicators.sheets.spec import FormSpec
from indicators.sheets.table import Table, UprightReader


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
