"""Pictures of one indicator: its way to the target, its yearly change, the districts beside it.

Dataclasses of the selectors in, `Chart` out: figure, table of the same numbers, alternative text
and source. Figures are plain dicts; tests put each through Plotly's own validation.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from indicators import progress as pg
from indicators.models import FigureStatus, Indicator, OfficialFigure, Target, ValueForm
from indicators.selectors.indicator import DistrictRow, IndicatorPage
from indicators.selectors.standing import Case, Observation
from indicators.wording import (
    change_unit,
    difference,
    ground_text,
    quantity,
    reason_text,
    remaining_text,
    target_text,
    value_text,
    yearly_change,
)
from lsdash.lib import theme
from lsdash.lib.theme import Cell, Chart, Column, Table

REPORTS = "Báo cáo của các huyện, thành phố"
DRAWN_OFFICIAL = "Tổng hợp từ báo cáo"
DRAWN_PARTIAL = "Tổng hợp, chưa đủ đơn vị"
DRAWN_PUBLISHED = "Số công bố"
DRAWN_UNCERTAIN = "Ước, dự kiến đã công bố"


def indicator_charts(page: IndicatorPage) -> list[Chart]:
    """The charts of an indicator's page, the most asked for first."""
    drawn = (change_chart(page), history_chart(page), ranking_chart(page))
    return [chart for chart in drawn if chart is not None]


def history_chart(page: IndicatorPage) -> Chart:
    """The level over time: roll-ups, published figures, the way to the target, breaks."""
    case, indicator = page.case, page.indicator
    published = [f for f in case.published if f.form == ValueForm.LEVEL]
    targets = [t for t in case.targets if t.form == ValueForm.LEVEL and not t.unit]
    data = [
        *_observed(case),
        *_published(published, indicator),
        *_target_paths(case, targets),
    ]
    return Chart(
        slug="dien-bien",
        title=f"{indicator.name}, {page.area.name.lower()}: diễn biến và mục tiêu",
        subtitle=_history_subtitle(case, targets),
        figure={
            "data": data,
            "layout": theme.layout(
                xaxis=_time_axis(_days(case, published, targets)),
                yaxis=theme.value_axis(_axis_decimals(indicator), title={"text": indicator.unit}),
                shapes=_break_lines(page),
                annotations=_break_words(page),
                hovermode="closest",
                margin={"b": 76},
            ),
        },
        table=_history_table(case, published, targets),
        alt=_history_alt(page),
        source=_sources(case, published),
        height=400,
    )


def _history_subtitle(case: Case, targets: Sequence[Target]) -> str:
    words = [f"{ground_text(t)}: {target_text(t, case.indicator)} đến {t.on.year}" for t in targets]
    return f"Đơn vị: {case.indicator.unit}. " + (
        "Mục tiêu: " + "; ".join(words) + "." if words else "Chưa có mục tiêu về mức đạt."
    )


def _observed(case: Case) -> list[dict[str, Any]]:
    """The line of complete periods; partial ones stand alone, for a part is not the whole."""
    valued = [o for o in case.series if o.value is not None]
    complete = [o for o in valued if o.coverage.is_complete]
    partial = [o for o in valued if not o.coverage.is_complete]
    traces = []
    if complete:
        traces.append(_observation_trace(complete, case.indicator, DRAWN_OFFICIAL, "lines+markers"))
    if partial:
        traces.append(_observation_trace(partial, case.indicator, DRAWN_PARTIAL, "markers"))
    return traces


def _observation_trace(
    observations: Sequence[Observation], indicator: Indicator, name: str, mode: str
) -> dict[str, Any]:
    filled = [theme.OFFICIAL if o.is_official else theme.PAPER for o in observations]
    return {
        "type": "scatter",
        "mode": mode,
        "name": name,
        "x": [o.on.isoformat() for o in observations],
        "y": [float(o.value) for o in observations],
        "text": [_observation_words(o, indicator) for o in observations],
        "hovertemplate": "%{text}<extra></extra>",
        "line": {"color": theme.OFFICIAL, "width": 2.5},
        "marker": {
            "symbol": "circle" if mode != "markers" else "square",
            "size": 9,
            "color": filled,
            "line": {"color": theme.OFFICIAL, "width": 2},
        },
    }


