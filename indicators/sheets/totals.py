"""Comparing totals and subtotals with the rows they stand for.

A total that adds up confirms its whole column; one that does not is reported, because either the
total or one of the rows is wrong. Totals are never recorded.
"""

from collections.abc import Iterable
from decimal import Decimal

from indicators.sheets.checks import RATE_TOLERANCE, stated_rate
from indicators.sheets.findings import Findings, TableRow
from indicators.sheets.layout import Column
from indicators.sheets.spec import RateRule
from indicators.sheets.table import Table, read_plain
from indicators.sheets.values import Reading
from lsdash.lib.numbers import format_number


def check_totals(table: Table, findings: Findings) -> frozenset[str]:
    """Report every total that does not add up; return the keys of the columns that one confirms.

    Only counts and ticks are added; a total's rate is compared with the total's own parts.
    """
    confirmed: set[str] = set()
    contradicted: set[str] = set()
    for number in table.sorted_rows.totals:
        fitting, failing = _check_sums(table, number, [table.rows], findings)
        confirmed |= fitting
        contradicted |= failing
    for number in table.sorted_rows.groups:
        contradicted |= _check_sums(table, number, _blocks(table, number), findings)[1]
    return frozenset(confirmed - contradicted)


def _blocks(table: Table, number: int) -> list[tuple[TableRow, ...]]:
    """The rows after a subtotal up to the next one, and those before it: either may be meant."""
    borders = (*table.sorted_rows.groups, *table.sorted_rows.totals)
    below = min((border for border in borders if border > number), default=10**9)
    above = max((border for border in borders if border < number), default=0)
    after = tuple(row for row in table.rows if number < row.number < below)
    before = tuple(row for row in table.rows if above < row.number < number)
    return [after, before]


def _check_sums(
    table: Table, number: int, blocks: list[tuple[TableRow, ...]], findings: Findings
) -> tuple[set[str], set[str]]:
    total = read_plain(table, number)
    fitting, failing = set(), set()
    for column in table.columns:
        stated = _stated(table, total, column, findings)
        sums = _sums(table, column.key or "", blocks) if stated is not None else []
        if stated is None or not sums:
            continue
        if stated in sums:
            # A total that Excel adds up itself fits whatever the rows say.
            if not table.sheet.cells[number, column.index].is_computed:
                fitting.add(column.key or "")
        else:
            failing.add(column.key or "")
            _report_sum(table, total, column, stated, sums[0], findings)
    _check_rates(table, total, findings)
    return fitting, failing


def _stated(table: Table, total: TableRow, column: Column, findings: Findings) -> Decimal | None:
    """The total of a column that can be added, None where there is none to compare."""
    kind = table.form.column(column.key or "").kind
    cell = table.sheet.cells.get((total.number, column.index))
    if cell is None:
        return None
    reading = total.readings[column.key or ""]
    if kind == "rate":
        _report_unreadable(table, total, column, reading, findings)
        return None
    if kind == "yes_no":
        return cell.value if cell.kind == "number" else None
    _report_unreadable(table, total, column, reading, findings)
    return reading.number


def _report_unreadable(
    table: Table, total: TableRow, column: Column, reading: Reading, findings: Findings
) -> None:
    if reading.refusal:
        what = f"{reading.refusal.what}, nên không đối chiếu được dòng tổng"
        _report(table, total, column, reading.refusal.code, what, findings)


def _sums(table: Table, key: str, blocks: list[tuple[TableRow, ...]]) -> list[Decimal]:
    """The sum of each block that can be added up; hidden rows may or may not be meant."""
    sums = [_sum(block, key) for block in blocks if block]
    if table.hidden_rows and len(blocks) == 1:
        sums.append(_sum((*blocks[0], *table.hidden_rows), key))
    return [found for found in sums if found is not None]


def _sum(rows: Iterable[TableRow], key: str) -> Decimal | None:
    readings = [row.readings[key] for row in rows]
    if any(reading.state == "refused" for reading in readings):
        return None
    return sum((reading.number or Decimal(0) for reading in readings), Decimal(0))


def _report_sum(
    table: Table,
    total: TableRow,
    column: Column,
    stated: Decimal,
    added: Decimal,
    findings: Findings,
) -> None:
    what = f"ghi {format_number(stated)} nhưng cộng các dòng được {format_number(added)}"
    _report(table, total, column, "total_mismatch", what, findings)


def _check_rates(table: Table, total: TableRow, findings: Findings) -> None:
    for rule in table.form.rates:
        column = table.column(rule.rate)
        computed = _computed(total, rule) if column else None
        stated = total.readings[rule.rate].number if column else None
        if computed is None or stated is None or total.readings[rule.rate].state == "blank":
            continue
        if abs(stated - computed) > RATE_TOLERANCE:
            what = f"tỷ lệ ghi {format_number(stated)}, tính ra {format_number(computed, 2)}"
            _report(table, total, column, "total_rate_mismatch", what, findings)


def _computed(total: TableRow, rule: RateRule) -> Decimal | None:
    part, whole = total.readings.get(rule.part), total.readings.get(rule.whole)
    if part is None or whole is None or part.number is None or not whole.number:
        return None
    return stated_rate(part.number, whole.number)


def _report(
    table: Table, total: TableRow, column: Column, code: str, what: str, findings: Findings
) -> None:
    cell = f"{column.letter}{total.number}"
    message = (
        f"Ô {cell} (dòng tổng, cột “{column.heading}”): {what}. "
        "Hãy kiểm tra dòng tổng và các dòng trong bảng."
    )
    raw = table.sheet.text_at(total.number, column.index)
    at = (table.sheet.name, cell, total.number, raw)
    findings.note_cell("warning", code, message, at=at)
