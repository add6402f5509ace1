"""What stands in the field of a chart: markers, lines, bars, tiles."""

import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

Point = tuple[float, float]

DASHES = {"dash": "7 5", "dot": "2 4", "dashdot": "7 4 2 4", "longdash": "12 6"}


def stroke(line: Mapping[str, Any], colour: str) -> str:
    """The attributes of a line."""
    dash = DASHES.get(line.get("dash", "solid"))
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    shade = escape(str(line.get("color", colour)))
    return f'stroke="{shade}" stroke-width="{float(line.get("width", 2)):g}"{dashes}'


def path(points: Sequence[Point], *, stepped: bool = False) -> str:
    """The d of a path through the points; stepped ones go sideways first, then up or down."""
    parts = []
    for place, (x, y) in enumerate(points):
        if place == 0:
            parts.append(f"M{x:.1f} {y:.1f}")
        elif stepped:
            parts.append(f"H{x:.1f}V{y:.1f}")
        else:
            parts.append(f"L{x:.1f} {y:.1f}")
    return "".join(parts)


def polygon(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def _corners(x: float, y: float, radius: float, turns: Sequence[float]) -> list[Point]:
    return [
        (x + radius * math.sin(math.radians(t)), y - radius * math.cos(math.radians(t)))
        for t in turns
    ]


def _star(x: float, y: float, radius: float) -> list[Point]:
    outer = _corners(x, y, radius, range(0, 360, 72))
    inner = _corners(x, y, radius * 0.45, range(36, 396, 72))
    return [point for pair in zip(outer, inner, strict=True) for point in pair]


def marker(symbol: str, x: float, y: float, size: float, fill: str, edge: str, width: float) -> str:
    """A marker of Plotly's, `size` pixels across; open ones show the paper inside."""
    shape = symbol.removesuffix("-open")
    is_open = shape != symbol or shape.startswith("line-")
    inside = "none" if is_open else escape(fill)
    outside = escape(edge if edge else fill)
    radius = size / 2
    look = f'fill="{inside}" stroke="{outside}" stroke-width="{width:g}"'
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {look}/>'
    if shape.startswith("line-ew"):
        return f'<path d="M{x - radius:.1f} {y:.1f}H{x + radius:.1f}" {look}/>'
    corners = {
        "square": lambda: _corners(x, y, radius * 1.3, (45, 135, 225, 315)),
        "diamond": lambda: _corners(x, y, radius * 1.2, (0, 90, 180, 270)),
        "triangle-up": lambda: _corners(x, y, radius * 1.2, (0, 120, 240)),
        "triangle-down": lambda: _corners(x, y, radius * 1.2, (180, 300, 60)),
        "star": lambda: _star(x, y, radius * 1.3),
    }
    points = corners.get(shape, corners["square"])()
    return f'<path d="{polygon(points)}" {look}/>'


def box(x: float, y: float, width: float, height: float, look: str) -> str:
    """A rectangle; turned the right way round where a side is negative."""
    if width < 0:
        x, width = x + width, -width
    if height < 0:
        y, height = y + height, -height
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" {look}/>'


def each(value: object, count: int) -> list[Any]:
    """A value that may be one for all or one for each."""
    if isinstance(value, list | tuple):
        return list(value) + [None] * (count - len(value))
    return [value] * count


def readable_on(colour: str) -> str:
    """Dark or white text, whichever reads better on a colour "#rrggbb"."""
    if not (colour.startswith("#") and len(colour) == 7):
        return "#16202a"
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#16202a" if red * 0.299 + green * 0.587 + blue * 0.114 > 150 else "#ffffff"
