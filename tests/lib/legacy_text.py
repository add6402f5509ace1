"""Vietnamese typed as before Unicode, for samples of old files."""

from lsdash.lib.legacy import TCVN3_TABLE, VNI_TABLE

_CAPITALS = {letter.upper(): typed for typed, letter in TCVN3_TABLE.items() if letter.islower()}
_TCVN3 = _CAPITALS | {letter: typed for typed, letter in TCVN3_TABLE.items()}
# The mark in the case of its vowel; the table also knows it typed in the other case.
_VNI = {
    letter: typed
    for typed, letter in VNI_TABLE.items()
    if len(typed) == 1 or typed[1:].islower() == letter.islower()
}


def as_tcvn3(text):
    """Capitals that the font lacks become small letters, as people typed them."""
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def as_vni(text):
    return "".join(_VNI.get(letter, letter) for letter in text)
