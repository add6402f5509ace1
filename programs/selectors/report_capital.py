"""The money of a year in a report, as it stood on a day."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Max, Q

from programs.disbursement import Requirement, requirement_at, years_earlier
from programs.models import (
    Component,
    Disbursement,
    DisbursementRequirement,
    FundKind,
    Programme,
)
from programs.official import CapitalLine, CapitalState

from .book import Amounts, amounts_by
from .ledger import Group, Slice

NOTHING = Amounts()


def capital_state(*, year: int, upto: date, holders: Q) -> CapitalState | None:
    """Capital of the programme that the report is about, of the accounts that `holders` picks; at
    most nine queries. None where there is no money at all.

    What was disbursed is held against what was required for the day of the figures, and against
    the year before on the same day.
    """
    programme = _programme(year)
    if programme is None:
        return None
    whose = holders & Q(account__component__programme=programme)
    figures_on = _newest_payment(whose, year, upto)
    as_of = figures_on or upto
    sums = amounts_by(Slice(year, upto, only=whose), "fund_kind", "component_id")
    if not sums:
        return None
    rows = Component.objects.filter(programme=programme).order_by("position", "code")
    components = {row.pk: row for row in rows}
    before = _told_before(programme, whose, year - 1, years_earlier(as_of, 1))
    by_kind = _grouped(sums, lambda kind, _: kind)
    by_project = _grouped(sums, lambda _, pk: _project(components, pk))
    return CapitalState(
        year=year,
        as_of=as_of,
        total=_line("Tổng cộng", sum(sums.values(), NOTHING)),
        by_kind=tuple(
            _line(str(kind.label), by_kind[kind.value]) for kind in FundKind if kind in by_kind
        ),
        by_project=tuple(
            _line(row.short_name, by_project[pk], str(row))
            for pk, row in components.items()
            if pk in by_project
        ),
        required_percent=_required(year, as_of),
        rate_last_year=before.rate,
        last_year_on=before.on,
        is_reported=figures_on is not None,
    )


def _newest_payment(whose: Q, year: int, upto: date) -> date | None:
    paid = Disbursement.objects.filter(whose, account__year=year, as_of__lte=upto)
    return paid.aggregate(newest=Max("as_of"))["newest"]


def _programme(year: int) -> Programme | None:
    """Of the programmes of that year the first: that of ethnic-minority areas."""
    found = Programme.objects.filter(first_year__lte=year, last_year__gte=year)
    return found.order_by("position", "code").first()


def _grouped(
    sums: Mapping[Group, Amounts], of: Callable[[Hashable, int], Hashable]
) -> dict[Hashable, Amounts]:
    found: dict[Hashable, Amounts] = {}
    for (kind, component), amounts in sums.items():
        group = of(kind, component)
        found[group] = found.get(group, NOTHING) + amounts
    return found


def _project(components: Mapping[int, Component], pk: int) -> int:
    while components[pk].parent_id is not None:
        pk = components[pk].parent_id
    return pk


def _line(name: str, amounts: Amounts, full_name: str = "") -> CapitalLine:
    return CapitalLine(name, amounts.allotted, amounts.carried_over, amounts.disbursed, full_name)


def _required(year: int, day: date) -> Decimal | None:
    rows = DisbursementRequirement.objects.filter(year=year, fund_kind="")
    found = [Requirement(row.on, row.percent) for row in rows]
    return requirement_at(found, year=year, day=day)


class _Told(NamedTuple):
    rate: Decimal | None = None
    on: date | None = None


def _told_before(programme: Programme, whose: Q, year: int, day: date) -> _Told:
    """The rate of that year as far as it was told until a day, and the day of its newest figure;
    nothing where nothing was disbursed of it, or reported."""
    newest = _newest_payment(whose, year, day) if year in programme.years else None
    if newest is None:
        return _Told()
    amounts = amounts_by(Slice(year, day, only=whose)).get((), NOTHING)
    return _Told(amounts.rate, newest) if amounts.disbursed else _Told()
