"""Where one place stands on every indicator, as a table to hand out."""

from collections.abc import Mapping

from indicators.models import Area
from indicators.selectors.standing import Standing
from indicators.wording import reason_text, remaining_text, reservation, target_text, value_text
from lsdash.lib.numbers import MISSING
from lsdash.lib.theme import Cell, Column, Table


def standings_table(
    area: Area, standings: tuple[Standing, ...], beside: Mapping[int, Standing] | None = None
) -> Table:
    """A row for each indicator; `beside`, by indicator, is where the whole province stands."""
    return Table(
        caption=f"Các chỉ tiêu của {area.name}",
        columns=(
            Column("Chỉ tiêu"),
            Column("Giá trị", numeric=True),
            Column("Thời điểm"),
            Column("Mục tiêu"),
            Column("Mục tiêu trung ương"),
            Column("Còn thiếu"),
            *([Column("Toàn tỉnh", numeric=True)] if beside else []),
            Column("Đánh giá"),
        ),
        rows=tuple(_row(one, beside) for one in standings),
        empty="Địa bàn này chưa có báo cáo nào và cũng không có số công bố.",
    )


def _row(standing: Standing, beside: Mapping[int, Standing] | None) -> tuple[Cell, ...]:
    indicator, target, national = standing.indicator, standing.target, standing.national
    whole = beside.get(indicator.pk) if beside else None
    known = standing.as_of or MISSING, reservation(standing)
    return (
        Cell(indicator.name),
        Cell(value_text(standing)),
        Cell(", ".join(filter(None, known))),
        Cell(target_text(target, indicator) if target else MISSING),
        Cell(target_text(national, indicator) if national else MISSING),
        Cell(remaining_text(standing)),
        *([Cell(value_text(whole) if whole else MISSING)] if beside else []),
        Cell("", light=standing.light, note=reason_text(standing)),
    )
