import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsdash.lib.text import fold, strip_marks


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Xã Hữu Lễ", "xã hữu lễ"),
        ("  XÃ \u00a0HỮU\tLỄ ", "xã hữu lễ"),
        ("Hữu\u200b Lễ", "hữu lễ"),
        ("Ðồng Mỏ", "đồng mỏ"),
        (unicodedata.normalize("NFD", "Hữu Lễ"), "hữu lễ"),
        ("Hoà Bình", "hòa bình"),
        ("Hòa Bình", "hòa bình"),
        ("Thuỷ", "thủy"),
        ("Thuỵ Hùng", "thụy hùng"),
        ("Khoẻ", "khỏe"),
        ("Hoàng Đồng", "hoàng đồng"),
        ("Hoài", "hoài"),
        ("Toàn tỉnh", "toàn tỉnh"),
        ("Quý Hòa", "quý hòa"),
        ("Qúy III", "quý iii"),
        ("Quỳ", "quỳ"),
        ("Thuyền", "thuyền"),
    ],
)
def test_fold_brings_spellings_together(text, folded):
    assert fold(text) == folded


def test_fold_keeps_different_names_apart():
    assert len({fold(name) for name in ("Tân Thanh", "Tân Thành", "Tan Thanh", "Tận Thanh")}) == 4


@pytest.mark.parametrize(
    ("text", "bare"), [("Hữu Lễ", "Huu Le"), ("Đồng Đăng", "Dong Dang"), ("đường", "duong")]
)
def test_strip_marks_leaves_bare_letters(text, bare):
    assert strip_marks(text) == bare


@given(st.text(alphabet="aăâeêioôơuưyđqhHoÒàáảãạòóỏõọùúủũụỳýỷỹỵ \u00a0\u200b", max_size=20))
def test_fold_is_stable(text):
    assert fold(fold(text)) == fold(text)
