"""The series of a figure drawn into its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from .axes import Axis
from .marks import Point, box, each, marker, path, polygon, readable_on, stroke
from .text import plain_lines, written

Trace = Mapping[str, Any]


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
    mark: str = ""  # sets the ids of this drawing apart from those of others in a page


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
    return f"<g>{''.join(parts)}</g>"


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
