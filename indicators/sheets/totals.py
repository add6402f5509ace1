"""Comparing totals and subtotals with the rows they stand for.

A total that adds up confirms its whole column; one that does not is reported, because either the
total or one of the rows is wrong. Totals are never recorded.
"""

from collections import defaultdict
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
    hidden = Added(table.hidden_rows)
    everything = (Added(counted_rows(table.rows), hidden),)
    for total in table.totals:
        fitting, failing = _check_sums(table, total, everything, findings)
        confirmed |= fitting
        contradicted |= failing
    for group in table.groups:
        blocks = tuple(Added(block) for block in group.blocks)
        contradicted |= _check_sums(table, group.total, blocks, findings)[1]
    contradicted |= _check_projects(table, hidden, findings)
    return frozenset(confirmed - contradicted)


def counted_rows(rows: Block) -> Block:
    """Return the rows that a total adds up: a project counts once, not also by its parts."""
    dims = {row.dim for row in rows if row.dim}
    return tuple(
        row
        for row in rows
        if not row.dim or row.dim.split(".")[0] == row.dim or row.dim.split(".")[0] not in dims
    )


class Added:
    """Rows that stand below totals. Each column is added up once, however many totals there are."""

    def __init__(self, rows: Block, hidden: "Added | None" = None) -> None:
        self.rows = rows
        self._hidden = hidden
        self._known: dict[str, Decimal | None] = {}

    def sums(self, key: str) -> list[Decimal]:
        """What can be added up; hidden rows may or may not be meant."""
        shown = self._sum(key)
        found = [shown] if self.rows else []
        if self._hidden and self._hidden.rows:
            hidden = self._hidden._sum(key)
            found.append(None if shown is None or hidden is None else shown + hidden)
        return [added for added in found if added is not None]

    def _sum(self, key: str) -> Decimal | None:
        if key not in self._known:
            self._known[key] = _sum(self.rows, key)
        return self._known[key]


def _check_projects(table: Table, hidden: Added, findings: Findings) -> set[str]:
    """Compare every project with the sum of its sub-projects, where all of them report."""
    failing: set[str] = set()
    parts = {dim: (Added(rows, hidden),) for dim, rows in _parts(table.rows).items()}
    for row in table.rows:
        if row.dim in parts:
            failing |= _check_sums(table, row, parts[row.dim], findings)[1]
    return failing


def _parts(rows: Block) -> dict[str, Block]:
    """For each project all rows of its sub-projects: those of "1" are "1.1", "1.2" and "1.2.1"."""
    found: dict[str, list[TableRow]] = defaultdict(list)
    for row in rows:
        upper = row.dim or ""
        while "." in upper:
            upper = upper.rpartition(".")[0]
            found[upper].append(row)
    return {dim: tuple(below) for dim, below in found.items()}


def _check_sums(
    table: Table, total: TableRow, blocks: tuple[Added, ...], findings: Findings
) -> tuple[set[str], set[str]]:
    fitting, failing = set(), set()
    for key in table.keys:
        stated = _stated(table, total, key, findings)
        sums = (
            [added for block in blocks for added in block.sums(key)] if stated is not None else []
        )
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
    table: Table, key: str, stated: Decimal, added: Decimal, blocks: tuple[Added, ...]
) -> bool:
    if table.form.column(key).kind != "amount":
        return stated == added
    return abs(stated - added) <= _ROUNDING_A_ROW * (1 + max(len(block.rows) for block in blocks))


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


def _sum(rows: Block, key: str) -> Decimal | None:
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
