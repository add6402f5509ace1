"""Which agencies have told their disbursement, and up to which day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum

from programs.models import (
    FUND_SHORT,
    Agency,
    Allocation,
    Component,
    Disbursement,
    FundKind,
    valid_on,
)

ZERO = Decimal(0)
Pot = tuple[int, int, str, bool]  # agency, project, fund kind, carried over


@dataclass(frozen=True)
class Told:
    """An agency's money of a year, with the plan that was in force on `told_on`. A project counts
    once for each fund kind, own and carried over apart; `missing` are those with money and nothing
    told for the newest day, `told_on`."""

    agency: Agency
    plan: Decimal
    disbursed: Decimal
    told_on: date | None
    pots: int
    missing: tuple[str, ...]

    @property
    def rate(self) -> Decimal | None:
        return self.disbursed / self.plan * 100 if self.plan else None

    @property
    def missing_in_words(self) -> str:
        """ "Dự án 4 (ĐTPT), Dự án 5 (SN) và 3 khoản nữa"."""
        named = ", ".join(self.missing[:3])
        more = f" và {len(self.missing) - 3} khoản nữa" if len(self.missing) > 3 else ""
        return named + more


@dataclass(frozen=True)
class ToldPage:
    year: int
    agencies: tuple[Told, ...]

    @property
    def told(self) -> int:
        return sum(told.told_on is not None for told in self.agencies)

    @property
    def waiting(self) -> int:
        return sum(told.told_on is None and told.plan > 0 for told in self.agencies)


def told_page(agencies: QuerySet[Agency], year: int, *, today: date) -> ToldPage:
    """Of these agencies those that were there in the year, or hold its money; four queries."""
    tree = {c.pk: c for c in Component.objects.all()}
    told = _told(agencies, year, today, tree)
    plans, names = _plans(agencies, year, _newest_days(told), today, tree)
    pots = _by_agency({*plans, *told})
    in_year = valid_on(date(year, 12, 31)) | valid_on(date(year, 1, 1))
    shown = {agency.pk for agency in agencies.filter(in_year)} | pots.keys()
    return ToldPage(
        year,
        tuple(
            _of_agency(agency, pots.get(agency.pk, []), plans, told, names)
            for agency in agencies.order_by("position", "name")
            if agency.pk in shown
        ),
    )


def _by_agency(pots: Iterable[Pot]) -> dict[int, list[Pot]]:
    found: dict[int, list[Pot]] = {}
    for pot in pots:
        found.setdefault(pot[0], []).append(pot)
    return found


def _project(component_id: int, tree: Mapping[int, Component]) -> Component:
    node = tree[component_id]
    while node.parent_id is not None:
        node = tree[node.parent_id]
    return node


def _newest_days(told: Mapping[Pot, Mapping[int, tuple[date, Decimal]]]) -> dict[int, date]:
    """Of each agency the newest day that it told."""
    days: dict[int, date] = {}
    for pot, accounts in told.items():
        newest = max(day for day, _ in accounts.values())
        days[pot[0]] = max(newest, days.get(pot[0], newest))
    return days


def _plans(
    agencies: QuerySet[Agency],
    year: int,
    days: Mapping[int, date],
    today: date,
    tree: Mapping[int, Component],
) -> tuple[dict[Pot, Decimal], dict[Pot, str]]:
    """The plan in force on the agency's own newest day, so that its rate holds amounts of one day
    together; today's where it told nothing."""
    rows = Allocation.objects.filter(account__agency__in=agencies, account__year=year)
    keys = ("agency", "component", "fund_kind", "is_carried_over")
    sums = rows.signed_until(today).order_by()
    sums = sums.values_list(*(f"account__{key}" for key in keys), "decision__signed_on")
    plans: dict[Pot, Decimal] = {}
    names: dict[Pot, str] = {}
    for agency, component, fund, carried, day, total in sums.annotate(t=Sum("amount_million_vnd")):
        if day > days.get(agency, today):
            continue
        project = _project(component, tree)
        pot = (agency, project.pk, fund, carried)
        plans[pot] = plans.get(pot, ZERO) + total
        kind = FUND_SHORT[FundKind(fund)]
        names[pot] = f"{project.short_name} ({kind}{', kéo dài' if carried else ''})"
    return plans, names


def _told(
    agencies: QuerySet[Agency], year: int, today: date, tree: Mapping[int, Component]
) -> dict[Pot, dict[int, tuple[date, Decimal]]]:
    """Of each account of a pot the newest day and amount."""
    rows = Disbursement.objects.filter(account__agency__in=agencies, account__year=year)
    keys = ("agency", "component", "fund_kind", "is_carried_over", "pk")
    newest = rows.latest_until(today).values_list(
        *(f"account__{key}" for key in keys), "as_of", "amount_million_vnd"
    )
    told: dict[Pot, dict[int, tuple[date, Decimal]]] = {}
    for agency, component, fund, carried, account, day, amount in newest:
        pot = (agency, _project(component, tree).pk, fund, carried)
        told.setdefault(pot, {})[account] = (day, amount)
    return told


def _of_agency(
    agency: Agency,
    pots: Sequence[Pot],
    plans: Mapping[Pot, Decimal],
    told: Mapping[Pot, Mapping[int, tuple[date, Decimal]]],
    names: Mapping[Pot, str],
) -> Told:
    own = {pot: plans[pot] for pot in pots if pot in plans}
    paid = {pot: told[pot] for pot in pots if pot in told}
    days = {pot: max(day for day, _ in accounts.values()) for pot, accounts in paid.items()}
    newest = max(days.values(), default=None)
    with_money = [pot for pot, plan in own.items() if plan > 0]
    return Told(
        agency=agency,
        plan=sum(own.values(), ZERO),
        disbursed=sum((a for accounts in paid.values() for _, a in accounts.values()), ZERO),
        told_on=newest,
        pots=len(with_money),
        missing=tuple(sorted(names[pot] for pot in with_money if days.get(pot) != newest))
        if newest
        else (),
    )
