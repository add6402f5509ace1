"""The curve of a year: what had been disbursed in all, step by step."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from indicators.progress import Point
from programs.disbursement.ledger import Account, Payment, once


def curve(payments: Iterable[Payment]) -> list[Point]:
    """A point for every date on which any account reported, in order: the sum over all accounts of
    each one's latest cumulative amount until that date, in million VND.

    Accounts report at odd dates; between two of its dates an account stays where it was, so the
    curve is one of steps, and a later figure replaces the account's earlier one. Nothing is
    smoothed: a corrected figure that is lower makes the curve fall. No payments, no points.
    ValueError when an account has two amounts for one date.

    Investment 200 up to 31 July and 232.9 up to 31 August, recurrent only once, 116.9 up to
    15 August: 200, 316.9, 349.8.
    """
    latest: dict[Account, Decimal] = {}
    reached: dict[date, Decimal] = {}
    running = Decimal(0)
    for payment in sorted(once(payments), key=lambda payment: payment.as_of):
        running += payment.amount - latest.get(payment.account, Decimal(0))
        latest[payment.account] = payment.amount
        reached[payment.as_of] = running
    return [Point(on, value) for on, value in reached.items()]
