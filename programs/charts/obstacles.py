"""Obstacles by age, by the capital that they hold up, opened against resolved."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from lsdash.lib import theme
from lsdash.lib.money import MoneyUnit, in_unit, money_number, money_text
from lsdash.lib.numbers import format_number
from lsdash.lib.theme import Cell, Chart, Column, Table
from programs.ageing import Band
from programs.selectors.obstacles.summary import Held, Quarter, Summary

SOURCE = "sổ theo dõi khó khăn, vướng mắc"
LONGEST_NAME = 46


def obstacle_charts(found: Summary, unit: MoneyUnit) -> tuple[Chart, ...]:
    """Those that have something to draw."""
    charts = (
        ageing_chart(found.bands),
        held_chart(found.by_category, unit, "nhom", "nhóm khó khăn"),
        held_chart(found.by_authority, unit, "cap", "cấp có thẩm quyền"),
        quarters_chart(found.quarters),
    )
    return tuple(chart for chart in charts if chart is not None)


def ageing_chart(bands: Sequence[Band]) -> Chart | None:
    total = sum(band.count for band in bands)
    if not total:
        return None
    oldest = bands[-1].count
    table = Table(
        "Khó khăn chưa kết thúc theo số ngày từ khi nêu",
        (Column("Số ngày từ khi nêu"), Column("Số khó khăn", numeric=True)),
        tuple((Cell(band.label), Cell(format_number(band.count))) for band in bands),
    )
    return Chart(
        slug="tuoi",
        title="Khó khăn chưa kết thúc theo tuổi",
        subtitle="Số ngày từ ngày nêu đến hôm nay.",
        figure={
            "data": [_bars([one.label for one in bands], [one.count for one in bands])],
            "layout": theme.layout(
                xaxis=theme.category_axis(),
                yaxis=theme.value_axis(0, rangemode="tozero"),
                showlegend=False,
            ),
        },
        table=table,
        alt=f"{total} khó khăn chưa kết thúc, {oldest} đã quá một năm.",
        source=SOURCE,
        height=280,
    )


def _bars(names: list[str], counts: list[int]) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": names,
        "y": counts,
        "text": [format_number(count) for count in counts],
        "textposition": "auto",
        "hovertemplate": "%{x}: %{text}<extra></extra>",
        "marker": {"color": theme.OFFICIAL},
    }


def held_chart(rows: Sequence[Held], unit: MoneyUnit, field: str, what: str) -> Chart | None:
    """Capital held up by open ones, as bars; None where nobody said any."""
    drawn = [row for row in rows if row.capital]
    if not drawn:
        return None
    most = max(drawn, key=lambda row: row.capital or 0)
    return Chart(
        slug=f"von-{field}",
        title=f"Vốn bị vướng theo {what}",
        subtitle=f"{unit.label.capitalize()}, của những khó khăn chưa kết thúc.",
        figure={
            "data": [_money_bars(drawn, unit, field)],
            "layout": theme.layout(
                xaxis=theme.value_axis(0, rangemode="tozero"),
                yaxis=theme.category_axis(autorange="reversed"),
                showlegend=False,
            ),
        },
        table=held_table(rows, unit, field, what),
        alt=f"Nhiều nhất: {most.name}, {money_text(most.capital, unit)}.",
        source=SOURCE,
        height=100 + 34 * len(drawn),
    )


def _money_bars(rows: Iterable[Held], unit: MoneyUnit, field: str) -> dict[str, Any]:
    drawn = list(rows)
    return {
        "type": "bar",
        "orientation": "h",
        "x": [float(in_unit(row.capital, unit)) for row in drawn],
        "y": [_short(row.name) for row in drawn],
        "text": [money_number(row.capital, unit) for row in drawn],
        "textposition": "auto",
        "hovertemplate": "%{y}: %{text}<extra></extra>",
        "customdata": [_list_of(field, row.code) for row in drawn],
        "marker": {"color": theme.OFFICIAL},
    }


def _short(name: str) -> str:
    """Inside a drawing, where Plotly would take a tag for one."""
    cut = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
    return cut.replace("&", "&amp;").replace("<", "&lt;")


def _list_of(field: str, code: str) -> str:
    address = reverse("programs:obstacle_list")
    return f"{address}?{urlencode({field: code})}" if code else address


def held_table(rows: Iterable[Held], unit: MoneyUnit, field: str, what: str) -> Table:
    return Table(
        f"Khó khăn chưa kết thúc theo {what}",
        (
            Column(what.capitalize()),
            Column("Số khó khăn", numeric=True),
            Column("Quá hạn", numeric=True),
            Column(f"Vốn bị vướng ({unit.label})", numeric=True),
        ),
        tuple(
            (
                Cell(row.name, href=_list_of(field, row.code)),
                Cell(format_number(row.count)),
                Cell(format_number(row.overdue)),
                Cell(money_number(row.capital, unit)),
            )
            for row in rows
        ),
        empty="Không có khó khăn nào chưa kết thúc.",
    )


def quarters_chart(quarters: Sequence[Quarter]) -> Chart | None:
    if not quarters:
        return None
    names = [one.label for one in quarters]
    opened, resolved = [one.opened for one in quarters], [one.resolved for one in quarters]
    return Chart(
        slug="quy",
        title="Khó khăn nêu mới và đã giải quyết theo quý",
        subtitle="Theo ngày nêu và ngày giải quyết; những dòng đã gộp không đếm lại.",
        figure={
            "data": [
                _bars(names, opened) | {"name": "Nêu mới"},
                _bars(names, resolved)
                | {"name": "Đã giải quyết", "marker": {"color": theme.SERIES[2]}},
            ],
            "layout": theme.layout(
                barmode="group",
                xaxis=theme.category_axis(),
                yaxis=theme.value_axis(0, rangemode="tozero"),
                showlegend=True,
            ),
        },
        table=Table(
            "Khó khăn nêu mới và đã giải quyết theo quý",
            (
                Column("Quý"),
                Column("Nêu mới", numeric=True),
                Column("Đã giải quyết", numeric=True),
            ),
            tuple(
                (
                    Cell(one.label),
                    Cell(format_number(one.opened)),
                    Cell(format_number(one.resolved)),
                )
                for one in quarters
            ),
        ),
        alt=f"Từ {names[0]} đến {names[-1]}: nêu mới {sum(opened)}, đã giải quyết {sum(resolved)}.",
        source=SOURCE,
        height=320,
    )