def _observation_words(observation: Observation, indicator: Indicator) -> str:
    return (
        f"{observation.period.label}: "
        f"<b>{quantity(observation.value, indicator.unit, indicator.decimals)}</b><br>"
        f"{observation.coverage.text}, {_nature(observation)}"
    )


def _nature(observation: Observation) -> str:
    nature = "chính thức" if observation.is_official else "sơ bộ"
    if not observation.coverage.is_complete:
        nature += ", chưa đủ đơn vị"
    return nature + (", quy đổi" if observation.is_restated else "")


def _published(figures: Iterable[OfficialFigure], indicator: Indicator) -> list[dict[str, Any]]:
    reported = [f for f in figures if f.status == FigureStatus.REPORTED]
    uncertain = [f for f in figures if f.status != FigureStatus.REPORTED]
    kinds = ((DRAWN_PUBLISHED, "diamond", reported), (DRAWN_UNCERTAIN, "diamond-open", uncertain))
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [f.on.isoformat() for f in rows],
            "y": [float(f.value) for f in rows],
            "text": [_published_words(f, indicator) for f in rows],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {
                "symbol": symbol,
                "size": 13,
                "color": theme.PUBLISHED,
                "line": {"color": theme.PUBLISHED, "width": 2},
            },
        }
        for name, symbol, rows in kinds
        if rows
    ]


def _published_words(figure: OfficialFigure, indicator: Indicator) -> str:
    status = FigureStatus(figure.status).label
    return (
        f"{status}, {figure.period_text}: <b>{quantity(figure.value, indicator.unit)}</b><br>"
        f"{figure.source.split(':')[0]}"
    )


def _target_paths(case: Case, targets: Sequence[Target]) -> list[dict[str, Any]]:
    """A dashed way from the baseline through the targets of each assigner."""
    traces = []
    for assigner, name, dash in (
        ("provincial", "Mục tiêu tỉnh giao", "dash"),
        ("national", "Mục tiêu trung ương giao", "dot"),
    ):
        own = [pg.Point(t.on, t.value) for t in targets if t.assigner == assigner]
        if own:
            traces.append(_path_trace(case, own, name, dash))
    return traces


