from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsdash.lib.numbers import (
    AmbiguousNumber,
    NotWhole,
    NumberRefused,
    PercentNotExpected,
    format_number,
    format_percent,
    format_signed,
    is_plainly_english,
    is_plainly_vietnamese,
    read_number,
)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("1747", None, "1.747"),
        ("349.8", None, "349,8"),
        ("8.60", None, "8,6"),
        ("100.00", None, "100"),
        ("1200", None, "1.200"),
        ("0", None, "0"),
        ("96.13", 1, "96,1"),
        ("96.15", 1, "96,2"),
        ("0.5", 0, "1"),
        ("-0.35", 1, "−0,4"),
        ("-0.04", 1, "0,0"),
        ("1234567.5", 2, "1.234.567,50"),
    ],
)
def test_number_is_written_in_vietnamese(value, decimals, text):
    assert format_number(Decimal(value), decimals) == text


def test_missing_number_is_a_dash():
    assert format_number(None, 1) == format_percent(None, 1) == format_signed(None, 1) == "—"


def test_percent_is_joined_by_a_narrow_no_break_blank():
    assert format_percent(Decimal("96.13"), 1) == "96,1\u202f%"


@pytest.mark.parametrize(
    ("value", "text"), [("1.2", "+1,2"), ("-0.3", "−0,3"), ("0.04", "0,0"), ("0", "0,0")]
)
def test_difference_carries_its_sign(value, text):
    assert format_signed(Decimal(value), 1) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("864", "864"), ("1.234", "1234"), ("1.234.567", "1234567"), ("1 234", "1234"),
        ("\u00a0864 ", "864"), ("12,0", "12"), ("-5", "-5"), ("−5", "-5"), ("0", "0"),
    ],
)  # fmt: skip
def test_whole_number_is_read(text, value):
    assert read_number(text, decimals=0) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("96,1", "96.1"), ("96,10%", "96.10"), ("100 %", "100"), ("\u00a012,05%", "12.05"),
        ("97,99\u202f%", "97.99"), ("100", "100"),
    ],
)  # fmt: skip
def test_percentage_is_read(text, value):
    assert read_number(text, decimals=2, percent=True) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "decimals", "percent", "readings"),
    [
        ("1.234", 2, True, ("1234", "1.234")),
        ("12.05", 2, True, ("12.05", "1205")),
        ("0.961", 2, True, ("0.961", "961")),
        ("14.202", 3, False, ("14202", "14.202")),
        ("1,234", 0, False, ("1234", "1.234")),
        ("1.2345", 0, False, ("1.2345", "12345")),
        ("12.5", 0, False, ("12.5", "125")),
    ],
)
def test_ambiguous_number_is_refused_with_both_readings(text, decimals, percent, readings):
    with pytest.raises(AmbiguousNumber) as refused:
        read_number(text, decimals=decimals, percent=percent)

    assert refused.value.readings == tuple(map(Decimal, readings))


def test_fraction_of_a_whole_is_refused():
    with pytest.raises(NotWhole) as refused:
        read_number("12,5", decimals=0)

    assert refused.value.readings == (Decimal("12.5"), Decimal(125))


@pytest.mark.parametrize(
    "text",
    ["", "x", "khoảng 5", "1.23.4", "12 34", "1O5", "5 hộ", "--5", "1,2,3", "٣", "1e5", "9" * 50,
     "1.234,5.6", "01.234.567"],
)  # fmt: skip
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NumberRefused) as refused:
        read_number(text, decimals=0)

    assert refused.value.code in ("not_a_number", "ambiguous_number")


def test_english_separators_are_refused_with_their_reading():
    with pytest.raises(NumberRefused) as refused:
        read_number("1,234.5", decimals=3)

    assert (refused.value.code, refused.value.readings) == ("not_a_number", (Decimal("1234.5"),))


def test_percent_sign_outside_a_percentage_is_refused():
    with pytest.raises(PercentNotExpected):
        read_number("91%", decimals=0)


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_written_whole_number_is_read_back(value):
    assert read_number(format_number(value), decimals=0) == value


@given(st.decimals(min_value=0, max_value=100, places=2))
def test_written_percentage_is_read_back(value):
    assert read_number(format_percent(value, 2), decimals=2, percent=True) == value


@given(st.text(max_size=60), st.integers(min_value=0, max_value=3), st.booleans())
def test_any_text_is_read_or_refused(text, decimals, percent):
    try:
        value = read_number(text, decimals=decimals, percent=percent)
    except NumberRefused:
        return
    assert value.is_finite()


@pytest.mark.parametrize("digits", [28, 29, 40])
def test_number_of_many_digits_is_written_out(digits: int) -> None:
    assert format_number(Decimal("9" * digits)).replace(".", "") == "9" * digits


@pytest.mark.parametrize(("text", "value"), [("14.202", "14202"), ("850,125", "850.125")])
def test_amount_with_two_readings_is_read_only_where_the_way_of_writing_is_settled(text, value):
    with pytest.raises(AmbiguousNumber):
        read_number(text, decimals=3)

    assert read_number(text, decimals=3, settled=True) == Decimal(value)


def test_settled_way_of_writing_does_not_settle_a_percentage():
    with pytest.raises(AmbiguousNumber):
        read_number("1.234", decimals=2, percent=True, settled=True)


@pytest.mark.parametrize(
    ("text", "vietnamese", "english"),
    [
        ("1.234,5", True, False),
        ("96,1%", True, False),
        ("1.234.567", True, False),
        ("1,234.5", False, True),
        ("1,234,567", False, True),
        ("96.1", False, True),
        ("1.234", False, False),
        ("1,234", False, False),
        ("850", False, False),
        ("x", False, False),
    ],
)
def test_way_of_writing_is_told_where_only_one_is_possible(text, vietnamese, english):
    assert is_plainly_vietnamese(text) is vietnamese
    assert is_plainly_english(text) is english
