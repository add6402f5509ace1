"""What stands between an entry and the table: period, due date, state, area, right, values."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from django.utils.timezone import localtime

from indicators.entries import Entry, stored_figures
from indicators.models import Area, Measure, MeasureKind, Report, ReportState, User
from indicators.permissions import access_of, may_write
from lsdash.lib.numbers import format_number
from lsdash.lib.text import lower_first

from .reports import deadline, is_past_deadline

# What the columns of the tables hold.
LARGEST = Decimal(10) ** 14
STORED_PLACES = 4


class FiguresRefused(Exception):
    """Nothing was stored; `code` for programs, the Vietnamese sentence names the cause."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def check_open(report: Report, *, by: User, now: datetime) -> None:
    """Raises the first reason why this person may not write to this report now."""
    for code, message in (_period_cause(report, now), _state_cause(report)):
        if code:
            raise FiguresRefused(code, message)
    if not report.area.is_valid_on(report.period.ends_on):
        raise FiguresRefused(
            "area_gone",
            f"{report.area.name} không còn là đơn vị hành chính trong "
            f"{lower_first(report.period.label)}, nên không nhận số liệu.",
        )
    if not may_write(access_of(by), report):
        raise FiguresRefused(
            "not_your_area", f"Bạn không được giao nhập số liệu của {report.area.name}."
        )


def _period_cause(report: Report, now: datetime) -> tuple[str, str]:
    period = report.period
    if not period.is_open(now):
        return "period_not_open", (
            f"Kỳ {lower_first(period.label)} chưa mở hoặc đã đóng, nên không nhận số liệu. "
            "Hãy đề nghị cán bộ tỉnh mở kỳ."
        )
    if is_past_deadline(report, now):
        due = report.extended_until or deadline(report)
        return "overdue", (
            f"Đã quá hạn gửi báo cáo {period.label} của {report.area.name} "
            f"(hạn đến hết {period.due_on:%d/%m/%Y}"
            + (f", gia hạn đến {localtime(due):%H:%M %d/%m/%Y}" if report.extended_until else "")
            + "). Hãy đề nghị cán bộ tỉnh gia hạn cho báo cáo này."
        )
    return "", ""


def _state_cause(report: Report) -> tuple[str, str]:
    name = f"Báo cáo {report.period.label} của {report.area.name}"
    if report.state == ReportState.SENT:
        return "sent", f"{name} đã gửi, đang chờ tỉnh duyệt, nên không sửa được số liệu."
    if report.is_approved:
        done = "chốt" if report.state == ReportState.LOCKED else "duyệt"
        return report.state, (
            f"{name} đã {done} (duyệt ngày {localtime(report.approved_at):%d/%m/%Y} bởi "
            f"{report.approved_by.get_full_name()}), nên không sửa được số liệu."
        )
    return "", ""


def check_values(report: Report, entries: Iterable[Entry]) -> None:
    """Raises on the first value that its measure, its area or its whole does not allow."""
    entries = list(entries)
    allowed = {column.pk: column for column in report.form.measures.all()}
    rows = _row_areas(report)
    _check_no_cell_twice(entries)
    for entry in entries:
        _check_place(entry, allowed, rows)
        _check_size(entry, rows)
    _check_parts(report, entries, allowed.values(), rows)


def _check_no_cell_twice(entries: list[Entry]) -> None:
    if len({entry.key for entry in entries}) < len(entries):
        raise FiguresRefused("cell_twice", "Có ô được gửi hai lần trong một lượt lưu.")


def _row_areas(report: Report) -> dict[int, str]:
    areas = Area.objects.under(report.area).of_kind(report.form.row_kind)
    return dict(areas.valid_on(report.period.ends_on).values_list("pk", "name"))


def _check_place(entry: Entry, allowed: Mapping[int, Measure], rows: Mapping[int, str]) -> None:
    if entry.measure.pk not in allowed:
        raise FiguresRefused("foreign_measure", f"Biểu này không có cột “{entry.measure.name}”.")
    if entry.area_id not in rows:
        raise FiguresRefused(
            "foreign_area", "Có dòng không thuộc địa bàn báo cáo hoặc không còn hiệu lực trong kỳ."
        )


def _check_size(entry: Entry, rows: Mapping[int, str]) -> None:
    cell = f"“{entry.measure.name}” của {rows[entry.area_id]}"
    if not entry.value.is_finite() or abs(entry.value) >= LARGEST:
        raise FiguresRefused("not_storable", f"{cell} quá lớn hoặc không phải là số.")
    low, high = entry.measure.minimum, entry.measure.maximum
    if (low is not None and entry.value < low) or (high is not None and entry.value > high):
        limits = f"từ {format_number(low)}" + (
            f" đến {format_number(high)}" if high else " trở lên"
        )
        raise FiguresRefused(
            "out_of_limits", f"{cell} là {format_number(entry.value)}, phải {limits}."
        )
    # A stated rate may carry more places than it is shown with, never more than are stored.
    places = STORED_PLACES if entry.measure.kind == MeasureKind.RATE else entry.measure.decimals
    if -entry.value.normalize().as_tuple().exponent > places:
        raise FiguresRefused(
            "too_many_decimals",
            f"{cell} là {format_number(entry.value)}, chỉ nhận {places} chữ số thập phân.",
        )


def _check_parts(
    report: Report, entries: list[Entry], measures: Iterable[Measure], rows: Mapping[int, str]
) -> None:
    """No part above its whole, whichever of the two is being changed."""
    pairs = [(measure, measure.part_of_id) for measure in measures if measure.part_of_id]
    new = {entry.key: entry for entry in entries}
    stored = stored_figures(report, new)
    for area in {entry.area_id for entry in entries}:
        for measure, whole_id in pairs:
            keys = (measure.pk, area), (whole_id, area)
            if not any(key in new for key in keys):
                continue
            part, whole = (new.get(key) or stored.get(key) for key in keys)
            if part is not None and whole is not None and part.value > whole.value:
                raise FiguresRefused(
                    "part_over_whole",
                    f"“{part.measure.name}” của {rows[area]} là {format_number(part.value)}, "
                    f"lớn hơn “{whole.measure.name}” là {format_number(whole.value)}.",
                )
