"""A line of a few values without axes, to stand beside a number."""

from collections.abc import Sequence

from lsdash.lib import theme

EDGE = 5.0  # pixels, so that the last mark is whole


def sparkline(
    points: Sequence[tuple[float, float]],
    *,
    target: float | None = None,
    width: int = 120,
    height: int = 36,
) -> str:
    """An SVG element of points (x, y) by x, with the last one marked and the target as a dashed
    line; empty for fewer than two points.

    An ornament beside the number that it leads to, so it is hidden from who cannot see it.
    """
    if len(points) < 2:
        return ""
    xs, ys = zip(*points, strict=True)
    shown = [*ys, target] if target is not None else list(ys)
    low, high = min(shown), max(shown)
    span_x, span_y = (xs[-1] - xs[0]) or 1.0, (high - low) or 1.0

    def place(x: float, y: float) -> str:
        across = EDGE + (x - xs[0]) / span_x * (width - 2 * EDGE)
        down = height - EDGE - (y - low) / span_y * (height - 2 * EDGE)
        return f"{across:.1f} {down:.1f}"

    line = f'fill="none" stroke="{theme.OFFICIAL}" stroke-width="2" stroke-linejoin="round"'
    parts = [f'<path d="M{"L".join(place(x, y) for x, y in points)}" {line}/>']
    if target is not None:
        ends = f"M{place(xs[0], target)}L{place(xs[-1], target)}"
        parts.insert(
            0, f'<path d="{ends}" stroke="{theme.TARGET}" stroke-width="1" stroke-dasharray="3 2"/>'
        )
    x, y = place(xs[-1], ys[-1]).split()
    parts.append(f'<circle cx="{x}" cy="{y}" r="3.5" fill="{theme.OFFICIAL}"/>')
    return (
        f'<svg class="spark" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'focusable="false" aria-hidden="true">{"".join(parts)}</svg>'
    )
