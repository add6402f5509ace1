"""A quarter with something in every part of its report; figures are the published ones where there
are such."""

from datetime import date
from decimal import Decimal

from programs.official import (
    CapitalLine,
    CapitalState,
    IndicatorLine,
    ObstacleLine,
    ReportData,
    ReviewState,
    TaskLine,
)


def an_indicator(**fields: object) -> IndicatorLine:
    values = {
        "name": "Tỷ lệ hộ nghèo",
        "unit": "%",
        "decimals": 2,
        "value": Decimal("3.36"),
        "as_of": "cuối năm 2024",
        "coverage": "11/11 huyện",
        "nature": "chính thức",
        "before": Decimal("4.81"),
        "target": "3,2 %",
        "plan_percent": Decimal("95.24"),
        "light": "on_course",
    }
    return IndicatorLine(**values | fields)


def an_obstacle(**fields: object) -> ObstacleLine:
    values = {
        "code": "KK-0001",
        "content": "Định mức hỗ trợ nhà ở thấp.",
        "category": "Định mức, mức hỗ trợ không sát thực tế",
        "cause": "Khách quan",
        "cause_text": "Giá vật liệu tăng",
        "authority": "Bộ, ngành trung ương",
        "agency": "UBND tỉnh",
        "areas": "Văn Quan, Cao Lộc",
        "remedy": "Đề nghị nâng mức hỗ trợ",
        "due_on": date(2024, 12, 31),
        "is_overdue": False,
        "capital_stuck": Decimal("1250.5"),
        "raised_on": date(2024, 7, 1),
    }
    return ObstacleLine(**values | fields)


def a_task(**fields: object) -> TaskLine:
    values = {
        "title": "Rà soát, tổng hợp khó khăn",
        "lead": "Ban Dân tộc",
        "due_on": date(2024, 12, 31),
        "state": "running",
        "state_text": "đang thực hiện",
        "result": "",
    }
    return TaskLine(**values | fields)


def a_capital_state(**fields: object) -> CapitalState:
    def line(name: str, allotted: str, carried: str, disbursed: str) -> CapitalLine:
        return CapitalLine(name, Decimal(allotted), Decimal(carried), Decimal(disbursed))

    values = {
        "year": 2025,
        "as_of": date(2025, 8, 31),
        "total": line("Tổng cộng", "1000000", "746600", "349800"),
        "by_kind": (
            line("Vốn đầu tư phát triển", "500000", "286800", "232900"),
            line("Vốn sự nghiệp", "500000", "459800", "116900"),
        ),
        "by_project": (
            line("Dự án 1", "600000", "446600", "109800"),
            line("Dự án 4", "400000", "300000", "240000"),
        ),
        "required_percent": Decimal("51.9"),
    }
    return CapitalState(**values | fields)


def a_quarter(**fields: object) -> ReportData:
    values = {
        "period": "quý IV năm 2024",
        "before": "quý III năm 2024",
        "area": "tỉnh Lạng Sơn",
        "ends_on": date(2024, 12, 31),
        "reports_in": 10,
        "reports_owed": 11,
        "reports_approved": 9,
        "reports_returned": 0,
        "indicators": (
            an_indicator(),
            an_indicator(name="Xã có đường ô tô", light="late", value=Decimal("96.1"), before=None),
        ),
        "capital": a_capital_state(),
        "obstacles": (an_obstacle(), an_obstacle(code="KK-0002", category="", authority="")),
        "resolved": 2,
        "raised": 4,
        "tasks": (a_task(), a_task(title="Đại hội", state="overdue", state_text="quá hạn")),
        "reviews": ReviewState(2024, 5, 11, 47, 20, 30, 315, (("Xã A", "Đã ra khỏi", "QĐ 1"),)),
        "documents": (("145/QĐ-UBND", date(2024, 1, 20), "Giao nhiệm vụ năm 2024"),),
    }
    return ReportData(**values | fields)
