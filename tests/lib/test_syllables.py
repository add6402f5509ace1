import json
from pathlib import Path

import pytest

from lsdash.lib.syllables import is_syllable, marked_words

REPORTS = Path(__file__).parents[1] / "data" / "reports"


@pytest.mark.parametrize(
    "word",
    ["Nguyễn", "khuỷu", "quý", "Quý", "giếng", "nghiêng", "ĐƯỜNG", "hoà", "hòa", "của", "ẩm"],
)
def test_syllable_is_one(word):
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["NguyÔn", "h÷u", "đac", "các̀", "lằc", "bôở", "Café", "Đbc", "", "Straße", "àá"]
)
def test_other_word_is_none(word):
    assert not is_syllable(word)


def test_decomposed_syllable_is_one():
    assert is_syllable("Nguye\u0302\u0303n")


def test_every_marked_word_of_the_place_names_is_a_syllable():
    names = json.loads((REPORTS / "areas.json").read_text())
    words = {
        word
        for rows in [names["districts"], *names["communes"].values()]
        for row in rows
        for word in marked_words(row[1])
    }

    assert len(words) > 140
    assert [word for word in sorted(words) if not is_syllable(word)] == []


def test_marked_words_leave_out_what_tells_nothing():
    assert marked_words("Xã A, “Hộ” – 12 %\u00a0đ") == ["Xã", "Hộ", "đ"]
