"""Amounts as people read them."""

from decimal import Decimal

import pytest

from lsdash.lib.money import (
    BILLION,
    MILLION,
    in_unit,
    money_about,
    money_difference,
    money_number,
    money_text,
)


@pytest.mark.parametrize(
    ("million", "unit", "text"),
    [
        ("1746600", BILLION, "1.746,6 tỷ đồng"),
        ("49198", MILLION, "49.198 triệu đồng"),
        ("49198.125", MILLION, "49.198,125 triệu đồng"),
        ("0", BILLION, "0,0 tỷ đồng"),
    ],
)
def test_amount_is_written_with_its_unit(million: str, unit, text: str) -> None:
    assert money_text(Decimal(million), unit) == text


def test_amount_that_is_missing_is_a_dash() -> None:
    assert {money_text(None, BILLION), money_number(None, MILLION), money_about(None, MILLION)} == {
        "—"
    }


def test_amount_that_is_something_never_looks_like_nothing() -> None:
    assert money_number(Decimal(3), BILLION) == "0,003"
    assert money_number(Decimal(50), BILLION) == "0,1"


def test_difference_has_its_sign() -> None:
    assert money_difference(Decimal(1027000), BILLION) == "+1.027,0 tỷ đồng"
    assert money_difference(Decimal(-100), MILLION) == "−100 triệu đồng"


def test_computed_amount_is_rounded_to_what_says_something() -> None:
    assert money_about(Decimal("145296.938625"), MILLION) == "145.297 triệu đồng"
    assert money_about(Decimal("145296.938625"), BILLION) == "145,3 tỷ đồng"


def test_unit_changes_nothing_of_the_amount() -> None:
    assert in_unit(Decimal("0.001"), BILLION) * 1000 == Decimal("0.001")
