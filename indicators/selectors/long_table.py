"""What the reader of long tables must know: every area, measure and period there is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count, groupby
from typing import Any

from indicators.models import Alias, Area, FormMeasure, LongTable, Measure, Period
from indicators.sheets.long.spec import LongArea, LongMeasure, LongPeriod, LongRequest
from indicators.sheets.spec import AreaName, ColumnSpec


def long_request() -> LongRequest:
    """Five queries, whatever the table holds."""
    asked = set(FormMeasure.objects.values_list("measure", flat=True))
    measures = Measure.objects.filter(pk__in=asked).prefetch_related("aliases")
    return LongRequest(
        areas=tuple(_areas()),
        measures=tuple(_measure(measure) for measure in measures),
        periods=tuple(
            LongPeriod(pk, code, ends_on.isoformat())
            for pk, code, ends_on in Period.objects.values_list("pk", "code", "ends_on")
        ),
    )


def _areas() -> Iterator[LongArea]:
    """Plain values: making models of some hundred areas and what is above them takes longer."""
    aliases: dict[int, tuple[str, ...]] = {}
    for area, text in Alias.objects.filter(area__isnull=False).values_list("area", "text"):
        aliases[area] = (*aliases.get(area, ()), text)
    rows = Area.objects.values_list(
        "pk", "code", "name", "short_name", "unit_type", "parent__name", "valid_from", "valid_to"
    )
    for pk, code, name, short, unit_type, upper, start, end in rows:
        yield LongArea(
            id=pk,
            name=AreaName(code, name, short, unit_type, aliases.get(pk, ())),
            upper=upper or "",
            valid_from=start.isoformat(),
            valid_to=end.isoformat() if end else None,
        )


def _measure(measure: Measure) -> LongMeasure:
    return LongMeasure(
        measure.pk,
        ColumnSpec(
            key=measure.code,
            header=measure.name,
            unit=measure.unit,
            kind=measure.kind,
            decimals=measure.decimals,
            minimum=measure.minimum,
            maximum=measure.maximum,
            aliases=tuple(alias.text for alias in measure.aliases.all()),
        ),
    )


TITLES = {
    "sheet_not_read": "Trang tính không được đọc",
    "unknown_area": "Không nhận ra địa bàn",
    "ambiguous_area": "Tên có thể là nhiều địa bàn",
    "name_without_marks": "Tên viết không dấu",
    "unknown_measure": "Không nhận ra số liệu",
    "ambiguous_measure": "Tên có thể là nhiều số liệu",
    "foreign_measure": "Không có biểu nào thu số liệu này",
    "unknown_period": "Không nhận ra kỳ",
    "unknown_status": "Không rõ tính chất",
    "note_too_long": "Ghi chú quá dài",
    "extra_cells": "Dòng có nhiều ô hơn tiêu đề",
    "contradicting_rows": "Nhiều dòng nêu số khác nhau cho một ô",
    "repeated_row": "Dòng lặp lại",
    "part_over_whole": "Số thành phần lớn hơn số chung",
    "ambiguous_number": "Số có hai cách đọc",
    "not_a_number": "Không phải là số",
    "not_whole": "Phải là số nguyên",
    "percent_not_expected": "Dấu % ở số liệu không phải tỷ lệ",
    "below_minimum": "Nhỏ hơn mức cho phép",
    "above_maximum": "Lớn hơn mức cho phép",
    "not_storable": "Số quá lớn",
    "not_yes_no": "Không phải dấu x",
    "excel_error": "Ô lỗi của Excel",
    "formula_without_result": "Công thức chưa có kết quả",
    "date_in_number": "Ngày tháng ở cột số",
    "bool_in_number": "Đúng/sai ở cột số",
    "period_not_open": "Kỳ chưa mở hoặc đã đóng",
    "overdue": "Đã quá hạn gửi",
    "sent": "Báo cáo đã gửi",
    "approved": "Báo cáo đã duyệt",
    "locked": "Báo cáo đã chốt",
    "not_your_area": "Ngoài địa bàn được giao",
}


@dataclass(frozen=True)
class LongCause:
    """All lines with one cause; `places` names every one of them, `samples` explains some."""

    title: str
    is_error: bool
    lines: int
    places: str
    samples: tuple[tuple[int, str], ...]


def long_causes(table: LongTable) -> list[LongCause]:
    """No query: what was found stands in the row."""
    return causes_shown(table.causes, TITLES)


def causes_shown(causes: Iterable[Mapping[str, Any]], titles: Mapping[str, str]) -> list[LongCause]:
    """The causes of a reading, as JSON keeps them, in words."""
    return [
        LongCause(
            title=titles.get(cause["code"], "Chưa nhận được"),
            is_error=cause["level"] == "error",
            lines=len(cause["lines"]),
            places=line_ranges(cause["lines"]),
            samples=tuple((sample["line"], sample["message"]) for sample in cause["samples"]),
        )
        for cause in causes
    ]


def line_ranges(lines: Iterable[int]) -> str:
    """“2–5, 9” for 2, 3, 4, 5 and 9."""
    counter = count()
    runs = groupby(sorted(set(lines)), key=lambda line: line - next(counter))
    found = [list(run) for _, run in runs]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in found)


def measure_guide() -> list[Measure]:
    """What may stand in the column of figures, in the order of the codes."""
    asked = FormMeasure.objects.values("measure")
    return list(Measure.objects.filter(pk__in=asked))