def _path_trace(case: Case, own: list[pg.Point], name: str, dash: str) -> dict[str, Any]:
    start = [case.baseline] if case.baseline and case.baseline.on < own[0].on else []
    points = [*start, *own]
    words = [f"Số gốc {p.on:%d/%m/%Y}" for p in start] + [f"{name} {p.on:%d/%m/%Y}" for p in own]
    unit = case.indicator.unit
    return {
        "type": "scatter",
        "mode": "lines+markers" if start else "markers",
        "name": name,
        "x": [p.on.isoformat() for p in points],
        "y": [float(p.value) for p in points],
        "text": [
            f"{word}: <b>{quantity(p.value, unit)}</b>"
            for word, p in zip(words, points, strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "line": theme.target_line() | {"dash": dash},
        "marker": {
            "symbol": "star-open" if dash == "dash" else "x-thin-open",
            "size": 12,
            "color": theme.TARGET,
            "line": {"color": theme.TARGET, "width": 2},
        },
    }


def _days(case: Case, published: Iterable[OfficialFigure], targets: Iterable[Target]) -> list[date]:
    start = [case.baseline.on] if case.baseline else []
    days = [o.on for o in case.series] + [f.on for f in published] + [t.on for t in targets]
    return sorted(days + start)


def _time_axis(days: Sequence[date]) -> dict[str, Any]:
    """Year ends as ticks, written as people say them; room for the outermost markers."""
    first, last = (days[0].year, days[-1].year) if days else (2021, 2025)
    years = range(first - 1, last + 1)
    return {
        "type": "date",
        "tickvals": [f"{year}-12-31" for year in years],
        "ticktext": [f"cuối {year}" for year in years],
        "range": [f"{first - 1}-12-01", f"{last + 1}-02-28"],
        "showgrid": True,
    }


def _axis_decimals(indicator: Indicator) -> int:
    return 0 if indicator.decimals == 0 else 1


def _break_lines(page: IndicatorPage) -> list[dict[str, Any]]:
    if page.indicator.predecessor_id is None or not page.case.series:
        return []
    day = page.indicator.valid_from.isoformat()
    return [
        {
            "type": "line",
            "x0": day,
            "x1": day,
            "y0": 0,
            "y1": 1,
            "yref": "paper",
            "line": {"color": theme.AXIS, "width": 1, "dash": "dot"},
        }
    ]


def _break_words(page: IndicatorPage) -> list[dict[str, Any]]:
    return [
        {
            "x": line["x0"],
            "y": 1,
            "yref": "paper",
            "xanchor": "right",
            "yanchor": "top",
            "text": "cách tính cũ,<br>không nối",
            "showarrow": False,
            "xshift": -4,
            "font": {"size": 12, "color": theme.TEXT_SECONDARY},
            "align": "right",
        }
        for line in _break_lines(page)
    ]


def _history_table(
    case: Case, published: Sequence[OfficialFigure], targets: Sequence[Target]
) -> Table:
    indicator = case.indicator
    dated = [
        *((o.on, 1, _observation_row(o, indicator)) for o in case.series),
        *((f.on, 2, _published_row(f, indicator)) for f in published),
        *((t.on, 3, _target_row(t, indicator)) for t in targets),
    ]
    if case.baseline:
        dated.append((case.baseline.on, 0, _baseline_row(case.baseline, indicator)))
    dated.sort(key=lambda row: row[:2])
    return Table(
        caption=f"{indicator.name}: mọi số trong biểu đồ",
        columns=(
            Column("Thời điểm"),
            Column("Giá trị", numeric=True),
            Column("Tử số / mẫu số", numeric=True),
            Column("Tính chất"),
            Column("Nguồn"),
        ),
        rows=tuple(row for *_, row in dated),
        empty="Chưa có số liệu báo cáo, số công bố hay mục tiêu cho chỉ tiêu này.",
    )


def _observation_row(observation: Observation, indicator: Indicator) -> tuple[Cell, ...]:
    return (
        Cell(observation.period.label),
        Cell(quantity(observation.value, indicator.unit, indicator.decimals)),
        Cell(_parts_text(observation)),
        Cell(f"Tổng hợp, {_nature(observation)}", note=observation.coverage.text),
        Cell(REPORTS, note=_stated_difference(observation, indicator)),
    )


def _parts_text(observation: Observation) -> str:
    numerator = quantity(observation.numerator, "").strip()
    if observation.denominator is None:
        return numerator
    return f"{numerator} / {quantity(observation.denominator, '').strip()}"


def _stated_difference(observation: Observation, indicator: Indicator) -> str:
    """Where the upper level stated its own figure and it is another one, both are shown."""
    if observation.own_value is None or observation.own_value == observation.value:
        return ""
    gap = difference(observation.own_value - observation.value, indicator.unit, 2)
    return f"Cấp trên tự nêu {quantity(observation.own_value, indicator.unit, 2)} ({gap})"


def _published_row(figure: OfficialFigure, indicator: Indicator) -> tuple[Cell, ...]:
    return (
        Cell(figure.period_text),
        Cell(quantity(figure.value, indicator.unit)),
        Cell(quantity(figure.numerator, "").strip()),
        Cell(FigureStatus(figure.status).label, note=figure.scope),
        Cell(figure.source, href=figure.address, note=figure.note),
    )


def _target_row(target: Target, indicator: Indicator) -> tuple[Cell, ...]:
    return (
        Cell(f"{target.on:%d/%m/%Y}"),
        Cell(target_text(target, indicator), is_target=True),
        Cell("—"),
        Cell("Mục tiêu", note=target.get_assigner_display()),
        Cell(ground_text(target), href=target.address),
    )


def _baseline_row(baseline: pg.Point, indicator: Indicator) -> tuple[Cell, ...]:
    return (
        Cell(f"{baseline.on:%d/%m/%Y}"),
        Cell(quantity(baseline.value, indicator.unit)),
        Cell("—"),
        Cell("Số gốc đầu kỳ"),
        Cell("Xem mục Số gốc"),
    )


def _history_alt(page: IndicatorPage) -> str:
    standing, indicator = page.standing, page.indicator
    value = quantity(standing.level, indicator.unit, indicator.decimals)
    start = f"{indicator.name} của {page.area.name.lower()}: "
    if standing.level is None:
        return start + "chưa có số liệu."
    goal = f", mục tiêu {target_text(standing.target, indicator)}" if standing.target else ""
    return f"{start}{value} ({standing.as_of}){goal}."


def _sources(case: Case, published: Iterable[OfficialFigure]) -> str:
    names = [REPORTS] if case.series else []
    names += dict.fromkeys(figure.source.split(":")[0] for figure in published)
    return "; ".join(names) or "chưa có"


def change_chart(page: IndicatorPage) -> Chart | None:
    """The change within each year beside the target; None where no change is targeted."""
    case, indicator = page.case, page.indicator
    targets = [t for t in case.targets if t.form == ValueForm.CHANGE]
    if not targets:
        return None
    changes = year_changes(case)
    published = [f for f in case.published if f.form == ValueForm.CHANGE]
    goal = page.standing.target or targets[0]
    return Chart(
        slug="muc-thay-doi",
        title=f"{indicator.name}, {page.area.name.lower()}: mức thay đổi trong từng năm",
        subtitle=f"Đơn vị: {change_unit(indicator.unit)}. Mục tiêu tỉnh giao: "
        f"{target_text(goal, indicator)}.",
        figure={
            "data": [_change_bars(changes, indicator), *_published_changes(published, indicator)],
            "layout": theme.layout(
                xaxis=theme.category_axis(),
                yaxis=theme.value_axis(1, title={"text": change_unit(indicator.unit)}),
                shapes=[_goal_line(float(goal.value), across="y")],
                annotations=[_goal_words(float(goal.value), target_text(goal, indicator))],
                margin={"b": 76},
            ),
        },
        table=_change_table(changes, published, targets, indicator),
        alt="; ".join(
            f"năm {o.period.year}: {yearly_change(c, indicator.unit, 2)}" for o, c in changes
        )
        or "Chưa đủ hai năm để tính mức thay đổi.",
        source=_sources(case, published),
        height=320,
    )


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
                f"{f.period_text}: {yearly_change(f.value, indicator.unit)}<br>{f.scope}"
                for f in figures
            ],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {"symbol": "diamond", "size": 13, "color": theme.PUBLISHED},
        }
    ]


