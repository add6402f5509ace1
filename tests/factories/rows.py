"""A valid row of every model, not yet stored; any field can be given instead.

Each stands beside the reference data without clashing with it.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.db.models import Model

from indicators.models import (
    Alias,
    Area,
    AreaSuccession,
    Baseline,
    BatchState,
    Boundary,
    BoundarySet,
    CellRemark,
    ColumnChoice,
    DataStep,
    Decision,
    Figure,
    FigureChange,
    FormEvent,
    FormMeasure,
    ImportBatch,
    Indicator,
    LongTable,
    Measure,
    Membership,
    NameChoice,
    OfficialFigure,
    Period,
    PeriodEvent,
    PersonEvent,
    PersonEventKind,
    Reminder,
    ReminderKind,
    Report,
    ReportEvent,
    ReportForm,
    ReportState,
    Result,
    Role,
    Route,
    SearchEntry,
    SheetLayout,
    Target,
    User,
)

from .outlines import square
from .reference import commune, district, form, indicator, measure, period
from .reference_rows import (
    new_alias,
    new_area,
    new_baseline,
    new_decision,
    new_form_measure,
    new_indicator,
    new_measure,
    new_official_figure,
    new_period,
    new_report_form,
    new_succession,
    new_target,
)
from .times import NOW

Row = TypeVar("Row", bound=Model)


def saved(row: Row) -> Row:
    row.full_clean()
    row.save()
    return row


def twice(build: Callable[..., Model], **fields: object) -> Model:
    """A second row like one that is stored already."""
    first = saved(build(**fields))
    again = type(first).objects.get(pk=first.pk)
    again.pk = None
    again._state.adding = True
    return again


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


def new_cell_remark(**fields: object) -> CellRemark:
    values = {
        "event": fields.get("event") or saved(new_report_event()),
        "measure": measure("hh_total"),
        "area": commune("06001"),
        "text": "Giảm nhiều so với quý trước.",
    }
    return CellRemark(**values | fields)


def new_period_event(**fields: object) -> PeriodEvent:
    values = {"period": period("2020Q1"), "at": NOW, "what": "Mở kỳ"}
    return PeriodEvent(**values | fields)


def new_form_event(**fields: object) -> FormEvent:
    values = {
        "form": form("F1"),
        "at": NOW,
        "by": fields.get("by") or saved(new_user()),
        "what": "Tạo biểu",
    }
    return FormEvent(**values | fields)


def new_reminder(**fields: object) -> Reminder:
    values = {
        "kind": ReminderKind.OWED,
        "report": fields.get("report") or saved(new_report()),
        "to": fields.get("to") or saved(new_user()),
        "last_day": date(2020, 4, 10),
        "days_left": 5,
        "sent_at": NOW,
    }
    return Reminder(**values | fields)


def new_figure(**fields: object) -> Figure:
    values = {
        "measure": measure("hh_total"),
        "area": commune("06001"),
        "period": period("2020Q1"),
        "report": fields.get("report") or saved(new_report()),
        "value": Decimal(750),
        "route": Route.IMPORT,
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
        "version": 1,
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


def new_layout(**fields: object) -> SheetLayout:
    values = {
        "area": district("180"),
        "form": form("F1"),
        "fingerprint": "0f" * 8,
        "sheet": "Biểu 01",
        "taught_at": NOW,
    }
    return SheetLayout(**values | fields)


def new_column_choice(**fields: object) -> ColumnChoice:
    values = {
        "layout": fields.get("layout") or saved(new_layout()),
        "text": "so ho toan xa",
        "shown": "Số hộ toàn xã",
        "measure": measure("hh_total"),
        "taught_at": NOW,
        "taught_by": fields.get("taught_by") or saved(new_user()),
    }
    return ColumnChoice(**values | fields)


def new_name_choice(**fields: object) -> NameChoice:
    values = {
        "sender": district("180"),
        "form": form("F1"),
        "text": "thất khê",
        "shown": "Thất Khê",
        "area": commune("06001"),
        "taught_at": NOW,
        "taught_by": fields.get("taught_by") or saved(new_user()),
    }
    return NameChoice(**values | fields)


def new_long_table(**fields: object) -> LongTable:
    values = {
        "file": "long_tables/1f",
        "file_name": "Số liệu 2021-2023.csv",
        "size_bytes": 90_000,
        "sha256": "1f" * 32,
        "state": BatchState.PREVIEWED,
        "message": "Đọc được 5.000 số liệu mới, không có lỗi.",
        "uploaded_at": NOW,
        "uploaded_by": fields.get("uploaded_by") or saved(new_user()),
    }
    return LongTable(**values | fields)


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


def new_person_event(**fields: object) -> PersonEvent:
    person = fields.get("person") or saved(new_user())
    values = {"person": person, "at": NOW, "by": person, "kind": PersonEventKind.CREATED}
    return PersonEvent(**values | fields)


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


def new_search_entry(**fields: object) -> SearchEntry:
    values = {
        "kind": "thu",
        "key": 1,
        "address": "/",
        "title": "Đường giao thông",
        "title_spelt": " đường giao thông ",
        "title_words": " duong giao thong ",
        "words": " duong giao thong ",
    }
    return SearchEntry(**values | fields)


def new_data_step(**given: object) -> DataStep:
    return DataStep(**{"step": 7} | given)


def new_boundary_set(**fields: object) -> BoundarySet:
    values = {
        "kind": "district",
        "on": date(2025, 6, 30),
        "source": "Tự vẽ, dùng tự do",
        "loaded_at": NOW,
    }
    return BoundarySet(**values | fields)


def new_boundary(**fields: object) -> Boundary:
    values = {
        "set": fields.get("set") or saved(new_boundary_set()),
        "area": district("180"),
        "polygons": [[square()]],
        "label_longitude": Decimal("106.05"),
        "label_latitude": Decimal("21.05"),
    }
    return Boundary(**values | fields)


FACTORIES = {
    Alias: new_alias,
    Area: new_area,
    AreaSuccession: new_succession,
    Baseline: new_baseline,
    Boundary: new_boundary,
    BoundarySet: new_boundary_set,
    CellRemark: new_cell_remark,
    ColumnChoice: new_column_choice,
    DataStep: new_data_step,
    Decision: new_decision,
    Figure: new_figure,
    FigureChange: new_figure_change,
    FormEvent: new_form_event,
    FormMeasure: new_form_measure,
    ImportBatch: new_batch,
    Indicator: new_indicator,
    LongTable: new_long_table,
    Measure: new_measure,
    Membership: new_membership,
    NameChoice: new_name_choice,
    OfficialFigure: new_official_figure,
    Period: new_period,
    PeriodEvent: new_period_event,
    PersonEvent: new_person_event,
    Reminder: new_reminder,
    Report: new_report,
    ReportEvent: new_report_event,
    ReportForm: new_report_form,
    Result: new_result,
    SearchEntry: new_search_entry,
    SheetLayout: new_layout,
    Target: new_target,
    User: new_user,
}
