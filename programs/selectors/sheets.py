"""A district's sheet of capital: what was read, what it would store or has stored, and where its
plans differ from the ledger's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import Area, BatchState
from indicators.selectors.batch import ReadingPage, marks_of, reading_page
from indicators.sheets.marks import Mark
from indicators.sheets.programme import CAPITAL_FORM
from lsdash.lib.numbers import format_number, format_signed
from programs.district_sheet import (
    PLANS,
    PROGRAMME,
    SheetLine,
    Shown,
    StatedPlan,
    later_changes,
    shown_of,
)
from programs.kept_sheet import sheet_reading
from programs.models import (
    LOCAL_SOURCES,
    CapitalAccount,
    Component,
    Disbursement,
    DisbursementChange,
    FundKind,
    ProgrammeBatch,
    Source,
)

from .ledger import Slice, plan_rows

UNIT = "triệu đồng"
SOURCES = {"plan_central": (Source.CENTRAL,), "plan_local": LOCAL_SOURCES}


@dataclass(frozen=True)
class PlanDifference:
    """A plan that the sheet states and the ledger does not. `ledger` 0: nothing is allotted."""

    line: SheetLine
    plan: StatedPlan
    ledger: Decimal

    @property
    def what(self) -> str:
        return PLANS[self.plan.key]

    @property
    def size(self) -> Decimal:
        return self.plan.amount_million_vnd - self.ledger

    @property
    def size_in_words(self) -> str:
        return format_signed(self.size)

    @property
    def sentence(self) -> str:
        return (
            f"{self.what}: tệp ghi {format_number(self.plan.amount_million_vnd)}, vốn giao đang có "
            f"hiệu lực là {format_number(self.ledger)}, lệch {self.size_in_words} {UNIT}. "
            "Vốn giao chỉ do tỉnh ghi theo văn bản, nên số của tệp không được lưu."
        )


@dataclass(frozen=True)
class Overtaken:
    """An amount that somebody changed after the preview; None: not reported."""

    line: SheetLine
    stored: Decimal | None


@dataclass(frozen=True)
class SheetPage:
    batch: ProgrammeBatch
    read: ReadingPage
    shown: Shown
    differences: tuple[PlanDifference, ...]
    has_plan: bool  # whether the ledger knows any plan of the district and year
    meanwhile: tuple[Overtaken, ...]
    later: tuple[DisbursementChange, ...]  # what was built on it, so that it cannot be undone
    notes: Mapping[str, str]

    @property
    def lines(self) -> tuple[tuple[SheetLine, str], ...]:
        """The lines that storing changes, those to be explained first, with their notes."""
        ordered = sorted(self.shown.to_store, key=lambda line: not line.causes)
        return tuple((line, self.notes.get(line.code, "")) for line in ordered)

    @property
    def can_confirm(self) -> bool:
        return self.batch.state == BatchState.PREVIEWED and not self.meanwhile

    @property
    def can_undo(self) -> bool:
        return (
            self.batch.state == BatchState.APPLIED
            and bool(self.batch.created_count or self.batch.changed_count)
            and not self.later
        )


def sheet_page(batch: ProgrammeBatch, *, notes: Mapping[str, str] | None = None) -> SheetPage:
    """`batch` with its area and period; eight queries at most. `notes` are those typed and not yet
    stored, by component code and "" for all."""
    reading, shown = sheet_reading(batch), shown_of(batch)
    names = {column.key: column.header.replace("|", ": ") for column in CAPITAL_FORM.columns}
    areas = dict(
        Area.objects.valid_on(batch.period.ends_on)
        .filter(kind=batch.area.kind)
        .values_list("code", "name")
    )
    differences, has_plan = plan_differences(batch, shown)
    is_applied = batch.state == BatchState.APPLIED
    return SheetPage(
        batch=batch,
        read=reading_page(reading, names, areas),
        shown=shown,
        differences=differences,
        has_plan=has_plan,
        meanwhile=_meanwhile(batch, shown) if batch.state == BatchState.PREVIEWED else (),
        later=tuple(later_changes(list(batch.changes.all()))) if is_applied else (),
        notes=batch.notes if notes is None else notes,
    )


def sheet_marks(page: SheetPage) -> tuple[Mark, ...]:
    """Everything that is wrong or to be looked at, for the sender's own workbook. No query."""
    causes = [
        _mark(line, line.cell, line.amount, "Cần giải trình", cause)
        for line in page.shown.to_explain
        for cause in line.causes
    ]
    plans = [
        _mark(found.line, found.plan.cell, found.plan.amount_million_vnd, "Khác vốn giao", told)
        for found in page.differences
        for told in [found.sentence]
    ]
    return (*marks_of(page.batch), *causes, *plans)


def _mark(line: SheetLine, cell: str, value: Decimal | None, cause: str, message: str) -> Mark:
    return Mark(
        sheet=line.sheet,
        cell=cell,
        row=None,
        is_error=False,
        raw=format_number(value),
        cause=cause,
        message=message,
        expected="",
    )


def plan_differences(
    batch: ProgrammeBatch, shown: Shown
) -> tuple[tuple[PlanDifference, ...], bool]:
    """The plans of the sheet that the plan in force on the quarter's last day does not bear out,
    and whether the ledger knows any plan of the district in that year. Three queries."""
    parents = dict(
        Component.objects.filter(programme__code=PROGRAMME).values_list("pk", "parent_id")
    )
    yearly = _plans(batch, batch.period.year, parents)
    whole = _plans(batch, None, parents)
    if not yearly and not whole:
        return (), False
    found = []
    for line in shown.lines:
        for plan in line.plans:
            ledger = _ledger_plan(yearly if plan.key == "plan_year" else whole, line, plan.key)
            if (yearly if plan.key == "plan_year" else whole) and ledger != plan.amount_million_vnd:
                found.append(PlanDifference(line, plan, ledger))
    return tuple(found), True


Plans = Mapping[int, Mapping[str, Decimal]]  # component → source → million VND


def _plans(batch: ProgrammeBatch, year: int | None, parents: Mapping[int, int | None]) -> Plans:
    """Own investment capital of the district by component and source, what lies below included."""
    part = Slice(
        year=year,
        on=batch.period.ends_on,
        accounts=CapitalAccount.objects.filter(
            agency__area=batch.area, fund_kind=FundKind.INVESTMENT, is_carried_over=False
        ),
    )
    plans: dict[int, dict[str, Decimal]] = {}
    for (component, source), _, amount in plan_rows(part, ("component_id", "source")):
        while component is not None:
            sources = plans.setdefault(component, {})
            sources[source] = sources.get(source, Decimal(0)) + amount
            component = parents.get(component)
    return plans


def _ledger_plan(plans: Plans, line: SheetLine, key: str) -> Decimal:
    sources = plans.get(line.component_id, {})
    wanted: Sequence[str] = SOURCES.get(key, tuple(sources))
    return sum((sources.get(source, Decimal(0)) for source in wanted), Decimal(0))


def _meanwhile(batch: ProgrammeBatch, shown: Shown) -> tuple[Overtaken, ...]:
    rows = Disbursement.objects.filter(
        as_of=batch.period.ends_on,
        account__agency__area=batch.area,
        account__year=batch.period.year,
        account__fund_kind=FundKind.INVESTMENT,
        account__source=Source.UNSPLIT,
        account__is_carried_over=False,
    )
    stored = dict(rows.values_list("account__component", "amount_million_vnd"))
    return tuple(
        Overtaken(line, stored.get(line.component_id))
        for line in shown.lines
        if line.amount is not None
        and stored.get(line.component_id) not in (line.before, line.amount)
    )
