"""Folding Vietnamese text so that two spellings of one word compare equal.

Offices type the same name in many ways: composed or decomposed Unicode, upper case, double or
no-break blanks, the tone on either vowel ("Hoà" / "Hòa"), Ð (U+00D0) where Đ (U+0110) is meant.
`fold` removes those differences and nothing else; `strip_marks` also removes tones and
diacritics, which merges different words and therefore only ever serves as a second, weaker look.
"""

import re
import unicodedata

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_TONES = (_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+")
_COMBINING = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_D_LOOKALIKES = {"\u00d0": "\u0110", "\u00f0": "\u0111", "\u0189": "\u0110"}
_D_LOOKALIKE = re.compile("[\u00d0\u00f0\u0189]")


def _placements(first: str, second: str) -> dict[str, str]:
    """Old placement -> new placement of each tone over a pair of vowels ("oà" -> "òa")."""
    compose = unicodedata.normalize
    return {
        compose("NFC", first + second + tone): compose("NFC", first + tone + second)
        for tone in _TONES
    }


_MOVED = _placements("o", "a") | _placements("o", "e") | _placements("u", "y")
_OLD_PLACEMENT = re.compile(rf"(?<!q)({'|'.join(_MOVED)})(?!\w)")
# After q the u is a consonant, so there the tone belongs on the y: "qúy" is a slip for "quý".
_QUY = {new: old for old, new in _placements("u", "y").items()}
_SLIPPED_QUY = re.compile(rf"(?<=q)({'|'.join(_QUY)})(?!\w)")


def fold(text: str) -> str:
    """Return `text` in one canonical spelling, for comparison only, never for display.

    NFC, lower case, single blanks, no zero-width signs, Đ for Ð, tones on the vowel of the new
    placement, and that only at the end of a syllable: fold("Xã  Hoà Bình") == "xã hòa bình",
    while "Hoàng" stays "hoàng".
    """
    if text.isascii():  # figures and codes, most of what is read: nothing of the rest concerns them
        return " ".join(text.casefold().split())
    visible = _with_true_d(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    lowered = " ".join(visible.casefold().split())
    moved = _OLD_PLACEMENT.sub(lambda pair: _MOVED[pair.group()], lowered)
    return _SLIPPED_QUY.sub(lambda pair: _QUY[pair.group()], moved)


def strip_marks(text: str) -> str:
    """Return `text` without tones, diacritics and the bar of đ: "Hữu Lễ" -> "Huu Le".

    Different names may become equal ("Tân Thành", "Tân Thanh"): match on it only when unique.
    """
    decomposed = unicodedata.normalize("NFD", _with_true_d(text))
    return _COMBINING.sub("", decomposed).replace("đ", "d").replace("Đ", "D")


def _with_true_d(text: str) -> str:
    return _D_LOOKALIKE.sub(lambda sign: _D_LOOKALIKES[sign.group()], text)


def lower_first(text: str) -> str:
    """Return `text` as it stands inside a sentence: "Quý II năm 2024" -> "quý II năm 2024"."""
    return text[:1].lower() + text[1:]
