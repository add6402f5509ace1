"""Matching the headings of a sheet's columns to the columns of a form.

A heading is compared as one line of words: its levels joined, without punctuation, case and
Unicode form ("Hộ nghèo - Số hộ", "HỘ NGHÈO" over "Số hộ"). Whatever does not match exactly one
column of the form in full is left unmatched; nothing is taken because it looks alike.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from indicators.sheets.spec import ColumnSpec, FormSpec
from lsdash.lib.text import fold, strip_marks

_PARENTHESES = re.compile(r"\([^)]*\)")
_NOT_WORDS = re.compile(r"[^\w%]+|_+")

_AREA = """
    xã, phường, thị trấn | tên xã, phường, thị trấn | xã, thị trấn | xã | tên xã | xã, phường |
    tên xã, thị trấn | đơn vị hành chính | tên đơn vị hành chính | đơn vị | tên đơn vị | địa bàn |
    địa phương | tên địa bàn | tên địa phương | huyện, thành phố | tên huyện, thành phố | huyện |
    tên huyện | các huyện, thành phố | đơn vị (xã, phường, thị trấn) | đơn vị (huyện, thành phố) |
    tên xã phường thị trấn | danh mục xã | xã/phường/thị trấn | huyện/thành phố
"""
_CODE = "mã | mã xã | mã huyện | mã đơn vị | mã đvhc | mã đơn vị hành chính | mã số | mã địa bàn"
_IGNORED = """
    stt | tt | số tt | số thứ tự | thứ tự | khu vực | phân định khu vực | thuộc khu vực |
    xã khu vực | vùng | ghi chú | chú thích | lý do | giải trình
"""


@lru_cache(maxsize=4096)
def words(text: str) -> str:
    """Return a heading or label as bare lower-case words: "TỶ LỆ (%)" -> "tỷ lệ %"."""
    plain = _NOT_WORDS.sub(" ", fold(text)).replace("%", " % ")
    return " ".join(plain.split()).replace("tỉ lệ", "tỷ lệ")


def _known(listing: str) -> frozenset[str]:
    return frozenset(strip_marks(words(name)) for name in listing.split("|"))


_AREA_HEADINGS, _CODE_HEADINGS, _IGNORED_HEADINGS = _known(_AREA), _known(_CODE), _known(_IGNORED)


def is_area_heading(path: tuple[str, ...]) -> bool:
    """Whether the column holds the names of the rows' places."""
    return _bare(path) in _AREA_HEADINGS


def is_code_heading(path: tuple[str, ...]) -> bool:
    """Whether the column holds the codes of the rows' places."""
    return _bare(path) in _CODE_HEADINGS


def is_ignored_heading(path: tuple[str, ...]) -> bool:
    """Whether the column is known and holds no figures: row number, region class, notes."""
    return _bare(path) in _IGNORED_HEADINGS


def _bare(path: tuple[str, ...]) -> str:
    return strip_marks(words(" ".join(path)))


@dataclass(frozen=True)
class HeadingMatch:
    """The column that a heading means; `without_marks` if it was written without diacritics."""

    key: str
    without_marks: bool = False


class HeadingIndex:
    """The headings of one form, for look-up."""

    def __init__(self, form: FormSpec):
        self._exact = _unique(_spellings(form.columns))
        self._bare = _unique((strip_marks(name), key) for name, key in _spellings(form.columns))

    def match(self, path: tuple[str, ...]) -> HeadingMatch | None:
        """Return the column meant by the heading levels in `path`, top first, or None."""
        for name in _forms_of(" ".join(path)):
            if name in self._exact:
                return HeadingMatch(self._exact[name])
            # Only a heading without any diacritics may match without: a wrong tone is a slip.
            if name == strip_marks(name) and name in self._bare:
                return HeadingMatch(self._bare[name], without_marks=True)
        return None

    def closest(self, path: tuple[str, ...]) -> str | None:
        """Return the key of the column with the most similar heading, for a suggestion only."""
        found = get_close_matches(words(" ".join(path)), self._exact, n=1, cutoff=0.75)
        return self._exact[found[0]] if found else None


def _spellings(columns: Iterable[ColumnSpec]) -> list[tuple[str, str]]:
    return [
        (name, column.key)
        for column in columns
        for heading in (column.header, *column.aliases)
        for name in _forms_of(heading.replace("|", " "))
    ]


def _forms_of(heading: str) -> tuple[str, ...]:
    full, short = words(heading), words(_PARENTHESES.sub(" ", heading))
    return (full,) if short in ("", full) else (full, short)


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    keys: dict[str, set[str]] = {}
    for name, key in pairs:
        keys.setdefault(name, set()).add(key)
    return {name: found.pop() for name, found in keys.items() if len(found) == 1}
