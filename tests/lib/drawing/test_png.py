import struct

from lsdash.lib import theme
from lsdash.lib.drawing import png
from lsdash.lib.drawing.png import SHARPNESS

FIGURE = {
    "data": [{"type": "bar", "x": ["Văn Quan", "Tràng Định"], "y": [1, 2]}],
    "layout": theme.layout(),
}


def test_picture_is_sharp() -> None:
    picture = png(FIGURE, width=300, height=200)

    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == (300 * SHARPNESS, 200 * SHARPNESS)


def test_letters_are_drawn() -> None:
    """Without its font the picture would show the bars alone, whatever their names."""
    other = FIGURE | {"data": [FIGURE["data"][0] | {"x": ["Ẵ ộ ữ ỡ", "Đ ị ể ạ"]}]}

    assert png(FIGURE) != png(other)
