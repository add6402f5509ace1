"""A whole figure: axes, field, legend, marks of the layout, as one SVG element."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from lsdash.lib import theme

from .axes import NAMES, Axis, AxisPlan, plan_axis
from .bars import bar_values, draw_bars, hatches, paint
from .marks import box, marker, stroke
from .text import plain_lines, text_width, written
from .traces import Field, Trace, draw_heatmap, draw_scatter

Figure = Mapping[str, Any]
TICK = 5  # pixels between an axis and its labels
LEGEND_GAP = 18
MOST_LABEL = 0.38  # of the width for the names of flat bars


class NothingToDraw(Exception):
    """The figure holds no series."""


def svg(
    figure: Figure, *, width: int = 720, height: int = 360, title: str = "", family: str = ""
) -> str:
    """The figure as an SVG element of that many pixels, drawn from the same dict as Plotly's, in
    the font of its layout unless `family` names another.

    Drawn are scatter (lines, steps, areas, markers, words), bar (beside, upon and over each other,
    either way), heatmap, and of the layout axes, lines, boxes and words. Every text is escaped; no
    script, style or outside address comes out. Raises NothingToDraw without a series.
    """
    traces = [trace for trace in figure.get("data", ()) if trace.get("visible", True) is True]
    if not traces:
        raise NothingToDraw
    layout = figure.get("layout") or {}
    font = layout.get("font") or {}
    size = float(font.get("size", theme.FONT_SIZE)) * (0.86 if width < 480 else 1)
    legend = _legend_rows(traces, layout, size, width)
    field = _field(traces, layout, size, width, height - len(legend) * LEGEND_GAP)
    hatching = hatches(traces, field)
    parts = [
        f"<defs>{hatching}</defs>" if hatching else "",
        _grid(field),
        *_under(layout, field),
        _series(traces, layout, field),
        _axis_labels(field),
        *_over(layout, field),
        _legend(legend, height, field),
    ]
    label = f' aria-label="{escape(title)}"' if title else ""
    role = 'role="img"' if title else 'aria-hidden="true"'
    family = escape(family or str(font.get("family", theme.FONT_FAMILY)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="{family}" {role}{label}>'
        f'<rect width="{width}" height="{height}" fill="{escape(field.paper)}"/>'
        f"{''.join(parts)}</svg>"
    )


def _along(traces: Sequence[Trace], name: str) -> list[Any]:
    """Every value drawn along an axis, with the ends of stacked and floating bars."""
    values: list[Any] = []
    for trace in traces:
        is_along = (trace.get("orientation") == "h") == (name == "x")
        is_bar = trace.get("type") == "bar"
        values += bar_values(trace) if is_bar and is_along else list(trace.get(name, ()))
    return values


def _marked(layout: Mapping[str, Any], name: str) -> list[Any]:
    """Where the lines of the layout stand along an axis that is not of names: they are seen too."""
    if (layout.get(f"{name}axis") or {}).get("type") == NAMES:
        return []
    shapes = layout.get("shapes") or ()
    lines = [shape for shape in shapes if str(shape.get(f"{name}ref", name)).startswith(name)]
    return [shape[end] for shape in lines for end in (f"{name}0", f"{name}1") if end in shape]


def _stacked(traces: Sequence[Trace], name: str) -> list[float]:
    sums: dict[tuple[str, bool], float] = {}
    for trace in traces:
        if trace.get("type") != "bar" or (trace.get("orientation") == "h") != (name == "x"):
            continue
        names = trace.get("y" if name == "x" else "x", ())
        for key, value in zip(names, trace.get(name, ()), strict=False):
            if value is not None:
                place = (str(key), value < 0)
                sums[place] = sums.get(place, 0.0) + value
    return list(sums.values())


def _plans(
    traces: Sequence[Trace], layout: Mapping[str, Any], width: float, height: float
) -> tuple[AxisPlan, AxisPlan]:
    bars = [trace for trace in traces if trace.get("type") == "bar"]
    flat = any(trace.get("orientation") == "h" for trace in bars)
    along = {name: _along(traces, name) + _marked(layout, name) for name in ("x", "y")}
    if layout.get("barmode") in ("stack", "relative"):
        for name in along:
            along[name] += _stacked(traces, name)
    most_x, most_y = max(2, int(width / 90)), max(2, int(height / 45))
    return (
        plan_axis(
            layout.get("xaxis") or {}, along["x"], zero=bool(bars) and flat, most_ticks=most_x
        ),
        plan_axis(
            layout.get("yaxis") or {}, along["y"], zero=bool(bars) and not flat, most_ticks=most_y
        ),
    )


def _field(
    traces: Sequence[Trace], layout: Mapping[str, Any], size: float, width: float, height: float
) -> Field:
    x, y = _plans(traces, layout, width, height)
    y = y.narrowed(width * MOST_LABEL, size) if y.kind == NAMES else y
    margin = layout.get("margin") or {}
    left = y.label_width(size) + TICK + float(margin.get("l", 8)) + (size * 1.5 if y.title else 0)
    right = width - max(float(margin.get("r", 16)), 16)
    x = x.thinned(right - left, size)
    top = max(float(margin.get("t", 12)), size * 0.8)
    turned = _must_turn(x, right - left, size)
    rows = max((len(plain_lines(label)) for _, label in x.ticks), default=1)
    below = x.label_width(size) * 0.75 + size if turned else size * (0.6 + 1.25 * rows)
    bottom = height - below - TICK - (size * 1.5 if x.title else 0) - 4
    left, right, top, bottom = _in_proportion(layout, (x, y), (left, right, top, bottom))
    return Field(
        x=x.scale(left, right),
        y=y.scale(bottom, top),
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        size=size,
        ink=str((layout.get("font") or {}).get("color", theme.TEXT)),
        paper=str(layout.get("paper_bgcolor", theme.PAPER)),
        barmode=layout.get("barmode", "group"),
        mark=f"{width:g}x{height:g}",
    )


def _in_proportion(
    layout: Mapping[str, Any],
    plans: tuple[AxisPlan, AxisPlan],
    sides: tuple[float, float, float, float],
) -> tuple[float, float, float, float]:
    """The field made narrower or lower, in the middle of its room, where a unit upwards is to be
    `scaleratio` times as long as one across, as on a map."""
    axis = layout.get("yaxis") or {}
    left, right, top, bottom = sides
    if axis.get("scaleanchor") != "x":
        return sides
    across, up = (plan.high - plan.low for plan in plans)
    ratio = up * float(axis.get("scaleratio", 1)) / across  # height of the field by its width
    width, height = right - left, bottom - top
    spare_x, spare_y = max(0.0, width - height / ratio) / 2, max(0.0, height - width * ratio) / 2
    return left + spare_x, right - spare_x, top + spare_y, bottom - spare_y


def _must_turn(plan: AxisPlan, room: float, size: float) -> bool:
    if plan.kind != NAMES or not plan.ticks:
        return False
    return plan.label_width(size) + 6 > room / len(plan.ticks)


def _grid(field: Field) -> str:
    look = f'stroke="{theme.GRID}" stroke-width="1"'
    lines = []
    for value, _ in field.y.plan.ticks if field.y.plan.has_grid else ():
        at = field.y.scale(value)
        lines.append(f'<path d="M{field.left:.1f} {at:.1f}H{field.right:.1f}" {look}/>')
    for value, _ in field.x.plan.ticks if field.x.plan.has_grid else ():
        at = field.x.scale(value)
        lines.append(f'<path d="M{at:.1f} {field.top:.1f}V{field.bottom:.1f}" {look}/>')
    axis = f'stroke="{theme.AXIS}" stroke-width="1"'
    if field.x.plan.has_line:
        lines.append(f'<path d="M{field.left:.1f} {field.bottom:.1f}H{field.right:.1f}" {axis}/>')
    if field.y.plan.has_line:
        lines.append(f'<path d="M{field.left:.1f} {field.top:.1f}V{field.bottom:.1f}" {axis}/>')
    return "".join(lines)


def _axis_labels(field: Field) -> str:
    size, ink = field.size, field.ink
    parts = []
    for value, label in field.y.plan.ticks:
        at = field.y.scale(value)
        y = at + size * 0.35 - (len(plain_lines(label)) - 1) * size * 0.62
        parts.append(written(label, field.left - TICK, y, size=size, colour=ink, anchor="end"))
    turned = _must_turn(field.x.plan, field.right - field.left, size)
    for value, label in field.x.plan.ticks:
        x, y = field.x.scale(value), field.bottom + TICK + size
        if turned:
            parts.append(written(label, x, y, size=size, colour=ink, anchor="end", turned=-45))
        else:
            parts.append(written(label, x, y, size=size, colour=ink, anchor="middle"))
    if field.x.plan.title:
        middle, y = (field.left + field.right) / 2, field.bottom + TICK + size * 2.7
        parts.append(written(field.x.plan.title, middle, y, size=size, colour=ink, anchor="middle"))
    if field.y.plan.title:
        x, middle = size, (field.top + field.bottom) / 2
        title = field.y.plan.title
        parts.append(written(title, x, middle, size=size, colour=ink, anchor="middle", turned=-90))
    return "".join(parts)


def _series(traces: Sequence[Trace], layout: Mapping[str, Any], field: Field) -> str:
    colours = layout.get("colorway") or theme.SERIES
    shades = [str(colours[place % len(colours)]) for place in range(len(traces))]
    pairs = list(zip(traces, shades, strict=True))
    bars = [(trace, colour) for trace, colour in pairs if trace.get("type") == "bar"]
    parts = [draw_heatmap(trace, field) for trace, _ in pairs if trace.get("type") == "heatmap"]
    parts.append(draw_bars(bars, field))
    parts += [
        draw_scatter(trace, field, colour)
        for trace, colour in pairs
        if trace.get("type", "scatter") == "scatter"
    ]
    return "".join(parts)


def _place(axis: Axis, value: Any, ref: str, start: float, stop: float) -> float | None:
    """A place of the layout: along the axis, or as a share of the field where it says "paper"."""
    if str(ref).startswith("paper") or str(ref).endswith("domain"):
        return start + float(value) * (stop - start)
    return axis.place(value)


def _under(layout: Mapping[str, Any], field: Field) -> list[str]:
    """Lines and boxes of the layout."""
    parts = []
    for shape in layout.get("shapes") or ():
        x0, x1 = (
            _place(field.x, shape.get(end), shape.get("xref", "x"), field.left, field.right)
            for end in ("x0", "x1")
        )
        y0, y1 = (
            _place(field.y, shape.get(end), shape.get("yref", "y"), field.bottom, field.top)
            for end in ("y0", "y1")
        )
        if None in (x0, x1, y0, y1):
            continue
        line = shape.get("line") or {}
        if shape.get("type") == "line":
            look = stroke(line, theme.AXIS)
            parts.append(f'<path d="M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}" {look}/>')
        elif shape.get("type") == "rect":
            fill = escape(str(shape.get("fillcolor", "none")))
            look = f'fill="{fill}" fill-opacity="{float(shape.get("opacity", 0.3)):g}"'
            parts.append(box(x0, y0, x1 - x0, y1 - y0, look))
    return parts


def _over(layout: Mapping[str, Any], field: Field) -> list[str]:
    """Words of the layout."""
    parts = []
    for note in layout.get("annotations") or ():
        x = _place(field.x, note.get("x"), note.get("xref", "x"), field.left, field.right)
        y = _place(field.y, note.get("y"), note.get("yref", "y"), field.bottom, field.top)
        if x is None or y is None or not note.get("text"):
            continue
        font = note.get("font") or {}
        size = float(font.get("size", field.size))
        anchor = {"left": "start", "right": "end"}.get(note.get("xanchor", "center"), "middle")
        lines = len(plain_lines(note["text"]))
        lift = {"top": size, "bottom": -size * 0.3 - (lines - 1) * size * 1.25}.get(
            note.get("yanchor", "middle"), size * 0.35
        )
        parts.append(
            written(
                note["text"],
                x + float(note.get("xshift", 0)),
                y + lift - float(note.get("yshift", 0)),
                size=size,
                colour=str(font.get("color", field.ink)),
                anchor=anchor,
            )
        )
    return parts


LegendItem = tuple[Trace, str, str]  # series, colour, name


def _legend_rows(
    traces: Sequence[Trace], layout: Mapping[str, Any], size: float, width: float
) -> list[list[LegendItem]]:
    """The names of the series in rows that fit the width; none where there is one series only."""
    colours = layout.get("colorway") or theme.SERIES
    items = [
        (trace, str(colours[place % len(colours)]), str(trace.get("name", "")))
        for place, trace in enumerate(traces)
        if trace.get("showlegend", True) and trace.get("name")
    ]
    wanted = layout.get("showlegend", len(items) > 1)
    if not wanted or not items:
        return []
    rows: list[list[LegendItem]] = [[]]
    used = 0.0
    for item in items:
        need = text_width(item[2], size) + 48
        if rows[-1] and used + need > width - 24:
            rows.append([])
            used = 0.0
        rows[-1].append(item)
        used += need
    return rows


def _legend(rows: Sequence[Sequence[LegendItem]], height: float, field: Field) -> str:
    parts = []
    size, ink = field.size, field.ink
    for place, row in enumerate(rows):
        x, y = 12.0, height - (len(rows) - place) * LEGEND_GAP + LEGEND_GAP / 2
        for trace, colour, name in row:
            parts.append(_key(trace, colour, x, y, field))
            parts.append(written(name, x + 30, y + size * 0.35, size=size, colour=ink))
            x += text_width(name, size) + 48
    return "".join(parts)


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list | tuple) and value else value


def _key(trace: Trace, colour: str, x: float, y: float, field: Field) -> str:
    look = trace.get("marker") or {}
    fill = str(_first(look.get("color")) or colour)
    if trace.get("type") == "bar":
        edge = str(_first((look.get("line") or {}).get("color")) or fill)
        shape = f'fill="{paint(trace, fill, field)}" stroke="{escape(edge)}" stroke-width="1"'
        return box(x + 6, y - 5, 14, 10, shape)
    parts = []
    mode = trace.get("mode", "lines+markers")
    if "lines" in mode:
        line = stroke(trace.get("line") or {}, colour)
        parts.append(f'<path d="M{x:.1f} {y:.1f}h26" {line}/>')
    if "markers" in mode:
        edge = look.get("line") or {}
        rim = str(_first(edge.get("color")) or fill)
        symbol = str(_first(look.get("symbol")) or "circle")
        width = float(edge.get("width", 0) or (2 if "open" in symbol else 0))
        parts.append(marker(symbol, x + 13, y, 9, fill, rim, width))
    return "".join(parts)
