"""The curve of the year, from cumulative figures at odd dates."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from indicators.progress import Point
from programs.disbursement import Payment, curve, paid_at, total

from .ledgers import account, payments

INVESTMENT, RECURRENT = account(year=2025), account(year=2025, fund_kind="recurrent")


def paid(one, month, day, amount):
    return Payment(one, date(2025, month, day), Decimal(amount))


def test_curve_adds_each_accounts_latest_amount():
    reported = [
        paid(INVESTMENT, 8, 31, "232.9"),
        paid(INVESTMENT, 7, 31, "200"),
        paid(RECURRENT, 8, 15, "116.9"),
    ]

    assert curve(reported) == [
        Point(date(2025, 7, 31), Decimal(200)),
        Point(date(2025, 8, 15), Decimal("316.9")),
        Point(date(2025, 8, 31), Decimal("349.8")),
    ]


def test_curve_has_one_point_where_several_accounts_report():
    reported = [paid(INVESTMENT, 8, 31, "232.9"), paid(RECURRENT, 8, 31, "116.9")]

    assert curve(reported) == [Point(date(2025, 8, 31), Decimal("349.8"))]


def test_curve_falls_where_a_figure_was_corrected():
    reported = [paid(INVESTMENT, 3, 31, 300), paid(INVESTMENT, 4, 30, 280)]

    assert [point.value for point in curve(reported)] == [300, 280]


def test_curve_of_nothing_has_no_points():
    assert curve([]) == []


def test_curve_two_amounts_of_one_account_and_date_are_refused():
    with pytest.raises(ValueError, match="300 and 280"):
        curve([paid(INVESTMENT, 3, 31, 300), paid(INVESTMENT, 3, 31, 280)])


@given(payments())
def test_curve_is_what_was_paid_at_each_of_its_dates(reported):
    points = curve(reported)

    assert [point.on for point in points] == sorted({payment.as_of for payment in reported})
    assert all(point.value == total(paid_at(reported, point.on)) for point in points)
