"""The level over time: roll-ups, published figures, the way to the target, breaks."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from indicators import progress as pg
from indicators.models import (
    DirectionChoice,
    FigureStatus,
    Indicator,
    OfficialFigure,
    Target,
    ValueForm,
)
from indicators.selectors.indicator import IndicatorPage
from indicators.selectors.lineage import changed_on
from indicators.selectors.standing import Case, Observation
from indicators.wording import ground_text, quantity, target_text
from lsdash.lib import theme
from lsdash.lib.text import lower_first
from lsdash.lib.theme import Chart

from .history_table import history_table
from .outlook import outlook_traces
from .shared import (
    DRAWN_ESTIMATE,
    DRAWN_OFFICIAL,
    DRAWN_PARTIAL,
    DRAWN_PUBLISHED,
    DRAWN_UNCERTAIN,
    axis_decimals,
    break_line,
    break_words,
    change_words,
    parted,
    plain,
    short_source,
    sources,
)


def history_chart(page: IndicatorPage) -> Chart | None:
    """The level over time beside the way to the target; None where nothing was ever reported or
    published, for a target alone is no picture."""
    case, indicator = page.case, page.indicator
    published = [f for f in case.published if f.form == ValueForm.LEVEL]
    if not case.series and not published:
        return None
    targets = [t for t in case.targets if t.form == ValueForm.LEVEL and not t.unit]
    data = [
        *outlook_traces(page),
        *_observed(case, changed_on(page.area, case.series)),
        *_published(published, indicator),
        *_target_paths(case, targets),
    ]
    return Chart(
        slug="dien-bien",
        title=f"{indicator.name}, {lower_first(page.area.name)}: diễn biến và mục tiêu",
        subtitle=_history_subtitle(case, targets),
        figure={
            "data": data,
            "layout": theme.layout(
                xaxis=_time_axis(_days(case, published, targets)),
                yaxis=theme.value_axis(
                    axis_decimals(indicator),
                    title={"text": indicator.unit},
                    # What should fall towards nothing is read from nothing.
                    rangemode="tozero" if indicator.direction == DirectionChoice.FALL else "normal",
                ),
                shapes=[break_line(day) for day in _breaks(page)],
                annotations=[break_words(day, text) for day, text in _breaks(page).items()],
                hovermode="closest",
                margin={"b": 76},
            ),
        },
        table=history_table(page, published, targets),
        alt=_history_alt(page),
        source=sources(case, published),
        height=400,
    )


def _history_subtitle(case: Case, targets: Sequence[Target]) -> str:
    words = [f"{ground_text(t)}: {target_text(t, case.indicator)} đến {t.on.year}" for t in targets]
    return f"Đơn vị: {case.indicator.unit}. " + (
        "Mục tiêu: " + "; ".join(words) + "." if words else "Chưa có mục tiêu về mức đạt."
    )


def _observed(case: Case, change: date | None) -> list[dict[str, Any]]:
    """The line of complete periods, not joined across a change of boundaries, of them once more
    those that hold estimates; partial ones stand alone, for a part is not the whole."""
    valued = [o for o in case.series if o.value is not None]
    complete = [o for o in valued if o.coverage.is_complete]
    estimated = [o for o in complete if o.coverage.estimated]
    partial = [o for o in valued if not o.coverage.is_complete]
    kinds = (
        (complete, DRAWN_OFFICIAL, "lines+markers", "circle"),
        (estimated, DRAWN_ESTIMATE, "markers", "triangle-up"),
        (partial, DRAWN_PARTIAL, "markers", "square"),
    )
    return [
        _observation_trace(rows, case.indicator, name, mode, symbol, change)
        for rows, name, mode, symbol in kinds
        if rows
    ]


def _observation_trace(
    observations: Sequence[Observation],
    indicator: Indicator,
    name: str,
    mode: str,
    symbol: str,
    change: date | None,
) -> dict[str, Any]:
    drawn = parted(observations, change)
    filled = [theme.OFFICIAL if o and o.is_official else theme.PAPER for o in drawn]
    return {
        "type": "scatter",
        "mode": mode,
        "name": name,
        "x": [(o.on if o else change).isoformat() for o in drawn],
        "y": [float(o.value) if o else None for o in drawn],
        "text": [_observation_words(o, indicator) if o else "" for o in drawn],
        "hovertemplate": "%{text}<extra></extra>",
        "line": {"color": theme.OFFICIAL, "width": 2.5},
        "marker": {
            "symbol": symbol,
            "size": 13 if symbol == "triangle-up" else 9,
            "color": filled,
            "line": {"color": theme.OFFICIAL, "width": 2},
        },
    }


def _observation_words(observation: Observation, indicator: Indicator) -> str:
    return (
        f"{observation.period.label}: "
        f"<b>{quantity(observation.value, indicator.unit, indicator.decimals)}</b><br>"
        f"{observation.coverage.text}, {observation.nature}"
    )


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
        f"{status}, {plain(figure.period_text)}: <b>{quantity(figure.value, indicator.unit)}</b>"
        f"<br>{plain(short_source(figure))}"
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
            # One way is drawn, to the target that judges; another's goal is only marked.
            start = [case.baseline] if case.baseline and not traces else []
            start = [point for point in start if point.on < own[0].on]
            traces.append(_path_trace(start, own, case.indicator, name, dash))
    return traces


def _path_trace(
    start: list[pg.Point], own: list[pg.Point], indicator: Indicator, name: str, dash: str
) -> dict[str, Any]:
    points = [*start, *own]
    unit, decimals = indicator.unit, indicator.decimals
    words = [f"Số gốc {p.on:%d/%m/%Y}" for p in start] + [f"{name} {p.on:%d/%m/%Y}" for p in own]
    return {
        "type": "scatter",
        "mode": "lines+markers" if start else "markers",
        "name": name,
        "x": [point.on.isoformat() for point in points],
        "y": [float(point.value) for point in points],
        "text": [
            f"{word}: <b>{quantity(point.value, unit, decimals)}</b>"
            for word, point in zip(words, points, strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "line": theme.target_line() | {"dash": dash},
        "marker": {
            "symbol": "star-open" if dash == "dash" else "circle-open",
            "size": 12 if dash == "dash" else 18,
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


def _breaks(page: IndicatorPage) -> dict[date, str]:
    """The days from which something else was counted, with the words before them: by another
    definition, or within other boundaries."""
    found = {}
    if page.indicator.predecessor_id is not None and page.case.series:
        found[page.indicator.valid_from] = "cách tính cũ,<br>không nối"
    change = changed_on(page.area, page.case.series)
    if change is not None:
        found[change] = change_words(page.area, change)
    return found


def _history_alt(page: IndicatorPage) -> str:
    standing, indicator = page.standing, page.indicator
    value = quantity(standing.level, indicator.unit, indicator.decimals)
    start = f"{indicator.name} của {lower_first(page.area.name)}: "
    if standing.level is None:
        return start + "chưa có số liệu."
    goal = f", mục tiêu {target_text(standing.target, indicator)}" if standing.target else ""
    return f"{start}{value} ({standing.as_of}){goal}."
