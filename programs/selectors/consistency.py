"""What does not fit together in the ledger: the rules of `programs.disbursement.consistency`, with
names, both values, and the decisions whose lines they come from. A fixed number of queries."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum

from indicators.models import Decision
from programs.disbursement.consistency import (
    Finding,
    carried_over_against_left,
    disbursed_against_usable,
    years_against_period,
)
from programs.disbursement.ledger import Account
from programs.models import (
    FUND_SHORT,
    Agency,
    Allocation,
    CapitalAccount,
    Component,
    Disbursement,
    FundKind,
)

from .closing import closings


@dataclass(frozen=True)
class Difference:
    """One finding in names; million VND. `decisions` wrote the lines on both sides."""

    component: str
    agency: str
    fund_kind: str
    year: int | None
    value: Decimal
    against: Decimal
    decisions: tuple[Decision, ...]

    @property
    def difference(self) -> Decimal:
        return self.value - self.against


@dataclass(frozen=True)
class Rule:
    """One rule with what was found; `looked_at` is how many sums it compared at all."""

    code: str
    differences: tuple[Difference, ...]
    looked_at: int


@dataclass(frozen=True)
class Consistency:
    on: date
    rules: tuple[Rule, ...]

    @property
    def is_sound(self) -> bool:
        return not any(rule.differences for rule in self.rules)

    @property
    def has_lines(self) -> bool:
        return any(rule.looked_at for rule in self.rules)


def consistency(accounts: QuerySet[CapitalAccount], *, on: date) -> Consistency:
    """The rules on what was signed and disbursed until that day, of these accounts; six queries
    however many lines there are."""
    lines = _lines(accounts, on)
    plan = _summed(lines)
    names = _names()
    paid = _paid(accounts, on)
    closed = closings()
    by_project = _by_project(names)
    holding = _holding(names)
    years = sorted({one.year for one in plan if one.carried_over and one.year is not None})
    at_closing = {year: _paid_by(paid, closed.get(year - 1, date(year, 1, 31))) for year in years}
    carried = [one for year in years for one in _carried(names, plan, at_closing[year], year)]
    told = _Told(names, lines, Decision.objects.in_bulk({pk for pk, _ in lines}))
    return Consistency(
        on,
        (
            told.rule("years", years_against_period(plan, by_project), _yearly(plan, by_project)),
            told.rule("carried", carried, len({one for one in plan if one.carried_over})),
            told.rule(
                "disbursed",
                disbursed_against_usable(plan, _paid_by(paid, on), holding),
                len({account for account, _ in paid}),
            ),
        ),
    )


@dataclass(frozen=True)
class _Names:
    components: Mapping[int, Component]
    agencies: Mapping[int, Agency]

    def project_of(self, component: Hashable) -> int:
        """A sub-project's money is its project's: plans may name either."""
        row = self.components[component]
        while row.parent_id is not None:
            row = self.components[row.parent_id]
        return row.pk


def _carried(
    names: _Names, plan: Mapping[Account, Decimal], paid: Mapping[Account, Decimal], year: int
) -> list[Finding]:
    """By holding, for agencies that were there the year before. One that came later took over what
    others had left (the districts' went to communes on 2025-07-01), so what it carried over is
    looked at together with theirs, project by project."""
    before = date(year - 1, 12, 31)
    found = carried_over_against_left(plan, paid, year=year, by=_holding(names))
    own = [one for one in found if names.agencies[one.about[1]].is_valid_on(before)]
    told = {(project, fund_kind) for project, _, fund_kind in (one.about for one in own)}
    whole = carried_over_against_left(plan, paid, year=year, by=_by_project(names))
    return own + [one for one in whole if one.about not in told]


def _names() -> _Names:
    components = Component.objects.select_related("programme").in_bulk()
    return _Names(components, Agency.objects.in_bulk())


def _lines(accounts: QuerySet[CapitalAccount], on: date) -> dict[tuple[int, Account], Decimal]:
    """What each decision wrote into each account, net."""
    rows = Allocation.objects.signed_until(on).filter(account__in=accounts).order_by()
    sums = rows.values_list("decision", *_KEYS).annotate(total=Sum("amount_million_vnd"))
    sums = sums.order_by(*_ORDER)
    return {(decision, Account(*key)): total for decision, *key, total in sums if total}


_KEYS = tuple(
    f"account__{name}"
    for name in ("component", "agency", "year", "fund_kind", "source", "is_carried_over")
)


# So that findings come in the order of the programmes' own lists.
_ORDER = (
    "account__component__programme__position",
    "account__component__position",
    "account__agency__position",
    "account__agency__name",
    "account__fund_kind",
    "account__year",
    "account__source",
    "decision",
)


def _summed(lines: Mapping[tuple[int, Account], Decimal]) -> dict[Account, Decimal]:
    plan: dict[Account, Decimal] = defaultdict(Decimal)
    for (_, account), amount in lines.items():
        plan[account] += amount
    return dict(plan)


Paid = list[tuple[Account, tuple[date, Decimal]]]


def _paid(accounts: QuerySet[CapitalAccount], on: date) -> Paid:
    rows = Disbursement.objects.filter(account__in=accounts, as_of__lte=on).order_by("as_of")
    return [
        (Account(*key), (day, amount))
        for *key, day, amount in rows.values_list(*_KEYS, "as_of", "amount_million_vnd")
    ]


def _paid_by(paid: Paid, day: date) -> dict[Account, Decimal]:
    """Each account's newest cumulative amount not after that day."""
    return {account: amount for account, (as_of, amount) in paid if as_of <= day}


def _by_project(names: _Names) -> Callable[[Account], tuple[Hashable, ...]]:
    return lambda account: (names.project_of(account.component), account.fund_kind)


def _holding(names: _Names) -> Callable[[Account], tuple[Hashable, ...]]:
    return lambda account: (
        names.project_of(account.component),
        account.agency,
        account.fund_kind,
    )


def _yearly(plan: Iterable[Account], by: Callable[[Account], tuple[Hashable, ...]]) -> int:
    return len({by(one) for one in plan if one.year is not None and not one.carried_over})


@dataclass(frozen=True)
class _Told:
    names: _Names
    lines: Mapping[tuple[int, Account], Decimal]
    decisions: Mapping[int, Decision]

    def rule(self, code: str, findings: Iterable[Finding], looked_at: int) -> Rule:
        return Rule(code, tuple(map(self._difference, findings)), looked_at)

    def _difference(self, finding: Finding) -> Difference:
        about = list(finding.about)
        component = self.names.components[about.pop(0)]
        has_year = finding.code == "disbursed_over_usable"
        year = about.pop() if has_year else self._year(finding)
        fund_kind = FUND_SHORT[FundKind(about.pop())]
        agency = self.names.agencies[about.pop()].name if about else ""
        named = set(finding.lines)
        wrote = {pk for pk, account in self.lines if account in named}
        ordered = sorted((self.decisions[pk] for pk in wrote), key=lambda one: one.signed_on)
        return Difference(
            f"{component.programme.short_name}, {component.short_name}",
            agency,
            fund_kind,
            year,
            finding.value,
            finding.against,
            tuple(ordered),
        )

    def _year(self, finding: Finding) -> int | None:
        if finding.code != "carried_over_too_much":
            return None
        return next(one.year for one in finding.lines if one.carried_over)
