"""Amounts of money, exact in every database."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator, MaxValueValidator, MinValueValidator
from django.db import models

DIGITS, DECIMALS = 15, 3
LARGEST = Decimal(10) ** (DIGITS - DECIMALS) - Decimal("0.001")


class MillionVndField(models.BigIntegerField):
    """Million VND to three decimals, a Decimal in Python and a whole number of thousand đồng in the
    database: SQLite would keep a decimal as floating point, and sums would not be exact."""

    default_error_messages = {"invalid": "“%(value)s” không phải là số tiền."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.validators = [
            DecimalValidator(DIGITS, DECIMALS),
            MinValueValidator(-LARGEST),
            MaxValueValidator(LARGEST),
        ]

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        # Whole thousands, sums of them too: shifted, they have three decimals by themselves.
        return None if value is None else Decimal(value).scaleb(-DECIMALS)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return Decimal(str(value))
        except ArithmeticError as wrong:
            message = self.error_messages["invalid"]
            raise ValidationError(message, code="invalid", params={"value": value}) from wrong

    def get_prep_value(self, value: Any) -> int | None:
        """Raises ValueError for more than three decimals, rather than store another number."""
        if value is None or hasattr(value, "resolve_expression"):
            return value
        thousands = Decimal(str(value)).scaleb(DECIMALS)
        if thousands != thousands.to_integral_value():
            raise ValueError(f"{value} has more than {DECIMALS} decimals")
        return int(thousands)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return value if prepared else self.get_prep_value(value)

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    def formfield(self, **kwargs: Any) -> forms.Field:
        options = {"max_digits": DIGITS, "decimal_places": DECIMALS, "localize": True}
        return models.Field.formfield(self, form_class=forms.DecimalField, **options | kwargs)
