"""Adding up through areas and time, with coverage."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rollup import (
    Parts,
    Rolled,
    combine,
    cumulative_falls,
    leaf,
    ratio,
    roll_tree,
    time_value,
)

NOTHING = Rolled(None, None, 0, 0, 0, 0, 0)

amounts = st.integers(0, 1_000_000).map(Decimal)
wholes = st.builds(Parts, amounts, amounts, st.booleans())
counts = st.builds(Parts, amounts, st.none(), st.booleans())
reports = st.none() | wholes
any_reports = st.none() | wholes | counts
communes = st.builds(leaf, any_reports, st.booleans())
# A province as a list of districts, each a list of communes' statements.
provinces = st.lists(st.lists(any_reports, min_size=1, max_size=5), min_size=1, max_size=5)


def parts(numerator, denominator=10, approved=True):
    return Parts(
        Decimal(numerator), None if denominator is None else Decimal(denominator), approved
    )


def sums(rolled):
    """What must not depend on the way the areas are grouped."""
    return (
        rolled.numerator,
        rolled.denominator,
        rolled.reported,
        rolled.expected,
        rolled.approved,
    )


def coverage(rolled):
    return rolled.reported, rolled.expected, rolled.approved


def test_leaf_with_a_report_counts_once():
    rolled = leaf(parts(3, 10, approved=True))

    assert rolled == Rolled(Decimal(3), Decimal(10), 1, 1, 1, 0, 0)
    assert (rolled.is_complete, rolled.is_official, rolled.is_partial) == (True, True, False)


def test_leaf_that_is_not_approved_is_preliminary():
    rolled = leaf(parts(3, 10, approved=False))

    assert coverage(rolled) == (1, 1, 0)
    assert not rolled.is_official


def test_leaf_without_a_report_is_owed_and_has_no_value():
    rolled = leaf(None)

    assert rolled == Rolled(None, None, 0, 1, 0, 0, 0)
    assert (rolled.is_complete, rolled.is_official, rolled.is_partial) == (False, False, False)


def test_leaf_that_reports_zero_has_reported():
    rolled = leaf(parts(0, 10))

    assert rolled.numerator == 0
    assert rolled.is_complete


@pytest.mark.parametrize("own", [None, parts(3, 10)])
def test_leaf_out_of_scope_owes_and_counts_nothing(own):
    rolled = leaf(own, in_scope=False)

    assert rolled == NOTHING
    assert not rolled.is_complete


def test_combine_adds_numerators_and_denominators():
    # Two districts' communes with a road: never the mean of 50 % and 100 %.
    rolled = combine([leaf(parts(1, 2)), leaf(parts(20, 20))])

    assert sums(rolled) == (21, 22, 2, 2, 2)
    assert ratio(rolled, Decimal(100)) == Decimal("95.45454545")


def test_combine_of_eleven_districts_gives_the_articles_figure():
    # The 181 xã by district are real; which seven lack a road is not published.
    in_scope = [3, 21, 18, 16, 20, 16, 17, 23, 18, 19, 10]
    with_road = [3, 20, 17, 16, 20, 15, 16, 22, 17, 18, 10]

    districts = [leaf(parts(*both)) for both in zip(with_road, in_scope, strict=True)]
    province = combine(districts)

    assert (province.numerator, province.denominator) == (174, 181)
    assert round(ratio(province, Decimal(100)), 1) == Decimal("96.1")
    assert (province.children_reported, province.children_expected) == (11, 11)
    assert province.is_complete


def test_combine_does_not_take_a_missing_report_for_zero():
    rolled = combine([leaf(parts(5, 10)), leaf(None), leaf(parts(0, 10))])

    assert sums(rolled) == (5, 20, 2, 3, 2)
    assert (rolled.children_reported, rolled.children_expected) == (2, 3)
    assert rolled.is_partial


def test_combine_of_areas_that_reported_nothing_has_no_value():
    rolled = combine([leaf(None), leaf(None)])

    assert sums(rolled) == (None, None, 0, 2, 0)
    assert not rolled.is_partial
    assert ratio(rolled, Decimal(100)) is None


def test_combine_of_nothing_is_nothing():
    assert combine([]) == NOTHING
    assert not combine([]).is_complete


def test_combine_leaves_out_what_is_not_in_scope():
    rolled = combine([leaf(parts(5, 10)), leaf(parts(9, 9), in_scope=False)])

    assert sums(rolled) == (5, 10, 1, 1, 1)
    assert (rolled.children_reported, rolled.children_expected) == (1, 1)
    assert rolled.is_complete


def test_combine_is_official_only_when_all_that_was_reported_is_approved():
    both = combine([leaf(parts(1)), leaf(parts(2))])
    one = combine([leaf(parts(1)), leaf(parts(2, approved=False))])
    partial = combine([leaf(parts(1)), leaf(None)])

    assert both.is_official
    assert not one.is_official
    assert partial.is_official
    assert partial.is_partial


def test_combine_counts_row_units_through_the_levels():
    full = combine([leaf(parts(1)), leaf(parts(1))])
    half = combine([leaf(parts(1, approved=False)), leaf(None)])
    silent = combine([leaf(None), leaf(None), leaf(None)])

    province = combine([full, half, silent])

    assert coverage(province) == (3, 7, 2)
    assert (province.children_reported, province.children_expected) == (2, 3)


def test_combine_prefers_complete_children_and_keeps_the_own_statement_beside():
    rolled = combine([leaf(parts(4)), leaf(parts(5))], own=parts(10, 21, approved=False))

    assert sums(rolled) == (9, 20, 2, 2, 2)
    assert (rolled.own_numerator, rolled.own_denominator) == (10, 21)
    assert not rolled.from_own


@pytest.mark.parametrize("approved", [True, False])
def test_combine_takes_the_own_statement_where_children_are_missing(approved):
    rolled = combine([leaf(parts(4)), leaf(None)], own=parts(10, 21, approved=approved))

    assert sums(rolled) == (10, 21, 2, 2, 2 if approved else 0)
    assert (rolled.own_numerator, rolled.own_denominator) == (10, 21)
    assert (rolled.children_reported, rolled.children_expected) == (1, 2)
    assert rolled.from_own
    assert rolled.is_official is approved


def test_combine_carries_an_own_statement_upwards_as_complete():
    by_district = combine([leaf(None), leaf(None)], own=parts(10, 21))
    by_commune = combine([leaf(parts(4))])

    province = combine([by_district, by_commune])

    assert sums(province) == (14, 31, 3, 3, 3)
    assert not province.from_own
    assert province.own_numerator is None


def test_combine_without_children_is_a_leaf():
    assert combine([], own=parts(4)) == leaf(parts(4))
    assert combine([], in_scope=True) == leaf(None)


def test_combine_is_a_leaf_where_nobody_below_owes():
    out_of_scope = [leaf(None, in_scope=False), leaf(parts(1), in_scope=False)]

    assert combine(out_of_scope, own=parts(4)) == leaf(parts(4))
    assert combine(out_of_scope, in_scope=True) == leaf(None)
    assert combine(out_of_scope) == NOTHING


def test_combine_still_waits_for_children_where_the_area_owes_too():
    assert sums(combine([leaf(None)], in_scope=True)) == (None, None, 0, 1, 0)


def test_combine_adds_amounts_that_have_no_denominator():
    rolled = combine([leaf(parts("28582", None)), leaf(parts("20616", None))])

    assert sums(rolled) == (49198, None, 2, 2, 2)
    assert ratio(rolled, Decimal(1)) == 49198


def test_combine_counts_half_a_ratio_as_not_reported():
    rolled = combine([leaf(parts(4, 10)), leaf(parts(7, None))])

    assert sums(rolled) == (4, 10, 1, 2, 1)
    assert (rolled.children_reported, rolled.children_expected) == (1, 2)


def test_combine_ignores_an_own_statement_that_is_half_a_ratio():
    rolled = combine([leaf(parts(4, 10)), leaf(None)], own=parts(7, None))

    assert sums(rolled) == (4, 10, 1, 2, 1)
    assert rolled.own_numerator is None
    assert not rolled.from_own


def test_combine_prefers_a_whole_own_statement_to_halves_below():
    rolled = combine([leaf(parts(4, None)), leaf(parts(3, None))], own=parts(7, 20))

    assert sums(rolled) == (7, 20, 2, 2, 2)
    assert rolled.from_own
    assert (rolled.children_reported, rolled.children_expected) == (0, 2)


@given(st.lists(communes, max_size=6), any_reports, st.randoms())
def test_combine_does_not_mind_the_order_of_areas(children, own, random):
    shuffled = random.sample(children, len(children))

    assert combine(shuffled, own) == combine(children, own)


@given(provinces)
def test_combine_by_districts_equals_combine_by_communes(province):
    by_district = combine(combine(leaf(commune) for commune in district) for district in province)
    by_commune = combine(leaf(commune) for district in province for commune in district)

    assert sums(by_district) == sums(by_commune)


@given(st.lists(communes, max_size=6), any_reports)
def test_combine_is_never_both_partial_and_complete(children, own):
    rolled = combine(children, own)

    assert not (rolled.is_partial and rolled.is_complete)
    assert 0 <= rolled.approved <= rolled.reported <= rolled.expected
    assert 0 <= rolled.children_reported <= rolled.children_expected
    assert (rolled.numerator is None) is (rolled.reported == 0)


@given(st.lists(reports, min_size=1, max_size=6))
def test_combine_with_one_report_missing_is_never_complete(statements):
    rolled = combine(leaf(statement) for statement in [*statements, None])

    assert not rolled.is_complete


@given(st.lists(communes, max_size=6), wholes)
def test_combine_with_an_own_statement_is_always_complete(children, own):
    assert combine(children, own).is_complete


@pytest.mark.parametrize(
    ("numerator", "denominator", "factor", "value"),
    [
        (174, 181, 100, "96.13259669"),
        (1, 3, 1, "0.33333333"),
        (2, 3, 1, "0.66666667"),
        (1, 200_000_000, 1, "0.00000001"),  # 0.5 of the last place: half up
        (3, 200_000_000, 1, "0.00000002"),  # half down would give 1
        (5, 200_000_000, 1, "0.00000003"),  # half even would give 2
        (0, 181, 100, "0"),
        (181, 181, 100, "100"),
        ("26049", None, 1, "26049"),
        ("26049", None, "0.001", "26.049"),
        (0, None, 1, "0"),
    ],
)
def test_ratio_is_exact_to_eight_places_half_up(numerator, denominator, factor, value):
    computed = ratio(leaf(parts(numerator, denominator)), Decimal(factor))

    assert computed == Decimal(value)
    assert computed.as_tuple().exponent == -8


def test_ratio_is_none_without_a_report_or_over_zero():
    assert ratio(leaf(None), Decimal(100)) is None
    assert ratio(leaf(parts(0, 0)), Decimal(100)) is None
    assert ratio(NOTHING, Decimal(100)) is None


def test_ratio_leaves_an_area_without_households_out_of_the_parents():
    rolled = combine([leaf(parts(0, 0)), leaf(parts(3, 10))])

    assert ratio(rolled, Decimal(100)) == 30
    assert rolled.is_complete


PARENTS = {
    "province": None,
    "Tràng Định": "province",
    "Bình Gia": "province",
    "Đại Đồng": "Tràng Định",
    "Đề Thám": "Tràng Định",
    "Hoa Thám": "Bình Gia",
    "Hồng Phong": "Bình Gia",
    "Thị trấn Bình Gia": "Bình Gia",
}
COMMUNES = {"Đại Đồng", "Đề Thám", "Hoa Thám", "Hồng Phong"}


def test_roll_tree_rolls_every_area():
    own = {"Đại Đồng": parts(1), "Đề Thám": parts(2), "Hoa Thám": parts(3, approved=False)}

    rolled = roll_tree(PARENTS, own, COMMUNES)

    assert rolled.keys() == PARENTS.keys()
    assert sums(rolled["Tràng Định"]) == (3, 20, 2, 2, 2)
    assert sums(rolled["Bình Gia"]) == (3, 10, 1, 2, 0)
    assert sums(rolled["province"]) == (6, 30, 3, 4, 2)
    assert rolled["Hồng Phong"] == leaf(None)
    assert rolled["Thị trấn Bình Gia"] == NOTHING


def test_roll_tree_uses_a_districts_own_statement():
    own = {"Đại Đồng": parts(1), "Tràng Định": parts(5, 25), "Hoa Thám": parts(3)}

    rolled = roll_tree(PARENTS, own, COMMUNES)

    assert rolled["Tràng Định"].from_own
    assert sums(rolled["province"]) == (8, 35, 3, 4, 3)


def test_roll_tree_counts_districts_for_what_only_districts_report():
    districts = {"Tràng Định", "Bình Gia"}

    rolled = roll_tree(PARENTS, {"Bình Gia": parts(4)}, districts)

    assert rolled["Tràng Định"] == leaf(None)
    assert sums(rolled["province"]) == (4, 10, 1, 2, 1)
    assert (rolled["province"].children_reported, rolled["province"].children_expected) == (1, 2)


def test_roll_tree_of_several_tops_keeps_them_apart():
    rolled = roll_tree({"a": None, "b": None}, {"a": parts(1)}, {"a", "b"})

    assert rolled == {"a": leaf(parts(1)), "b": leaf(None)}


def test_roll_tree_of_no_areas_is_empty():
    assert roll_tree({}, {}, set()) == {}


def test_roll_tree_goes_to_any_depth():
    depth = 20_000
    parents = {level: level - 1 if level else None for level in range(depth)}

    rolled = roll_tree(parents, {depth - 1: parts(7)}, {depth - 1})

    assert sums(rolled[0]) == (7, 10, 1, 1, 1)


@pytest.mark.parametrize(
    ("parents", "own", "in_scope"),
    [
        ({"a": "gone"}, {}, set()),
        ({"a": None}, {"gone": parts(1)}, set()),
        ({"a": None}, {}, {"gone"}),
    ],
)
def test_roll_tree_refuses_areas_that_would_be_lost(parents, own, in_scope):
    with pytest.raises(ValueError, match=r"not in the tree: .*gone"):
        roll_tree(parents, own, in_scope)


def test_roll_tree_refuses_a_circle():
    with pytest.raises(ValueError, match=r"circle: .*'a', 'b'"):
        roll_tree({"top": None, "a": "b", "b": "a"}, {}, set())


@given(provinces, st.lists(any_reports, min_size=5, max_size=5))
def test_roll_tree_agrees_with_combining_by_hand(province, districts_own):
    parents = {"province": None}
    own = {}
    for district, statements in enumerate(province):
        parents[district] = "province"
        if districts_own[district] is not None:
            own[district] = districts_own[district]
        for commune, statement in enumerate(statements):
            parents[district, commune] = district
            if statement is not None:
                own[district, commune] = statement
    in_scope = {area for area in parents if isinstance(area, tuple)}

    rolled = roll_tree(parents, own, in_scope)

    assert rolled["province"] == combine(
        combine((leaf(statement) for statement in statements), districts_own[district])
        for district, statements in enumerate(province)
    )


@pytest.mark.parametrize(
    ("rule", "values", "value"),
    [
        ("stock", [170, 172, 174], 174),
        ("stock", [170], 170),
        ("stock", [170, None], None),  # an earlier quarter never stands in
        ("stock", [None, 172], 172),
        ("stock", [170, 0], 0),
        ("flow", [10, 0, 5], 15),
        ("flow", [10, None, 5], 15),
        ("flow", [10, None], 10),
        ("flow", [None, None], None),
        ("flow", [0, None], 0),
        ("cumulative", [100, 180, 349], 349),
        ("cumulative", [100, None], None),
        ("stock", [], None),
        ("flow", [], None),
        ("cumulative", [], None),
    ],
)
def test_time_value_follows_the_measures_rule(rule, values, value):
    series = [None if v is None else Decimal(v) for v in values]

    assert time_value(rule, series) == (None if value is None else Decimal(value))


def test_time_value_refuses_another_rule():
    with pytest.raises(ValueError, match="no such time rule: mean"):
        time_value("mean", [Decimal(1)])


@pytest.mark.parametrize(
    ("previous", "current", "falls"),
    [
        (100, 99, True),
        (100, 100, False),
        (100, 101, False),
        (100, 0, True),
        (None, 5, False),
        (100, None, False),
        (None, None, False),
    ],
)
def test_cumulative_falls_only_when_both_are_known(previous, current, falls):
    before, now = (None if v is None else Decimal(v) for v in (previous, current))

    assert cumulative_falls(before, now) is falls
