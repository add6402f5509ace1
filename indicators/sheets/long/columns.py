"""Finding the headings of a long table, in Vietnamese or as other systems name them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter

from indicators.sheets.headers import words
from lsdash.lib.text import strip_marks

SEARCHED_ROWS = 20
_PARENTHESES = re.compile(r"\([^()]*\)")


@dataclass(frozen=True)
class Headings:
    """The line of the headings and the place of each column in a row, from 0.

    `roles` are all columns that the table may have, in order; `texts` the headings as they were
    written, `above` the lines over them.
    """

    line: int
    places: dict[str, int]
    width: int
    roles: tuple[str, ...]
    texts: dict[str, str] = field(default_factory=dict)
    above: tuple[str, ...] = ()

    @cached_property
    def pick(self) -> Callable[[Sequence[object]], tuple[object, ...]]:
        """Takes the cells in the order of the roles from a row that ends with `blanks`; the last of
        these stands for a column that is not there."""
        return itemgetter(*(self.places.get(role, -1) for role in self.roles))

    @cached_property
    def blanks(self) -> list[str]:
        """So many that a row without its last cells reaches as far as the headings."""
        return [""] * (self.width + 1)


@dataclass(frozen=True)
class Columns:
    """What the columns of one kind of table may be called; `expected` names them to a person.

    `has_units`: what stands in parentheses is a unit and no part of a heading.
    """

    headings: Mapping[str, str]
    required: tuple[str, ...]
    expected: str
    has_units: bool = False

    @cached_property
    def _known(self) -> dict[str, str]:
        return {
            strip_marks(words(text)): role
            for role, texts in self.headings.items()
            for text in texts.split("|")
        }

    def find(self, line: int, row: Sequence[object], above: Sequence[str] = ()) -> Headings | None:
        """The headings, if the row holds all that are required, each once."""
        roles = [self._known.get(self._bare(str(cell))) for cell in row]
        if any(roles.count(role) != 1 for role in self.required):
            return None
        places = {role: at for at, role in enumerate(roles) if role and roles.count(role) == 1}
        texts = {role: str(row[at]) for role, at in places.items()}
        return Headings(line, places, len(row), tuple(self.headings), texts, tuple(above))

    def _bare(self, heading: str) -> str:
        return strip_marks(words(_PARENTHESES.sub(" ", heading) if self.has_units else heading))


FIGURES = Columns(
    headings={
        "area": (
            "địa bàn | mã địa bàn | tên địa bàn | mã đơn vị | đơn vị | khu vực | area | area code"
        ),
        "measure": "số liệu | mã số liệu | số liệu gốc | chỉ tiêu | mã chỉ tiêu | measure | key",
        "period": "kỳ | kỳ báo cáo | mã kỳ | thời kỳ | period",
        "value": "giá trị | trị số | value",
        "status": "tính chất | status",
        "note": "ghi chú | note",
    },
    required=("area", "measure", "period", "value"),
    expected="“Địa bàn”, “Số liệu”, “Kỳ”, “Giá trị” (và nếu có “Tính chất”, “Ghi chú”)",
)
