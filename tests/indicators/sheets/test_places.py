import unicodedata
from dataclasses import replace

import pytest

from indicators.sheets.places import PlaceMatcher


@pytest.fixture
def matcher(areas):
    districts, communes = areas

    def of(district):
        return PlaceMatcher(communes[district], districts[district])

    return of


@pytest.mark.parametrize(
    "text",
    [
        "Xã Hữu Lễ", "xã hữu lễ", "XÃ HỮU LỄ", "X. Hữu Lễ", "X.Hữu Lễ", "Hữu Lễ", "  Xã  Hữu  Lễ ",
        "Xã\u00a0Hữu\u00a0Lễ", "Hữu\u200b Lễ", "1. Xã Hữu Lễ", "- Hữu Lễ", "Xã Hữu Lễ (*)",
        unicodedata.normalize("NFD", "Xã Hữu Lễ"),
    ],
)  # fmt: skip
def test_spelling_of_one_name_is_matched(text, matcher):
    match = matcher("184").by_name(text)

    assert match.found is not None
    assert (match.found.code, match.without_marks) == ("06322", False)


@pytest.mark.parametrize(
    ("district", "text", "code"),
    [
        ("186", "Xã Hoà Bình", "06397"),
        ("184", "TT. Văn Quan", "06253"),
        ("184", "Xã Ðiềm He", "06280"),
        ("178", "P. Chi Lăng", "05983"),
    ],
)
def test_variant_is_matched_inside_the_district(district, text, code, matcher):
    assert matcher(district).by_name(text).found.code == code


def test_name_without_marks_matches_when_unique(matcher):
    match = matcher("184").by_name("Xa Huu Le")

    assert match.found.name == "Xã Hữu Lễ"
    assert match.without_marks


@pytest.mark.parametrize("text", ["Xã Hưu Lễ", "Hữu Lể", "Xã Hữu Lê", "Thị trấn Hữu Lễ"])
def test_misspelt_name_is_refused_with_a_suggestion(text, matcher):
    match = matcher("184").by_name(text)

    assert match.found is None
    assert "Xã Hữu Lễ" in match.suggestions


def test_name_of_two_units_is_refused_with_both(matcher):
    match = matcher("187").by_name("Chi Lăng")

    assert match.found is None
    assert {area.name for area in match.candidates} == {"Thị trấn Chi Lăng", "Xã Chi Lăng"}


def test_type_decides_between_two_units(matcher):
    assert matcher("187").by_name("Xã Chi Lăng").found.unit_type == "xa"
    assert matcher("187").by_name("TT Chi Lăng").found.unit_type == "thi_tran"


def test_place_of_another_district_is_not_matched(matcher):
    assert matcher("184").by_name("Xã Vân Nham").found is None


def test_bare_name_of_the_reporting_area_is_asked_unless_numbered(matcher):
    of_hung = matcher("186")

    assert of_hung.by_name("Hữu Lũng", numbered=True).found.name == "Thị trấn Hữu Lũng"
    names = {area.name for area in of_hung.by_name("Hữu Lũng", numbered=False).candidates}
    assert names == {"Thị trấn Hữu Lũng", "Huyện Hữu Lũng"}


def test_code_is_matched_without_its_leading_zero(matcher):
    assert matcher("184").by_code("6322").name == "Xã Hữu Lễ"
    assert matcher("184").by_code("99999") is None


def test_alias_is_matched(areas):
    districts, communes = areas
    row = replace(communes["184"][0], aliases=("Phố Văn Quan",))

    assert PlaceMatcher([row], districts["184"]).by_name("phố văn quan").found == row
