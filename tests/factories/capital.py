"""Valid rows of the tables of money, not yet stored unless they say so; any field can be given.
The programme and its people are the tests' own and stand beside the reference data."""

from datetime import date
from decimal import Decimal

from indicators.models import BatchState, Decision, Route, User
from programs.models import (
    Agency,
    AgencyKind,
    Allocation,
    BatchKind,
    BudgetExtension,
    BudgetYear,
    CapitalAccount,
    Component,
    ComponentKind,
    ComponentSuccession,
    DecisionChange,
    DecisionFile,
    Disbursement,
    DisbursementChange,
    DisbursementRequirement,
    FundKind,
    Programme,
    ProgrammeBatch,
    PublishedCapital,
    PublishedUnit,
    PublishedWhat,
    RuleChange,
    Source,
)
from programs.services.accounts import AccountKey

from .people import member
from .reference import district, province
from .reference_rows import new_decision
from .times import NOW

YEAR = 2024


def new_programme(**fields: object) -> Programme:
    values = {
        "code": "thu",
        "name": "Chương trình thử nghiệm",
        "short_name": "CT thử",
        "first_year": 2021,
        "last_year": 2025,
        "valid_from": date(2021, 1, 1),
    }
    return Programme(**values | fields)


def programme() -> Programme:
    """The tests' own, stored once."""
    return _stored(Programme, new_programme(), code="thu")


def new_component(**fields: object) -> Component:
    values = {
        "programme": fields.get("programme") or programme(),
        "code": "T1",
        "kind": ComponentKind.PROJECT,
        "name": "Dự án thử nghiệm",
        "short_name": "DA thử 1",
        "valid_from": date(2021, 1, 1),
    }
    return Component(**values | fields)


def component(code: str = "T1", **fields: object) -> Component:
    """A project of the tests' programme, or with `parent` a part of one; stored once."""
    if "parent" in fields:
        fields.setdefault("kind", ComponentKind.SUB_PROJECT)
    row = new_component(code=code, short_name=f"DA thử {code}", **fields)
    return _stored(Component, row, code=code, programme=row.programme)


def new_component_succession(**fields: object) -> ComponentSuccession:
    values = {"predecessor": component("T1"), "successor": component("T2")}
    return ComponentSuccession(**values | fields)


def new_agency(**fields: object) -> Agency:
    values = {
        "code": "thu-184",
        "name": "Ủy ban nhân dân huyện Văn Quan (thử)",
        "short_name": "Văn Quan (thử)",
        "kind": AgencyKind.DISTRICT,
        "area": district("184"),
        "valid_from": date(2020, 1, 1),
    }
    return Agency(**values | fields)


def agency(area_code: str = "184") -> Agency:
    """The tests' agency of a district; stored once."""
    area = district(area_code)
    row = new_agency(code=f"thu-{area_code}", name=f"UBND {area.name} (thử)", area=area)
    return _stored(Agency, row, code=row.code)


def department() -> Agency:
    """One of the province, which no district may write for; stored once."""
    row = new_agency(code="thu-so", name="Sở Thử nghiệm", kind=AgencyKind.DEPARTMENT, area=None)
    return _stored(Agency, row, code="thu-so")


def decision(number: str = "01/QĐ-THU", signed_on: date = date(2024, 1, 15)) -> Decision:
    row = new_decision(number=number, signed_on=signed_on)
    return _stored(Decision, row, number=number, signed_on=signed_on)


def account_key(**fields: object) -> AccountKey:
    """Own capital of 2024, investment from the central budget, of Văn Quan's T1."""
    chosen_component = fields.pop("component", None) or component()
    chosen_agency = fields.pop("agency", None) or agency()
    values = {
        "component_id": chosen_component.pk,
        "agency_id": chosen_agency.pk,
        "year": YEAR,
        "fund_kind": FundKind.INVESTMENT,
        "source": Source.CENTRAL,
    }
    return AccountKey(**values | fields)


def new_account(**fields: object) -> CapitalAccount:
    return CapitalAccount(**vars(account_key()) | fields)


def account(**fields: object) -> CapitalAccount:
    key = vars(account_key(**fields))
    return _stored(CapitalAccount, CapitalAccount(**key), **key)


def new_allocation(**fields: object) -> Allocation:
    values = {
        "account": fields.get("account") or account(),
        "decision": fields.get("decision") or decision(),
        "amount_million_vnd": Decimal("1200.500"),
        "recorded_at": NOW,
        "recorded_by": fields.get("recorded_by") or writer(),
        "route": Route.GRID,
    }
    return Allocation(**values | fields)


