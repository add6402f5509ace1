"""Dates and numbers as people here write them; Django's own Vietnamese formats are wrong."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils import formats, translation


@pytest.fixture(autouse=True)
def vietnamese() -> object:
    with translation.override("vi"):
        yield


def shown(value: object) -> str:
    """What a template writes for a value, without any filter."""
    return Template("{{ value }}").render(Context({"value": value}))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("03/04/2024", date(2024, 4, 3)),
        ("31/12/2024", date(2024, 12, 31)),
        ("1/7/2025", date(2025, 7, 1)),
        ("03-04-2024", date(2024, 4, 3)),
        ("03.04.2024", date(2024, 4, 3)),
        ("2024-04-03", date(2024, 4, 3)),
    ],
)
def test_date_is_read_day_first(typed: str, meant: date) -> None:
    assert forms.DateField().clean(typed) == meant


@pytest.mark.parametrize("typed", ["12/31/2024", "30/02/2024", "03/04/24", "4 March 2024"])
def test_date_of_another_form_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        forms.DateField().clean(typed)


@pytest.mark.parametrize("typed", ["14:30 03/04/2024", "03/04/2024 14:30"])
def test_moment_is_read_day_first(typed: str) -> None:
    found = forms.DateTimeField().clean(typed)

    assert found.replace(tzinfo=None) == datetime(2024, 4, 3, 14, 30)  # noqa: DTZ001 -- local


def test_date_is_shown_day_first() -> None:
    assert shown(date(2024, 4, 3)) == "03/04/2024"
    assert formats.date_format(date(2024, 4, 3), "SHORT_DATE_FORMAT") == "03/04/2024"
    assert formats.date_format(date(2024, 4, 3), "YEAR_MONTH_FORMAT") == "04/2024"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1234.5"), "1.234,5"),
        (1_747, "1.747"),
        (Decimal("-1234567.25"), "-1.234.567,25"),
        (Decimal("0.5"), "0,5"),
        (999, "999"),
    ],
)
def test_number_is_shown_with_dots_between_groups_and_a_comma(value: object, text: str) -> None:
    assert shown(value) == text
    assert formats.localize(value, use_l10n=True) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.234,5", Decimal("1234.5")),
        ("1234,5", Decimal("1234.5")),
        ("1.234", Decimal(1234)),
        ("1.234.567,25", Decimal("1234567.25")),
        ("-12,5", Decimal("-12.5")),
    ],
)
def test_number_is_read_as_it_is_shown(typed: str, meant: Decimal) -> None:
    assert forms.DecimalField(localize=True).clean(typed) == meant


@pytest.mark.parametrize("value", [Decimal("1234.5"), Decimal("-0.25"), Decimal("1234567.89")])
def test_number_that_was_shown_is_read_back_the_same(value: Decimal) -> None:
    assert forms.DecimalField(localize=True).clean(shown(value)) == value


def test_week_begins_on_monday() -> None:
    assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
