"""Units of money in unit lines and headings."""

from decimal import Decimal

import pytest

from indicators.sheets.money import factor, money_units, unit_in_heading


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("triệu đồng", ("triệu đồng",)),
        ("Triệu đồng, %", ("triệu đồng",)),
        ("Tr.đ", ("triệu đồng",)),
        ("tỷ đồng", ("tỷ đồng",)),
        ("tỉ đồng", ("tỷ đồng",)),
        ("nghìn đồng", ("nghìn đồng",)),
        ("1000 đồng", ("nghìn đồng",)),
        ("1.000 đ", ("nghìn đồng",)),
        ("đồng Việt Nam", ("đồng",)),
        ("VNĐ", ("đồng",)),
        ("triệu đồng, nghìn đồng", ("triệu đồng", "nghìn đồng")),
        ("tỷ lệ %", ()),
        ("USD", ()),
        ("hộ", ()),
    ],
)
def test_units_of_money_are_named(text, units):
    assert money_units(text) == units


@pytest.mark.parametrize(
    ("heading", "unit"),
    [("Tổng số (tỷ đồng)", "tỷ đồng"), ("Tỷ lệ (%)", None), ("NSTW (nghìn đồng)", "nghìn đồng")],
)
def test_heading_may_name_its_own_unit(heading, unit):
    assert unit_in_heading(heading) == unit


def test_factor_turns_one_unit_into_another():
    assert factor("tỷ đồng", "triệu đồng") == 1000
    assert factor("đồng", "triệu đồng") == Decimal("0.000001")
