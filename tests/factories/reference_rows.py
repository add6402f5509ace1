"""A valid row, not yet stored, of every table that fixtures/ fills; any field can be given."""

from datetime import date
from decimal import Decimal

from indicators.models import (
    Alias,
    Area,
    AreaKind,
    AreaRule,
    AreaSuccession,
    Assigner,
    Baseline,
    Decision,
    DecisionKind,
    DirectionChoice,
    FigureStatus,
    FormMeasure,
    Indicator,
    IndicatorGroup,
    Measure,
    MeasureKind,
    OfficialFigure,
    Period,
    PeriodKind,
    ReportForm,
    Target,
    TimeRule,
    UnitType,
    ValueForm,
)

from .reference import commune, district, form, indicator, measure


def new_area(**fields: object) -> Area:
    values = {
        "code": "99901",
        "name": "Xã Thử Nghiệm",
        "short_name": "Thử Nghiệm",
        "kind": AreaKind.COMMUNE,
        "unit_type": UnitType.XA,
        "valid_from": date(2020, 1, 1),
    }
    return Area(**values | fields)


def new_succession(**fields: object) -> AreaSuccession:
    values = {
        "predecessor": commune("05971"),
        "successor": commune("05974"),
        "happened_on": date(2025, 7, 1),
    }
    return AreaSuccession(**values | fields)


def new_alias(**fields: object) -> Alias:
    return Alias(**{"text": "TP. LS", "area": district("178")} | fields)


def new_decision(**fields: object) -> Decision:
    values = {
        "number": "945/QĐ-UBND",
        "kind": DecisionKind.DECISION,
        "title": "Kế hoạch năm 2024",
        "issuer": "Ủy ban nhân dân tỉnh Lạng Sơn",
        "signed_on": date(2024, 1, 20),
    }
    return Decision(**values | fields)


def new_period(**fields: object) -> Period:
    values = {
        "code": "2035Q1",
        "kind": PeriodKind.QUARTER,
        "year": 2035,
        "number": 1,
        "starts_on": date(2035, 1, 1),
        "ends_on": date(2035, 3, 31),
        "opens_on": date(2035, 3, 16),
        "due_on": date(2035, 4, 10),
    }
    return Period(**values | fields)


def new_measure(**fields: object) -> Measure:
    values = {
        "code": "kindergartens",
        "name": "Số trường mầm non",
        "unit": "trường",
        "kind": MeasureKind.COUNT,
        "area_rule": AreaRule.SUM,
        "time_rule": TimeRule.STOCK,
    }
    return Measure(**values | fields)


def new_indicator(**fields: object) -> Indicator:
    values = {
        "code": "truong-mam-non",
        "name": "Số trường mầm non",
        "short_name": "Trường mầm non",
        "group": IndicatorGroup.SERVICES,
        "position": 900,
        "unit": "trường",
        "direction": DirectionChoice.RISE,
        "definition": "Số trường mầm non trên địa bàn.",
        "scope": "Mọi địa bàn",
        "source": "Báo cáo của huyện",
        "agency": "Sở Giáo dục và Đào tạo",
        "valid_from": date(2021, 1, 1),
    }
    return Indicator(**values | fields)


def new_baseline(**fields: object) -> Baseline:
    values = {
        "indicator": indicator("ho-ngheo"),
        "area": district("180"),
        "on": date(2021, 12, 31),
        "value": Decimal("15.2"),
        "source": "Báo cáo của huyện",
    }
    return Baseline(**values | fields)


def new_target(**fields: object) -> Target:
    values = {
        "indicator": indicator("dien"),
        "area": district("180"),
        "on": date(2025, 12, 31),
        "form": ValueForm.LEVEL,
        "value": Decimal("99.5"),
        "assigner": Assigner.PROVINCIAL,
        "address": "https://example.org/quyet-dinh",
    }
    return Target(**values | fields)


def new_official_figure(**fields: object) -> OfficialFigure:
    values = {
        "indicator": indicator("dien"),
        "area": district("180"),
        "on": date(2023, 12, 31),
        "period_text": "cuối năm 2023",
        "form": ValueForm.LEVEL,
        "status": FigureStatus.REPORTED,
        "value": Decimal("99.9"),
        "source": "Báo Lạng Sơn",
    }
    return OfficialFigure(**values | fields)


def new_report_form(**fields: object) -> ReportForm:
    values = {
        "code": "F9",
        "name": "Biểu thử nghiệm",
        "owed_by": AreaKind.PROVINCE,
        "row_kind": AreaKind.COMMUNE,
        "period_kind": PeriodKind.QUARTER,
        "valid_from": date(2020, 1, 1),
    }
    return ReportForm(**values | fields)


def new_form_measure(**fields: object) -> FormMeasure:
    values = {
        "form": form("F2"),
        "measure": measure("fac_total"),
        "position": 900,
        "header": "Tổng số trường, lớp học, trạm y tế",
    }
    return FormMeasure(**values | fields)
