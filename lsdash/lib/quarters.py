"""Reporting periods as codes ("2024Q3"), as Vietnamese labels, and as officers write them."""

import re
from dataclasses import dataclass
from typing import Literal

from lsdash.lib.text import fold, strip_marks

Kind = Literal["quarter", "half", "year"]

_CODE = re.compile(r"(?P<year>20[0-9]{2})(?:(?P<letter>[QH])(?P<number>[1-4]))?")
_PER_YEAR: dict[Kind, int] = {"quarter": 4, "half": 2, "year": 1}
_LETTERS: dict[Kind, str] = {"quarter": "Q", "half": "H", "year": ""}
_ROMAN = ("I", "II", "III", "IV")
_HALVES = ("6 tháng đầu", "6 tháng cuối")


class UnknownPeriod(ValueError):
    """A code that names no period."""


@dataclass(frozen=True, order=True)
class PeriodCode:
    """A quarter, half-year or year. It says nothing about dates: those are rows, not code."""

    kind: Kind
    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= _PER_YEAR[self.kind]:
            raise UnknownPeriod(f"{self.kind} {self.number}/{self.year}")

    def __str__(self) -> str:
        return f"{self.year}{_LETTERS[self.kind]}{self.number if self.kind != 'year' else ''}"

    @property
    def label(self) -> str:
        """The words of an official title: "Quý III năm 2024", "6 tháng đầu năm 2024"."""
        if self.kind == "quarter":
            return f"Quý {_ROMAN[self.number - 1]} năm {self.year}"
        if self.kind == "half":
            return f"{_HALVES[self.number - 1]} năm {self.year}"
        return f"Năm {self.year}"

    @property
    def short_label(self) -> str:
        """The words of a chart axis: "Q3/2024", "H1/2024", "2024"."""
        letter = _LETTERS[self.kind]
        return f"{letter}{self.number}/{self.year}" if letter else str(self.year)

    @property
    def closing_quarter(self) -> "PeriodCode":
        """The quarter whose end is this period's end: six months -> Q2, a year -> Q4."""
        quarters = 4 // _PER_YEAR[self.kind]
        return PeriodCode("quarter", self.year, self.number * quarters)

    def next(self) -> "PeriodCode":
        """The following period of the same kind: 2024Q4 -> 2025Q1."""
        return self._shifted(1)

    def previous(self) -> "PeriodCode":
        """The period before of the same kind: 2024Q1 -> 2023Q4."""
        return self._shifted(-1)

    def _shifted(self, steps: int) -> "PeriodCode":
        per_year = _PER_YEAR[self.kind]
        years, rest = divmod(self.year * per_year + self.number - 1 + steps, per_year)
        return PeriodCode(self.kind, years, rest + 1)

    def is_named_by(self, title: "PeriodCode") -> bool:
        """Whether a title that reads `title` means this period.

        In a quarterly form "6 tháng đầu năm 2024" means the second quarter.
        """
        return title.closing_quarter == self if self.kind == "quarter" else title == self


def parse_code(code: str) -> PeriodCode:
    """Return the period of a code such as "2024Q3", "2024H1" or "2024"."""
    found = _CODE.fullmatch(code)
    if not found:
        raise UnknownPeriod(code)
    kind: Kind = {"Q": "quarter", "H": "half", None: "year"}[found["letter"]]
    return PeriodCode(kind, int(found["year"]), int(found["number"] or 1))


_DATE = re.compile(
    r"\bngay\s*[\d.…_]*\s*thang\s*[\d.…_]*\s*nam\s*20\d\d|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b"
)
_COMPARISON = re.compile(r"\b(?:so voi|cung ky)\b[^,;()]*")
# A small L is how people type a numeral one; it cannot mean anything else there.
_NUMERAL = r"(?P<numeral>[il]v|[il]{1,3}|0?[1-4])\b"
_BEFORE_YEAR = r"[\s/.,–—-]*(?:nam)?\s*(?P<year>20\d\d)\b"
_QUARTER = re.compile(rf"\b(?:qu[yi]|q)\s*\.?\s*{_NUMERAL}{_BEFORE_YEAR}")
_QUARTER_WITHOUT_YEAR = re.compile(rf"\bqu[yi]\s*\.?\s*{_NUMERAL}")
_MONTHS = re.compile(
    rf"\b0?(?P<months>3|6|9|12)\s*thang(?:\s*(?P<end>dau|cuoi))?(?:\s*cua)?{_BEFORE_YEAR}"
)
_YEAR = re.compile(
    r"(?<!\bden )(?<!\btu )(?<!\bke hoach )(?<!\bvon )\bnam\s*(?P<year>20\d\d)\b"
    r"(?!\s*[-–—]\s*(?:nam\s*)?20\d\d)"
)
# Word turns "IV" into one sign.
_ROMAN_SIGNS = str.maketrans(
    {"Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III", "Ⅳ": "IV", "ⅰ": "i", "ⅱ": "ii", "ⅲ": "iii", "ⅳ": "iv"}
)
_NUMERALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def find_periods(text: str) -> tuple[PeriodCode, ...]:
    """Return the different periods that a title names, in its order.

    Dates and comparisons ("so với quý III năm 2023") name none; a bare year counts only where no
    quarter or number of months stands beside it. "Quý III năm 2024", "Qúy 3-2024", "9 tháng năm
    2024" are all the third quarter of 2024.
    """
    plain = strip_marks(fold(text.translate(_ROMAN_SIGNS)))
    plain = _COMPARISON.sub(" ", _DATE.sub(" ", plain))
    found = [_quarter(match) for match in _QUARTER.finditer(plain)]
    found += [_months(match) for match in _MONTHS.finditer(plain)]
    if not found and not _QUARTER_WITHOUT_YEAR.search(plain):
        found = [PeriodCode("year", int(match["year"]), 1) for match in _YEAR.finditer(plain)]
    return tuple(dict.fromkeys(found))


def _quarter(match: re.Match[str]) -> PeriodCode:
    return PeriodCode(
        "quarter", int(match["year"]), _NUMERALS[match["numeral"].replace("l", "i").lstrip("0")]
    )


def _months(match: re.Match[str]) -> PeriodCode:
    months, year, late = int(match["months"]), int(match["year"]), match["end"] == "cuoi"
    if months == 6:
        return PeriodCode("half", year, 2 if late else 1)
    if months == 12:
        return PeriodCode("year", year, 1)
    return PeriodCode("quarter", year, 4 if late else months // 3)
