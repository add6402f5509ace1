"""How numbers look: colours, lights, axes, and the bundle of chart and table every page draws.

Builders return `Chart`: a plain dict for Plotly (no plotly import here), the same numbers as a
`Table`, an alternative text and the source. `templates/_chart.html` writes it into the page as a
picture that the server drew, and `static/lsdash/charts.js` puts Plotly's in its place. Colours are
those of `static/lsdash/app.css`; a test compares.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

# One stack for page and charts; every face in it has the whole Vietnamese alphabet.
FONT_FAMILY = (
    '"Segoe UI", Roboto, -apple-system, BlinkMacSystemFont, '
    '"Noto Sans", "Liberation Sans", Arial, sans-serif'
)
FONT_SIZE = 14

PAPER = "#ffffff"
TEXT = "#16202a"
TEXT_SECONDARY = "#4a5560"
GRID = "#e1e5e9"
AXIS = "#8a949e"

# After Okabe and Ito, darkened until text in the colour is readable on white.
SERIES = ("#14588f", "#9a4d00", "#00695c", "#8a2f6b", "#4a5560", "#7a6200")
OFFICIAL = SERIES[0]
TARGET = "#3d2f00"
PUBLISHED = "#8a2f6b"

# Steps of a value on a map, from low to high; the first two are light enough for dark letters.
SCALE: Mapping[str, str] = MappingProxyType(
    {"v1": "#dcebf6", "v2": "#a9cce5", "v3": "#33719f", "v4": "#14588f", "v5": "#0a2f50"}
)
LIGHT_STEPS = frozenset({"v1", "v2"})
UNKNOWN_FILL = "#eef2f5"  # a place without a judgement or a value


class Light(NamedTuple):
    """How one judgement is shown; `shape` is a Plotly marker symbol, `letter` the same as text."""

    label: str
    colour: str
    shape: str
    letter: str


LIGHTS: Mapping[str, Light] = MappingProxyType(
    {
        "met": Light("Đạt", "#00594c", "circle", "●"),
        "on_course": Light("Đúng tiến độ", "#0f6396", "triangle-up", "▲"),
        "slightly_late": Light("Chậm nhẹ", "#7a5200", "diamond", "◆"),
        "late": Light("Chậm", "#a83a00", "square", "■"),
        "worse": Light("Kém hơn ban đầu", "#8a0f4c", "triangle-down", "▼"),
        "no_data": Light("Chưa đánh giá được", "#4f5a64", "circle-open", "○"),
        "not_applicable": Light("Không áp dụng", "#5c6771", "line-ew-open", "–"),
    }
)


@dataclass(frozen=True)
class Column:
    """A heading of a table; numeric columns are aligned to the right."""

    label: str
    numeric: bool = False


@dataclass(frozen=True)
class Cell:
    """What one cell shows: text, perhaps a link, a light, a note under it, the target's look."""

    text: str
    href: str = ""
    light: str = ""
    note: str = ""
    is_target: bool = False


