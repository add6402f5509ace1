"""Figures across mergers, splits and the end of the districts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.succession import Link, mixed_successors, restated_past, restated_present

# Real units: codes are no identity over time, so each carries the year it began.
THIEN_LONG_2020, HOA_BINH_2020, TAN_HOA_2020 = "06097/2020", "06103/2020", "06109/2020"
THIEN_LONG_2025 = "06103/2025"
INTO_THIEN_LONG = [
    Link(THIEN_LONG_2020, THIEN_LONG_2025, whole=True),
    Link(HOA_BINH_2020, THIEN_LONG_2025, whole=True),
    Link(TAN_HOA_2020, THIEN_LONG_2025, whole=True),
]
INTO_KIEN_MOC = [
    Link("Bắc Xa", "Kiên Mộc/2025", whole=True),
    Link("Bính Xá", "Kiên Mộc/2025", whole=False),
    Link("Kiên Mộc", "Kiên Mộc/2025", whole=False),
]

amounts = st.integers(0, 10_000).map(Decimal)
pairs = st.tuples(amounts, amounts)


def pair(numerator, denominator):
    return Decimal(numerator), None if denominator is None else Decimal(denominator)


def test_restated_past_is_the_sum_of_whole_predecessors():
    values = {
        THIEN_LONG_2020: pair(50, 400),
        HOA_BINH_2020: pair(30, 300),
        TAN_HOA_2020: pair(20, 300),
        "another": pair(999, 999),
    }

    assert restated_past(INTO_THIEN_LONG, values) == (100, 1000)


def test_restated_past_of_a_renamed_unit_is_its_predecessors():
    assert restated_past(INTO_THIEN_LONG[:1], {THIEN_LONG_2020: pair(50, 400)}) == (50, 400)


def test_restated_past_is_not_shown_where_a_predecessor_was_split():
    values = {link.predecessor: pair(10, 100) for link in INTO_KIEN_MOC}

    assert restated_past(INTO_KIEN_MOC, values) is None
    assert restated_past(INTO_KIEN_MOC[:1], values) == (10, 100)


def test_restated_past_is_not_shown_where_a_value_is_missing():
    values = {THIEN_LONG_2020: pair(50, 400), HOA_BINH_2020: pair(30, 300)}

    assert restated_past(INTO_THIEN_LONG, values) is None


def test_restated_past_counts_a_zero_as_a_value():
    values = {link.predecessor: pair(0, 0) for link in INTO_THIEN_LONG}

    assert restated_past(INTO_THIEN_LONG, values) == (0, 0)


def test_restated_past_of_an_amount_has_no_denominator():
    values = {link.predecessor: pair(7, None) for link in INTO_THIEN_LONG}

    assert restated_past(INTO_THIEN_LONG, values) == (21, None)


def test_restated_past_is_not_shown_where_one_denominator_is_missing():
    values = {link.predecessor: pair(7, 100) for link in INTO_THIEN_LONG}
    values[TAN_HOA_2020] = pair(7, None)

    assert restated_past(INTO_THIEN_LONG, values) is None


def test_restated_past_without_predecessors_is_none():
    assert restated_past([], {THIEN_LONG_2020: pair(50, 400)}) is None


def test_restated_past_refuses_links_to_several_units():
    with pytest.raises(ValueError, match=r"several areas: .*06103/2025.*Kiên Mộc/2025"):
        restated_past([*INTO_THIEN_LONG, *INTO_KIEN_MOC], {})


def test_restated_past_refuses_a_predecessor_named_twice():
    with pytest.raises(ValueError, match="twice among the links to 06103/2025"):
        restated_past([*INTO_THIEN_LONG, INTO_THIEN_LONG[0]], {})


@given(st.lists(pairs, min_size=1, max_size=6))
def test_restated_past_does_not_mind_the_order_of_links(values):
    links = [Link(number, "new", whole=True) for number in range(len(values))]
    reported = dict(enumerate(values))

    assert restated_past(links[::-1], reported) == restated_past(links, reported)
    assert restated_past(links, reported) == tuple(map(sum, zip(*values, strict=True)))


def test_restated_present_is_the_sum_of_the_successors():
    values = {"Bắc Sơn": pair(3, 100), "Tân Tri": pair(4, 200), "elsewhere": pair(9, 9)}

    present = restated_present(["Bắc Sơn", "Tân Tri"], values, mixes={"elsewhere"})

    assert present == (7, 300, False)
    assert not present.approximate


def test_restated_present_is_approximate_where_a_successor_mixes_districts():
    values = {"Đồng Đăng": pair(3, 100), "Kỳ Lừa": pair(4, 200)}

    present = restated_present(["Đồng Đăng", "Kỳ Lừa"], values, mixes={"Kỳ Lừa"})

    assert (present.numerator, present.denominator, present.approximate) == (7, 300, True)


def test_restated_present_counts_each_successor_once():
    # Three old communes of one district went into the same new one.
    present = restated_present(["Bắc Sơn"] * 3, {"Bắc Sơn": pair(3, 100)}, mixes=set())

    assert present == (3, 100, False)


def test_restated_present_is_none_where_a_value_is_missing():
    assert restated_present(["Bắc Sơn", "Tân Tri"], {"Bắc Sơn": pair(3, 100)}, set()) is None
    assert restated_present([], {"Bắc Sơn": pair(3, 100)}, set()) is None


def test_restated_present_of_an_amount_has_no_denominator():
    assert restated_present(["a", "b"], {"a": pair(3, None), "b": pair(4, None)}, set()) == (
        7,
        None,
        False,
    )


def test_restated_present_is_none_where_one_denominator_is_missing():
    values = {"a": pair(3, 10), "b": pair(4, None)}

    assert restated_present(["a", "b"], values, set()) is None


def test_mixed_successors_took_in_communes_of_several_districts():
    links = [
        Link("Vĩnh Trại", "Đông Kinh", whole=True),
        Link("Mai Pha", "Đông Kinh", whole=True),
        Link("Yên Trạch", "Đông Kinh", whole=True),
        Link("Long Đống", "Bắc Sơn", whole=True),
        Link("Bắc Quỳnh", "Bắc Sơn", whole=True),
        Link("Bính Xá", "Đình Lập", whole=False),
        Link("Bính Xá", "Kiên Mộc/2025", whole=False),
    ]
    districts = {
        "Vĩnh Trại": "TP Lạng Sơn",
        "Mai Pha": "TP Lạng Sơn",
        "Yên Trạch": "Cao Lộc",
        "Long Đống": "Bắc Sơn (huyện)",
        "Bắc Quỳnh": "Bắc Sơn (huyện)",
        "Bính Xá": "Đình Lập (huyện)",
    }

    assert mixed_successors(links, districts) == {"Đông Kinh"}


def test_mixed_successors_refuses_a_predecessor_without_a_district():
    with pytest.raises(KeyError, match="Bắc Xa"):
        mixed_successors(INTO_KIEN_MOC, {})


@given(st.lists(st.tuples(pairs, st.integers(0, 3)), min_size=1, max_size=8))
def test_restated_present_of_unmixed_districts_adds_up_to_the_whole(units):
    values = {unit: value for unit, (value, _) in enumerate(units)}
    by_district = {}
    for unit, (_, district) in enumerate(units):
        by_district.setdefault(district, []).append(unit)

    presents = [restated_present(own, values, set()) for own in by_district.values()]

    assert sum(present.numerator for present in presents) == sum(v[0] for v in values.values())
    assert sum(present.denominator for present in presents) == sum(v[1] for v in values.values())
