"""A chart to hand out: the picture with its title above it and its source below it."""

from html import escape

from lsdash.lib import theme
from lsdash.lib.theme import Chart

from .picture import svg
from .text import plain_lines, wrapped, written

EDGE = 16  # pixels around everything
LINE = 1.35  # from one line to the next, as a share of the letters


def sheet(chart: Chart, *, width: int = 960, family: str = theme.FONT_FAMILY) -> str:
    """An SVG document of that many pixels. Raises NothingToDraw as `svg` does."""
    room = width - 2 * EDGE
    drawn = svg(chart.figure, width=room, height=chart.box_height, title=chart.alt, family=family)
    parts: list[str] = []
    y = float(EDGE)
    y = _lines(parts, chart.title, y, 18, theme.TEXT, room, bold=True)
    y = _lines(parts, chart.subtitle, y, 13, theme.TEXT_SECONDARY, room)
    parts.append(f'<g transform="translate({EDGE} {y:.0f})">{drawn}</g>')
    y += chart.box_height + 4
    y = _lines(parts, f"Nguồn: {chart.source}", y, 12, theme.TEXT_SECONDARY, room)
    height = round(y + EDGE)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="{escape(family)}">'
        f'<rect width="{width}" height="{height}" fill="{theme.PAPER}"/>{"".join(parts)}</svg>'
    )


def _lines(
    parts: list[str],
    text: str,
    y: float,
    size: float,
    colour: str,
    room: float,
    *,
    bold: bool = False,
) -> float:
    """Adds the text in as many lines as it needs; returns where the next thing begins."""
    if not text:
        return y
    for line in plain_lines(wrapped(escape(text, quote=False), room, size, most=4)):
        y += size * LINE
        words = escape(line, quote=False)
        parts.append(written(words, EDGE, y - size * 0.3, size=size, colour=colour, bold=bold))
    return y + size * 0.3