def _goal_line(value: float, *, across: str) -> dict[str, Any]:
    """A line over the whole width (`across="y"`) or height (`across="x"`) at the target."""
    ends = (
        {"x0": 0, "x1": 1, "xref": "paper", "y0": value, "y1": value}
        if across == "y"
        else {"y0": 0, "y1": 1, "yref": "paper", "x0": value, "x1": value}
    )
    return {"type": "line", "line": theme.target_line(), **ends}


def _goal_words(value: float, text: str) -> dict[str, Any]:
    return {
        "x": 1,
        "xref": "paper",
        "y": value,
        "xanchor": "right",
        "yanchor": "bottom",
        "text": f"mục tiêu: {text}",
        "showarrow": False,
        "font": {"size": 12, "color": theme.TARGET},
    }


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
            Cell(f"Tổng hợp, {_nature(o)}", note=o.coverage.text),
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


def ranking_chart(page: IndicatorPage) -> Chart | None:
    """The districts on one scale, best first, beside the target; None where none has a value."""
    rows = [row for row in page.ranking if row.standing.value is not None]
    if not rows:
        return None
    indicator, target = page.indicator, page.standing.target
    applies = target is not None and rows[0].standing.target is not None
    return Chart(
        slug="xep-hang",
        title=f"{_ranked_what(page)} theo huyện, thành phố, {rows[0].standing.as_of}",
        subtitle="Vạch đứt: mục tiêu tỉnh giao. Cột rỗng: số sơ bộ."
        if applies
        else "Mục tiêu giao cho toàn tỉnh, không giao cho từng huyện. Cột rỗng: số sơ bộ.",
        figure={
            "data": [_ranking_bars(rows, indicator)],
            "layout": theme.layout(
                xaxis=theme.value_axis(_axis_decimals(indicator), rangemode="tozero"),
                yaxis=theme.category_axis(autorange="reversed"),
                shapes=[_goal_line(float(target.value), across="x")] if applies else [],
                showlegend=False,
            ),
        },
        table=ranking_table(page),
        alt=f"Cao nhất trong bảng xếp hạng: {rows[0].area.name}; "
        f"cuối bảng: {rows[-1].area.name}. Số liệu đầy đủ trong bảng bên dưới.",
        source=REPORTS,
        height=400,
    )


