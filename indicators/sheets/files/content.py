"""What every parser does with a value: exact numbers, and which texts carry their font."""

from decimal import Decimal

from indicators.sheets.workbook import CellKind

Content = tuple[CellKind, str, Decimal | str | bool | None]

ERROR_VALUES = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")
)
_SMALLEST, _LARGEST = Decimal("1e-12"), Decimal("1e18")


def exact_number(value: float) -> Decimal:
    """Return the number as a spreadsheet program shows it: 0.1 + 0.2 is 0.3.

    Spreadsheets keep 15 significant digits; more are the noise of binary fractions. Raises
    ValueError for what is no finite number.
    """
    number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise ValueError("not a finite number")
    return number


def number_content(value: float) -> Content:
    """Return what a cell with that number holds: (kind, text, value).

    A number beyond anything that is counted or paid, or the dust that a subtraction leaves behind,
    is kept as text: it is no figure, and exact arithmetic has no room for it.
    """
    number = exact_number(value)
    if number and not _SMALLEST <= abs(number) < _LARGEST:
        return "text", f"{number:.15g}", f"{number:.15g}"
    return "number", f"{number:f}", number


def is_error_text(text: str) -> bool:
    """Whether the text shown is an error value: "#DIV/0!", or LibreOffice's "Err:502"."""
    return text in ERROR_VALUES or (text.startswith("Err:") and text[4:].isdecimal())
