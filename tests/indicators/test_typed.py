"""A typed cell and back: what is shown reads as the same figure."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.entries import TypedCell, TypedRefused, shown_text, typed_entry
from indicators.models import EntryStatus, FormMeasure, Measure, MeasureKind

COLUMNS = {
    "count": Measure(pk=1, code="c", name="Số hộ", unit="hộ", kind=MeasureKind.COUNT),
    "amount": Measure(
        pk=2, code="a", name="Vốn", unit="triệu đồng", kind=MeasureKind.AMOUNT, decimals=3
    ),
    "rate": Measure(pk=3, code="r", name="Tỷ lệ", unit="%", kind=MeasureKind.RATE, decimals=2),
}


def column(kind: str) -> FormMeasure:
    return FormMeasure(measure=COLUMNS[kind], position=1, header=COLUMNS[kind].name)


def read(text: str, kind: str):
    return typed_entry(TypedCell(1, 1, text), column(kind))


@settings(deadline=None)
@given(
    kind=st.sampled_from(["count", "amount"]),
    number=st.integers(min_value=0, max_value=10**11),
    status=st.sampled_from(EntryStatus.values),
)
def test_shown_number_reads_as_itself(kind: str, number: int, status: str) -> None:
    value = Decimal(number) if kind == "count" else Decimal(number).scaleb(-3)

    entry = read(shown_text(COLUMNS[kind], value, False, status), kind)

    assert (entry.value, entry.is_nil, entry.status) == (value, False, status)


def test_shown_rate_reads_as_itself() -> None:
    for hundredths in range(10_001):
        value = Decimal(hundredths).scaleb(-2)
        assert read(shown_text(COLUMNS["rate"], value, False, "final"), "rate").value == value


@pytest.mark.parametrize("status", EntryStatus.values)
def test_shown_nil_reads_as_nil(status: str) -> None:
    entry = read(shown_text(COLUMNS["count"], Decimal(0), True, status), "count")

    assert (entry.value, entry.is_nil, entry.status) == (0, True, status)


def test_shown_blank_reads_as_not_reported() -> None:
    assert read(shown_text(COLUMNS["count"], None, False, ""), "count").value is None


@settings(deadline=None)
@given(text=st.text(max_size=60), kind=st.sampled_from(sorted(COLUMNS)))
def test_any_text_is_read_or_refused_with_a_sentence(text: str, kind: str) -> None:
    try:
        value = read(text, kind).value
    except TypedRefused as refused:
        value, said = None, str(refused)
    else:
        said = "."

    assert said.endswith(".")
    assert value is None or value.is_finite()
