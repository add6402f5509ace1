"""Comparing totals and subtotals with the rows they stand for.

A total that adds up confirms its whole column; one that does not is reported, because either the
total or one of the rows is wrong. Totals are never recorded.
"""

from collections.abc import Iterable
from decimal import Decimal

from indicators.sheets.checks import RATE_TOLERANCE, stated_rate
from indicators.sheets.findings import Findings, TableRow
from indicators.sheets.spec import RateRule
from indicators.sheets.table import Block, Table
from lsdash.lib.numbers import format_number

# Amounts are rounded row by row, so their total may miss the sum by half a unit a row.
_ROUNDING_A_ROW = Decimal("0.0005")


def check_totals(table: Table, findings: Findings) -> frozenset[str]:
    """Report every total that does not add up; return the keys of the columns that one confirms.

    Only counts, amounts and ticks are added; a total's rate is compared with the total's own parts.
    """
    confirmed: set[str] = set()
    contradicted: set[str] = set()
    for total in table.totals:
        fitting, failing = _check_sums(table, total, (counted_rows(table.rows),), findings)
        confirmed |= fitting
        contradicted |= failing
    for group in table.groups:
        contradicted |= _check_sums(table, group.total, group.blocks, findings)[1]
    contradicted |= _check_projects(table, findings)
    return frozenset(confirmed - contradicted)


def counted_rows(rows: Block) -> Block:
    """Return the rows that a total adds up: a project counts once, not also by its parts."""
    dims = {row.dim for row in rows if row.dim}
    return tuple(
        row
        for row in rows
        if not row.dim or row.dim.split(".")[0] == row.dim or row.dim.split(".")[0] not in dims
    )


def _check_projects(table: Table, findings: Findings) -> set[str]:
    """Compare every project with the sum of its sub-projects, where all of them report."""
    failing: set[str] = set()
    for row in table.rows:
        parts = tuple(
            other for other in table.rows if other.dim and other.dim.startswith(f"{row.dim}.")
        )
        if row.dim and parts:
            failing |= _check_sums(table, row, (parts,), findings)[1]
    return failing


def _check_sums(
    table: Table, total: TableRow, blocks: tuple[Block, ...], findings: Findings
) -> tuple[set[str], set[str]]:
    fitting, failing = set(), set()
    for key in table.keys:
        stated = _stated(table, total, key, findings)
        sums = _sums(table, key, blocks) if stated is not None else []
        if stated is None or not sums:
            continue
        if any(_fits(table, key, stated, added, blocks) for added in sums):
            # A total that Excel adds up itself fits whatever the rows say.
            if not _is_computed(table, total, key):
                fitting.add(key)
        else:
            failing.add(key)
            _report_sum(total, key, stated, sums[0], findings)
    if total.area_code is None:
        _check_rates(table, total, findings)
    return fitting, failing


def _fits(
    table: Table, key: str, stated: Decimal, added: Decimal, blocks: tuple[Block, ...]
) -> bool:
    if table.form.column(key).kind != "amount":
        return stated == added
    return abs(stated - added) <= _ROUNDING_A_ROW * (1 + max(len(block) for block in blocks))


def _is_computed(table: Table, total: TableRow, key: str) -> bool:
    spot = total.spots[key]
    cell = table.sheet.cells.get((spot.row, spot.column))
    return cell is not None and cell.is_computed


def _stated(table: Table, total: TableRow, key: str, findings: Findings) -> Decimal | None:
    """The total of a column that can be added, None where there is none to compare."""
    kind = table.form.column(key).kind
    spot = total.spots.get(key)
    cell = table.sheet.cells.get((spot.row, spot.column)) if spot else None
    if cell is None or kind in ("text", "date"):
        return None
    if kind == "yes_no":
        return cell.value if cell.kind == "number" else None
    _report_unreadable(table, total, key, findings)
    return None if kind == "rate" else total.value(key)


def _report_unreadable(table: Table, total: TableRow, key: str, findings: Findings) -> None:
    refusal = total.spots[key].reading.refusal
    if refusal and total.area_code is None:
        what = f"{refusal.what}, nên không đối chiếu được dòng tổng"
        _report(total, key, refusal.code, what, findings)


def _sums(table: Table, key: str, blocks: tuple[Block, ...]) -> list[Decimal]:
    """The sum of each block that can be added up; hidden rows may or may not be meant."""
    sums = [_sum(block, key) for block in blocks if block]
    if table.hidden_rows and len(blocks) == 1:
        sums.append(_sum((*blocks[0], *table.hidden_rows), key))
    return [found for found in sums if found is not None]


def _sum(rows: Iterable[TableRow], key: str) -> Decimal | None:
    readings = [row.spots[key].reading for row in rows if key in row.spots]
    if any(reading.state == "refused" for reading in readings):
        return None
    return sum((reading.number or Decimal(0) for reading in readings), Decimal(0))


def _report_sum(
    total: TableRow, key: str, stated: Decimal, added: Decimal, findings: Findings
) -> None:
    what = f"ghi {format_number(stated)} nhưng cộng các dòng được {format_number(added)}"
    _report(total, key, "total_mismatch", what, findings)


def _check_rates(table: Table, total: TableRow, findings: Findings) -> None:
    for rule in table.form.rates:
        computed, stated = _computed(total, rule), total.value(rule.rate)
        if computed is None or stated is None:
            continue
        if abs(stated - computed) > RATE_TOLERANCE:
            what = f"tỷ lệ ghi {format_number(stated)}, tính ra {format_number(computed, 2)}"
            _report(total, rule.rate, "total_rate_mismatch", what, findings)


def _computed(total: TableRow, rule: RateRule) -> Decimal | None:
    part, whole = total.value(rule.part), total.value(rule.whole)
    return stated_rate(part, whole) if part is not None and whole else None


def _report(total: TableRow, key: str, code: str, what: str, findings: Findings) -> None:
    sentence = f"{what} (số tổng). Hãy kiểm tra số tổng và các số trong bảng."
    findings.warn_cell(total, key, code, sentence)
