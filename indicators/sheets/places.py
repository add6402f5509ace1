"""Which place of the reporting area a row is about.

Strict on purpose: a name that fits two places, or none exactly, is never taken; the closest names
are offered for the person to choose from.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from indicators.sheets.likeness import closest
from indicators.sheets.matches import RowMatch
from indicators.sheets.spec import AreaName, Guess, UnitType
from lsdash.lib.text import fold, strip_marks

_PREFIXES: tuple[tuple[str, UnitType], ...] = (
    (r"thị trấn\s+|thi tran\s+|tt\.\s*|tt\s+|t\.t\.?\s*", "thi_tran"),
    (r"thành phố\s+|thanh pho\s+|tp\.\s*|tp\s+|t\.p\.?\s*", "thanh_pho"),
    (r"phường\s+|phuong\s+|p\.\s*|p\s+", "phuong"),
    (r"huyện\s+|huyen\s+|h\.\s*|h\s+", "huyen"),
    (r"tỉnh\s+|tinh\s+", "tinh"),
    (r"xã\s+|xa\s+|x\.\s*|x\s+", "xa"),
)
_BULLET = re.compile(r"^(?:[-–—+•*]\s*|\d{1,3}\s*[.)]\s*)+")
# A code before or behind a name: "06253 - Xã Trấn Ninh", "Xã Trấn Ninh (06253)".
_CODE_FIRST = re.compile(r"\s*\(?(?P<code>\d{3,5})\)?\s*[-–—._:]?\s*(?P<name>[^\W\d].*)", re.DOTALL)
_CODE_LAST = re.compile(r"(?P<name>.*\w)\s*[-–—_:(]\s*(?P<code>\d{3,5})\)?\s*", re.DOTALL)
_FOOTNOTE = re.compile(r"\s*\(?\*+\)?$")


@dataclass(frozen=True)
class _Label:
    unit_type: UnitType | None
    name: str

    @property
    def without_marks(self) -> "_Label":
        return _Label(self.unit_type, strip_marks(self.name))


class PlaceMatcher:
    """Finds the places of one report's rows by code and by name."""

    def __init__(self, rows: Iterable[AreaName], reporting_area: AreaName):
        self._rows = tuple(rows)
        self._own = reporting_area
        self._by_code = {area.code: area for area in self._rows}
        self._width = max(map(len, self._by_code), default=0)
        self._names = [(_parse(name), area) for area in self._rows for name in _spellings(area)]
        self._bare_names = [(label.without_marks, area) for label, area in self._names]

    def by_code(self, code: str) -> AreaName | None:
        """Return the place with that code; Excel drops leading zeros, so "6253" is "06253"."""
        return self._by_code.get(code) or self._by_code.get(code.zfill(self._width))

    def by_name(self, text: str, *, numbered: bool = True) -> RowMatch:
        """Return the place that `text` names.

        `numbered` says whether the row has a running number: without one, a name that is also
        the reporting area's own ("Hữu Lũng") may be its total, and is asked.
        """
        label = _parse(text)
        if not label.name:
            return RowMatch()
        exact = _fitting(label, self._names)
        if exact:
            return self._decided(label, exact, numbered, without_marks=False)
        # Only a name typed without any diacritics may match without: a wrong tone is a slip.
        bare = _fitting(label, self._bare_names) if label == label.without_marks else ()
        if bare:
            return self._decided(label, bare, numbered, without_marks=True)
        return RowMatch(guesses=self._closest(label))

    def find(self, text: str) -> AreaName | None:
        """Return the one place that `text` names, without guessing; None for none or several."""
        name, code = self.with_code(text)
        label = _parse(name)
        found = _fitting(label, self._names) if label.name else ()
        is_other = bool(code) and self.by_code(code) not in found
        return found[0] if len(found) == 1 and not is_other else None

    def match(self, label: str, code: str, *, numbered: bool) -> RowMatch:
        """Return the place of a row with that name and code, which must agree."""
        label, in_label = self.with_code(label)
        by_name = self.by_name(label, numbered=numbered)
        by_code = self.by_code(code or in_label) if code or in_label else None
        if code and in_label and self.by_code(in_label) != by_code:
            return RowMatch(is_conflict=True)
        code = code or in_label
        if not code or (by_code is None and not by_name.found):
            return by_name
        if by_code is None or (label and by_code not in (by_name.found, *by_name.candidates)):
            return RowMatch(is_conflict=True)
        return RowMatch(found=by_code)

    def with_code(self, text: str) -> tuple[str, str]:
        """Return a label without the code that stands in it, and the code; "" for none.

        Only as many digits as the codes have are one: "12 Xã Trấn Ninh" is numbered.
        """
        found = _CODE_FIRST.fullmatch(text) or _CODE_LAST.fullmatch(text)
        if not found or len(found["code"]) != self._width:
            return text, ""
        return found["name"], found["code"]

    def is_reporting_area(self, text: str) -> bool:
        """Whether `text` is the reporting area itself with its type ("Huyện Văn Quan")."""
        label, own = _parse(text), _parse(self._own.name)
        return label.unit_type is not None and label == own

    def _decided(
        self, label: _Label, found: tuple[AreaName, ...], numbered: bool, *, without_marks: bool
    ) -> RowMatch:
        if label.unit_type is None and not numbered and self._is_own_name(label):
            found = (*found, self._own)
        if len(found) > 1:
            return RowMatch(candidates=found)
        return RowMatch(found=found[0], without_marks=without_marks)

    def _is_own_name(self, label: _Label) -> bool:
        return _parse(self._own.name).without_marks.name == label.without_marks.name

    def _closest(self, label: _Label) -> tuple[Guess, ...]:
        names = [(known.name, area.code) for known, area in self._names]
        shown = {area.code: area.name for area in self._rows}
        return closest(label.name, names, shown)


def _fitting(label: _Label, names: list[tuple[_Label, AreaName]]) -> tuple[AreaName, ...]:
    found = (
        area
        for known, area in names
        if known.name == label.name and label.unit_type in (None, area.unit_type)
    )
    return tuple(dict.fromkeys(found))


def has_unit_type(text: str) -> bool:
    """Whether a label begins like the name of a place: "Xã …", "TT. …"."""
    return _parse(text).unit_type is not None


def _spellings(area: AreaName) -> tuple[str, ...]:
    return (area.name, area.short_name, *area.aliases)


def _parse(text: str) -> _Label:
    folded = _FOOTNOTE.sub("", _BULLET.sub("", fold(text)))
    for pattern, unit_type in _PREFIXES:
        found = re.match(pattern, folded)
        if found:
            return _Label(unit_type, _joined(folded[found.end() :]))
    return _Label(None, _joined(folded))


def _joined(name: str) -> str:
    return name.replace(" ", "")
