from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from indicators.models import EntryStatus, Figure, Measure, Report

Key = tuple[int, int]  # measure, area


@dataclass(frozen=True)
class Entry:
    """One figure to store; nil ("-") counts as 0, which is not the same entry as 0. A value of
    None says "not reported": the figure is taken away, its history stays."""

    measure: Measure
    area_id: int
    value: Decimal | None
    is_nil: bool = False
    status: EntryStatus = EntryStatus.FINAL
    note: str = ""

    @cached_property
    def key(self) -> Key:
        return self.measure.pk, self.area_id


class StoredFigure(NamedTuple):
    """One figure as it is stored. A report has hundreds, and a model for each costs more than
    fetching them."""

    pk: int
    measure: Measure
    area_id: int
    report_id: int
    value: Decimal
    is_nil: bool
    status: str
    note: str


@dataclass(frozen=True)
class Comparison:
    """What storing would do, cell by cell."""

    created: tuple[Entry, ...]
    changed: tuple[tuple[StoredFigure, Entry], ...]
    removed: tuple[tuple[StoredFigure, Entry], ...]
    unchanged: int

    @property
    def is_empty(self) -> bool:
        return not (self.created or self.changed or self.removed)

    @property
    def pairs(self) -> list[tuple[StoredFigure | None, Entry]]:
        """Before and after of every cell that differs."""
        return [*((None, entry) for entry in self.created), *self.changed, *self.removed]

    @property
    def written(self) -> list[Entry]:
        return [*self.created, *(entry for _, entry in self.changed)]


def compare(
    report: Report, entries: Iterable[Entry], stored: Mapping[Key, StoredFigure] | None = None
) -> Comparison:
    """Which entries are new, which change or remove something stored, how many are the same.

    One query, none where the caller hands over the `stored` figures of the entries' cells.
    """
    entries = list(entries)
    if stored is None:
        stored = stored_beside(report, entries)
    pairs = [(stored.get(entry.key), entry) for entry in entries]
    differing = [(figure, entry) for figure, entry in pairs if not is_same(figure, entry)]
    return Comparison(
        created=tuple(entry for figure, entry in differing if figure is None),
        changed=tuple(pair for pair in differing if pair[0] and pair[1].value is not None),
        removed=tuple(pair for pair in differing if pair[0] and pair[1].value is None),
        unchanged=len(entries) - len(differing),
    )


def is_same(figure: StoredFigure | None, entry: Entry) -> bool:
    """Whether storing the entry would leave the cell as it is."""
    if figure is None or entry.value is None:
        return figure is None and entry.value is None
    return (figure.value, figure.is_nil, figure.status, figure.note) == (
        entry.value,
        entry.is_nil,
        entry.status,
        entry.note,
    )


def stored_beside(report: Report, entries: Iterable[Entry]) -> dict[Key, StoredFigure]:
    """What is stored of the measures of these entries in their areas."""
    entries = list(entries)
    measures = {entry.measure.pk: entry.measure for entry in entries}
    return stored_figures(report, {entry.area_id for entry in entries}, measures)


def stored_figures(
    report: Report, areas: Iterable[int], measures: Mapping[int, Measure]
) -> dict[Key, StoredFigure]:
    """The figures of these measures in these areas, in no order. One query."""
    rows = Figure.objects.filter(period=report.period_id, area__in=set(areas), measure__in=measures)
    found = rows.order_by().values_list(
        "pk", "measure_id", "area_id", "report_id", "value", "is_nil", "status", "note"
    )
    return {
        (measure, area): StoredFigure(pk, measures[measure], area, *rest)
        for pk, measure, area, *rest in found
    }
