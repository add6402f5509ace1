"""One indicator by place: tiles or outlines, coloured by light or by value, with the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, radians
from typing import Any

from indicators.choice import kept
from indicators.models import Area, Boundary, ValueForm
from indicators.selectors.place_map import PlaceMap
from indicators.selectors.standing import Standing
from indicators.wording import difference, quantity, reason_text, reservation, value_text
from lsdash.lib import theme
from lsdash.lib.numbers import format_signed
from lsdash.lib.text import lower_first
from lsdash.lib.theme import LIGHTS, Cell, Chart, Column, Table

from .shared import REPORTS, plain
from .tiles import Tile, TileMap, tile_map

BY_LIGHT, BY_VALUE = "den", "gia-tri"
STEPS = len(theme.SCALE)
WIDTH, LETTER = 420, 6.5  # pixels: of the picture, at the least, and of a letter
MOST_NAMES = 20  # more than this are too many on a phone
UNKNOWN = "no_data"


@dataclass(frozen=True)
class Scale:
    """Equal steps from the smallest to the largest value of all periods, so that a colour means
    the same in each."""

    low: Decimal
    high: Decimal

    def look(self, value: Decimal | None) -> str:
        """The step that a value is in, "v1" to "v5"; values that are all alike are in the middle.

        >>> Scale(Decimal(0), Decimal(100)).look(Decimal(81))
        'v5'
        """
        if value is None:
            return UNKNOWN
        if self.low == self.high:
            return f"v{(STEPS + 1) // 2}"
        step = int((value - self.low) / (self.high - self.low) * STEPS)
        return f"v{min(max(step, 0), STEPS - 1) + 1}"

    def bounds(self) -> list[tuple[str, Decimal, Decimal]]:
        """Each step with where it begins and ends."""
        if self.low == self.high:
            return [(self.look(self.low), self.low, self.high)]
        width = (self.high - self.low) / STEPS
        return [
            (f"v{step + 1}", self.low + width * step, self.low + width * (step + 1))
            for step in range(STEPS)
        ]


def scale_of(page: PlaceMap) -> Scale | None:
    """None where no place has a value in any period."""
    values = [s.value for frame in page.frames for s in frame if s.value is not None]
    return Scale(min(values), max(values)) if values else None


def scale_legend(page: PlaceMap) -> list[tuple[str, str]]:
    """The steps with their words: ("v1", "81,0 % – 84,8 %")."""
    scale, indicator = scale_of(page), page.indicator
    if scale is None:
        return []
    changes = any(s.form == ValueForm.CHANGE for frame in page.frames for s in frame)

    def words(value: Decimal) -> str:
        if changes:
            return difference(value, indicator.unit, max(indicator.decimals, 1))
        return quantity(value, indicator.unit, indicator.decimals)

    return [
        (look, words(low) if low == high else f"{words(low)} đến {words(high)}")
        for look, low, high in scale.bounds()
    ]


def look_of(standing: Standing, scale: Scale | None, colouring: str) -> str:
    """The class of a place: its light, or the step of its value."""
    if colouring == BY_VALUE and scale is not None:
        return scale.look(standing.value)
    return standing.light


def label_of(area: Area, standing: Standing) -> str:
    """What a screen reader says: “Văn Quan: 81,0 %, chậm”, with “sơ bộ” where it is."""
    light = LIGHTS[standing.light].label.lower()
    if standing.value is None:
        return f"{area.short_name}: {light}, chưa có số liệu"
    words = filter(None, [value_text(standing), light, nature(standing)])
    return f"{area.short_name}: {', '.join(words)}"


def address(area: Area, page: PlaceMap) -> str:
    return kept(area.get_absolute_url(), page.only_official, page.period_code)


def place_tiles(page: PlaceMap, colouring: str) -> TileMap:
    scale = scale_of(page)
    tiles = [
        Tile(
            name=area.short_name,
            value=value_text(standing),
            row=area.tile_row,
            column=area.tile_column,
            look=look_of(standing, scale, colouring),
            light=standing.light,
            note=nature(standing),
            href=address(area, page),
            label=label_of(area, standing),
        )
        for area, standing in page.placed
    ]
    return tile_map(tiles, label=title_of(page))


def nature(standing: Standing) -> str:
    """What a reader must know of a value: that it is of a year, not of the period shown, and that
    it is not final: “năm 2023, sơ bộ”."""
    observation = standing.observation
    parts = [_year_of(standing)]
    if observation is not None and not observation.is_official:
        parts.append("ước" if observation.coverage.estimated else "sơ bộ")
    return ", ".join(filter(None, parts))


def _year_of(standing: Standing) -> str:
    return standing.as_of if standing.is_change and standing.value is not None else ""


def title_of(page: PlaceMap) -> str:
    """“Điện: theo huyện, thành phố, quý II năm 2024”."""
    period = lower_first(page.period.label) if page.period else "chưa có kỳ nào"
    return f"{page.indicator.short_name}, {period}"


def place_table(page: PlaceMap) -> Table:
    """The same numbers, in the order of the tiles."""
    return Table(
        caption=title_of(page),
        columns=(Column("Địa bàn"), Column("Giá trị", numeric=True), Column("Đánh giá")),
        rows=tuple(
            (
                Cell(area.name, href=address(area, page)),
                Cell(value_text(standing)),
                Cell("", light=standing.light, note=note_of(standing)),
            )
            for area, standing in page.placed
        ),
        empty="Không có địa bàn nào trong phạm vi được xem.",
    )


def note_of(standing: Standing) -> str:
    words = _year_of(standing), reason_text(standing), reservation(standing)
    return "; ".join(filter(None, words))


def map_frames(page: PlaceMap, colouring: str) -> dict[str, Any]:
    """Every period for the script that plays them, each place in the order of the table, and the
    two colours of each look."""
    scale = scale_of(page)
    return {
        "at": page.position,
        "periods": [[period.code, period.label] for period in page.periods],
        "places": [area.short_name for area in page.areas],
        "frames": [
            [_item(standing, look_of(standing, scale, colouring)) for standing in frame]
            for frame in page.frames
        ],
        "fills": {look: [fill_of(look), ink_of(look)] for look in (*LIGHTS, *theme.SCALE)},
        "shapes": {name: light.letter for name, light in LIGHTS.items()},
    }


def _item(standing: Standing, look: str) -> list[str]:
    """Look, value, light, the tile's note, the table's note, the value on an outline."""
    value, short = value_text(standing), short_value(standing)
    notes = nature(standing), note_of(standing)
    return [look, value, standing.light, *notes, *([short] if short != value else [])]


def fill_of(look: str) -> str:
    if look in theme.SCALE:
        return theme.SCALE[look]
    return theme.UNKNOWN_FILL if is_blank(look) else LIGHTS[look].colour


def is_blank(look: str) -> bool:
    return look in (UNKNOWN, "not_applicable")


def ink_of(look: str) -> str:
    return theme.TEXT if is_blank(look) or look in theme.LIGHT_STEPS else theme.PAPER


def outline_chart(page: PlaceMap, colouring: str) -> Chart | None:
    """Every place as a filled outline; None where there is no outline."""
    if not page.placed:
        return None
    scale = scale_of(page)
    looks = [look_of(standing, scale, colouring) for _, standing in page.placed]
    shown = list(zip(page.placed, looks, strict=True))
    outlines = [page.outlines[area.pk] for area, _ in page.placed]
    return Chart(
        slug="ban-do",
        title=title_of(page),
        subtitle="",
        figure={
            "data": [
                *(_shape(page.outlines[area.pk], area, look) for (area, _), look in shown),
                _words(page, [(area, standing, look) for (area, standing), look in shown]),
            ],
            "layout": _layout(outlines),
        },
        table=place_table(page),
        alt=f"Bản đồ {title_of(page)}. Số liệu đầy đủ trong bảng bên cạnh.",
        source=f"{REPORTS}; ranh giới: {page.boundary_set.source}, "
        f"địa giới ngày {page.boundary_set.on:%d/%m/%Y}",
        height=560,
    )


def _shape(outline: Boundary, area: Area, look: str) -> dict[str, Any]:
    longitudes, latitudes = _line(outline.polygons)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": plain(area.short_name),
        "x": longitudes,
        "y": latitudes,
        "fill": "toself",
        "fillcolor": fill_of(look),
        "line": {"color": theme.PAPER if not is_blank(look) else theme.AXIS, "width": 1.5},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _line(
    polygons: Sequence[Sequence[Sequence[Sequence[float]]]],
) -> tuple[list[float | None], list[float | None]]:
    """All rings one after another, with a gap between them."""
    longitudes: list[float | None] = []
    latitudes: list[float | None] = []
    for polygon in polygons:
        for ring in polygon:
            if longitudes:
                longitudes.append(None)
                latitudes.append(None)
            longitudes += [round(point[0], 4) for point in ring]
            latitudes += [round(point[1], 4) for point in ring]
    return longitudes, latitudes


def _words(page: PlaceMap, shown: Sequence[tuple[Area, Standing, str]]) -> dict[str, Any]:
    """Name and value on every place; where there are many, only the shape of the light."""
    points = [page.outlines[area.pk] for area, _, _ in shown]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [float(point.label_longitude) for point in points],
        "y": [float(point.label_latitude) for point in points],
        "text": [
            words_of(area, standing, room)
            for (area, standing, _), room in zip(shown, _rooms(points), strict=True)
        ],
        "textfont": {"size": 12, "color": [ink_of(look) for _, _, look in shown]},
        "hovertext": [plain(label_of(area, standing)) for area, standing, _ in shown],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [address(area, page) for area, _, _ in shown],
        "showlegend": False,
    }


def words_of(area: Area, standing: Standing, room: float) -> str:
    """The light's shape, with name and value where a place is wide enough for its name."""
    shape = LIGHTS[standing.light].letter
    longest = max(len(area.short_name) + 2, len(short_value(standing)))
    if room < longest * LETTER:
        return shape
    return f"{shape} {plain(area.short_name)}<br>{plain(short_value(standing))}"


