"""The bars of a figure: beside each other, upon each other, floating, hatched; with their words."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from itertools import pairwise

from .axes import Axis
from .marks import box, each, readable_on
from .scales import Value, is_day
from .text import plain_lines, text_width, written
from .traces import Field, Trace

GAP = 0.3  # of a band between bars, as the theme has it
HATCHES = {  # Plotly's names, as lines in a tile of eight pixels
    "/": "M-2 2L2 -2M0 8L8 0M6 10L10 6",
    "\\": "M-2 6L2 10M0 0L8 8M6 -2L10 2",
    "x": "M0 8L8 0M0 0L8 8",
    "-": "M0 4H8",
    "|": "M4 0V8",
    "+": "M0 4H8M4 0V8",
}


def bar_values(trace: Trace) -> list[Value]:
    """Where the bars of a series begin and end along their axis, as far as the series itself
    tells; bars without a base begin at zero, which their axis adds."""
    values = trace.get("x" if trace.get("orientation") == "h" else "y", ())
    bases = each(trace.get("base"), len(values))
    found: list[Value] = []
    for base, value in zip(bases, values, strict=True):
        if value is not None:
            found += [value] if base is None else _ends(base, value)
    return found


def _ends(base: Value, value: float) -> list[Value]:
    """A base that is a day is as long as the value says in milliseconds, as with Plotly."""
    if is_day(base):
        end = datetime.fromisoformat(str(base)) + timedelta(milliseconds=value)
        return [base, end.isoformat()]
    return [float(base), float(base) + float(value)]


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
    shown = "" if trace.get("textposition") == "none" else trace.get("text", "")
    texts, bases = each(shown, count), each(trace.get("base"), count)
    across, along = (field.y, field.x) if flat else (field.x, field.y)
    thick = _thickness(across, names) * (1 - GAP) * share
    parts = []
    for name, value, fill, rim, text, base in zip(
        names, values, fills, edges, texts, bases, strict=False
    ):
        middle = across.place(name)
        if middle is None or value is None:
            continue
        start, end = _span(stacks, field, str(name), value, base)
        ends = along.place(start), along.place(end)
        centre = middle + offset * _thickness(across, names) * (1 - GAP)
        width = float(edge.get("width", 0)) if rim != "none" else 0
        inside = paint(trace, str(fill), field)
        shape = f'fill="{inside}" stroke="{escape(str(rim))}" stroke-width="{width:g}"'
        near = centre - thick / 2
        place = (
            (ends[0], near, ends[1] - ends[0], thick)
            if flat
            else (near, ends[0], thick, ends[1] - ends[0])
        )
        parts.append(box(*place, shape))
        if text:
            parts.append(_bar_words(str(text), centre, ends, thick, str(fill), field, flat=flat))
    return "".join(parts)


def _span(
    stacks: dict[tuple[str, bool], float], field: Field, name: str, value: float, base: Value | None
) -> Sequence[Value]:
    if base is not None:
        return _ends(base, value)
    if field.barmode not in ("stack", "relative"):
        return [0.0, float(value)]
    key = (name, value < 0)
    start = stacks.get(key, 0.0)
    stacks[key] = start + float(value)
    return [start, stacks[key]]


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
    if flat:
        return _beside(text, centre, ends, size, field, fill if length < room else "")
    if length > thick + 4 and length < room and thick > size * 1.2:
        return _upright(text, centre, ends, size, fill)
    is_inside = room > size * 1.6 and length <= thick + 4
    goes_down = ends[1] > ends[0]
    up, down = (size * 1.2, -size * 0.5) if is_inside else (-size * 0.4, size * 1.1)
    y = ends[1] + (down if goes_down else up)
    colour = readable_on(fill) if is_inside else field.ink
    return written(text, centre, y, size=size, colour=colour, anchor="middle")


def _beside(
    text: str, centre: float, ends: tuple[float, float], size: float, field: Field, inside: str
) -> str:
    """At the end of a flat bar: before it on the bar's colour `inside`, or else beyond it."""
    towards = 1 if ends[1] >= ends[0] else -1
    x = ends[1] - towards * 5 if inside else ends[1] + towards * 5
    anchor = "end" if (towards > 0) == bool(inside) else "start"
    colour = readable_on(inside) if inside else field.ink
    return written(text, x, centre + size * 0.35, size=size, colour=colour, anchor=anchor)


def _upright(text: str, centre: float, ends: tuple[float, float], size: float, fill: str) -> str:
    """Along a bar that is too narrow for the words, read from below, ending near its tip."""
    goes_down = ends[1] > ends[0]
    y = ends[1] - 6 if goes_down else ends[1] + 6
    anchor = "start" if goes_down else "end"
    x, ink = centre + size * 0.35, readable_on(fill)
    return written(text, x, y, size=size, colour=ink, anchor=anchor, turned=-90)


def paint(trace: Trace, colour: str, field: Field) -> str:
    """What a bar is filled with: its colour, or the hatching of its series in that colour."""
    shape = _hatch(trace)
    return f"url(#{_hatch_id(shape, colour, field)})" if shape else escape(colour)


def hatches(traces: Sequence[Trace], field: Field) -> str:
    """The definitions of what the series are hatched with, one for each hatching and colour."""
    found = {
        (shape, str(colour))
        for trace in traces
        if (shape := _hatch(trace))
        for colour in each((trace.get("marker") or {}).get("color", ""), 1)
    }
    return "".join(
        f'<pattern id="{_hatch_id(shape, colour, field)}" width="8" height="8" '
        f'patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="{escape(field.paper)}"/>'
        f'<path d="{HATCHES[shape]}" stroke="{escape(colour)}" stroke-width="2"/></pattern>'
        for shape, colour in sorted(found)
    )


def _hatch(trace: Trace) -> str:
    """The hatching of a whole series, "" for none."""
    shape = ((trace.get("marker") or {}).get("pattern") or {}).get("shape", "")
    return shape if isinstance(shape, str) and shape in HATCHES else ""


def _hatch_id(shape: str, colour: str, field: Field) -> str:
    """Equal in two drawings of a page only where the hatching is."""
    shade = "".join(sign for sign in colour if sign.isalnum())
    return f"hatch-{list(HATCHES).index(shape)}-{shade}-{field.mark}"
