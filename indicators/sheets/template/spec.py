"""What a template shows, and where: plain data, and places that follow from it alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from indicators.sheets.spec import AreaName, ColumnSpec, FormSpec, RateRule

# A number, or the sign that stands in the cell: "x" for yes, "-" for nil.
Shown = Decimal | str
Role = Literal["measure", "computed", "before", "plan"]

HEADER_ROW = 7
NUMBER_ROW = 9
FIRST_ROW = 10
NUMBER_COLUMN, CODE_COLUMN, AREA_COLUMN = 1, 2, 3
FIRST_COLUMN = 4


@dataclass(frozen=True)
class TemplateRow:
    """One area; the mappings are by column key, what is missing in them is left blank."""

    area: AreaName
    now: Mapping[str, Shown] = field(default_factory=dict)
    before: Mapping[str, Shown] = field(default_factory=dict)
    plans: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """One column of the sheet, by number; `key` is the form's column that it belongs to."""

    index: int
    role: Role
    key: str


@dataclass(frozen=True)
class Template:
    """One report to fill; `before_label` names the period whose values stand in grey."""

    form: FormSpec
    area: AreaName
    period: str
    period_label: str
    before_label: str
    rows: tuple[TemplateRow, ...]

    @property
    def sheet_name(self) -> str:
        return f"Biểu {self.form.code}"

    @property
    def last_row(self) -> int:
        """The last row of an area; the total stands below it."""
        return FIRST_ROW + len(self.rows) - 1

    @property
    def total_row(self) -> int:
        return self.last_row + 1

    @cached_property
    def rates(self) -> dict[str, RateRule]:
        """The columns that a formula computes, by key."""
        return {rule.rate: rule for rule in self.form.rates}

    @cached_property
    def wholes(self) -> dict[str, str]:
        """Each part's whole, by key."""
        return {rule.part: rule.whole for rule in self.form.parts}

    @cached_property
    def planned(self) -> frozenset[str]:
        """The columns beside which a plan stands in at least one row."""
        return frozenset(key for row in self.rows for key in row.plans)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The columns after the names: each figure, its last value, its plan where there is one."""
        found: list[Place] = []
        for column in self.form.columns:
            role: Role = "computed" if column.key in self.rates else "measure"
            roles: list[Role] = [role, "before"]
            roles += ["plan"] if column.key in self.planned else []
            found += [
                Place(FIRST_COLUMN + len(found) + step, role, column.key)
                for step, role in enumerate(roles)
            ]
        return tuple(found)

    @cached_property
    def columns(self) -> dict[str, int]:
        """Where each figure stands, by key."""
        return {p.key: p.index for p in self.places if p.role in ("measure", "computed")}

    def spec(self, key: str) -> ColumnSpec:
        return self.form.column(key)


def headings(column: ColumnSpec) -> tuple[str, str]:
    """The two rows of a column's heading; both are the same where it has one level."""
    top, *below = column.header.split("|")
    return top, " - ".join(below) if below else top
