"""The districts on one scale, best first, beside the target."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from indicators.asked import of
from indicators.choice import kept
from indicators.models import AreaKind, Indicator, Target
from indicators.selectors.indicator import DistrictRow, IndicatorPage
from indicators.selectors.standing import Standing
from indicators.wording import (
    difference,
    quantity,
    reason_text,
    remaining_text,
    stated_difference,
    value_text,
)
from lsdash.lib import theme
from lsdash.lib.text import lower_first
from lsdash.lib.theme import Cell, Chart, Column, Table

from .shared import REPORTS, axis_decimals, goal_line, plain


def ranking_chart(page: IndicatorPage) -> Chart | None:
    """The districts on one scale, best first, beside the target; None where fewer than two have
    a value."""
    rows = [row for row in page.ranking if row.standing.value is not None]
    if len(rows) < 2:
        return None
    indicator, target = page.indicator, page.standing.target
    applies = target is not None and rows[0].standing.target is not None
    return Chart(
        slug="xep-hang",
        title=f"{_ranked_what(page)} {page.parts}, {rows[0].standing.as_of}",
        subtitle=f"{_goal_words(target if applies else None)} {_nature_words(page)}",
        figure={
            "data": [_ranking_bars(rows, page)],
            "layout": theme.layout(
                xaxis=theme.value_axis(axis_decimals(indicator), rangemode="tozero"),
                yaxis=theme.category_axis(autorange="reversed"),
                shapes=[goal_line(float(target.value), across="x")] if applies else [],
                showlegend=False,
            ),
        },
        table=ranking_table(page),
        alt=f"Cao nhất trong bảng xếp hạng: {rows[0].area.name}; "
        f"cuối bảng: {rows[-1].area.name}. Số liệu đầy đủ trong bảng bên dưới.",
        source=REPORTS,
        height=80 + 30 * len(rows),
    )


def _goal_words(target: Target | None) -> str:
    if target is None:
        return "Mục tiêu giao cho toàn tỉnh, không giao cho từng nơi."
    return f"Vạch đứt: mục tiêu {lower_first(target.get_assigner_display())}."


def _nature_words(page: IndicatorPage) -> str:
    return left_out_text(page) if page.only_official else "Cột rỗng: chưa chính thức."


def left_out_text(page: IndicatorPage) -> str:
    """How many districts are not ranked because only official figures were asked for, and why."""
    if not page.left_out:
        return "Chỉ tính số đã duyệt."
    return (
        f"Chỉ tính số đã duyệt: không có {len(page.left_out)} {page.kind_of_part} còn số sơ bộ "
        "(chưa duyệt, hoặc là số ước)."
    )


def _ranked_what(page: IndicatorPage) -> str:
    name = page.indicator.short_name
    return f"{name}: mức thay đổi trong năm" if page.standing.is_change else name


def _ranking_bars(rows: Sequence[DistrictRow], page: IndicatorPage) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [float(row.standing.value) for row in rows],
        "y": [plain(row.area.short_name) for row in rows],
        "text": [value_text(row.standing) for row in rows],
        "textposition": "auto",
        "hovertemplate": "%{y}: %{text}<extra></extra>",
        "customdata": [address(row, page) for row in rows],
        "marker": {
            "color": [theme.OFFICIAL if _is_official(row) else theme.PAPER for row in rows],
            "line": {"color": theme.OFFICIAL, "width": 2},
        },
    }


def _is_official(row: DistrictRow) -> bool:
    return row.standing.observation is not None and row.standing.observation.is_official


def ranking_table(page: IndicatorPage) -> Table:
    """Every readable district, those without a figure included."""
    changes = page.standing.is_change
    return Table(
        caption=f"{_ranked_what(page)} {page.parts}",
        columns=(
            Column("Địa bàn"),
            Column("Mức thay đổi trong năm" if changes else "Giá trị", numeric=True),
            *([Column("Mức hiện tại", numeric=True)] if changes else []),
            Column("Mức thay đổi so kỳ trước" if changes else "Thay đổi so kỳ trước", numeric=True),
            Column("Còn thiếu so mục tiêu", numeric=True),
            Column("Đà năm qua" if changes else "Đà năm qua, đà cần có", numeric=True),
            Column("Đơn vị đã báo cáo"),
            Column("Đánh giá"),
        ),
        rows=tuple(_ranking_row(row, page) for row in page.ranking),
        empty="Không có địa bàn nào trong phạm vi được xem hoặc trong thời gian này.",
    )


def address(row: DistrictRow, page: IndicatorPage) -> str:
    """The indicator at that place; of what has no parts, the place."""
    if row.area.kind == AreaKind.COMMUNE:
        return kept(row.area.get_absolute_url(), page.only_official, page.period_code)
    there = f"{page.indicator.get_absolute_url()}?{urlencode(of(row.area), safe='/')}"
    known = page.period_code if row.standing.case.is_told_of(page.period_code) else ""
    return kept(there, page.only_official, known)


def _ranking_row(row: DistrictRow, page: IndicatorPage) -> tuple[Cell, ...]:
    standing, indicator, changes = row.standing, page.indicator, page.standing.is_change
    decimals = max(indicator.decimals, 1)
    level = Cell(quantity(standing.level, indicator.unit, indicator.decimals))
    return (
        Cell(row.area.name, href=address(row, page)),
        Cell(value_text(standing)),
        *([level] if changes else []),
        Cell(difference(row.level_change, indicator.unit, decimals)),
        Cell(remaining_text(standing)),
        _pace_cell(row, indicator, decimals),
        Cell(
            standing.coverage.text if standing.coverage else "chưa báo cáo",
            note=_origin(standing),
        ),
        Cell("", light=standing.light, note=reason_text(standing)),
    )


def _pace_cell(row: DistrictRow, indicator: Indicator, decimals: int) -> Cell:
    """Held over the last year, and under it what it takes from here; both per year."""
    held = difference(row.pace_held, indicator.unit, decimals)
    if row.pace_needed is None or not row.standing.distance:
        return Cell(held)
    return Cell(held, note=f"cần {difference(row.pace_needed, indicator.unit, decimals)}")


def _origin(standing: Standing) -> str:
    """Whether the figure is final, and what the level above stated where that is another one."""
    observation, indicator = standing.observation, standing.indicator
    if observation is None:
        return ""
    return "; ".join(filter(None, [observation.nature, stated_difference(observation, indicator)]))
