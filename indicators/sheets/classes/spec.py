"""What the reader of a list of area classes is asked and what it answers; it crosses a process
border as JSON (see `sheets.spec`)."""

from dataclasses import dataclass
from typing import Literal

from indicators.sheets.spec import AreaName, Problem

ListKind = Literal["regions", "communes", "villages"]


@dataclass(frozen=True)
class ClassPlace:
    """A unit and the days of its life; `upper_id` is the district of a commune, None without."""

    id: int
    name: AreaName
    upper_id: int | None
    upper: str
    valid_from: str
    valid_to: str | None

    def is_valid_on(self, day: str) -> bool:
        """Days are ISO text, which sorts like the days themselves."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    @property
    def full_name(self) -> str:
        return f"{self.name.name}, {self.upper}" if self.upper else self.name.name


@dataclass(frozen=True)
class ClassRequest:
    """Which list it is, from which day it holds, and every commune and district there ever was."""

    list: ListKind
    day: str
    communes: tuple[ClassPlace, ...]
    districts: tuple[ClassPlace, ...]


@dataclass(frozen=True)
class ClassEntry:
    """One unit of the list: `text` as the sheet names its commune, `village` its village if any.

    Without `commune_id` a person is asked which of `options` is meant; `is_guess`: these only
    resemble the name.
    """

    sheet: str
    cell: str
    row: int
    text: str
    kind: str
    village: str = ""
    commune_id: int | None = None
    options: tuple[int, ...] = ()
    is_guess: bool = False


@dataclass(frozen=True)
class LeftOut:
    """What nobody reads, and why, in words."""

    sheet: str
    where: str
    why: str


@dataclass(frozen=True)
class ClassReading:
    """`refusal` says why nothing of the file was read."""

    entries: tuple[ClassEntry, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    refusal: str = ""
