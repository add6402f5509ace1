"""The disbursement rate."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.disbursement import disbursement_rate, usable

positive = st.integers(1, 10_000_000).map(lambda thousand: Decimal(thousand) / 1000)


def test_usable_is_allotted_and_carried_over():
    assert usable(Decimal(1000), Decimal("747.5")) == Decimal("1747.5")


def test_usable_one_known_part_counts_and_none_is_none():
    assert usable(Decimal(1000), None) == 1000
    assert usable(None, Decimal(5)) == 5
    assert usable(None, None) is None


def test_rate_is_of_allotted_and_carried_over_capital():
    assert disbursement_rate(Decimal(50), Decimal(150), Decimal(50)) == 25
    assert disbursement_rate(Decimal(50), None, Decimal(50)) == 100


@pytest.mark.parametrize(
    ("disbursed", "allotted", "carried_over"),
    [
        (None, Decimal(10), Decimal(0)),  # nothing reported
        (Decimal(5), None, None),
        (Decimal(5), Decimal(0), Decimal(0)),  # nothing allotted
        (Decimal(0), Decimal(0), None),
        (Decimal(5), Decimal(-10), Decimal(4)),  # adjusted below nothing
    ],
)
def test_rate_is_none_where_nothing_can_be_said(disbursed, allotted, carried_over):
    assert disbursement_rate(disbursed, allotted, carried_over) is None


def test_rate_of_nothing_disbursed_is_zero():
    assert disbursement_rate(Decimal(0), Decimal(10)) == 0


def test_rate_is_not_clamped():
    assert disbursement_rate(Decimal(30), Decimal(20)) == 150


@given(positive, positive, st.integers(1, 1000))
def test_rate_does_not_depend_on_the_unit(disbursed, allotted, factor):
    rate = disbursement_rate(disbursed, allotted)

    assert disbursement_rate(disbursed * factor, allotted * factor) == rate
