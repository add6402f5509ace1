"""Rows of a model as plain tuples: what they hold, and what is refused as by the model itself."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from indicators.models import Indicator, Period, Result
from indicators.services.bulk import put
from tests.factories.reference import district

NAMES = (
    "indicator", "area", "period", "numerator", "denominator", "value", "reported", "expected",
    "approved", "children_reported", "children_expected", "from_own", "stated", "estimated",
)  # fmt: skip


def row_of(period: Period, value: Decimal | None) -> tuple[object, ...]:
    indicator, area = Indicator.objects.all()[0].pk, district("180").pk
    return indicator, area, period.pk, Decimal(7), None, value, 1, 2, 0, 1, 2, False, 0, 1


def test_tuples_are_stored_as_rows(open_quarter: Period) -> None:
    put(Result, NAMES, [row_of(open_quarter, Decimal("7.12345678"))])

    result = Result.objects.get()
    assert (result.numerator, result.denominator) == (7, None)
    assert (result.value, result.from_own) == (Decimal("7.12345678"), False)


def test_no_tuples_are_no_rows(db: None) -> None:
    put(Result, NAMES, [])

    assert not Result.objects.exists()


def test_rows_are_refused_as_those_of_the_model_are(open_quarter: Period) -> None:
    twice = [row_of(open_quarter, Decimal(7))] * 2

    with pytest.raises(IntegrityError), transaction.atomic():
        put(Result, NAMES, twice)

    assert not Result.objects.exists()
