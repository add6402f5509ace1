"""What a district's sheet of capital (form F3) says of a quarter, project by project."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.models import Period
from indicators.sheets.spec import Problem, ReadReport, Record
from lsdash.lib.numbers import format_number
from programs.kept_sheet import kept_shown
from programs.models import Component, DisbursementChange, ProgrammeBatch

PROGRAMME = "dtts-mn-2021-2025"  # whose projects the form has rows for
FORM = "F3"
DISBURSED = "disb_year"
PLANS = {
    "plan_total": "Kế hoạch cả giai đoạn, tổng số",
    "plan_central": "Kế hoạch cả giai đoạn, ngân sách trung ương",
    "plan_local": "Kế hoạch cả giai đoạn, ngân sách địa phương",
    "plan_year": "Kế hoạch năm, vốn đầu tư phát triển",
}


@dataclass(frozen=True)
class StatedPlan:
    key: str  # of PLANS
    cell: str
    amount_million_vnd: Decimal


@dataclass(frozen=True)
class SheetLine:
    """A project of the sheet. `amount` is what it says was disbursed of the year until the
    quarter's last day, `before` what stood there when it was shown; None: not reported. `causes`
    say why the amount needs a note. It `agrees` where the ledger holds the same money already, by
    source or by parts: then there is nothing to store."""

    code: str
    name: str
    component_id: int
    sheet: str
    cell: str
    amount: Decimal | None
    before: Decimal | None = None
    causes: tuple[str, ...] = ()
    agrees: bool = False
    plans: tuple[StatedPlan, ...] = ()

    @property
    def is_to_store(self) -> bool:
        return self.amount is not None and self.amount != self.before


@dataclass(frozen=True)
class Shown:
    lines: tuple[SheetLine, ...] = ()

    @property
    def to_store(self) -> tuple[SheetLine, ...]:
        return tuple(line for line in self.lines if line.is_to_store)

    @property
    def created(self) -> int:
        return sum(line.before is None for line in self.to_store)

    @property
    def changed(self) -> int:
        return len(self.to_store) - self.created

    @property
    def unchanged(self) -> int:
        told = sum(line.agrees or line.amount is not None for line in self.lines)
        return told - len(self.to_store)

    @property
    def to_explain(self) -> tuple[SheetLine, ...]:
        return tuple(line for line in self.to_store if line.causes)


def shown_of(batch: ProgrammeBatch) -> Shown:
    return kept_shown(batch, Shown)


def read_lines(reading: ReadReport, period: Period) -> tuple[list[SheetLine], list[Problem]]:
    """The projects of a reading in its order, and what could not be taken. One query.

    Where the parts of a project are told, the project's own amount is only held against their sum.
    """
    rows: dict[str, list[Record]] = {}
    for record in reading.records:
        rows.setdefault(record.dim or "", []).append(record)
    known = {
        component.code: component
        for component in Component.objects.filter(programme__code=PROGRAMME, code__in=rows)
    }
    lines, problems = [], []
    for code, records in rows.items():
        component = known.get(code)
        if component is None or not component.is_valid_on(period.ends_on):
            problems.append(_unknown(code, records[0], period))
        else:
            lines.append(_line(component, records))
    return _without_sums(lines, problems)


def _line(component: Component, records: Sequence[Record]) -> SheetLine:
    cells = {record.key: record for record in records}
    told = cells.get(DISBURSED)
    return SheetLine(
        code=component.code,
        name=component.name,
        component_id=component.pk,
        sheet=records[0].sheet,
        cell=(told or records[0]).cell,
        amount=None if told is None else amount_of(told),
        plans=tuple(
            StatedPlan(key, cells[key].cell, amount_of(cells[key])) for key in PLANS if key in cells
        ),
    )


def amount_of(record: Record) -> Decimal:
    """In million VND; nil ("-") counts 0."""
    return Decimal(record.value or 0)


def _unknown(code: str, record: Record, period: Period) -> Problem:
    return Problem(
        "row",
        "error",
        "component_gone",
        f"“{code}” không có trong cây dự án của Chương trình vào ngày {period.ends_on:%d/%m/%Y}. "
        "Hãy đề nghị cán bộ tỉnh kiểm tra danh mục dự án.",
        sheet=record.sheet,
        cell=record.cell,
    )


def _without_sums(
    lines: Iterable[SheetLine], problems: list[Problem]
) -> tuple[list[SheetLine], list[Problem]]:
    told = {line.code: line for line in lines}
    kept = []
    for line in told.values():
        parts = [
            part
            for part in told.values()
            if part.code.startswith(f"{line.code}.") and part.amount is not None
        ]
        if line.amount is not None and parts:
            problems += _sum_problems(line, parts)
            line = replace(line, amount=None)
        kept.append(line)
    return kept, problems


def _sum_problems(line: SheetLine, parts: Sequence[SheetLine]) -> list[Problem]:
    total = sum((part.amount for part in parts), Decimal(0))
    if total == line.amount:
        return []
    return [
        refused_cell(
            line,
            "parts_differ",
            f"{line.code} ghi {format_number(line.amount)}, các tiểu dự án cộng lại là "
            f"{format_number(total)}, lệch {format_number(abs(total - line.amount))} triệu đồng. "
            "Chỉ số của các tiểu dự án được lưu; hãy kiểm tra lại trước.",
        )
    ]


def refused_cell(line: SheetLine, code: str, message: str) -> Problem:
    raw = None if line.amount is None else format_number(line.amount)
    return Problem("cell", "error", code, message, sheet=line.sheet, cell=line.cell, raw=raw)


def note_for(code: str, notes: Mapping[str, str]) -> str:
    """The line's own note, else the one for all lines that need one; tidied."""
    return " ".join((notes.get(code) or notes.get("") or "").split())


def later_changes(changes: Sequence[DisbursementChange]) -> list[DisbursementChange]:
    """What was built on the amounts that the batch changed, the oldest first."""
    own = {(change.account_id, change.as_of): change.pk for change in changes}
    rows = DisbursementChange.objects.filter(account__in={account for account, _ in own})
    rows = rows.select_related("account__component", "by").order_by("pk")
    return [row for row in rows if row.pk > own.get((row.account_id, row.as_of), row.pk)]
