"""A map of equal tiles: every place a square that keeps its neighbours roughly where they lie.

Pure: who draws one makes a `Tile` for each place, in words of its own; `tile_map` lays them out and
`templates/_tile_map.html` draws them as plain HTML, so that letters stay as large as elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_COLUMNS = 12  # the style sheet has a class for each number up to this
WITHOUT_PLACE = 4  # columns where no tile has a place of its own


@dataclass(frozen=True)
class Tile:
    """One place. `look` is the ending of its class: a light ("late"), a step of the scale ("v3"),
    or "plain"; `row` and `column` are None where the map gives the place none."""

    name: str
    value: str
    row: int | None
    column: int | None
    look: str = "plain"
    light: str = ""  # shown with shape and word where given
    note: str = ""  # shown as a line of small letters where given
    href: str = ""
    label: str = ""  # what a screen reader says: “Văn Quan: 81,0 %, chậm”


@dataclass(frozen=True)
class TileMap:
    """The tiles in rows from north to south; None where no place lies."""

    label: str
    rows: tuple[tuple[Tile | None, ...], ...]

    @property
    def columns(self) -> int:
        return len(self.rows[0]) if self.rows else 0


def tile_map(tiles: Sequence[Tile], *, label: str) -> TileMap:
    """The tiles in their places, without empty rows and columns at the edges.

    What has no place, or whose place is taken, stands in rows below, in the order given.
    """
    placed: dict[tuple[int, int], Tile] = {}
    others = []
    for tile in tiles:
        spot = (tile.row, tile.column)
        if None in spot or tile.column >= MOST_COLUMNS or spot in placed:
            others.append(tile)
        else:
            placed[spot] = tile
    rows = _grid(placed)
    width = len(rows[0]) if rows else min(len(others), WITHOUT_PLACE)
    below = [others[start : start + width] for start in range(0, len(others), width or 1)]
    rows += [(*row, *[None] * (width - len(row))) for row in below]
    return TileMap(label, tuple(rows))


def _grid(placed: dict[tuple[int, int], Tile]) -> list[tuple[Tile | None, ...]]:
    if not placed:
        return []
    down = [row for row, _ in placed]
    along = [column for _, column in placed]
    return [
        tuple(placed.get((row, column)) for column in range(min(along), max(along) + 1))
        for row in range(min(down), max(down) + 1)
    ]
