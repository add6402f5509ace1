"""Recognising a row whose figures have all moved one column to the side.

Such a row begins (or ends) with a blank, and read one column further it suddenly agrees with
itself. Nothing of it may be stored, not even the figures that happen to look right.
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


def _is_blank(spot: Spot) -> bool:
    return not spot.raw


def _moved(table: Table, reader: UprightReader, row: TableRow, step: int) -> bool:
    moved = reader.moved_row(row, step)
    if any(spot.reading.state == "refused" for spot in moved.spots.values()):
        return False
    return _agreements(table.form, row) == 0 < _agreements(table.form, moved)


def _agreements(form: FormSpec, row: TableRow) -> int:
    """How many rates and sums of the row fit; none counts as soon as one does not."""
    checked = [rule for rule in (*form.rates, *form.sums) if can_check(rule, row)]
    return 0 if any(breaks(rule, row) for rule in checked) else len(checked)


def _message(row: TableRow) -> str:
    return (
        f"{row.title}: các số có vẻ bị lệch một cột, nên cả dòng không được nhập. "
        "Hãy đưa từng số về đúng cột."
    )
