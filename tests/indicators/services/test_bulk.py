"""Rows of a model as plain tuples: what they hold, and what is refused as by the model itself."""

from decimal import Decimal

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from indicators.models import Indicator, Measure, Period, Result
from indicators.services.bulk import PAGE, put, upsert
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


def test_stored_rows_change_and_others_are_added(open_quarter: Period) -> None:
    first, *rest = row_of(open_quarter, Decimal(7))
    other = Indicator.objects.all()[1].pk
    put(Result, NAMES, [(first, *rest)])

    upsert(Result, NAMES, [row_of(open_quarter, None), (other, *rest)], unique=NAMES[:3])

    found = dict(Result.objects.values_list("indicator", "value"))
    assert found == {first: None, other: 7}


MEASURE = (
    "code", "name", "unit", "definition", "kind", "decimals", "area_rule", "time_rule", "scope",
    "derivation",
)  # fmt: skip


def measure_row(code: str, text: str) -> tuple[object, ...]:
    return code, text, "hộ", text, "count", 0, "sum", "stock", "all", ""


def test_texts_come_back_as_they_were(db: None) -> None:
    texts = [
        "{a,b}",
        "NULL",
        'nói "có"',
        "C:\\đường\\n",
        "",
        "một\nhai\tba",
        " hai bên ",
        "Tày, Nùng",
    ]

    put(Measure, MEASURE, [measure_row(f"t{n}", text) for n, text in enumerate(texts)])

    stored = Measure.objects.filter(code__startswith="t").order_by("pk")
    assert list(stored.values_list("name", "definition")) == [(text, text) for text in texts]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite keeps no length of texts")
def test_text_that_is_too_long_is_refused_not_cut(db: None) -> None:
    with pytest.raises(DataError), transaction.atomic():
        put(Measure, MEASURE, [measure_row("t" * 200, "Số đo")])


def test_more_rows_than_one_statement_takes_are_all_stored(db: None) -> None:
    put(Measure, MEASURE, (measure_row(f"t{number}", "Số") for number in range(PAGE + 1)))

    assert Measure.objects.filter(name="Số").count() == PAGE + 1