@dataclass(frozen=True)
class Table:
    """A table as people read it; `empty` is the sentence shown, with why, when it has no rows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = "Chưa có số liệu."

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"Row {number} of table {self.caption!r} has {len(row)} cells, "
                    f"not {len(self.columns)}."
                )

    @property
    def cells(self) -> tuple[tuple[tuple[Column, Cell], ...], ...]:
        """The rows with each cell beside its column, as the template needs them."""
        return tuple(tuple(zip(self.columns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True)
class Extract:
    """A table of a page that is handed out as a file, as a chart is, but has no picture."""

    slug: str
    table: Table
    source: str
    subtitle: str = ""

    @property
    def title(self) -> str:
        return self.table.caption


# Heights the style sheet has a class for, in CSS pixels.
HEIGHTS = (120, 160, 200, 240, 280, 320, 360, 400, 480, 560, 640, 720, 800)


@dataclass(frozen=True)
class Chart:
    """A figure with everything a reader needs when the drawing is not enough.

    `figure` is {"data": [...], "layout": layout(...)} of plain str, int, float, bool and None:
    it is written into the page as JSON, so Decimal becomes float in the builder. A point whose
    `customdata` is a path ("/dia-ban/180/") is a link to it. `height` is in CSS pixels.
    """

    slug: str
    title: str
    subtitle: str
    figure: dict[str, Any]
    table: Table
    alt: str
    source: str
    height: int = 360

    @property
    def element_id(self) -> str:
        """The id of the script element that holds the figure, unique within a page by `slug`."""
        return f"chart-{self.slug}"

    @property
    def box_height(self) -> int:
        """The height that the page keeps free: the next of `HEIGHTS` upwards, 800 at most."""
        return next((step for step in HEIGHTS if step >= self.height), HEIGHTS[-1])

    @property
    def box_class(self) -> str:
        """The class that reserves the height before anything is drawn: 350 → "chart-box-360";
        classes, because the pages carry no inline style."""
        return f"chart-box-{self.box_height}"


def number_format(decimals: int) -> str:
    """The d3 format for a fixed number of decimals: 1 → ",.1f".

    With `separators` ",." 1747 becomes "1.747,0" and never "1.7k", Plotly's own habit.
    """
    return f",.{decimals}f"


def merged(base: dict[str, Any], overrides: Mapping[str, Any]) -> dict[str, Any]:
    """`base` with `overrides` laid over it, key by key inside nested dicts; neither is changed."""
    result = dict(base)
    for key, value in overrides.items():
        mine = result.get(key)
        both = isinstance(mine, dict) and isinstance(value, Mapping)
        result[key] = merged(mine, value) if both else value
    return result


def _axis() -> dict[str, Any]:
    """What all axes share: room for long labels, no zooming by accident, quiet lines."""
    return {
        "automargin": True,
        "fixedrange": True,
        "gridcolor": GRID,
        "linecolor": AXIS,
        "tickcolor": AXIS,
        "zeroline": False,
    }


def value_axis(decimals: int = 0, **overrides: Any) -> dict[str, Any]:
    """An axis of numbers with that many decimals; `ticksuffix=" %"` and the like as overrides."""
    base = _axis() | {"tickformat": number_format(decimals), "showgrid": True, "nticks": 7}
    return merged(base, overrides)


def category_axis(**overrides: Any) -> dict[str, Any]:
    """An axis of names or periods which shows every one: without `dtick` districts vanish."""
    base = _axis() | {"type": "category", "dtick": 1, "showgrid": False, "showline": True}
    return merged(base, overrides)


def layout(**overrides: Any) -> dict[str, Any]:
    """The layout every chart starts from, with `overrides` merged in key by key.

    >>> layout(yaxis=value_axis(1))["yaxis"]["tickformat"]
    ',.1f'
    >>> layout(hovermode="x unified")["separators"]
    ',.'
    """
    return merged(_base_layout(), overrides)


def _base_layout() -> dict[str, Any]:
    return {
        "autosize": True,
        "separators": ",.",
        "font": {"family": FONT_FAMILY, "size": FONT_SIZE, "color": TEXT},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "colorway": list(SERIES),
        "margin": {"l": 8, "r": 16, "t": 12, "b": 8, "pad": 4},
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": PAPER,
            "bordercolor": AXIS,
            "align": "left",
            "namelength": -1,
            "font": {"family": FONT_FAMILY, "size": FONT_SIZE, "color": TEXT},
        },
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 0,
            "yref": "container",
            "yanchor": "bottom",
            "itemclick": False,
            "itemdoubleclick": False,
        },
        "bargap": 0.3,
        "xaxis": _axis() | {"showgrid": False, "showline": True},
        "yaxis": _axis() | {"showgrid": True, "nticks": 7},
    }


def target_line() -> dict[str, Any]:
    """The line of a target path: dark and dashed, so that it is never taken for a reported one."""
    return {"color": TARGET, "width": 2, "dash": "dash"}
