"""What every parser does with a value: exact numbers, and which texts carry their font."""

from decimal import Decimal

ERROR_VALUES = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")
)


def exact_number(value: float) -> Decimal:
    """Return the number as a spreadsheet program shows it: 0.1 + 0.2 is 0.3.

    Spreadsheets keep 15 significant digits; more are the noise of binary fractions. Raises
    ValueError for what is no finite number.
    """
    number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise ValueError("not a finite number")
    return number


def is_error_text(text: str) -> bool:
    """Whether the text shown is an error value: "#DIV/0!", or LibreOffice's "Err:502"."""
    return text in ERROR_VALUES or (text.startswith("Err:") and text[4:].isdecimal())
