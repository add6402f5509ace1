"""Comparing the figures of a row with each other, and finding which of them to doubt.

A stated rate must agree with its parts (within 0.06 points, what rounding to one decimal may
hide), a part must not exceed its whole, parts must add up to their sum. Where they disagree, every
figure involved is refused except those that something independent confirms: another rate that
fits, or a column total that adds up.
"""

from dataclasses import dataclass
from decimal import Decimal

from indicators.sheets.findings import Findings, TableRow
from indicators.sheets.spec import FormSpec, PartRule, RateRule, SumRule
from indicators.sheets.table import Table
from lsdash.lib.numbers import format_number

RATE_TOLERANCE = Decimal("0.06")
# 0.96 stands for 96.13: the second decimal of the fraction is a whole point of the rate.
_FRACTION_TOLERANCE = Decimal("0.6")
# A rule broken in so many rows is no slip in one of them: columns are swapped or shifted.
_SYSTEMATIC_ROWS = 3
_SYSTEMATIC_SHARE = Decimal("0.5")
# A rate confirms its parts only when it is their quotient, rounded to two decimals.
_ROUNDING = Decimal("0.005")
# Three amounts to three decimals, each rounded, may miss each other by this much.
_SUM_ROUNDING = Decimal("0.0015")

Rule = RateRule | PartRule | SumRule


@dataclass(frozen=True)
class Conflict:
    """A rule that a row breaks: the figure named first, and the others that may be at fault."""

    rule: Rule
    row: TableRow
    code: str
    what: str
    expected: str
    named: str
    others: tuple[str, ...]


def stated_rate(part: Decimal, whole: Decimal) -> Decimal:
    """Return `part` of `whole` in per cent, unrounded; `whole` is not 0.

    82 of 864 households: 9.490740…
    """
    return part / whole * 100


def check_rows(table: Table, confirmed_columns: frozenset[str], findings: Findings) -> None:
    """Refuse what contradicts itself within the rows; `confirmed_columns` have totals that fit."""
    for rule in (*table.form.rates, *table.form.parts, *table.form.sums):
        telling = [row for row in table.rows if _tells(rule, row)]
        conflicts = [found for row in telling if (found := _conflict(rule, row))]
        strayed = [row for row in table.rows if _has_strayed(rule, row)]
        systematic = _is_systematic(len(conflicts) + len(strayed), len(telling) + len(strayed))
        if isinstance(rule, PartRule) and rule.level == "warning":
            _warn(conflicts, findings)
            continue
        for conflict in conflicts:
            confirmed = frozenset() if systematic else confirmed_columns
            _refuse(table, conflict, confirmed, findings)
        # Fractions not yet times 100 blame the rates alone, each at its own cell.
        if systematic and (strayed or any(conflict.others for conflict in conflicts)):
            _refuse_columns(table, rule, len(conflicts) + len(strayed), findings)


def _warn(conflicts: list[Conflict], findings: Findings) -> None:
    for found in conflicts:
        what = f"{found.what}. Số liệu vẫn được nhập; hãy kiểm tra lại và giải trình nếu đúng."
        findings.warn_cell(found.row, found.named, found.code, what)


def _members(rule: Rule) -> tuple[str, ...]:
    if isinstance(rule, SumRule):
        return (rule.whole, *rule.parts)
    parts = (rule.part, rule.whole)
    return (rule.rate, *parts) if isinstance(rule, RateRule) else parts


def can_check(rule: Rule, row: TableRow) -> bool:
    """Whether the row has every figure that the rule compares."""
    return all(row.value(key) is not None for key in _members(rule))


def _tells(rule: Rule, row: TableRow) -> bool:
    """Whether the row can break the rule; where part and whole are equal, swapped is the same."""
    if not can_check(rule, row):
        return False
    return not isinstance(rule, PartRule) or row.value(rule.part) != row.value(rule.whole)


def _has_strayed(rule: Rule, row: TableRow) -> bool:
    """Whether a figure was refused for looking like another column's."""
    readings = [row.spots[key].reading for key in _members(rule) if key in row.spots]
    return any(reading.refusal and reading.refusal.misplaced for reading in readings)


def _is_systematic(broken: int, checked: int) -> bool:
    return broken >= _SYSTEMATIC_ROWS and broken >= _SYSTEMATIC_SHARE * checked


def breaks(rule: Rule, row: TableRow) -> bool:
    """Whether the row contradicts the rule, all figures being there."""
    return _conflict(rule, row) is not None


def _conflict(rule: Rule, row: TableRow) -> Conflict | None:
    if isinstance(rule, SumRule):
        return _sum_conflict(rule, row)
    return _rate_conflict(rule, row) if isinstance(rule, RateRule) else _part_conflict(rule, row)


