"""Vietnamese numbers, both ways: 1747.5 <-> "1.747,5".

A dot separates groups of three digits, a comma the decimals. Reading refuses whatever another
convention would read differently, because a district's "1.234" may be 1234 or 1,234.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

MINUS = "\u2212"
MISSING = "—"
NARROW_BLANK = "\u202f"

_LONGEST = 40
_WIDE = Context(prec=3 * _LONGEST)  # the usual 28 digits are fewer than a cell may hold
_DASHES = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2010": "-", "\u2011": "-"})
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_PLAINER = _DASHES | _INVISIBLE
_VIETNAMESE = re.compile(
    r"(?P<sign>-?)(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?P<group>[. ])[0-9]{3}(?:(?P=group)[0-9]{3})*)"
    r"(?:,(?P<decimals>[0-9]+))?"
)
_ONE_DOT = re.compile(r"-?[0-9]+\.[0-9]+")
_ENGLISH = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


class NumberRefused(ValueError):
    """Text that is not taken as a number; `readings` are what it could have meant, if anything."""

    code = "not_a_number"

    def __init__(self, text: str, readings: tuple[Decimal, ...] = ()):
        super().__init__(text)
        self.text = text
        self.readings = readings


class AmbiguousNumber(NumberRefused):
    """Two conventions read the text differently: "1.234" in a % column."""

    code = "ambiguous_number"


class NotWhole(NumberRefused):
    """A fraction where only whole numbers make sense: "12,5" households."""

    code = "not_whole"


class PercentNotExpected(NumberRefused):
    """A percent sign in a column that does not hold percentages."""

    code = "percent_not_expected"


def format_number(value: Decimal | int | None, decimals: int | None = None) -> str:
    """Return `value` as Vietnamese text, rounded half up to `decimals` places.

    None is "—". Without `decimals` all places of the value are shown, without trailing zeros.
    format_number(Decimal("1747")) == "1.747"; format_number(Decimal("96.13"), 1) == "96,1".
    """
    if value is None:
        return MISSING
    number = _rounded(Decimal(value), decimals)
    sign = MINUS if number < 0 else ""
    return sign + f"{number.copy_abs():,f}".translate(str.maketrans(",.", ".,"))


def format_percent(value: Decimal | int | None, decimals: int | None = None) -> str:
    """Return a percentage, 96.1 -> "96,1 %" with a no-break blank; None is "—"."""
    text = format_number(value, decimals)
    return text if value is None else f"{text}{NARROW_BLANK}%"


def format_signed(value: Decimal | int | None, decimals: int | None = None) -> str:
    """Return a difference with its sign, "+1,2" or "−0,3"; what rounds to zero has none."""
    text = format_number(value, decimals)
    rises = value is not None and _rounded(Decimal(value), decimals) > 0
    return f"+{text}" if rises else text


def _rounded(value: Decimal, decimals: int | None) -> Decimal:
    if decimals is not None:
        return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1), context=_WIDE) if value == whole else value.normalize(_WIDE)


def read_number(
    text: str, *, decimals: int, percent: bool = False, settled: bool = False
) -> Decimal:
    """Return the number that Vietnamese `text` states, or raise a `NumberRefused`.

    `decimals` is what the column allows: 0 means whole numbers only, and it settles what a
    column with decimals leaves open: "1.234" is 1234 in a count, ambiguous elsewhere.
    `percent` allows a closing %, which does not change the value: "96,10%" is 96.10.
    `settled` says that the numbers around leave no doubt that they are written the Vietnamese way,
    so in an amount too "14.202" is 14202 and "850,125" is 850.125, which else are ambiguous.
    """
    if "\n" in text.strip() or "\r" in text.strip():
        raise NumberRefused(text)  # two numbers, one below the other
    digits = _without_percent(text, _tidy(text), percent)
    found = _VIETNAMESE.fullmatch(digits) if len(digits) <= _LONGEST else None
    if found is None:
        raise _refusal(text, digits)
    value = Decimal(_plain(found))
    if found["group"] == "." and not found["decimals"] and (percent or (decimals and not settled)):
        _refuse_single_group(text, digits, value)
    if decimals and not percent and not settled:
        _refuse_english_group(text, digits, value)
    if not decimals and not percent:
        _refuse_fraction(text, digits, value, found["decimals"])
    return value


def is_plainly_vietnamese(text: str) -> bool:
    """Whether only the Vietnamese way can have written the number: "1.234,5", "1.234.567"."""
    digits = _tidy(text).removesuffix("%").rstrip()
    found = _VIETNAMESE.fullmatch(digits) if len(digits) <= _LONGEST else None
    if found is None or _ENGLISH.fullmatch(digits):
        return False
    return bool(found["decimals"]) or digits.count(".") > 1


def is_plainly_english(text: str) -> bool:
    """Whether only the English way can have written the number: "1,234.5", "1,234,567"."""
    digits = _tidy(text).removesuffix("%").rstrip()
    if len(digits) > _LONGEST or (_VIETNAMESE.fullmatch(digits) and not digits.count(",") > 1):
        return False
    return bool(_ENGLISH.fullmatch(digits) or _ONE_DOT.fullmatch(digits))


def _tidy(text: str) -> str:
    plain = text if text.isascii() else text.translate(_PLAINER)
    return " ".join(plain.split())


def _without_percent(text: str, tidy: str, percent: bool) -> str:
    if not tidy.endswith("%"):
        return tidy
    if not percent:
        raise PercentNotExpected(text)
    return tidy[:-1].rstrip()


def _plain(found: re.Match[str]) -> str:
    whole = found["whole"].replace(".", "").replace(" ", "")
    return f"{found['sign']}{whole}.{found['decimals'] or '0'}".removesuffix(".0")


def _refuse_single_group(text: str, digits: str, value: Decimal) -> None:
    # Two dots ("1.234.567") can only be groups; one dot may as well be a decimal point.
    if digits.count(".") == 1:
        raise AmbiguousNumber(text, (value, Decimal(digits)))


def _refuse_english_group(text: str, digits: str, value: Decimal) -> None:
    if _ENGLISH.fullmatch(digits) and not digits.lstrip("-").startswith("0"):
        raise AmbiguousNumber(text, (Decimal(digits.replace(",", "")), value))


def _refuse_fraction(text: str, digits: str, value: Decimal, decimals: str | None) -> None:
    _refuse_english_group(text, digits, value)
    if decimals and value != value.to_integral_value():
        together = Decimal(re.sub("[., ]", "", digits))
        raise NotWhole(text, (value, together))


def _refusal(text: str, digits: str) -> NumberRefused:
    if len(digits) > _LONGEST:
        return NumberRefused(text)
    if _ONE_DOT.fullmatch(digits):
        return AmbiguousNumber(text, (Decimal(digits), Decimal(digits.replace(".", ""))))
    if _ENGLISH.fullmatch(digits):
        return NumberRefused(text, (Decimal(digits.replace(",", "")),))
    return NumberRefused(text)
