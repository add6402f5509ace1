"""District sheets of capital (form F3), and what must stand in the tables before one comes."""

from datetime import date, datetime
from decimal import Decimal

from django.core.files.base import ContentFile

from indicators.models import User
from indicators.selectors.reading import programme_request
from indicators.services.keeping import Upload
from indicators.sheets.component_names import COMPONENTS
from indicators.sheets.programme import CAPITAL_FORM
from programs.district_sheet import PROGRAMME
from programs.models import (
    Agency,
    AgencyKind,
    Component,
    ComponentKind,
    FundKind,
    Programme,
    ProgrammeBatch,
    Source,
)
from programs.services.accounts import AccountKey
from programs.services.allocations import NewLine, record_allocations
from programs.services.sheets import preview_sheet
from tests.indicators.views.examples import example

from .capital import budget_year, decision, new_agency, new_component, new_programme
from .reference import district, period
from .times import NOW

R04 = "R04"
BINH_GIA = "181"
QUARTER_END = date(2024, 9, 30)


def programme_tree() -> dict[str, Component]:
    """The projects of Decision 1719 by code; stored where they are not loaded."""
    programme = Programme.objects.filter(code=PROGRAMME).first()
    if programme is None:
        programme = new_programme(code=PROGRAMME, name="CTMTQG 1719", short_name="CT 1719")
        programme.save()
    known = {component.code: component for component in programme.components.all()}
    for named in COMPONENTS:
        if named.code not in known:
            parent = known.get(named.parent_code or "")
            known[named.code] = new_component(
                programme=programme,
                code=named.code,
                name=named.name,
                short_name=named.code,
                parent=parent,
                kind=ComponentKind.SUB_PROJECT if parent else ComponentKind.PROJECT,
            )
            known[named.code].save()
    return known


def district_agency(area_code: str = BINH_GIA) -> Agency:
    """The district's own; stored where it is not loaded."""
    found = Agency.objects.filter(kind=AgencyKind.DISTRICT, area__code=area_code).first()
    if found is None:
        area = district(area_code)
        found = new_agency(code=f"huyen-{area_code}", name=f"UBND {area.name}", area=area)
        found.save()
    return found


def sheet_key(code: str, source: str = Source.UNSPLIT, **fields: object) -> AccountKey:
    """Investment of 2024 of Bình Gia's project with that code."""
    tree = programme_tree()
    agency = fields.pop("agency", None) or district_agency()
    values = {"year": 2024, "fund_kind": FundKind.INVESTMENT, "source": source}
    return AccountKey(tree[code].pk, agency.pk, **values | fields)


def stated(key: str) -> dict[str, Decimal]:
    """What R04 says of each project in one of its columns."""
    records = example(R04).truth["records"]
    return {r["dim"]: Decimal(r["value"]) for r in records if r["key"] == key}


def granted(by: User, **amounts: str) -> None:
    """The year's plan as R04 states it, from the central budget; other amounts where given."""
    budget_year(2024)
    plans = stated("plan_year") | {code: Decimal(amount) for code, amount in amounts.items()}
    lines = [NewLine(sheet_key(code, Source.CENTRAL), plan) for code, plan in plans.items()]
    record_allocations(decision=decision(), lines=lines, by=by, now=NOW)


def previewed_sheet(
    by: User, content: bytes | None = None, *, now: datetime = NOW, area_code: str = BINH_GIA
) -> ProgrammeBatch:
    """R04, or other bytes, uploaded for a district's third quarter of 2024."""
    area, quarter = district(area_code), period("2024Q3")
    return preview_sheet(
        area=area,
        period=quarter,
        upload=Upload("Biểu vốn.xlsx", ContentFile(content or example(R04).content)),
        request=programme_request(form=CAPITAL_FORM, area=area, period=quarter),
        by=by,
        now=now,
    )
