"""Where the tiles of a map stand."""

from django.template.loader import render_to_string

from indicators.charts.tiles import Tile, tile_map
from indicators.models import Area


def tile(name: str, row: int | None = None, column: int | None = None, **fields: str) -> Tile:
    return Tile(name, "1", row, column, **fields)


def names(tiles: list[Tile]) -> list[list[str]]:
    return [[t.name if t else "" for t in row] for row in tile_map(tiles, label="Thử").rows]


def test_tiles_stand_where_the_places_lie() -> None:
    assert names([tile("a", 0, 1), tile("b", 1, 0), tile("c", 1, 2)]) == [
        ["", "a", ""],
        ["b", "", "c"],
    ]


def test_empty_edges_are_cut_off() -> None:
    assert names([tile("a", 3, 5)]) == [["a"]]


def test_tile_without_a_place_stands_below() -> None:
    assert names([tile("x"), tile("a", 0, 0), tile("b", 0, 1)]) == [["a", "b"], ["x", ""]]


def test_second_tile_in_one_place_is_not_lost() -> None:
    assert names([tile("a", 0, 0), tile("b", 0, 0)]) == [["a"], ["b"]]


def test_tile_too_far_out_stands_below() -> None:
    assert names([tile("a", 0, 0), tile("b", 0, 900)]) == [["a"], ["b"]]


def test_tiles_without_any_place_fill_rows() -> None:
    assert names([tile(n) for n in "abcde"]) == [["a", "b", "c", "d"], ["e", "", "", ""]]


def test_map_of_nothing_has_no_rows() -> None:
    assert tile_map([], label="Thử").columns == 0


def test_districts_of_the_province_all_have_their_own_place(db: None) -> None:
    districts = Area.objects.of_kind("district")

    spots = {(d.tile_row, d.tile_column) for d in districts}

    assert len(spots) == 11
    assert (None, None) not in spots


def test_tile_is_a_link_with_name_value_and_light() -> None:
    drawn = render_to_string(
        "_tile_map.html",
        {
            "map": tile_map(
                [tile("<Văn Quan>", 0, 0, look="late", light="late", href="/x/", label="Văn: 1")],
                label="Thử",
            )
        },
    )

    assert '<a href="/x/" class="tile tile--late" aria-label="Văn: 1">' in drawn
    assert "&lt;Văn Quan&gt;" in drawn
    assert "Chậm</span>" in drawn


def test_tile_that_leads_nowhere_is_no_link() -> None:
    drawn = render_to_string("_tile_map.html", {"map": tile_map([tile("a", 0, 0)], label="Thử")})

    assert "<a " not in drawn
