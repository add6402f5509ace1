"""Counts stated in thousands: "nghìn hộ", "1.000 hộ".

The same words in a unit line, a heading, a row of units and the unit of an indicator's row. Any
other scale ("trăm hộ", "nghìn" of nobody knows what) is not understood, and what it stands over is
refused by name.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from indicators.sheets.headers import words
from indicators.sheets.spec import ColumnSpec, FormSpec
from lsdash.lib.text import fold, strip_marks

THOUSAND = Decimal(1000)
# What the texts beside a figure say of its scale.
Scale = Literal["thousands", "plain", "unclear"]

_ALIKE = (
    frozenset({"hộ", "hộ gia đình", "hộ dân"}),
    frozenset({"xã", "xã phường thị trấn"}),
)
# Units that cannot be each other; what else stands in parentheses need not be a unit at all.
_COUNTED = frozenset({"hộ", "người", "khẩu", "nhân khẩu", "xã", "thôn", "huyện", "%"})
_SCALE = re.compile(r"\b(?:nghìn|ngàn|triệu|(?:tỷ|tỉ)(?! lệ)|trăm|chục|vạn|1000|1 000|000|đồng)\b")
_BARE_SCALE = re.compile(r"\b(?:nghin|ngan|trieu|ty(?! le)|1000|1 000|000|dong)\b")
_IN_FIGURES = re.compile(r"(?<![\d.,])(?:[x×]\s*)?1[.,\s]?000(?![\d.,])")
_THOUSANDS = re.compile(r"(?:nghìn|ngàn|nghin|ngan)(?: (?P<noun>\D+))?")
_BETWEEN = re.compile(r"[,;/&+]|\bvà\b|\bva\b")
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_LABEL = re.compile(r"^(?:đơn vị(?: tính)?|đvt|don vi(?: tinh)?|dvt)\s*[:：]?\s*")


def names_scale(unit: str) -> bool:
    """Whether a unit says that figures are counted in thousands or the like, or in money."""
    plain = words(unit)
    is_bare = plain == strip_marks(plain)
    return bool(_SCALE.search(plain) or (is_bare and _BARE_SCALE.search(plain)))


def thousands_of(unit: str) -> str | None:
    """Return what is counted in thousands: "nghìn hộ" -> "hộ", "1.000" -> "", "hộ" -> None."""
    text = _IN_FIGURES.sub(" nghìn ", _LABEL.sub("", fold(unit).strip(" ().:")))
    found = _THOUSANDS.fullmatch(words(text))
    return (found["noun"] or "").strip() if found else None


def is_same_unit(unit: str, other: str) -> bool:
    """Whether two units count the same: "hộ gia đình" and "hộ", also without diacritics."""
    one, two = words(unit), words(other)
    if one == two or any({one, two} <= alike for alike in _ALIKE):
        return True
    return one == strip_marks(one) and one == strip_marks(two)


def stated_in_thousands(unit: str | None, form: FormSpec) -> frozenset[str] | None:
    """Return the units of the form that a unit line states in thousands; None where it is unclear.

    "nghìn hộ, %" -> {"hộ"}; "nghìn người" for a form that counts nobody, "trăm hộ" -> None.
    """
    if unit is None or not names_scale(unit):
        return frozenset()
    counted = {column.unit for column in form.columns if column.kind == "count"}
    scaled, plain = set(), set()
    for part in _BETWEEN.split(_IN_FIGURES.sub(" nghìn ", fold(unit))):
        if not names_scale(part) or any(words(part) == words(own) for own in counted):
            plain.add(part)
            continue
        noun = thousands_of(part)
        own = {known for known in counted if noun and is_same_unit(noun, known)}
        if not own:
            return None
        scaled |= own
    contradicted = any(is_same_unit(part, own) for part in plain for own in scaled)
    return None if contradicted else frozenset(scaled)


def scale_of(spec: ColumnSpec, texts: Iterable[str]) -> Scale | None:
    """Return the scale of a count by the units beside it; None where they are silent about it."""
    found = {scale for text in texts if (scale := _scale_by(spec, text))}
    if len(found) > 1:
        return "unclear"
    return found.pop() if found else None


def units_in(heading: str) -> list[str]:
    """Return what may be units in one level of a heading: all of it, and what is in parentheses."""
    return [heading, *(f"({part})" for part in _PARENTHESES.findall(heading))]


def _scale_by(spec: ColumnSpec, text: str) -> Scale | None:
    if is_same_unit(text, spec.unit):
        return "plain"
    noun = thousands_of(text)
    if noun is not None:
        is_own = spec.kind == "count" and (not noun or is_same_unit(noun, spec.unit))
        return "thousands" if is_own else "unclear"
    # In a heading's own words "đồng" or "người" need not be a unit; in parentheses they are.
    is_other = names_scale(text) or _is_other_unit(text, spec)
    return "unclear" if text.startswith("(") and is_other else None


def _is_other_unit(text: str, spec: ColumnSpec) -> bool:
    own = {words(part) for part in _PARENTHESES.findall(spec.header)}
    return words(text) in _COUNTED and words(spec.unit) != "x" and words(text) not in own
