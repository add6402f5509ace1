"""What the reader of long tables of money must know, and what was found in one, for the page."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.models import Decision
from indicators.selectors.long_table import LongCause, causes_shown
from indicators.sheets.long.money_spec import (
    MoneyAgency,
    MoneyComponent,
    MoneyDecision,
    MoneyProgramme,
    MoneyRequest,
)
from programs.models import Agency, AgencyKind, BatchKind, Component, Programme, ProgrammeBatch

_OF_AREAS = (AgencyKind.DISTRICT, AgencyKind.COMMUNE)  # also known by their area's name
MONEY_KINDS = (BatchKind.ALLOCATIONS, BatchKind.DISBURSEMENTS)


def money_request(kind: str) -> MoneyRequest:
    """Every name there is; four queries, whatever the table holds."""
    decisions = Decision.objects.order_by("pk").values_list("pk", "number", "signed_on")
    if kind != BatchKind.ALLOCATIONS:
        decisions = decisions.none()
    return MoneyRequest(
        kind=str(kind),
        decisions=tuple(
            MoneyDecision(pk, number, day.isoformat()) for pk, number, day in decisions
        ),
        programmes=tuple(
            MoneyProgramme(p.pk, (p.short_name, p.name, p.code), p.first_year, p.last_year)
            for p in Programme.objects.all()
        ),
        components=tuple(
            MoneyComponent(*row)
            for row in Component.objects.values_list(
                "pk", "programme", "code", "name", "short_name", "parent"
            )
        ),
        agencies=tuple(
            MoneyAgency(
                pk, code, tuple(dict.fromkeys((*names, area) if kind in _OF_AREAS else names))
            )
            for pk, code, kind, area, *names in Agency.objects.values_list(
                "pk", "code", "kind", "area__name", "name", "short_name"
            )
        ),
    )


TITLES = {
    "sheet_not_read": "Trang tính không được đọc",
    "unknown_decision": "Văn bản chưa đăng ký",
    "ambiguous_decision": "Nhiều văn bản cùng số",
    "decision_day": "Ngày ký khác ngày đã đăng ký",
    "no_decision": "Không ghi văn bản",
    "unclear_date": "Ngày không rõ",
    "unknown_programme": "Không nhận ra chương trình",
    "unknown_component": "Không nhận ra dự án",
    "ambiguous_component": "Tên có thể là nhiều dự án",
    "component_conflict": "Số và tên dự án không khớp",
    "unknown_agency": "Không nhận ra đơn vị",
    "ambiguous_agency": "Tên có thể là nhiều đơn vị",
    "year_outside": "Năm ngoài chương trình",
    "unclear_year": "Năm không rõ",
    "unknown_fund_kind": "Không rõ loại vốn",
    "unknown_source": "Không rõ nguồn vốn",
    "unclear_carried": "Không rõ có kéo dài",
    "period_carried": "Cả giai đoạn không có vốn kéo dài",
    "ambiguous_number": "Số có hai cách đọc",
    "not_a_number": "Không phải là số",
    "not_whole": "Phải là số nguyên",
    "percent_not_expected": "Dấu % ở cột số tiền",
    "too_fine": "Lẻ dưới một nghìn đồng",
    "too_large": "Số tiền quá lớn",
    "negative": "Số lũy kế âm",
    "note_too_long": "Ghi chú quá dài",
    "extra_cells": "Dòng có nhiều ô hơn tiêu đề",
    "excel_error": "Ô lỗi của Excel",
    "formula_without_result": "Công thức chưa có kết quả",
    "repeated_key": "Một khoản vốn có nhiều dòng",
    "total_left_out": "Dòng tổng, đã kiểm tra, không ghi riêng",
    "total_differs": "Dòng tổng khác tổng các dòng",
    "component_gone": "Dự án không có hiệu lực vào ngày ký",
    "agency_gone": "Đơn vị không có hiệu lực vào ngày ký",
    "below_zero": "Vốn giao sẽ thành số âm",
    "not_yours": "Ngoài đơn vị được giao",
    "no_year": "Giải ngân không ghi cho cả giai đoạn",
    "no_budget_year": "Chưa có ngày khóa sổ của năm",
    "outside_year": "Ngày ngoài năm ngân sách",
    "future": "Ngày chưa đến",
    "falls": "Lũy kế giảm so với lần trước",
    "falls_after": "Lũy kế cao hơn lần sau",
    "mixed": "Cùng một khoản ghi theo hai cách",
    "over_usable": "Giải ngân vượt vốn được sử dụng",
}


def money_causes(batch: ProgrammeBatch) -> list[LongCause]:
    """No query: what was found stands in the row."""
    return causes_shown(batch.reading.get("causes", []), TITLES)


@dataclass(frozen=True)
class MoneySum:
    """Of a decision or a day, in million VND: the table's, the ledger's of these lines before, and
    what is written."""

    name: str
    lines: int
    stated: Decimal
    before: Decimal
    written: Decimal


@dataclass(frozen=True)
class MoneyChange:
    """An amount that the ledger holds already and would be another, in million VND."""

    line: int
    component: str
    agency: str
    year: str
    fund: str
    before: Decimal
    after: Decimal


def money_sums(batch: ProgrammeBatch) -> list[MoneySum]:
    return [
        MoneySum(name, lines, *map(Decimal, amounts))
        for name, lines, *amounts in batch.reading.get("sums", [])
    ]


def money_changes(batch: ProgrammeBatch) -> list[MoneyChange]:
    return [
        MoneyChange(*words, *map(Decimal, (before, after)))
        for *words, before, after in batch.reading.get("changes", [])
    ]
