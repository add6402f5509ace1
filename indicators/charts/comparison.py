"""What is compared on one chart; where units differ one small chart below the other, for two
scales beside one field make any two lines look alike."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from indicators.models import ValueForm
from indicators.selectors.comparison import ComparedLine, Comparison
from indicators.selectors.lineage import changed_on
from indicators.selectors.observation import Observation
from indicators.selectors.standing import Standing
from indicators.wording import (
    difference,
    quantity,
    reason_text,
    remaining_text,
    reservation,
    target_text,
    value_text,
)
from lsdash.lib import theme
from lsdash.lib.theme import Cell, Chart, Column, Table

from .shared import (
    REPORTS,
    axis_decimals,
    break_line,
    break_words,
    change_words,
    goal_line,
    goal_words,
    parted,
    plain,
)

DASHES = ("solid", "dash", "dot", "dashdot")
SYMBOLS = ("circle", "square", "diamond", "triangle-up")


def comparison_charts(page: Comparison) -> list[Chart]:
    """One for each unit, in the order asked for; none where nothing was reported."""
    lines = [line for line in page.lines if line.drawn]
    units = list(dict.fromkeys(line.indicator.unit for line in lines))
    return [
        _chart(page, [line for line in lines if line.indicator.unit == unit], unit, len(units))
        for unit in units
    ]


def _chart(page: Comparison, lines: Sequence[ComparedLine], unit: str, charts: int) -> Chart:
    goals = _goals(lines) if page.by_area else []
    changes = _changes(lines)
    decimals = max(axis_decimals(line.indicator) for line in lines)
    names = ", ".join(line_name(page, line) for line in lines)
    subject = lines[0].indicator.short_name if page.by_area else lines[0].area.name
    return Chart(
        slug=f"so-sanh-{list(dict.fromkeys(x.indicator.unit for x in page.lines)).index(unit) + 1}",
        title=f"{subject}: {names}",
        subtitle=f"Đơn vị: {unit}. Chỉ nối các kỳ mọi đơn vị đã báo cáo; dấu rỗng: chưa chính "
        "thức.",
        figure={
            "data": [_trace(page, line) for line in lines],
            "layout": theme.layout(
                xaxis=_quarters(lines),
                yaxis=theme.value_axis(
                    decimals, title={"text": unit}, **_whole_steps(lines, decimals)
                ),
                shapes=[
                    *(goal_line(value, across="y") for value, _ in goals),
                    *map(break_line, changes),
                ],
                annotations=[
                    *(goal_words(value, text) for value, text in goals),
                    *(break_words(day, text) for day, text in changes.items()),
                ],
                margin={"b": 64},
                showlegend=True,
            ),
        },
        table=comparison_table(page),
        alt="; ".join(f"{line_name(page, one)}: {value_text(one.standing)}" for one in lines) + ".",
        source=REPORTS,
        height=400 if charts == 1 else 280,
    )


def _whole_steps(lines: Sequence[ComparedLine], decimals: int) -> dict[str, Any]:
    """A few communes are counted one by one; half of one, rounded, would stand twice."""
    most = max(abs(o.value) for line in lines for o in line.drawn)
    return {"dtick": 1} if decimals == 0 and most < 7 else {}


def _quarters(lines: Sequence[ComparedLine]) -> dict[str, Any]:
    years = sorted({o.period.year for line in lines for o in line.drawn})
    return {
        "type": "date",
        "tickvals": [f"{year}-12-31" for year in range(years[0] - 1, years[-1] + 1)],
        "ticktext": [f"cuối {year}" for year in range(years[0] - 1, years[-1] + 1)],
        "showgrid": True,
    }


def _goals(lines: Sequence[ComparedLine]) -> list[tuple[float, str]]:
    """The levels that the areas are to reach, each once."""
    targets = [line.standing.target for line in lines if line.standing.target]
    levels = {t.value: t for t in targets if t.form == ValueForm.LEVEL}
    indicator = lines[0].indicator
    return [(float(value), target_text(t, indicator)) for value, t in levels.items()]


def _changes(lines: Sequence[ComparedLine]) -> dict[date, str]:
    """The days of changes of boundaries, with what stands before them."""
    found = {changed_on(line.area, line.drawn): line.area for line in lines}
    return {day: change_words(area, day) for day, area in found.items() if day is not None}


def line_name(page: Comparison, line: ComparedLine) -> str:
    return line.area.name if page.by_area else line.indicator.short_name


def _trace(page: Comparison, line: ComparedLine) -> dict[str, Any]:
    place = page.lines.index(line)
    colour, change = theme.SERIES[place], changed_on(line.area, line.drawn)
    drawn = parted(line.drawn, change)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": plain(line_name(page, line)),
        "x": [(o.on if o else change).isoformat() for o in drawn],
        "y": [float(o.value) if o else None for o in drawn],
        "text": [_words(page, line, o) if o else "" for o in drawn],
        "hovertemplate": "%{text}<extra></extra>",
        "line": {"color": colour, "width": 2.5, "dash": DASHES[place]},
        "marker": {
            "symbol": SYMBOLS[place],
            "size": 9,
            "color": [colour if o and o.is_official else theme.PAPER for o in drawn],
            "line": {"color": colour, "width": 2},
        },
    }


def _words(page: Comparison, line: ComparedLine, one: Observation) -> str:
    value = quantity(one.value, line.indicator.unit, line.indicator.decimals)
    return f"{plain(line_name(page, line))}, {one.period.label}: <b>{value}</b><br>{one.nature}"


def comparison_table(page: Comparison) -> Table:
    """Every value that is drawn: a row for each period, the newest first."""
    drawn = [{o.period.pk: o for o in line.drawn} for line in page.lines]
    shown = [p for p in page.periods if any(p.pk in values for values in drawn)]

    def cell(place: int, period: int) -> Cell:
        line, found = page.lines[place], drawn[place].get(period)
        if found is None:
            return Cell("—", note="chưa có đủ báo cáo")
        text = quantity(found.value, line.indicator.unit, line.indicator.decimals)
        return Cell(text, note=found.reservation)

    return Table(
        caption="Số liệu từng kỳ",
        columns=(
            Column("Kỳ"),
            *(Column(line_name(page, line), numeric=True) for line in page.lines),
        ),
        rows=tuple(
            (Cell(p.label), *(cell(place, p.pk) for place in range(len(page.lines)))) for p in shown
        ),
        empty="Chưa có kỳ nào được mọi đơn vị báo cáo.",
    )


def standing_table(page: Comparison, links: Sequence[str]) -> Table:
    """Where each of them stands; `links` lead to them, in their order."""
    return Table(
        caption="Hiện ở đâu",
        columns=(
            Column("Địa bàn" if page.by_area else "Chỉ tiêu"),
            Column("Giá trị", numeric=True),
            Column("Thay đổi so kỳ trước", numeric=True),
            Column("Mục tiêu", numeric=True),
            Column("Còn thiếu", numeric=True),
            Column("Đánh giá"),
        ),
        rows=tuple(
            _standing_row(page, line, href) for line, href in zip(page.lines, links, strict=True)
        ),
    )


def _standing_row(page: Comparison, line: ComparedLine, href: str) -> tuple[Cell, ...]:
    standing, indicator = line.standing, line.indicator
    change = _level_change(line)
    return (
        Cell(line_name(page, line), href=href),
        Cell(value_text(standing), note=_as_of(standing)),
        Cell(difference(change, indicator.unit, max(indicator.decimals, 1))),
        Cell(target_text(standing.target, indicator) if standing.target else "—", is_target=True),
        Cell(remaining_text(standing)),
        Cell("", light=standing.light, note=reason_text(standing)),
    )


def _as_of(standing: Standing) -> str:
    return ", ".join(filter(None, (standing.as_of, reservation(standing))))


def _level_change(line: ComparedLine) -> Decimal | None:
    if len(line.drawn) < 2:
        return None
    return line.drawn[-1].value - line.drawn[-2].value
