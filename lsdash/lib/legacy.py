"""Vietnamese text typed for the fonts of before Unicode, turned into Unicode (NFC).

Such text is ordinary Western text that only looks Vietnamese in its font. TCVN3 ("ABC", fonts
.VnTime, .VnArial …) has one sign for each letter: "V¨n Quan" is Văn Quan; its capitals with a tone
exist only as fonts of their own (.VnTimeH), in which small letters look like capitals. VNI-Windows
(fonts VNI-Times …) writes a mark as a sign after its vowel: "Vaên Quan". A program whose own
language was Vietnamese kept the same bytes as signs of Windows-1258, so both spellings are known.
"""

import re
import unicodedata
from typing import Literal

from lsdash.lib.syllables import is_syllable, marked_words

Encoding = Literal["TCVN3", "VNI-Windows"]
ENCODINGS: tuple[Encoding, ...] = ("TCVN3", "VNI-Windows")

_TCVN3 = {
    # as typed -> as read: five tones of each vowel (grave, hook, tilde, acute, dot), then others
    "µ¶·¸¹": "àảãáạ", "»¼½¾Æ": "ằẳẵắặ", "ÇÈÉÊË": "ầẩẫấậ", "ÌÎÏÐÑ": "èẻẽéẹ", "ÒÓÔÕÖ": "ềểễếệ",
    "×ØÜÝÞ": "ìỉĩíị", "ßáâãä": "òỏõóọ", "åæçèé": "ồổỗốộ", "êëìíî": "ờởỡớợ", "ïñòóô": "ùủũúụ",
    "õö÷øù": "ừửữứự", "úûüýþ": "ỳỷỹýỵ", "¨©ª«¬\u00ad®": "ăâêôơưđ", "¡¢£¤¥¦§": "ĂÂÊÔƠƯĐ",
}  # fmt: skip
_VNI_AFTER = {
    # vowel -> the marks typed after it -> the letters read
    "a": {"ùøûõï": "áàảãạ", "âáàåãä": "âấầẩẫậ", "êéèúüë": "ăắằẳẵặ"},
    "e": {"ùøûõï": "éèẻẽẹ", "âáàåãä": "êếềểễệ"},
    "o": {"ùøûõï": "óòỏõọ", "âáàåãä": "ôốồổỗộ"},
    "u": {"ùøûõï": "úùủũụ"},
    "y": {"ùøûõ": "ýỳỷỹ"},
    "ô": {"ùøûõï": "ớờởỡợ"},
    "ö": {"ùøûõï": "ứừửữự"},
}
_VNI_ALONE = {
    "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ",
}  # fmt: skip


def _tcvn3_table() -> dict[str, str]:
    return {
        typed: read
        for typed_row, read_row in _TCVN3.items()
        for typed, read in zip(typed_row, read_row, strict=True)
    }


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_ALONE)
    for vowel, rows in _VNI_AFTER.items():
        for marks, letters in rows.items():
            table |= {vowel + mark: letter for mark, letter in zip(marks, letters, strict=True)}
    capitals = {typed.upper(): read.upper() for typed, read in table.items()}
    # A capital followed by a small mark: the mark was typed without the Shift key.
    mixed = {typed[0].upper() + typed[1:]: read.upper() for typed, read in table.items()}
    return mixed | capitals | table


TCVN3_TABLE = _tcvn3_table()
VNI_TABLE = _vni_table()
_TCVN3_SIGN = re.compile("|".join(map(re.escape, TCVN3_TABLE)))
_VNI_SIGN = re.compile("|".join(sorted(map(re.escape, VNI_TABLE), key=len, reverse=True)))


def _same_byte_in_1258() -> dict[int, str]:
    """Where Windows-1258 shows a byte as another sign than Windows-1252: that sign -> this one."""
    pairs = ((bytes([b]).decode("cp1258", "ignore"), chr(b)) for b in range(0xA0, 0x100))
    return {ord(sign): latin for sign, latin in pairs if sign and sign != latin}


_FROM_1258 = _same_byte_in_1258()


def font_encoding(font: str) -> Encoding | None:
    """Return the encoding that a font is made for, None for a Unicode font."""
    name = font.strip().casefold()
    if name.startswith(".vn"):
        return "TCVN3"
    return "VNI-Windows" if name.startswith("vni-") else None


def is_capital_font(font: str) -> bool:
    """Whether the font shows small letters as capitals: ".VnTimeH"."""
    return font_encoding(font) == "TCVN3" and font.strip().endswith("H")


def to_unicode(text: str, encoding: Encoding) -> str:
    """Return `text`, typed for a font of that encoding, in Unicode NFC.

    to_unicode("H÷u Lòng", "TCVN3") == to_unicode("Höõu Luõng", "VNI-Windows") == "Hữu Lũng".
    Signs that the encoding does not use are kept.
    """
    typed = text.translate(_FROM_1258)
    table = TCVN3_TABLE if encoding == "TCVN3" else VNI_TABLE
    sign = _TCVN3_SIGN if encoding == "TCVN3" else _VNI_SIGN
    return unicodedata.normalize("NFC", sign.sub(lambda found: table[found.group()], typed))


def could_be_legacy(text: str) -> bool:
    """Whether `text` has no sign outside what those fonts' programs could store."""
    return all(ord(sign) < 0x100 or _is_typographic(sign) for sign in text.translate(_FROM_1258))


def _is_typographic(sign: str) -> bool:
    return sign in "…–—‘’“”†‡•‰‹›€™‚„ˆ˜ŒœŠšŽžŸƒ"


def spelled_well(text: str) -> int:
    """Return how many words of `text` with other than ASCII letters are Vietnamese syllables."""
    return sum(map(is_syllable, marked_words(text)))