def _sum_conflict(rule: SumRule, row: TableRow) -> Conflict | None:
    stated = row.value(rule.whole)
    added = sum(row.value(key) for key in rule.parts)
    if abs(stated - added) <= _SUM_ROUNDING:
        return None
    what = f"ghi {format_number(stated)} nhưng cộng các phần trong dòng được {format_number(added)}"
    expected = f"{format_number(added)}, hoặc sửa lại các phần"
    return Conflict(rule, row, "sum_mismatch", what, expected, rule.whole, rule.parts)


def _part_conflict(rule: PartRule, row: TableRow) -> Conflict | None:
    part, whole = row.value(rule.part), row.value(rule.whole)
    if part <= whole:
        return None
    what = f"{format_number(part)} lớn hơn tổng tương ứng là {format_number(whole)}"
    expected = f"không quá {format_number(whole)}, hoặc sửa lại tổng"
    return Conflict(rule, row, "part_over_whole", what, expected, rule.part, (rule.whole,))


def _rate_conflict(rule: RateRule, row: TableRow) -> Conflict | None:
    rate, part, whole = (row.value(key) for key in _members(rule))
    if not whole:
        what = f"tỷ lệ {format_number(rate)} nhưng tổng bằng 0"
        expected = "để trống tỷ lệ khi tổng bằng 0"
        return Conflict(rule, row, "rate_mismatch", what, expected, rule.rate, ()) if rate else None
    computed = stated_rate(part, whole)
    if abs(rate - computed) <= RATE_TOLERANCE:
        return None
    expected = f"{format_number(computed, 2)} theo {format_number(part)} / {format_number(whole)}"
    if rate <= 1 and abs(rate * 100 - computed) <= _FRACTION_TOLERANCE:
        what = f"tỷ lệ ghi {format_number(rate)}, có thể là phân số chưa nhân 100"
        return Conflict(rule, row, "rate_is_fraction", what, expected, rule.rate, ())
    what = f"tỷ lệ ghi {format_number(rate)} không khớp với số liệu trong dòng"
    others = (rule.part, rule.whole)
    return Conflict(rule, row, "rate_mismatch", what, expected, rule.rate, others)


def _confirmed_by_rates(form: FormSpec, row: TableRow) -> frozenset[str]:
    """The figures of rates that agree with their parts; a part of 0 confirms nothing."""
    fitting = [
        rule
        for rule in form.rates
        if can_check(rule, row)
        and row.value(rule.part)
        and row.value(rule.whole)
        and abs(row.value(rule.rate) - _computed(rule, row)) <= _ROUNDING
    ]
    return frozenset(key for rule in fitting for key in _members(rule))


def _computed(rule: RateRule, row: TableRow) -> Decimal:
    return stated_rate(row.value(rule.part), row.value(rule.whole))


def _refuse(
    table: Table, conflict: Conflict, confirmed: frozenset[str], findings: Findings
) -> None:
    confirmed |= _confirmed_by_rates(table.form, conflict.row)
    others = [key for key in conflict.others if key not in confirmed]
    for key in (conflict.named, *others):
        what = conflict.what if key == conflict.named else _doubt(conflict)
        findings.refuse_cell(conflict.row, key, conflict.code, what, expected=conflict.expected)


def _doubt(conflict: Conflict) -> str:
    cell = conflict.row.spots[conflict.named].cell
    return f"không khớp với ô {cell} và chưa rõ ô nào sai"


def _refuse_columns(table: Table, rule: Rule, broken: int, findings: Findings) -> None:
    """Refuse the rule's columns in all rows, but for figures that something else confirms."""
    columns = [table.headings[key] for key in _members(rule) if key in table.headings]
    headings = ", ".join(f"“{column.text}”" for column in columns)
    for column in columns:
        message = (
            f"Ô {column.cell} (“{column.text}”): các cột {headings} không khớp nhau ở {broken} "
            "dòng, có thể bị đổi chỗ hoặc lệch cột. Hãy kiểm tra tên cột và số liệu."
        )
        sheet, cell = table.sheet.name, column.cell
        findings.note_column("error", "columns_disagree", message, sheet=sheet, cell=cell)
    for row in table.rows:
        findings.refused_cells.update(_doubtful(table.form, rule, row))


def _doubtful(form: FormSpec, rule: Rule, row: TableRow) -> set[tuple[str, int, str]]:
    if isinstance(rule, PartRule) and _tells(rule, row):
        # A rate too coarse to tell 911 from 912 confirms neither of two swapped figures.
        return {row.key(key) for key in _members(rule)}
    conflict = _conflict(rule, row) if can_check(rule, row) else None
    if conflict and not conflict.others:
        return {row.key(conflict.named)}
    confirmed = _confirmed_by_rates(form, row)
    return {row.key(key) for key in _members(rule) if key not in confirmed}
