"""The drawings of the report, as Plotly figures of plain numbers."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lsdash.lib import theme

from .compose import UNSORTED
from .data import CapitalState, ReportData


@dataclass(frozen=True)
class Drawing:
    """A figure with what is said of it; `section` is the key of the section it stands in."""

    section: str
    caption: str
    alt: str
    figure: dict[str, Any]
    height: int


def drawings(data: ReportData) -> tuple[Drawing, ...]:
    """Those for which there is something to draw: capital by project, obstacles by category."""
    found = []
    if data.capital is not None and data.capital.by_project:
        found.append(_capital(data.capital))
    if len(data.obstacles) > 1:
        found.append(_obstacles(data))
    return tuple(found)


def _capital(state: CapitalState) -> Drawing:
    lines = state.by_project
    names = [line.name for line in lines]

    def bars(name: str, values: list[Decimal | None], colour: str) -> dict[str, Any]:
        return {
            "type": "bar",
            "orientation": "h",
            "name": name,
            "y": names,
            "x": [None if value is None else float(value / 1000) for value in values],
            "marker": {"color": colour},
        }

    return Drawing(
        section="von",
        caption=f"Vốn được sử dụng và đã giải ngân năm {state.year} theo dự án (tỷ đồng)",
        alt=f"Biểu đồ cột: {len(lines)} dự án, vốn được sử dụng và đã giải ngân.",
        figure={
            "data": [
                bars("Được sử dụng", [line.usable for line in lines], theme.SERIES[4]),
                bars("Đã giải ngân", [line.disbursed for line in lines], theme.SERIES[0]),
            ],
            "layout": theme.layout(
                xaxis=theme.value_axis(0, rangemode="tozero"),
                yaxis=theme.category_axis(autorange="reversed"),
                barmode="group",
            ),
        },
        height=110 + 28 * len(lines),
    )


def _obstacles(data: ReportData) -> Drawing:
    counts: dict[str, int] = {}
    for line in data.obstacles:
        name = line.category or UNSORTED
        counts[name] = counts.get(name, 0) + 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Drawing(
        section="kho-khan",
        caption="Khó khăn, vướng mắc chưa giải quyết theo nhóm",
        alt=f"Biểu đồ cột: nhiều nhất là “{ordered[0][0]}” với {ordered[0][1]}.",
        figure={
            "data": [
                {
                    "type": "bar",
                    "orientation": "h",
                    "y": [name for name, _ in ordered],
                    "x": [count for _, count in ordered],
                    "text": [str(count) for _, count in ordered],
                    "marker": {"color": theme.SERIES[1]},
                }
            ],
            "layout": theme.layout(
                xaxis=theme.value_axis(0, rangemode="tozero"),
                yaxis=theme.category_axis(autorange="reversed"),
                showlegend=False,
            ),
        },
        height=80 + 34 * len(ordered),
    )