def short_value(standing: Standing) -> str:
    """The value as it fits on an outline: a yearly change as “−2,38”, all else as everywhere."""
    if not standing.is_change or standing.value is None:
        return value_text(standing)
    decimals = standing.indicator.decimals if standing.observation else None
    return format_signed(standing.value, decimals)


def _rooms(outlines: Sequence[Boundary]) -> list[float]:
    """How wide every place is in the picture, in pixels; none has room where there are many."""
    if len(outlines) > MOST_NAMES:
        return [0.0] * len(outlines)
    across = [
        [point[0] for polygon in outline.polygons for point in polygon[0]] for outline in outlines
    ]
    whole = max(map(max, across)) - min(map(min, across))
    return [(max(points) - min(points)) / whole * WIDTH for points in across]


def _layout(outlines: Sequence[Boundary]) -> dict[str, Any]:
    """No axes; a degree of longitude is drawn as much shorter as it is at this latitude."""
    points = [p for o in outlines for polygon in o.polygons for p in polygon[0]]
    across, up = ([point[axis] for point in points] for axis in (0, 1))
    middle = (min(up) + max(up)) / 2
    return theme.layout(
        xaxis=_axis(across),
        yaxis=_axis(up) | {"scaleanchor": "x", "scaleratio": round(1 / cos(radians(middle)), 5)},
        showlegend=False,
    )


def _axis(values: Sequence[float]) -> Mapping[str, Any]:
    edge = (max(values) - min(values)) * 0.01 or 0.01
    return {
        "range": [round(min(values) - edge, 4), round(max(values) + edge, 4)],
        "tickvals": [],
        "showgrid": False,
        "showline": False,
        "constrain": "domain",
    }
