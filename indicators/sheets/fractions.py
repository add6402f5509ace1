"""Refusing a rate that may be a fraction not yet times 100, where its parts cannot tell.

0,96 stands for 0.96 % or for 96 %. Where part and whole are there, `checks.py` knows; elsewhere
the other rates of the column show what is usual.
"""

from decimal import Decimal
from statistics import median

from indicators.sheets.checks import can_check
from indicators.sheets.findings import Findings, TableRow
from indicators.sheets.spec import ColumnSpec
from indicators.sheets.table import Table
from lsdash.lib.numbers import format_number

# Rates of such a size beside it make a rate of at most 1 suspect.
_USUAL = Decimal(5)
# A fraction is meant only where it makes a rate that is not far above all others.
_MARGIN = Decimal("1.5")
# A percentage has two decimals, its fraction four.
_DECIMALS_OF_FRACTION = 3
_LEAST_ROWS = 3


def refuse_fractions(table: Table, findings: Findings) -> None:
    """Refuse the doubtful rates of a table, each with both readings."""
    for column in table.form.columns:
        if column.kind == "rate" and column.key in table.keys:
            _refuse_in(table, column, findings)


def _refuse_in(table: Table, column: ColumnSpec, findings: Findings) -> None:
    rates = {row.line: row.value(column.key) for row in table.rows if row.value(column.key)}
    for row in table.rows:
        rate = rates.get(row.line)
        if rate is None or rate > 1 or _is_confirmed(table, column, row):
            continue
        others = [other for line, other in rates.items() if line != row.line]
        if _is_suspect(rate, others):
            shown, hundredfold = format_number(rate), format_number(rate * 100)
            what = f"tỷ lệ ghi {shown}, có thể là {shown} % hoặc {hundredfold} %"
            expected = "tỷ lệ phần trăm (ví dụ 96,1), không ghi dạng phân số"
            findings.refuse_cell(row, column.key, "rate_is_fraction", what, expected=expected)


def _is_confirmed(table: Table, column: ColumnSpec, row: TableRow) -> bool:
    rules = [rule for rule in table.form.rates if rule.rate == column.key]
    return any(can_check(rule, row) for rule in rules)


def _is_suspect(rate: Decimal, others: list[Decimal]) -> bool:
    if others and median(others) >= _USUAL and rate * 100 <= max(others) * _MARGIN:
        return True
    small = len(others) + 1 >= _LEAST_ROWS and all(other <= 1 for other in others)
    # Among fractions a plain 1 is 100 %.
    return (small and any(map(_is_fine, (rate, *others)))) or (not others and _is_fine(rate))


def _is_fine(rate: Decimal) -> bool:
    return -rate.normalize().as_tuple().exponent >= _DECIMALS_OF_FRACTION
