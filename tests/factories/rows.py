"""A valid row of every model, not yet stored; any field can be given instead.

Each stands beside the reference data without clashing with it.
"""

from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.db.models import Model

from indicators.models import (
    Alias,
    Area,
    AreaKind,
    AreaRule,
    AreaSuccession,
    Assigner,
    Baseline,
    BatchState,
    Decision,
    DecisionKind,
    DirectionChoice,
    Figure,
    FigureChange,
    FigureStatus,
    FormMeasure,
    ImportBatch,
    Indicator,
    IndicatorGroup,
    Measure,
    MeasureKind,
    Membership,
    OfficialFigure,
    Period,
    PeriodKind,
    Report,
    ReportEvent,
    ReportForm,
    ReportState,
    Result,
    Role,
    Route,
    Target,
    TimeRule,
    UnitType,
    User,
    ValueForm,
)

from .reference import commune, district, form, indicator, measure, period
from .times import NOW

Row = TypeVar("Row", bound=Model)


def saved(row: Row) -> Row:
    row.full_clean()
    row.save()
    return row


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
        "number": "145/QĐ-UBND",
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


def new_report(**fields: object) -> Report:
    values = {"form": form("F1"), "area": district("180"), "period": period("2020Q1")}
    return Report(**values | fields)


def new_report_event(**fields: object) -> ReportEvent:
    values = {
        "report": fields.get("report") or saved(new_report()),
        "at": NOW,
        "by": fields.get("by") or saved(new_user()),
        "from_state": ReportState.NOT_SENT,
        "to_state": ReportState.SENT,
    }
    return ReportEvent(**values | fields)


def new_figure(**fields: object) -> Figure:
    values = {
        "measure": measure("hh_total"),
        "area": commune("06001"),
        "period": period("2020Q1"),
        "report": fields.get("report") or saved(new_report()),
        "value": Decimal(750),
    }
    return Figure(**values | fields)


def new_figure_change(**fields: object) -> FigureChange:
    values = {
        "report": fields.get("report") or saved(new_report()),
        "measure": measure("hh_total"),
        "area": commune("06001"),
        "at": NOW,
        "by": fields.get("by") or saved(new_user()),
        "route": Route.IMPORT,
        "before": Decimal(749),
        "after": Decimal(750),
    }
    return FigureChange(**values | fields)


def new_batch(**fields: object) -> ImportBatch:
    report = fields.get("report") or saved(new_report())
    values = {
        "form": report.form,
        "area": report.area,
        "period": report.period,
        "report": report,
        "file": "imports/2020Q1/0f",
        "file_name": "Biểu 01 quý I.xlsx",
        "size_bytes": 9_000,
        "sha256": "0f" * 32,
        "state": BatchState.PREVIEWED,
        "message": "Đọc được 22 số liệu, không có lỗi.",
        "reading": {"records": []},
        "report_version": 0,
        "uploaded_at": NOW,
        "uploaded_by": fields.get("uploaded_by") or saved(new_user()),
    }
    return ImportBatch(**values | fields)


def new_user(**fields: object) -> User:
    values = {"username": "can-bo-moi", "last_name": "Lộc Văn", "first_name": "Mới"}
    return User(**values | {"password": "!"} | fields)


def new_membership(**fields: object) -> Membership:
    values = {
        "user": fields.get("user") or saved(new_user()),
        "role": Role.DISTRICT_OFFICER,
        "area": district("180"),
    }
    return Membership(**values | fields)


def new_result(**fields: object) -> Result:
    values = {
        "indicator": indicator("duong-xa"),
        "area": district("180"),
        "period": period("2020Q1"),
        "numerator": Decimal(20),
        "denominator": Decimal(21),
        "value": Decimal("95.23809524"),
        "reported": 21,
        "expected": 21,
        "approved": 0,
        "children_reported": 21,
        "children_expected": 21,
        "own_numerator": Decimal(20),
        "own_denominator": Decimal(21),
    }
    return Result(**values | fields)


FACTORIES = {
    Alias: new_alias,
    Area: new_area,
    AreaSuccession: new_succession,
    Baseline: new_baseline,
    Decision: new_decision,
    Figure: new_figure,
    FigureChange: new_figure_change,
    FormMeasure: new_form_measure,
    ImportBatch: new_batch,
    Indicator: new_indicator,
    Measure: new_measure,
    Membership: new_membership,
    OfficialFigure: new_official_figure,
    Period: new_period,
    Report: new_report,
    ReportEvent: new_report_event,
    ReportForm: new_report_form,
    Result: new_result,
    Target: new_target,
    User: new_user,
}
