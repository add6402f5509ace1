"""The hidden sheet that says what a template is, written and read back.

One fact a row: its name in the first column, what it says in the next. A file that lost it is read
like any other sheet of a district.
"""

from dataclasses import dataclass

from indicators.sheets.spec import FormSpec
from indicators.sheets.workbook import Sheet

from .spec import (
    AREA_COLUMN,
    CODE_COLUMN,
    FIRST_ROW,
    HEADER_ROW,
    NUMBER_COLUMN,
    NUMBER_ROW,
    Place,
    Template,
)

MARKER_SHEET = "_lsdash_mau"
VERSION = "1"
_ROLES = ("measure", "computed", "before", "plan")


@dataclass(frozen=True)
class Marker:
    """What a returned file says it is; `rows` are the areas' codes by row."""

    version: str
    form: str
    form_version: str
    area: str
    period: str
    sheet: str
    total_row: int
    places: tuple[Place, ...]
    rows: dict[int, str]


def marker_lines(template: Template) -> list[tuple[str, ...]]:
    """The rows of the hidden sheet."""
    return [
        ("version", VERSION),
        ("form", template.form.code),
        ("form_version", template.form.version),
        ("area", template.area.code),
        ("period", template.period),
        ("sheet", template.sheet_name),
        ("total_row", str(template.total_row)),
        *(("column", str(p.index), p.role, p.key) for p in template.places),
        *(
            ("row", str(number), row.area.code)
            for number, row in enumerate(template.rows, start=FIRST_ROW)
        ),
    ]


def find_marker(sheets: tuple[Sheet, ...]) -> Marker | None:
    """What the file says it is; None where it says nothing, or nothing that makes sense."""
    found = next((sheet for sheet in sheets if sheet.name == MARKER_SHEET), None)
    if found is None:
        return None
    try:
        return _read(found)
    except (KeyError, ValueError):
        return None


def _read(sheet: Sheet) -> Marker:
    lines = [[cell.text.strip() for cell in sheet.row_cells(row)] for row in sheet.rows]
    facts = {line[0]: line[1] for line in lines if len(line) == 2}
    return Marker(
        version=facts["version"],
        form=facts["form"],
        form_version=facts.get("form_version", ""),
        area=facts["area"],
        period=facts["period"],
        sheet=facts["sheet"],
        total_row=int(facts["total_row"]),
        places=tuple(_place(line) for line in lines if line[0] == "column"),
        rows={int(line[1]): line[2] for line in lines if line[0] == "row" and len(line) == 3},
    )


def _place(line: list[str]) -> Place:
    _, index, role, key = line
    if role not in _ROLES:
        raise ValueError(role)
    return Place(int(index), role, key)


def heading_rows() -> tuple[int, int, int]:
    """The first and last row of the headings, and the row of the column numbers."""
    return HEADER_ROW, NUMBER_ROW - 1, NUMBER_ROW


def label_columns() -> tuple[int, int, int]:
    """The columns of the running number, the code and the name."""
    return NUMBER_COLUMN, CODE_COLUMN, AREA_COLUMN


def is_complete(marker: Marker, form: FormSpec) -> bool:
    """Whether the marker has a place for every column of the form and for no other."""
    keys = [place.key for place in marker.places if place.role in ("measure", "computed")]
    return sorted(keys) == sorted(column.key for column in form.columns)
