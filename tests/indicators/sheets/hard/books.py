"""One hard workbook per seed."""

import json
import random
from dataclasses import dataclass
from pathlib import Path

from indicators.sheets.programme import PROGRAMME_FORMS
from indicators.sheets.spec import AreaName, FormSpec, ReadRequest, from_json

from . import capital, crosswise, formats, hostile, obstacles, places, thousands
from .model import HardBook

REPORTS = Path(__file__).parents[3] / "data" / "reports"
MAKERS = (
    ("F1", places.make), ("F1", places.make), ("F1", places.make), ("F2", places.make),
    ("F1", crosswise.make), ("F2", crosswise.make), ("F3", capital.make), ("F3", capital.make),
    ("F4", obstacles.make), ("F1", thousands.make), ("F2", thousands.make),
    ("F1", hostile.make), ("F1", hostile.make), ("F1", hostile.make), ("F2", hostile.make),
)  # fmt: skip


@dataclass(frozen=True)
class Cast:
    """The places and forms that workbooks are made of."""

    province: AreaName
    districts: tuple[AreaName, ...]
    communes: dict[str, tuple[AreaName, ...]]
    forms: dict[str, FormSpec]

    def reporting_areas(self, form: str) -> list[AreaName]:
        if form == "F2":
            return [self.province]
        return [area for area in self.districts if len(self.communes[area.code]) > 6]

    def rows_of(self, form: str, area: AreaName) -> tuple[AreaName, ...]:
        if form == "F2":
            return self.districts
        return self.communes[area.code] if form == "F1" else ()

    def request(self, book: HardBook) -> ReadRequest:
        """What the reader is asked for a workbook."""
        area = next(area for area in (self.province, *self.districts) if area.code == book.area)
        others = () if book.form == "F2" else tuple(a for a in self.districts if a != area)
        measured = tuple(self.forms[code] for code in ("F1", "F2") if code != book.form)
        rows = self.rows_of(book.form, area)
        return ReadRequest(self.forms[book.form], area, rows, book.period, others, measured)


def load_cast() -> Cast:
    """The places and forms of the example reports."""
    data = json.loads((REPORTS / "areas.json").read_text())
    areas = {row[0]: AreaName(*row) for row in data["districts"]}
    communes = {
        code: tuple(AreaName(*row) for row in rows) for code, rows in data["communes"].items()
    }
    forms = json.loads((REPORTS / "forms.json").read_text())
    measured = {code: from_json(FormSpec, form) for code, form in forms.items()}
    province = areas.pop("20", None) or AreaName("20", "Tỉnh Lạng Sơn", "Lạng Sơn", "tinh")
    districts = tuple(area for area in areas.values() if area.code in communes)
    known = {form.code: form for form in PROGRAMME_FORMS}
    return Cast(province, districts, communes, measured | known)


def make_book(seed: int, cast: Cast) -> HardBook:
    """The workbook of a seed."""
    rng = random.Random(seed)
    form, make = rng.choice(MAKERS)
    return formats.perhaps_converted(make(rng, form, cast), rng)
