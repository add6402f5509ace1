"""Words in a drawing: how wide they are, how they are written, and Plotly's few tags in them."""

import re
from decimal import Decimal
from html import escape, unescape

from lsdash.lib.numbers import format_number

_TAG = re.compile(r"</?(?:b|i|sub|sup|br|extra)\s*/?>")
_BREAK = re.compile(r"<br\s*/?>")
_D3 = re.compile(r",?\.(?P<decimals>\d)f")
NARROW, WIDE = set("iljtfrI.,:;'!|()[] 1"), set("mwMWƯÔƠÂĂĐ@%—")


def text_width(text: str, size: float) -> float:
    """About how wide the text is in pixels; a browser's own font differs by a tenth or so."""
    units = sum(0.35 if sign in NARROW else 0.9 if sign in WIDE else 0.6 for sign in text)
    return units * size


def plain_lines(text: str) -> list[str]:
    """The lines of a Plotly text, its tags left out and its entities read."""
    return [_plain(line) for line in _BREAK.split(text)]


def wrapped(text: str, room: float, size: float, most: int = 2) -> str:
    """The text with breaks so that no line is wider than `room` pixels; where `most` lines do not
    hold it, the last one ends in “…”. A word alone is never cut.

    >>> wrapped("Xã, phường gộp từ nhiều huyện cũ", 120, 14)
    'Xã, phường gộp<br>từ nhiều huyện…'
    """
    if all(text_width(line, size) <= room for line in plain_lines(text)):
        return text
    lines = [""]
    for word in " ".join(_BREAK.split(text)).split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or text_width(_plain(longer), size) <= room:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] += "…"
            break
    return "<br>".join(lines)


def _plain(line: str) -> str:
    return unescape(_TAG.sub("", line))


def tick_text(value: float, tickformat: str, suffix: str) -> str:
    """A number on an axis in Vietnamese, with the decimals that the d3 format says."""
    found = _D3.fullmatch(tickformat or "")
    number = Decimal(repr(round(value, 10)))
    decimals = int(found["decimals"]) if found else None
    return format_number(number, decimals) + suffix


def written(
    text: str,
    x: float,
    y: float,
    *,
    size: float,
    colour: str,
    anchor: str = "start",
    bold: bool = False,
    turned: float = 0,
) -> str:
    """A text element, one tspan a line; `y` is the baseline of the first line."""
    lines = plain_lines(text)
    spans = "".join(
        f'<tspan x="{x:.1f}" dy="{0 if place == 0 else size * 1.25:.1f}">{escape(line)}</tspan>'
        for place, line in enumerate(lines)
    )
    weight = ' font-weight="600"' if bold else ""
    turn = f' transform="rotate({turned:.0f} {x:.1f} {y:.1f})"' if turned else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:.1f}" fill="{escape(colour)}" '
        f'text-anchor="{anchor}"{weight}{turn}>{spans}</text>'
    )
