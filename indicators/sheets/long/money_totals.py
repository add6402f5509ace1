"""Totals among the lines of a table of money: left out where they equal their lines, else refused.

A line of a project beside lines of its own sub-projects, all else alike, is a total. So is a line
that says "Tổng cộng"; what else it names tells of which lines.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.sheets.headers import words

from .money_amounts import WANTED, in_million
from .money_spec import MoneyRow
from .spec import Causes

WORDS = frozenset({"tổng cộng", "tổng số", "tổng", "cộng", "toàn tỉnh", "tổng cộng toàn tỉnh"})
_LINE, _COMPONENT, _AMOUNT = 0, 2, 8


@dataclass(frozen=True)
class GrandTotal:
    """A "Tổng cộng" line: `named` are the places of a row that it fills, with their values."""

    line: int
    amount: int
    named: tuple[tuple[int, object], ...] = ()


def is_total(text: str) -> bool:
    return words(text) in WORDS


def without_totals(
    rows: Sequence[MoneyRow],
    parents: Mapping[int, int | None],
    grand: Sequence[GrandTotal],
    causes: Causes,
) -> list[MoneyRow]:
    """The rows that are no totals; what is left out or refused is told in `causes`."""
    groups: defaultdict[tuple, dict[int, MoneyRow]] = defaultdict(dict)
    for row in rows:
        groups[(row[1], *row[3:8])][row[_COMPONENT]] = row
    out: set[int] = set()
    for group in groups.values():
        if len(group) > 1:
            out |= _totals_of(group, parents, causes)
    lines = [row for row in rows if row[_LINE] not in out] if out else list(rows)
    for total in grand:
        _check_grand(total, lines, parents, causes)
    return lines


def _totals_of(
    group: dict[int, MoneyRow], parents: Mapping[int, int | None], causes: Causes
) -> set[int]:
    """The lines of components that stand beside parts of their own."""
    parts: defaultdict[int, list[MoneyRow]] = defaultdict(list)
    for component, row in group.items():
        above = parents.get(component)
        while above is not None and above not in group:
            above = parents.get(above)
        if above is not None:
            parts[above].append(row)
    for component, rows in parts.items():
        _judge(group[component], rows, causes)
    return {group[component][_LINE] for component in parts}


def _judge(total: MoneyRow, parts: Sequence[MoneyRow], causes: Causes) -> None:
    found = sum(part[_AMOUNT] for part in parts)
    lines = ", ".join(str(part[_LINE]) for part in parts[:5])
    more = " …" if len(parts) > 5 else ""
    _tell(total[_LINE], total[_AMOUNT], found, f"các dòng {lines}{more}", causes)


def _check_grand(
    total: GrandTotal,
    rows: Sequence[MoneyRow],
    parents: Mapping[int, int | None],
    causes: Causes,
) -> None:
    fitting = [
        row
        for row in rows
        if all(
            value in _line_of(row[at], parents) if at == _COMPONENT else row[at] == value
            for at, value in total.named
        )
    ]
    found = sum(row[_AMOUNT] for row in fitting)
    _tell(total.line, total.amount, found, f"{len(fitting)} dòng nhận được", causes)


def _line_of(component: int, parents: Mapping[int, int | None]) -> list[int]:
    """A component and all above it."""
    line = [component]
    while (above := parents.get(line[-1])) is not None:
        line.append(above)
    return line


def _tell(line: int, stated: int, found: int, of: str, causes: Causes) -> None:
    if stated == found:
        message = f"Dòng này là tổng của {of} ({in_million(found)} {WANTED}) nên không ghi riêng."
        causes.add(line, "total_left_out", message, "warning")
        return
    causes.add(
        line,
        "total_differs",
        f"Dòng tổng ghi {in_million(stated)}, nhưng {of} cộng lại được {in_million(found)} "
        f"{WANTED}. Hãy sửa dòng tổng hoặc các dòng của nó.",
    )
