"""The S-curve of a year: disbursed against the plan, what is required, and the year before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from indicators.progress import Point
from lsdash.lib import theme
from lsdash.lib.money import in_unit, money_number, money_text
from lsdash.lib.theme import Cell, Chart, Column, Table
from programs.disbursement import requirement_at, years_earlier
from programs.links import page_link
from programs.selectors.overview import CapitalInBrief
from programs.wording import rate_text

from .shared import LEDGER

MARGIN = timedelta(days=6)  # so that the last day's mark is whole


def small_year_curve(page: CapitalInBrief) -> Chart | None:
    """The same for a narrow place that says already whose money it is and until when."""
    chart = year_curve(page, height=160)
    if chart is None:
        return None
    small = {
        "font": {"size": 11},
        "legend": {"xref": "container"},
        "margin": {"b": 36},
        "yaxis": {"nticks": 4},
    }
    return replace(
        chart,
        title=f"So với kế hoạch và yêu cầu ({page.question.unit.label})",
        subtitle="",
        source="sổ vốn",
        figure=chart.figure | {"layout": theme.merged(chart.figure["layout"], small)},
    )


def year_curve(page: CapitalInBrief, *, height: int = 320) -> Chart | None:
    """None where there is neither a plan nor a disbursement to draw."""
    if not page.curve and not page.steps:
        return None
    asked = page.question
    return Chart(
        slug="duong-giai-ngan",
        title=f"Giải ngân năm {asked.year} so với kế hoạch và yêu cầu, {asked.whose}",
        subtitle=f"{asked.unit.label}, lũy kế từ đầu năm đến {asked.day:%d/%m/%Y}.",
        figure={
            "data": [trace for trace in _traces(page) if trace["x"]],
            "layout": theme.layout(
                xaxis={
                    "type": "date",
                    "range": [f"{asked.year}-01-01", f"{_last_day(page) + MARGIN:%Y-%m-%d}"],
                    "tickformat": "%-d/%-m",
                    "dtick": "M2",
                },
                yaxis=theme.value_axis(0, rangemode="tozero"),
                margin={"b": 48},
            ),
        },
        table=_table(page),
        alt=_alt(page),
        source=LEDGER,
        height=height,
    )


def _last_day(page: CapitalInBrief) -> date:
    return max([date(page.question.year, 12, 31), *(point.on for point in page.curve)])


def _traces(page: CapitalInBrief) -> list[dict[str, Any]]:
    asked = page.question
    plan = [(max(step.signed_on, date(asked.year, 1, 1)), step.after) for step in page.steps]
    usable = page.total.amounts.usable
    if plan:
        plan.append((_last_day(page), usable))
    required = _required_points(page)
    before = [Point(years_earlier(point.on, -1), point.value) for point in page.last_year]
    return [
        _line(
            "Vốn được sử dụng",
            [(day, value) for day, value in plan],
            page,
            line={"color": theme.TEXT_SECONDARY, "width": 2, "shape": "hv"},
        ),
        _line("Yêu cầu", required, page, line=theme.target_line()),
        _line(
            f"Năm {asked.year - 1}",
            [(point.on, point.value) for point in before],
            page,
            mode="lines+markers",
            marker={"size": 5},
            line={"color": theme.SERIES[1], "width": 2, "dash": "dot", "shape": "hv"},
        ),
        _line(
            f"Năm {asked.year}",
            [(point.on, point.value) for point in page.curve],
            page,
            mode="lines+markers",
            line={"color": theme.OFFICIAL, "width": 3, "shape": "hv"},
            marker={"size": 7},
            customdata=[
                page_link("capital_lines", asked, ngay=f"{point.on:%d/%m/%Y}")
                for point in page.curve
            ],
        ),
    ]


def _line(
    name: str, points: Sequence[tuple[date, Any]], page: CapitalInBrief, **look: Any
) -> dict[str, Any]:
    unit = page.question.unit
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [day.isoformat() for day, _ in points],
        "y": [float(in_unit(value, unit)) for _, value in points],
        "text": [money_text(value, unit) for _, value in points],
        "hovertemplate": f"{name}, %{{x|%d/%m/%Y}}: %{{text}}<extra></extra>",
    } | look


def _required_points(page: CapitalInBrief) -> list[tuple[date, Any]]:
    """The share of today's usable capital, from nothing on 1 January."""
    usable, year = page.total.amounts.usable, page.question.year
    if not page.requirements or usable <= 0:
        return []
    days = [date(year, 1, 1), *(row.on for row in page.requirements)]
    shares = [(day, requirement_at(page.requirements, year=year, day=day)) for day in days]
    return [(day, share * usable / 100) for day, share in shares]


def _table(page: CapitalInBrief) -> Table:
    asked, usable = page.question, page.total.amounts.usable
    rows = []
    for point in page.curve:
        required = requirement_at(page.requirements, year=asked.year, day=point.on)
        rows.append(
            (
                Cell(f"{point.on:%d/%m/%Y}"),
                Cell(
                    money_number(point.value, asked.unit),
                    href=page_link("capital_lines", asked, ngay=f"{point.on:%d/%m/%Y}"),
                ),
                Cell(rate_text(point.value * 100 / usable if usable > 0 else None)),
                Cell(rate_text(required), is_target=True),
                Cell(money_number(_of_last_year(page, point.on), asked.unit)),
            )
        )
    return Table(
        caption=f"Giải ngân lũy kế năm {asked.year} ({asked.unit.label})",
        columns=(
            Column("Đến ngày"),
            Column("Đã giải ngân", numeric=True),
            Column("So với vốn được sử dụng", numeric=True),
            Column("Yêu cầu", numeric=True),
            Column(f"Cùng kỳ {asked.year - 1}", numeric=True),
        ),
        rows=tuple(rows),
        empty="Chưa đơn vị nào báo cáo giải ngân của năm này.",
    )


def _of_last_year(page: CapitalInBrief, day: date) -> Decimal | None:
    """What was told for that very day; an older sum would make this year look ahead."""
    same = (point.value for point in page.last_year if point.on == years_earlier(day, 1))
    return next(same, None)


def _alt(page: CapitalInBrief) -> str:
    asked, amounts = page.question, page.total.amounts
    told = f"Đến {asked.day:%d/%m/%Y} đã giải ngân {money_text(amounts.disbursed, asked.unit)}"
    return (
        f"{told} trên {money_text(amounts.usable, asked.unit)} ({rate_text(amounts.rate)}); "
        f"yêu cầu {rate_text(page.required)}."
    )
