"""The parts of an area side by side, each a small picture on one and the same scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.models import Indicator
from indicators.selectors.indicator import DistrictRow, IndicatorPage
from indicators.selectors.standing import Observation
from indicators.wording import quantity, remaining_text, value_text
from lsdash.lib import theme
from lsdash.lib.theme import Chart, Table

from .ranking import address
from .shared import REPORTS, axis_decimals, goal_line

Range = tuple[float, float]


@dataclass(frozen=True)
class Multiple:
    """One picture with its words; the picture says nothing that the words and the table do not."""

    name: str
    href: str
    value: str
    remaining: str
    light: str
    chart: Chart


@dataclass(frozen=True)
class Multiples:
    title: str
    note: str
    items: tuple[Multiple, ...]


def small_multiples(page: IndicatorPage) -> Multiples | None:
    """In the order of the ranking; None where fewer than two have anything to draw."""
    rows = [row for row in page.ranking if _drawn(row, page)]
    if len(rows) < 2:
        return None
    scale = _scale(rows, page)
    low, high = (
        quantity(Decimal(str(end)), page.indicator.unit, axis_decimals(page.indicator))
        for end in scale
    )
    goal = " Vạch đứt: mục tiêu." if _goal(rows[0]) is not None else ""
    return Multiples(
        title=f"{page.indicator.short_name}: diễn biến từng nơi trên cùng một thang",
        note=f"Mọi hình có chung thang từ {low} đến {high}, xếp theo bảng xếp hạng.{goal}",
        items=tuple(_multiple(row, page, scale) for row in rows),
    )


def _drawn(row: DistrictRow, page: IndicatorPage) -> list[Observation]:
    return [
        o
        for o in row.standing.case.series
        if o.value is not None and o.coverage.is_complete and o.on <= page.upto
    ]


def _goal(row: DistrictRow) -> float | None:
    target = row.standing.target
    return None if target is None or row.standing.is_change else float(target.value)


def _scale(rows: Sequence[DistrictRow], page: IndicatorPage) -> Range:
    """From below the lowest to above the highest of all, targets included."""
    values = [float(o.value) for row in rows for o in _drawn(row, page)]
    values += [goal for goal in map(_goal, rows) if goal is not None]
    room = (max(values) - min(values)) * 0.06 or 1
    low = max(min(values) - room, 0) if min(values) >= 0 else min(values) - room
    top = _top(page.indicator)
    return low, min(max(values) + room, top) if max(values) <= top else max(values) + room


def _top(indicator: Indicator) -> float:
    """A little above 100 of a %, so that a line along it is seen."""
    return 102 if indicator.unit == "%" else float("inf")


def _multiple(row: DistrictRow, page: IndicatorPage, scale: Range) -> Multiple:
    standing = row.standing
    value = value_text(standing)
    return Multiple(
        name=row.area.name,
        href=address(row, page),
        value=value,
        remaining=remaining_text(standing),
        light=standing.light,
        chart=Chart(
            slug=f"nho-{row.area.pk}",
            title=row.area.name,
            subtitle="",
            figure=_figure(row, page, scale),
            table=Table(row.area.name, (), ()),
            alt=f"{row.area.name}: {value}",
            source=REPORTS,
            height=120,
        ),
    )


def _figure(row: DistrictRow, page: IndicatorPage, scale: Range) -> dict[str, Any]:
    seen, goal = _drawn(row, page), _goal(row)
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines",
                "x": [o.on.isoformat() for o in seen],
                "y": [float(o.value) for o in seen],
                "line": {"color": theme.OFFICIAL, "width": 2},
            },
            {
                "type": "scatter",
                "mode": "markers",
                "x": [seen[-1].on.isoformat()],
                "y": [float(seen[-1].value)],
                "marker": {
                    "size": 8,
                    "color": theme.OFFICIAL if seen[-1].is_official else theme.PAPER,
                    "line": {"color": theme.OFFICIAL, "width": 2},
                },
            },
        ],
        "layout": theme.layout(
            xaxis=_years(page),
            yaxis=theme.value_axis(axis_decimals(page.indicator), range=list(scale), nticks=3),
            shapes=[goal_line(goal, across="y")] if goal is not None else [],
            showlegend=False,
            font={"size": 12},
        ),
    }


def _years(page: IndicatorPage) -> dict[str, Any]:
    """The same years under each picture: the first and the last of all."""
    days = [o.on for row in page.ranking for o in _drawn(row, page)]
    first, last = min(days), max(days)
    return {
        "type": "date",
        "range": [first.isoformat(), f"{last.year + 1}-01-31"],
        "tickvals": [first.isoformat(), last.isoformat()],
        "ticktext": [str(first.year), str(last.year)],
        "showgrid": False,
    }
