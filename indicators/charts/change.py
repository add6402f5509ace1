"""The change within each year beside the target."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from indicators.models import FigureStatus, Indicator, OfficialFigure, Target, ValueForm
from indicators.selectors.indicator import IndicatorPage
from indicators.selectors.standing import Case, Observation
from indicators.wording import change_unit, ground_text, target_text, yearly_change
from lsdash.lib import theme
from lsdash.lib.text import lower_first
from lsdash.lib.theme import Cell, Chart, Column, Table

from .shared import (
    DRAWN_OFFICIAL,
    DRAWN_PUBLISHED,
    REPORTS,
    goal_line,
    goal_words,
    plain,
    sources,
)


def change_chart(page: IndicatorPage) -> Chart | None:
    """The change within each year beside the target; None where no change is targeted."""
    case, indicator = page.case, page.indicator
    targets = [t for t in case.targets if t.form == ValueForm.CHANGE]
    if not targets:
        return None
    changes = year_changes(case)
    published = [f for f in case.published if f.form != ValueForm.LEVEL]
    yearly = [f for f in published if f.form == ValueForm.CHANGE]
    goal = page.standing.target or targets[0]
    return Chart(
        slug="muc-thay-doi",
        title=f"{indicator.name}, {lower_first(page.area.name)}: mức thay đổi trong từng năm",
        subtitle=f"Đơn vị: {change_unit(indicator.unit)}. {goal.get_assigner_display()}: "
        f"{target_text(goal, indicator)}.",
        figure={
            "data": [_change_bars(changes, indicator), *_published_changes(yearly, indicator)],
            "layout": theme.layout(
                xaxis=theme.category_axis(),
                yaxis=theme.value_axis(
                    1,
                    title={"text": change_unit(indicator.unit)},
                    range=_reach(changes, yearly, goal),
                ),
                shapes=[goal_line(float(goal.value), across="y")],
                annotations=[goal_words(float(goal.value), target_text(goal, indicator))],
                margin={"b": 76},
            ),
        },
        table=_change_table(changes, published, targets, indicator),
        alt="; ".join(
            f"năm {o.period.year}: {yearly_change(c, indicator.unit, 2)}" for o, c in changes
        )
        or "Chưa đủ hai năm để tính mức thay đổi.",
        source=sources(case, published),
        height=320,
    )


def _reach(
    changes: Sequence[tuple[Observation, Decimal]],
    yearly: Sequence[OfficialFigure],
    goal: Target,
) -> list[float]:
    """From below the lowest to above the highest, zero included, with room for the words."""
    values = [change for _, change in changes] + [f.value for f in yearly] + [goal.value]
    room = (max([*values, Decimal(0)]) - min([*values, Decimal(0)])) * Decimal("0.2")
    low, high = min([*values, Decimal(0)]), max([*values, Decimal(0)])
    return [float(low - room if low < 0 else low), float(high + room if high > 0 else high)]


def year_changes(case: Case) -> list[tuple[Observation, Decimal]]:
    """From one year end to the next, where both were reported by all."""
    ends = [
        o
        for o in case.series
        if o.period.number == 4 and o.value is not None and o.coverage.is_complete
    ]
    return [
        (after, after.value - before.value)
        for before, after in pairwise(ends)
        if after.period.year == before.period.year + 1
    ]


def _change_bars(
    changes: Sequence[tuple[Observation, Decimal]], indicator: Indicator
) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": DRAWN_OFFICIAL,
        "x": [str(o.period.year) for o, _ in changes],
        "y": [float(change) for _, change in changes],
        "text": [yearly_change(change, indicator.unit, 2) for _, change in changes],
        "textposition": "auto",
        "hovertemplate": "Năm %{x}: %{text}<extra></extra>",
        "marker": {
            "color": [theme.OFFICIAL if o.is_official else theme.PAPER for o, _ in changes],
            "line": {"color": theme.OFFICIAL, "width": 2},
        },
        "width": 0.5,
    }


def _published_changes(
    figures: Sequence[OfficialFigure], indicator: Indicator
) -> list[dict[str, Any]]:
    if not figures:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": DRAWN_PUBLISHED,
            "x": [str(f.on.year) for f in figures],
            "y": [float(f.value) for f in figures],
            "text": [
                f"{plain(f.period_text)}: {yearly_change(f.value, indicator.unit)}"
                f"<br>{plain(f.scope)}"
                for f in figures
            ],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {"symbol": "diamond", "size": 13, "color": theme.PUBLISHED},
        }
    ]


def _change_table(
    changes: Sequence[tuple[Observation, Decimal]],
    published: Sequence[OfficialFigure],
    targets: Sequence[Target],
    indicator: Indicator,
) -> Table:
    rows = [
        (
            Cell(f"năm {o.period.year}"),
            Cell(yearly_change(change, indicator.unit, 2)),
            Cell(f"Tổng hợp, {o.nature}", note=o.coverage.text),
            Cell(REPORTS),
        )
        for o, change in changes
    ]
    rows += [
        (
            Cell(f.period_text),
            Cell(yearly_change(f.value, indicator.unit)),
            Cell(FigureStatus(f.status).label, note=f.scope),
            Cell(f.source, href=f.address, note=f.note),
        )
        for f in published
    ]
    rows += [
        (
            Cell(f"đến {t.on:%d/%m/%Y}"),
            Cell(target_text(t, indicator), is_target=True),
            Cell("Mục tiêu", note=t.get_assigner_display()),
            Cell(ground_text(t), href=t.address),
        )
        for t in targets
    ]
    return Table(
        caption=f"{indicator.name}: mức thay đổi trong năm",
        columns=(
            Column("Thời gian"),
            Column("Mức thay đổi", numeric=True),
            Column("Tính chất"),
            Column("Nguồn"),
        ),
        rows=tuple(rows),
    )
