"""The series of a figure drawn into its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

from .axes import Axis
from .marks import Point, box, each, marker, path, polygon, readable_on, stroke
from .text import plain_lines, text_width, written

Trace = Mapping[str, Any]
GAP = 0.3  # of a band between bars, as the theme has it


@dataclass(frozen=True)
class Field:
    """Where the series are drawn, and with what."""

    x: Axis
    y: Axis
    left: float
    top: float
    right: float
    bottom: float
    size: float  # of letters
    ink: str
    paper: str
    barmode: str = "group"


def draw_scatter(trace: Trace, field: Field, colour: str) -> str:
    """Lines, areas, markers and words of one series; a gap where a value is missing."""
    runs = _runs(trace, field)
    mode = trace.get("mode", "lines+markers")
    line = trace.get("line") or {}
    stepped = line.get("shape") in ("hv", "vh")
    parts = []
    if trace.get("fill") == "toself":
        parts.append(_shape(runs, trace, colour))
    elif trace.get("fill") == "tozeroy":
        parts += [_area(run, trace, field, colour) for run in runs if len(run) > 1]
    if "lines" in mode:
        look = f'fill="none" stroke-linejoin="round" {stroke(line, colour)}'
        parts += [
            f'<path d="{path(run, stepped=stepped)}" {look}/>' for run in runs if len(run) > 1
        ]
    if "markers" in mode:
        parts.append(_markers(trace, field, colour))
    if "text" in mode:
        parts.append(_words(trace, field))
    return "".join(parts)


def _placed(trace: Trace, field: Field) -> list[Point | None]:
    pairs = zip(trace.get("x", ()), trace.get("y", ()), strict=False)
    found = [(field.x.place(x), field.y.place(y)) for x, y in pairs]
    return [None if None in point else point for point in found]


def _runs(trace: Trace, field: Field) -> list[list[Point]]:
    runs: list[list[Point]] = [[]]
    for point in _placed(trace, field):
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _area(run: Sequence[Point], trace: Trace, field: Field, colour: str) -> str:
    shade = escape(str(trace.get("fillcolor", colour)))
    base = field.y.place(0) if field.y.plan.low <= 0 <= field.y.plan.high else field.bottom
    points = [*run, (run[-1][0], base), (run[0][0], base)]
    return f'<path d="{polygon(points)}" fill="{shade}" fill-opacity="0.25"/>'


def _shape(runs: Sequence[Sequence[Point]], trace: Trace, colour: str) -> str:
    """Every run closed, all in one path, so that a run the other way round is a hole; in the very
    colour that is given, half clear where none is, as Plotly has it."""
    given = trace.get("fillcolor")
    clear = "" if given else ' fill-opacity="0.5"'
    closed = "".join(polygon(run) for run in runs if len(run) > 1)
    return f'<path d="{closed}" fill="{escape(str(given or colour))}"{clear}/>'


def _markers(trace: Trace, field: Field, colour: str) -> str:
    look = trace.get("marker") or {}
    points = _placed(trace, field)
    count = len(points)
    fills = each(look.get("color", colour), count)
    edge = look.get("line") or {}
    edges = each(edge.get("color", ""), count)
    symbols = each(look.get("symbol", "circle"), count)
    sizes = each(look.get("size", 6), count)
    return "".join(
        marker(
            str(symbol or "circle"),
            *point,
            float(size or 6),
            str(fill or colour),
            str(rim or fill or colour),
            float(edge.get("width", 0) or (2 if "open" in str(symbol) else 0)),
        )
        for point, fill, rim, symbol, size in zip(points, fills, edges, symbols, sizes, strict=True)
        if point is not None
    )


def _words(trace: Trace, field: Field) -> str:
    points = _placed(trace, field)
    texts = each(trace.get("text", ""), len(points))
    font = trace.get("textfont") or {}
    colours = each(font.get("color", field.ink), len(points))
    size = float(font.get("size", field.size))
    place = str(trace.get("textposition", "middle center"))
    parts = []
    for point, text, colour in zip(points, texts, colours, strict=True):
        if point is None or not text:
            continue
        lines = plain_lines(str(text))
        lift = {"top": -size * 0.7, "bottom": size * 1.3}.get(place.split()[0], size * 0.35)
        lift -= (len(lines) - 1) * size * 0.62 if lift == size * 0.35 else 0
        anchor = {"left": "end", "right": "start"}.get(place.split()[-1], "middle")
        parts.append(
            written(str(text), point[0], point[1] + lift, size=size, colour=colour, anchor=anchor)
        )
    return "".join(parts)


def draw_bars(traces: Sequence[tuple[Trace, str]], field: Field) -> str:
    """All bar series of a figure together: beside each other, upon each other, or over each
    other."""
    stacks: dict[tuple[str, bool], float] = {}
    side_by_side = field.barmode == "group"
    share = 1 / len(traces) if side_by_side and traces else 1
    parts = []
    for place, (trace, colour) in enumerate(traces):
        offset = (place + 0.5) * share - 0.5 if side_by_side else 0.0
        parts.append(_series(trace, colour, field, offset, share, stacks))
    return "".join(parts)


def _series(
    trace: Trace,
    colour: str,
    field: Field,
    offset: float,
    share: float,
    stacks: dict[tuple[str, bool], float],
) -> str:
    flat = trace.get("orientation") == "h"
    names = trace.get("y" if flat else "x", ())
    values = trace.get("x" if flat else "y", ())
    count = len(names)
    look = trace.get("marker") or {}
    fills, edge = each(look.get("color", colour), count), look.get("line") or {}
    edges = each(edge.get("color", "none"), count)
    texts, bases = each(trace.get("text", ""), count), each(trace.get("base"), count)
    across, along = (field.y, field.x) if flat else (field.x, field.y)
    thick = _thickness(across, names) * (1 - GAP) * share
    parts = []
    for name, value, fill, rim, text, base in zip(
        names, values, fills, edges, texts, bases, strict=False
    ):
        middle = across.place(name)
        if middle is None or value is None:
            continue
        start = _start(stacks, field, str(name), float(value), base)
        ends = along.place(start), along.place(start + float(value))
        centre = middle + offset * _thickness(across, names) * (1 - GAP)
        width = float(edge.get("width", 0)) if rim != "none" else 0
        shape = f'fill="{escape(str(fill))}" stroke="{escape(str(rim))}" stroke-width="{width:g}"'
        near = centre - thick / 2
        if flat:
            parts.append(box(ends[0], near, ends[1] - ends[0], thick, shape))
        else:
            parts.append(box(near, ends[0], thick, ends[1] - ends[0], shape))
        if text:
            parts.append(_bar_words(str(text), centre, ends, thick, str(fill), field, flat=flat))
    return "".join(parts)


def _start(
    stacks: dict[tuple[str, bool], float], field: Field, name: str, value: float, base: object
) -> float:
    if base is not None:
        return float(base)
    if field.barmode not in ("stack", "relative"):
        return 0.0
    key = (name, value < 0)
    start = stacks.get(key, 0.0)
    stacks[key] = start + value
    return start


def _thickness(axis: Axis, names: Sequence[object]) -> float:
    if axis.band:
        return axis.band
    places = sorted({place for name in names if (place := axis.place(name)) is not None})
    gaps = [later - earlier for earlier, later in pairwise(places)]
    return min(gaps, default=40.0)


def _bar_words(
    text: str,
    centre: float,
    ends: tuple[float, float],
    thick: float,
    fill: str,
    field: Field,
    *,
    flat: bool,
) -> str:
    """Inside the bar where they fit, else beyond its end; turned where the bar is narrow."""
    size = min(field.size, 13.0)
    length = text_width(plain_lines(text)[0], size) + 8
    room = abs(ends[1] - ends[0])
    tip, towards = ends[1], (1 if ends[1] >= ends[0] else -1)
    if flat:
        is_inside = length < room
        x = tip - towards * 5 if is_inside else tip + towards * 5
        anchor = "end" if (towards > 0) == is_inside else "start"
        colour = readable_on(fill) if is_inside else field.ink
        return written(text, x, centre + size * 0.35, size=size, colour=colour, anchor=anchor)
    is_inside = room > size * 1.6 and length <= thick + 4
    up, down = (size * 1.2, -size * 0.5) if is_inside else (-size * 0.4, size * 1.1)
    colour = readable_on(fill) if is_inside else field.ink
    y = tip + (up if towards < 0 else down)
    return written(text, centre, y, size=size, colour=colour, anchor="middle")


def draw_heatmap(trace: Trace, field: Field) -> str:
    """Tiles of a matrix, coloured by a discrete or continuous scale, with their words."""
    scale = trace.get("colorscale") or [[0, "#f2f5f8"], [1, "#14588f"]]
    rows = trace.get("z", ())
    present = [value for row in rows for value in row if value is not None]
    low = trace.get("zmin", min(present, default=0))
    high = trace.get("zmax", max(present, default=1))
    words = trace.get("text") or []
    width, height = field.x.band, field.y.band
    parts = []
    for down, (name, row) in enumerate(zip(trace.get("y", ()), rows, strict=False)):
        for along, (column, value) in enumerate(zip(trace.get("x", ()), row, strict=False)):
            x, y = field.x.place(column), field.y.place(name)
            if x is None or y is None:
                continue
            colour = "#f2f5f8" if value is None else shade(scale, value, low, high)
            look = f'fill="{escape(colour)}" stroke="{escape(field.paper)}" stroke-width="2"'
            parts.append(box(x - width / 2, y - height / 2, width, height, look))
            text = words[down][along] if words else ""
            if text and ("text" in str(trace.get("texttemplate", "")) or trace.get("showtext")):
                size = min(field.size, 12.0)
                lift = size * 0.35 - (len(plain_lines(str(text))) - 1) * size * 0.62
                ink = readable_on(colour)
                parts.append(
                    written(str(text), x, y + lift, size=size, colour=ink, anchor="middle")
                )
    return "".join(parts)


def shade(scale: Sequence[Sequence[Any]], value: float, low: float, high: float) -> str:
    """The colour of a value on a Plotly colour scale: between two stops they are mixed."""
    share = 0.5 if high == low else min(max((value - low) / (high - low), 0.0), 1.0)
    before = scale[0]
    for stop in scale:
        if stop[0] >= share:
            return _mixed(before, stop, share)
        before = stop
    return str(scale[-1][1])


def _mixed(before: Sequence[Any], after: Sequence[Any], share: float) -> str:
    start, end = str(before[1]), str(after[1])
    if after[0] == before[0] or start == end or not (start[0] == end[0] == "#"):
        return end if share >= after[0] else start
    part = (share - before[0]) / (after[0] - before[0])
    mixed = (
        round(int(start[at : at + 2], 16) * (1 - part) + int(end[at : at + 2], 16) * part)
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)
