"""Finding the headings of a long table, in Vietnamese or as other systems name them."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.sheets.headers import words
from lsdash.lib.text import strip_marks

REQUIRED = ("area", "measure", "period", "value")
SEARCHED_ROWS = 20
_HEADINGS = {
    "area": "địa bàn | mã địa bàn | tên địa bàn | mã đơn vị | đơn vị | khu vực | area | area code",
    "measure": "số liệu | mã số liệu | số liệu gốc | chỉ tiêu | mã chỉ tiêu | measure | key",
    "period": "kỳ | kỳ báo cáo | mã kỳ | thời kỳ | period",
    "value": "giá trị | trị số | value",
    "status": "tính chất | status",
    "note": "ghi chú | note",
}
_KNOWN = {
    strip_marks(words(text)): role for role, texts in _HEADINGS.items() for text in texts.split("|")
}
EXPECTED = "“Địa bàn”, “Số liệu”, “Kỳ”, “Giá trị” (và nếu có “Tính chất”, “Ghi chú”)"


@dataclass(frozen=True)
class Headings:
    """The line of the headings and the place of each column in a row, from 0."""

    line: int
    places: dict[str, int]
    width: int

    def of(self, role: str) -> int | None:
        return self.places.get(role)


def find_headings(line: int, row: Sequence[object]) -> Headings | None:
    """The headings, if the row holds all that are required, each once."""
    roles = [_KNOWN.get(strip_marks(words(str(cell)))) for cell in row]
    if any(roles.count(role) != 1 for role in REQUIRED):
        return None
    places = {role: place for place, role in enumerate(roles) if role and roles.count(role) == 1}
    return Headings(line, places, len(row))
