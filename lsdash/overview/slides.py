"""The slides: one question each, from what the first screen knows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indicators.models import Area, ValueForm
from indicators.selectors.standing import Standing
from indicators.wording import quantity, value_text
from lsdash.lib import theme
from programs.selectors.obstacles.listing import place_name
from programs.selectors.overview import capital_overview

from .news import FALLEN_BEHIND
from .page import Asked, FirstScreen, first_screen

WORST = ("worse", "late", "slightly_late", "no_data", "not_applicable", "on_course", "met")
OBSTACLES, TASKS = "vuong-mac", "den-han"
ON_A_SLIDE = 5  # rows of a list that is read aloud


@dataclass(frozen=True)
class Slide:
    """`id` stands in the address, `kind` says which template; `standing` is of an indicator's."""

    id: str
    kind: str
    question: str
    standing: Standing | None = None


@dataclass(frozen=True)
class DistrictRow:
    """One district on all headlines, in their order."""

    area: Area
    cells: tuple[Standing, ...]

    @property
    def name(self) -> str:
        return place_name(self.area)

    @property
    def late(self) -> int:
        return sum(cell.light in FALLEN_BEHIND for cell in self.cells)


@dataclass(frozen=True)
class Deck:
    screen: FirstScreen
    slides: tuple[Slide, ...]
    ranking: tuple[DistrictRow, ...]  # the most behind first
    ranked: tuple[Standing, ...]  # the province, on each of the columns


def deck(asked: Asked) -> Deck:
    """At most 30 queries; raises as `first_screen` does."""
    screen = first_screen(asked, capital_of=capital_overview)
    ranked = tuple(
        s for s in screen.indicators.headlines if screen.indicators.districts.get(s.indicator.pk)
    )
    ranking = _ranking(screen, ranked)
    return Deck(screen, tuple(_slides(screen, has_ranking=bool(ranking))), ranking, ranked)


def _slides(screen: FirstScreen, *, has_ranking: bool) -> Iterator[Slide]:
    for standing in screen.indicators.headlines:
        yield Slide(f"chi-tieu-{standing.indicator.code}", "standing", "Đang ở đâu?", standing)
    if has_ranking:
        yield Slide("cham-o-dau", "ranking", "Chậm ở đâu?")
    yield Slide("von", "capital", "Vốn giải ngân thế nào?")
    yield Slide(OBSTACLES, "obstacles", "Vướng ở đâu, ai gỡ, trước ngày nào?")
    yield Slide(TASKS, "tasks", "Việc gì đến hạn?")


def _ranking(screen: FirstScreen, ranked: tuple[Standing, ...]) -> tuple[DistrictRow, ...]:
    columns = [screen.indicators.districts[s.indicator.pk] for s in ranked]
    rows = [
        DistrictRow(cells[0].area, tuple(cell.now for cell in cells))
        for cells in zip(*columns, strict=True)
    ]
    return tuple(sorted(rows, key=_behind))


def _behind(row: DistrictRow) -> tuple[int, list[int], str]:
    lights = sorted(WORST.index(cell.light) for cell in row.cells)
    return -row.late, lights, row.area.code


def trend(standing: Standing) -> dict[str, Any] | None:
    """The figure of a slide: what all had reported, and the way to the target; None for fewer than
    two values."""
    seen = [o for o in standing.case.series if o.value is not None and o.coverage.is_complete]
    if standing.observation is not None:
        last = max(standing.observation.on, standing.on or standing.observation.on)
        seen = [o for o in seen if o.on <= last or standing.is_change]
    if len(seen) < 2:
        return None
    unit = standing.indicator.unit
    data = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": "Thực hiện",
            "x": [o.on.isoformat() for o in seen],
            "y": [float(o.value) for o in seen],
            "line": {"color": theme.OFFICIAL, "width": 3},
            "marker": {"size": 8},
        }
    ]
    target, start = standing.target, standing.case.baseline
    if target is not None and target.form == ValueForm.LEVEL:
        first = (start.on, start.value) if start else (seen[0].on, target.value)
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": "Đường đến mục tiêu",
                "x": [first[0].isoformat(), target.on.isoformat()],
                "y": [float(first[1]), float(target.value)],
                "line": theme.target_line(),
            }
        )
    return {
        "data": data,
        "layout": theme.layout(
            font={"size": 18},
            xaxis={"type": "date", "tickformat": "%-m/%Y"},
            yaxis=theme.value_axis(1 if unit == "%" else 0, ticksuffix=" %" if unit == "%" else ""),
        ),
    }


def trend_words(standing: Standing) -> str:
    """What the picture shows, for those who do not see it."""
    indicator = standing.indicator
    seen = [o for o in standing.case.series if o.value is not None and o.coverage.is_complete]
    first, last = (
        f"{quantity(o.value, indicator.unit, indicator.decimals)} ({o.period.short_label})"
        for o in (seen[0], seen[-1])
    )
    return f"{indicator.short_name}: từ {first} đến {last}; {value_text(standing)}."
