"""What the templates of forms F3 and F4 are filled with: plans, last amounts, lists."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import Area, Period
from indicators.sheets.component_names import COMPONENTS
from indicators.sheets.template.programme_book import CapitalRow, ObstacleLists
from lsdash.lib.numbers import format_number
from lsdash.lib.text import lower_first
from programs.district_sheet import PROGRAMME
from programs.models import (
    Authority,
    CapitalAccount,
    Cause,
    Component,
    FundKind,
    ObstacleCategory,
)

from .ledger import Slice, paid_rows, plan_rows
from .sheets import SOURCES

ByArea = dict[int, dict[int, dict[str, Decimal]]]  # area → component → source → million VND


@dataclass(frozen=True)
class CapitalPrefilled:
    area: Area
    rows: tuple[CapitalRow, ...]


def capital_prefilled(areas: Sequence[Area], period: Period) -> list[CapitalPrefilled]:
    """Each district's projects with a plan of the budget year, as they stand at the quarter's end,
    or all projects where it knows none. Five queries for however many districts."""
    components = dict(Component.objects.filter(programme__code=PROGRAMME).values_list("code", "pk"))
    accounts = CapitalAccount.objects.filter(
        agency__area__in=areas, fund_kind=FundKind.INVESTMENT, is_carried_over=False
    )
    owners = dict(accounts.values_list("agency_id", "agency__area_id"))
    before = period.as_code.previous()
    yearly = _by_area(plan_rows(Slice(period.year, period.ends_on, accounts), _FIELDS), owners)
    whole = _by_area(plan_rows(Slice(None, period.ends_on, accounts), _FIELDS), owners)
    paid: ByArea = {}
    ended = Period.objects.filter(code=str(before), year=period.year).first()
    if ended is not None:
        paid = _by_area(paid_rows(Slice(period.year, ended.ends_on, accounts), _FIELDS), owners)
    return [
        CapitalPrefilled(
            area,
            tuple(
                _row(code, name, components.get(code, 0), area.pk, yearly, whole, paid, ended)
                for code, name in _projects(yearly.get(area.pk, {}), components)
            ),
        )
        for area in areas
    ]


_FIELDS = ("agency_id", "component_id", "source")


def _by_area(
    rows: Iterable[tuple[tuple[object, ...], bool, Decimal]], owners: Mapping[int, int]
) -> ByArea:
    found: ByArea = {}
    for (agency, component, source), _, amount in rows:
        sources = found.setdefault(owners[agency], {}).setdefault(component, {})
        sources[source] = sources.get(source, Decimal(0)) + amount
    return found


def _projects(
    planned: Mapping[int, object], components: Mapping[str, int]
) -> list[tuple[str, str]]:
    """Codes and names as the reading knows them."""
    own = [one for one in COMPONENTS if components.get(one.code) in planned]
    projects = own or [one for one in COMPONENTS if one.parent_code is None]
    return [(one.code, one.name) for one in projects]


def _row(
    code: str,
    name: str,
    component: int,
    area: int,
    yearly: ByArea,
    whole: ByArea,
    paid: ByArea,
    ended: Period | None,
) -> CapitalRow:
    plans = _whole_plans(whole.get(area, {}).get(component, {}))
    of_year = yearly.get(area, {}).get(component, {})
    if of_year:
        plans["plan_year"] = sum(of_year.values(), Decimal(0))
    amounts = paid.get(area, {}).get(component, {})
    note = ""
    if ended is not None and amounts:
        total = format_number(sum(amounts.values(), Decimal(0)))
        note = f"Đến hết {lower_first(ended.label)}: {total}"
    return CapitalRow(code, name, plans, note)


def _whole_plans(sources: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The whole period's plan; its parts only where they are all there is."""
    if not sources:
        return {}
    total = sum(sources.values(), Decimal(0))
    parts = {
        key: sum((sources.get(source, Decimal(0)) for source in wanted), Decimal(0))
        for key, wanted in SOURCES.items()
    }
    is_split = sum(parts.values(), Decimal(0)) == total
    return {"plan_total": total} | (parts if is_split else {})


def obstacle_lists() -> ObstacleLists:
    """One query."""
    return ObstacleLists(
        categories=tuple(ObstacleCategory.objects.values_list("name", flat=True)),
        causes=tuple(Cause.labels),
        authorities=tuple(Authority.labels),
    )