def stored_allocation() -> Allocation:
    row = new_allocation()
    row.save()
    return row


def new_disbursement(**fields: object) -> Disbursement:
    values = {
        "account": fields.get("account") or account(),
        "as_of": date(2024, 6, 30),
        "amount_million_vnd": Decimal("300.250"),
        "entered_at": NOW,
        "entered_by": fields.get("entered_by") or writer(),
        "route": Route.GRID,
    }
    return Disbursement(**values | fields)


def new_disbursement_change(**fields: object) -> DisbursementChange:
    values = {
        "account": fields.get("account") or account(),
        "as_of": date(2024, 6, 30),
        "at": NOW,
        "by": fields.get("by") or writer(),
        "route": Route.GRID,
        "after_million_vnd": Decimal(300),
    }
    return DisbursementChange(**values | fields)


def new_budget_year(**fields: object) -> BudgetYear:
    return BudgetYear(**{"year": 2035, "closes_on": date(2036, 1, 31)} | fields)


def budget_year(year: int = YEAR) -> BudgetYear:
    row = new_budget_year(year=year, closes_on=date(year + 1, 1, 31))
    return _stored(BudgetYear, row, year=year)


def new_budget_extension(**fields: object) -> BudgetExtension:
    values = {
        "budget_year": fields.get("budget_year") or budget_year(),
        "closes_on": date(2025, 12, 31),
        "decision": fields.get("decision") or decision(),
    }
    return BudgetExtension(**values | fields)


def new_requirement(**fields: object) -> DisbursementRequirement:
    values = {"year": 2035, "on": date(2035, 6, 30), "percent": Decimal(30)}
    return DisbursementRequirement(**values | fields)


def new_published_capital(**fields: object) -> PublishedCapital:
    values = {
        "area": province(),
        "what": PublishedWhat.PLAN,
        "first_year": 2034,
        "last_year": 2035,
        "value": Decimal(4565),
        "unit": PublishedUnit.BILLION,
        "source": "Báo thử nghiệm",
    }
    return PublishedCapital(**values | fields)


def new_programme_batch(**fields: object) -> ProgrammeBatch:
    values = {
        "kind": BatchKind.DISTRICT_SHEET,
        "area": district("184"),
        "file": "capital/thu",
        "file_name": "von.xlsx",
        "size_bytes": 7000,
        "sha256": "0" * 64,
        "state": BatchState.PREVIEWED,
        "message": "Đọc được 10 số liệu.",
        "uploaded_at": NOW,
        "uploaded_by": fields.get("uploaded_by") or writer(),
    }
    return ProgrammeBatch(**values | fields)


def new_decision_file(**fields: object) -> DecisionFile:
    values = {
        "decision": fields.get("decision") or decision(),
        "file": "decisions/thu",
        "file_name": "quyet-dinh.pdf",
        "size_bytes": 1000,
        "sha256": "0" * 64,
        "uploaded_at": NOW,
        "uploaded_by": fields.get("uploaded_by") or writer(),
    }
    return DecisionFile(**values | fields)


def new_decision_change(**fields: object) -> DecisionChange:
    values = {
        "decision": fields.get("decision") or decision(),
        "at": NOW,
        "by": fields.get("by") or writer(),
        "what": "Ngày ký",
        "before": "15/01/2024",
        "after": "16/01/2024",
    }
    return DecisionChange(**values | fields)


def new_rule_change(**fields: object) -> RuleChange:
    values = {
        "year": YEAR,
        "at": NOW,
        "by": fields.get("by") or writer(),
        "what": "Ngày khóa sổ",
        "after": "31/01/2025",
    }
    return RuleChange(**values | fields)


def writer() -> User:
    """A provincial officer who keeps capital; stored once."""
    found = User.objects.filter(username="canbovon").first()
    return found or member("canbovon", "provincial_officer", province())


def _stored(model: type, row: object, **lookup: object) -> object:
    found = model.objects.filter(**lookup).first()
    if found is None:
        row.full_clean()
        row.save()
        found = row
    return found


FACTORIES = {
    Agency: new_agency,
    Allocation: new_allocation,
    BudgetExtension: new_budget_extension,
    BudgetYear: new_budget_year,
    CapitalAccount: new_account,
    ProgrammeBatch: new_programme_batch,
    Component: new_component,
    ComponentSuccession: new_component_succession,
    DecisionChange: new_decision_change,
    DecisionFile: new_decision_file,
    Disbursement: new_disbursement,
    DisbursementChange: new_disbursement_change,
    DisbursementRequirement: new_requirement,
    Programme: new_programme,
    PublishedCapital: new_published_capital,
    RuleChange: new_rule_change,
}
