import pytest

from lsdash.lib.legacy import (
    TCVN3_TABLE,
    could_be_legacy,
    font_encoding,
    is_capital_font,
    spelled_well,
    to_unicode,
)

from .legacy_text import as_tcvn3, as_vni

# The 67 Vietnamese letters with a mark.
SMALL = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
TCVN3_CAPITALS = "ĂÂĐÊÔƠƯ"
# Typed by hand from old documents, not by the tables.
WORDS = [
    ("Văn Quan", "V¨n Quan", "Vaên Quan"),
    ("Hữu Lũng", "H÷u Lòng", "Höõu Luõng"),
    ("Tràng Định", "Trµng §Þnh", "Traøng Ñònh"),
    ("Đơn vị tính: triệu đồng", "§¬n vÞ tÝnh: triÖu ®ång", "Ñôn vò tính: trieäu ñoàng"),
    ("Hộ nghèo", "Hé nghÌo", "Hoä ngheøo"),
    ("Xã, phường, thị trấn", "X·, ph\u00adêng, thÞ trÊn", "Xaõ, phöôøng, thò traán"),
    ("Tỷ lệ kiên cố (%)", "Tû lÖ kiªn cè (%)", "Tyû leä kieân coá (%)"),
    ("Thụy Hùng, Bắc Quỳnh", "Thôy Hïng, B¾c Quúnh", "Thuïy Huøng, Baéc Quyønh"),
    ("Kỹ sư ở lại", "Kü s\u00ad ë l¹i", "Kyõ sö ôû laïi"),
    ("Ủy", "ñy", "UÛy"),
]


@pytest.mark.parametrize(("unicode", "tcvn3", "vni"), WORDS)
def test_real_words_are_read(unicode, tcvn3, vni):
    assert to_unicode(tcvn3, "TCVN3").casefold() == unicode.casefold()
    assert to_unicode(vni, "VNI-Windows") == unicode


@pytest.mark.parametrize("letter", SMALL)
def test_small_letter_survives_both_encodings(letter):
    assert to_unicode(as_tcvn3(letter), "TCVN3") == letter
    assert to_unicode(as_vni(letter), "VNI-Windows") == letter


@pytest.mark.parametrize("letter", SMALL.upper())
def test_capital_letter_survives_vni(letter):
    assert to_unicode(as_vni(letter), "VNI-Windows") == letter


@pytest.mark.parametrize("letter", TCVN3_CAPITALS)
def test_capital_without_a_tone_survives_tcvn3(letter):
    assert to_unicode(as_tcvn3(letter), "TCVN3") == letter


def test_tcvn3_has_a_byte_for_each_letter_and_no_other():
    assert sorted(TCVN3_TABLE.values()) == sorted(SMALL + TCVN3_CAPITALS)
    assert all(0xA1 <= ord(typed) <= 0xFE for typed in TCVN3_TABLE)


def test_capital_vowel_with_a_small_mark_is_read():
    assert to_unicode("Aùnh, Oâng", "VNI-Windows") == "Ánh, Ông"


@pytest.mark.parametrize(("unicode", "tcvn3", "vni"), WORDS)
def test_same_bytes_shown_as_windows_1258_are_read(unicode, tcvn3, vni):
    shown = tcvn3.encode("latin-1").decode("cp1258"), vni.encode("latin-1").decode("cp1258")

    assert to_unicode(shown[0], "TCVN3").casefold() == unicode.casefold()
    assert to_unicode(shown[1], "VNI-Windows") == unicode


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "TCVN3"),
        (".vnArial Narrow", "TCVN3"),
        ("VNI-Times", "VNI-Windows"),
        ("Times New Roman", None),
        ("Vni", None),
        ("", None),
    ],
)
def test_font_tells_the_encoding(font, encoding):
    assert font_encoding(font) == encoding


def test_capital_font_is_one_of_tcvn3():
    assert is_capital_font(".VnTimeH")
    assert not is_capital_font(".VnTime")
    assert not is_capital_font("VNI-H")


def test_unicode_text_cannot_be_legacy():
    assert not could_be_legacy("Hữu Lễ")
    assert could_be_legacy("H÷u LÔ – “x”")
    assert spelled_well("Hữu Lễ, huyện Văn Quan") == 4
    assert spelled_well("H÷u Lòng, huyÖn V¨n Quan") == 1  # "Lòng" is a word, too
