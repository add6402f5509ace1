"""The headings of an official list: who is listed, and as what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indicators.sheets.headers import words
from indicators.sheets.workbook import Sheet, column_letter
from lsdash.lib.text import strip_marks

from .spec import ListKind

SEARCHED_ROWS = 40
_HEADINGS = {
    "district": (
        "huyện | tên huyện | huyện, thành phố | tên huyện, thành phố | huyện, thị xã, thành phố | "
        "huyện/thành phố | đơn vị cấp huyện | cấp huyện"
    ),
    "commune": (
        "xã | tên xã | xã, phường, thị trấn | tên xã, phường, thị trấn | xã, thị trấn | "
        "tên xã, thị trấn | xã/phường/thị trấn | xã phường thị trấn | xã, phường | "
        "tên xã, phường | đơn vị cấp xã | cấp xã | danh sách xã | tên xã đặc biệt khó khăn"
    ),
    "village": (
        "thôn | tên thôn | thôn, bản | tên thôn, bản | thôn bản | thôn/bản | thôn, khu phố | "
        "thôn đặc biệt khó khăn | tên thôn đặc biệt khó khăn | thôn đbkk | danh sách thôn | "
        "tên thôn đbkk | thôn, bản đặc biệt khó khăn"
    ),
    "name": (
        "tên huyện, xã | huyện, xã | tên đơn vị | đơn vị | đơn vị hành chính | địa bàn | "
        "tên đơn vị hành chính | tên địa bàn | danh mục | địa phương | tên địa phương | "
        "xã, thôn | tên xã, thôn | huyện, xã, thôn | tên huyện, xã, thôn | tên xã, tên thôn | "
        "tên huyện, thành phố, xã, phường, thị trấn | tên huyện, xã, phường, thị trấn"
    ),
    "code": "mã | mã xã | mã đơn vị | mã đvhc | mã đơn vị hành chính | mã số",
    "region": (
        "khu vực | thuộc khu vực | phân định | phân định khu vực | phân loại | xã khu vực | "
        "xã thuộc khu vực | loại khu vực | kv | phân định theo khu vực"
    ),
    "hard": "đbkk | đặc biệt khó khăn | xã đbkk | xã đặc biệt khó khăn | thuộc diện đbkk",
    "known": "stt | tt | số tt | số thứ tự | ghi chú | tỉnh | tên tỉnh",
}
_ROLES = {
    strip_marks(words(text)): role for role, texts in _HEADINGS.items() for text in texts.split("|")
}
_PLACES = ("district", "commune", "village", "name")
_TICKED = re.compile(
    r"(?:(?:xa|thuoc|phan dinh|xa thuoc) )*(?:khu vuc|kv) (?P<region>i{1,3}|[123])"
)
_REGION = re.compile(r"(?:(?:xa|thuoc) )*(?:khu vuc |kv ?)?(?P<region>i{1,3}|[123])")
_NUMBERS = {"i": "region_1", "ii": "region_2", "iii": "region_3"}
_NUMBERS |= {str(n): f"region_{n}" for n in (1, 2, 3)}
EXPECTED: dict[ListKind, str] = {
    "regions": "tên xã, phường, thị trấn và cột khu vực (I, II, III)",
    "communes": "tên xã",
    "villages": "tên thôn và tên xã",
}


@dataclass(frozen=True)
class Heading:
    """Where the headings end, and the column of each role; `others` are letters nobody reads."""

    last_row: int
    places: dict[str, int]
    others: tuple[str, ...]

    def names(self) -> tuple[int, ...]:
        """The columns that name units, widest unit first."""
        return tuple(self.places[role] for role in _PLACES if role in self.places)


def find_heading(sheet: Sheet, kind: ListKind) -> Heading | None:
    """The first heading, of one row or two, under which this kind of list can stand."""
    for row in sheet.rows[:SEARCHED_ROWS]:
        # A title above the headings is none of their levels.
        if not any(_role(sheet.text_at(row, column)) in _PLACES for column in sheet.columns):
            continue
        for last in (row, row + 1):
            found = _read(sheet, row, last)
            if found and _suffices(found, kind):
                return found
    return None


def region_of(text: str) -> str | None:
    """ "KV III", "3", "xã khu vực III" as a class; None for anything else."""
    found = _REGION.fullmatch(strip_marks(words(text)))
    return _NUMBERS[found["region"]] if found else None


def _read(sheet: Sheet, first: int, last: int) -> Heading | None:
    places: dict[str, int] = {}
    others = []
    for column in sheet.columns:
        if column in sheet.hidden_columns:
            continue
        text = " ".join(_levels(sheet, first, last, column))
        role = _role(text)
        if role in places:
            return None
        if role and role != "known":
            places[role] = column
        elif text and role is None:
            others.append(f"{column_letter(column)} (“{text[:60]}”)")
    return Heading(last, places, tuple(others)) if places else None


def _levels(sheet: Sheet, first: int, last: int, column: int) -> Iterator[str]:
    """What stands above a column, a merged heading once."""
    texts = dict.fromkeys(sheet.text_at(row, column) for row in range(first, last + 1))
    return (text for text in texts if text)


def _role(text: str) -> str | None:
    plain = strip_marks(words(text))
    ticked = _TICKED.fullmatch(plain)
    return _NUMBERS[ticked["region"]] if ticked else _ROLES.get(plain)


def _suffices(found: Heading, kind: ListKind) -> bool:
    roles = found.places.keys()
    if kind == "villages":
        return "village" in roles or "name" in roles
    if not roles & {"commune", "name"}:
        return False
    return kind == "communes" or bool(roles & {"region", "region_1", "region_2", "region_3"})
