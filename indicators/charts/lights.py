"""All places of an area on all indicators at once: the picture and the table of the lights."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

from indicators.selectors.heatmap import HeatLine, Heatmap
from indicators.selectors.standing import Standing
from indicators.wording import reservation, value_text
from lsdash.lib import theme
from lsdash.lib.numbers import format_percent
from lsdash.lib.text import lower_first
from lsdash.lib.theme import LIGHTS, Cell, Chart, Column, Table

from .shared import REPORTS, plain

MOST_DRAWN = 30  # places; more are no picture that anybody can read
ROW, HEAD = 42, 90  # pixels of a row of two lines, and of the names of the indicators
WRAPPED = 18  # letters of a line of such a name


def lights_chart(page: Heatmap, rows: Sequence[HeatLine], *, by_progress: bool = False) -> Chart:
    """The area itself and its parts in the order of `rows`: what is shown is the light, or how much
    of the way to the target is done. Of many places only the table can be handed out."""
    lines = (page.whole, *rows)
    what = "tiến độ đến mục tiêu" if by_progress else "đánh giá"
    title = f"{page.area.name}: {what} các chỉ tiêu"
    return Chart(
        slug="bang-den",
        title=title,
        subtitle=f"Đến {page.upto:%d/%m/%Y}",
        figure=_figure(page, lines, by_progress) if len(rows) <= MOST_DRAWN else {"data": []},
        table=_table(page, lines, title),
        alt=f"{title}: {len(rows)} nơi, {len(page.indicators)} chỉ tiêu.",
        source=REPORTS,
        height=HEAD + ROW * len(lines),
    )


def _figure(page: Heatmap, lines: Sequence[HeatLine], by_progress: bool) -> dict[str, Any]:
    order = list(LIGHTS)
    upwards = lines[::-1]  # the axis begins below
    return {
        "data": [
            {
                "type": "heatmap",
                "x": [_heading(one, page) for one in page.whole.standings],
                "y": [plain(line.area.name) for line in upwards],
                "z": [[order.index(one.light) for one in line.standings] for line in upwards],
                "text": [[_words(one, by_progress) for one in line.standings] for line in upwards],
                "texttemplate": "%{text}",
                "hovertemplate": "%{y}, %{x}: %{text}<extra></extra>",
                "colorscale": list(_colours()),
                "zmin": 0,
                "zmax": len(order),
                "showscale": False,
                "xgap": 2,
                "ygap": 2,
            }
        ],
        "layout": theme.layout(xaxis={"type": "category"}, yaxis={"type": "category"}),
    }


def _colours() -> Iterator[list[Any]]:
    """One flat step for each light, in their order."""
    for place, light in enumerate(LIGHTS.values()):
        for end in (place, place + 0.999):
            yield [end / len(LIGHTS), light.colour]
    yield [1, light.colour]


def _heading(whole: Standing, page: Heatmap) -> str:
    """The indicator, with its own time where that is not the page's."""
    is_other_day = whole.on not in (None, page.upto)
    name = f"{whole.indicator.short_name} ({whole.as_of})" if is_other_day else ""
    return "<br>".join(wrap(plain(name or whole.indicator.short_name), WRAPPED))


def _words(standing: Standing, by_progress: bool) -> str:
    """The light's word above the number, so that it needs no colour."""
    word = LIGHTS[standing.light].label
    if standing.value is None:
        return word
    shown = format_percent(standing.progress, 0) if by_progress else value_text(standing)
    known = filter(None, (shown, reservation(standing)))
    return f"{word}<br>{plain(', '.join(known))}"


def _table(page: Heatmap, lines: Sequence[HeatLine], caption: str) -> Table:
    columns = [Column("Địa bàn")]
    for one in page.indicators:
        columns += [
            Column(one.short_name, numeric=True),
            Column(f"{one.short_name}: tiến độ", numeric=True),
            Column(f"{one.short_name}: đánh giá"),
        ]
    return Table(
        caption=f"{caption}, đến {page.upto:%d/%m/%Y}",
        columns=tuple(columns),
        rows=tuple(
            (Cell(line.area.name), *(cell for one in line.standings for cell in _cells(one, page)))
            for line in lines
        ),
        empty=f"Chưa có báo cáo nào tổng hợp lên {lower_first(page.area.name)}.",
    )


def _cells(standing: Standing, page: Heatmap) -> tuple[Cell, Cell, Cell]:
    has_value = standing.value is not None
    return (
        Cell(value_text(standing), note=reservation(standing, page.upto) if has_value else ""),
        Cell(format_percent(standing.progress, 0)),
        Cell("", light=standing.light),
    )