def _ranked_what(page: IndicatorPage) -> str:
    name = page.indicator.short_name
    return f"{name}: mức thay đổi trong năm" if page.standing.is_change else name


def _ranking_bars(rows: Sequence[DistrictRow], indicator: Indicator) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [float(row.standing.value) for row in rows],
        "y": [row.area.short_name for row in rows],
        "text": [value_text(row.standing) for row in rows],
        "textposition": "auto",
        "hovertemplate": "%{y}: %{text}<extra></extra>",
        "customdata": [row.area.get_absolute_url() for row in rows],
        "marker": {
            "color": [theme.OFFICIAL if _is_official(row) else theme.PAPER for row in rows],
            "line": {"color": theme.OFFICIAL, "width": 2},
        },
    }


def _is_official(row: DistrictRow) -> bool:
    return row.standing.observation is not None and row.standing.observation.is_official


def ranking_table(page: IndicatorPage) -> Table:
    """Every readable district, those without a figure included."""
    indicator = page.indicator
    changes = page.standing.is_change
    return Table(
        caption=f"{_ranked_what(page)} theo huyện, thành phố",
        columns=(
            Column("Huyện, thành phố"),
            Column("Mức thay đổi trong năm" if changes else "Giá trị", numeric=True),
            Column("Mức hiện tại" if changes else "Thay đổi so kỳ trước", numeric=True),
            Column("Còn thiếu so mục tiêu", numeric=True),
            Column("Đơn vị đã báo cáo"),
            Column("Đánh giá"),
        ),
        rows=tuple(_ranking_row(row, indicator, changes) for row in page.ranking),
        empty="Không có huyện nào trong phạm vi được xem hoặc trong thời gian này.",
    )


def _ranking_row(row: DistrictRow, indicator: Indicator, changes: bool) -> tuple[Cell, ...]:
    standing = row.standing
    second = (
        quantity(standing.level, indicator.unit, indicator.decimals)
        if changes
        else difference(standing.since_last, indicator.unit, max(indicator.decimals, 1))
    )
    return (
        Cell(row.area.name, href=row.area.get_absolute_url()),
        Cell(value_text(standing)),
        Cell(second),
        Cell(remaining_text(standing)),
        Cell(standing.coverage.text if standing.coverage else "chưa báo cáo"),
        Cell("", light=standing.light, note=reason_text(standing)),
    )
