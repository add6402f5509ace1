"""The money of a year by its smallest keys, with what they are called and where they belong: read
once, and summed for every table, chart and export of a page from the same figures."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeVar

from indicators.models import Area, AreaKind, AreaSuccession
from indicators.progress import Judgement
from programs.disbursement import Requirement, disbursement_rate, judge_disbursement
from programs.models import Agency, Component, DisbursementRequirement
from programs.territory import Place, Seat, places

from .ledger import ZERO, Money, Slice, paid_rows, plan_rows
from .narrowing import Narrowing
from .question import Question

Group = TypeVar("Group", bound=Hashable)
NO_MONEY = Money()


class Key(NamedTuple):
    component: int
    agency: int
    fund_kind: str
    source: str


@dataclass(frozen=True)
class Amounts:
    """Million VND. Without any disbursement on record `disbursed` and `rate` are None, not 0."""

    money: Money = NO_MONEY
    is_reported: bool = False

    @property
    def allotted(self) -> Decimal:
        return self.money.allotted

    @property
    def carried_over(self) -> Decimal:
        return self.money.carried_over

    @property
    def usable(self) -> Decimal:
        return self.money.usable

    @property
    def disbursed(self) -> Decimal | None:
        return self.money.disbursed if self.is_reported else None

    @property
    def left(self) -> Decimal:
        """Still to be spent; all of it where nothing was reported. Below 0: more than there was."""
        return self.money.left

    @property
    def rate(self) -> Decimal | None:
        return disbursement_rate(self.disbursed, self.allotted, self.carried_over)

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(self.money + other.money, self.is_reported or other.is_reported)


class _Sum:
    """Adds up many amounts without making one for each step."""

    def __init__(self) -> None:
        self.allotted = self.carried_over = self.own = self.carried = ZERO
        self.is_reported = False

    def add(self, amounts: Amounts) -> None:
        money = amounts.money
        self.allotted += money.allotted
        self.carried_over += money.carried_over
        if amounts.is_reported:
            self.own += money.disbursed_own
            self.carried += money.disbursed_carried
            self.is_reported = True

    @property
    def amounts(self) -> Amounts:
        money = Money(self.allotted, self.carried_over, self.own, self.carried)
        return Amounts(money, self.is_reported)


@dataclass(frozen=True)
class Row:
    """One line of a table: what the amounts are of, how they stand, and how to find their lines."""

    name: str
    amounts: Amounts
    judgement: Judgement
    narrowing: Narrowing
    full_name: str = ""


@dataclass(frozen=True)
class Book:
    question: Question
    cells: Mapping[Key, Amounts]
    components: Mapping[int, Component]
    agencies: Mapping[int, Agency]
    places: Mapping[int, Place]
    districts: Mapping[int, Area]
    requirements: tuple[DisbursementRequirement, ...]

    def total(self, where: Callable[[Key], bool] | None = None) -> Amounts:
        return self.sum(key for key in self.cells if where is None or where(key))

    def sum(self, keys: Iterable[Key]) -> Amounts:
        found = _Sum()
        for key in keys:
            found.add(self.cells[key])
        return found.amounts

    def by(self, of: Callable[[Key], Group]) -> dict[Group, Amounts]:
        sums: dict[Group, _Sum] = {}
        for key, amounts in self.cells.items():
            group = of(key)
            found = sums.get(group)
            if found is None:
                found = sums[group] = _Sum()
            found.add(amounts)
        return {group: found.amounts for group, found in sums.items()}

    def project_of(self, component: int) -> Component:
        """The project that a sub-project or content belongs to; itself where it is one."""
        found = self.components[component]
        while found.parent_id is not None:
            found = self.components[found.parent_id]
        return found

    def required(self, fund_kind: str = "") -> list[Requirement]:
        """Of one fund kind its own rows; without any, those that hold for both."""
        rows = [row for row in self.requirements if row.fund_kind == fund_kind]
        rows = rows or [row for row in self.requirements if not row.fund_kind]
        return [Requirement(row.on, row.percent) for row in rows]

    def judge(self, amounts: Amounts, fund_kind: str = "") -> Judgement:
        """Against what was required by the newest date that anyone reported for."""
        return judge_disbursement(
            disbursed=amounts.disbursed,
            allotted=amounts.allotted,
            carried_over=amounts.carried_over,
            requirements=self.required(fund_kind),
            year=self.question.year,
            on=self.question.figures_on or self.question.day,
        )

    def row(self, name: str, amounts: Amounts, narrowing: Narrowing, full_name: str = "") -> Row:
        judgement = self.judge(amounts, narrowing.fund_kind)
        return Row(name, amounts, judgement, narrowing, full_name)


def book(asked: Question) -> Book:
    """Five queries, however many accounts and lines there are."""
    sums = amounts_by(asked.part, "component_id", "agency_id", "fund_kind", "source")
    cells = {Key(*group): amounts for group, amounts in sums.items()}
    agencies = agencies_by_key()
    found, districts = territory(agencies)
    return Book(
        question=asked,
        cells=cells,
        components=asked.components,
        agencies=agencies,
        places=found,
        districts=districts,
        requirements=tuple(DisbursementRequirement.objects.filter(year=asked.year)),
    )


def summary_book(asked: Question) -> Book:
    """Only the whole, whoever holds it and whatever it is for; three queries."""
    plan, spent = (dict.fromkeys((False, True), ZERO) for _ in range(2))
    paid = paid_rows(asked.part, ())
    for _, is_carried, amount in plan_rows(asked.part, ()):
        plan[is_carried] += amount
    for _, is_carried, amount in paid:
        spent[is_carried] += amount
    money = Money(plan[False], plan[True], spent[False], spent[True])
    return Book(
        question=asked,
        cells={Key(0, 0, "", ""): Amounts(money, is_reported=bool(paid))},
        components=asked.components,
        agencies={},
        places={},
        districts={},
        requirements=tuple(DisbursementRequirement.objects.filter(year=asked.year)),
    )


def agencies_by_key() -> dict[int, Agency]:
    return {row.pk: row for row in Agency.objects.select_related("area__parent")}


def territory(agencies: Mapping[int, Agency]) -> tuple[dict[int, Place], dict[int, Area]]:
    """The place of each agency, and the districts that places name; one query."""
    merged = AreaSuccession.objects.filter(
        predecessor__parent__kind=AreaKind.DISTRICT,
        successor__in={agency.area_id for agency in agencies.values()} - {None},
    ).select_related("predecessor__parent")
    precedents = [(row.successor_id, row.predecessor.parent) for row in merged]
    areas = [agency.area for agency in agencies.values() if agency.area]
    above = [area.parent for area in areas if area.parent] + [area for _, area in precedents]
    districts = {area.pk: area for area in areas + above if area.kind == AreaKind.DISTRICT}
    seats = {key: _seat(agency, districts) for key, agency in agencies.items()}
    return places(seats, [(new, old.pk) for new, old in precedents]), districts


def _seat(agency: Agency, districts: Mapping[int, Area]) -> Seat:
    area = agency.area
    if area is None or area.kind == AreaKind.PROVINCE:
        return Seat(None)
    if area.kind == AreaKind.DISTRICT:
        return Seat(area.pk, area.pk)
    return Seat(area.pk, area.parent_id if area.parent_id in districts else None)


def amounts_by(part: Slice, *fields: str) -> dict[Group, Amounts]:
    """As `money_by`, with whether anything was reported of each group. Two queries."""
    sums: dict[Group, _Sum] = {}
    for group, is_carried, amount in plan_rows(part, fields):
        found = sums.setdefault(group, _Sum())
        if is_carried:
            found.carried_over += amount
        else:
            found.allotted += amount
    for group, is_carried, amount in paid_rows(part, fields):
        found = sums.setdefault(group, _Sum())
        found.is_reported = True
        if is_carried:
            found.carried += amount
        else:
            found.own += amount
    return {group: found.amounts for group, found in sums.items()}
