from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

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

    @property
    def key(self) -> Key:
        return self.measure.pk, self.area_id


@dataclass(frozen=True)
class Comparison:
    """What storing would do, cell by cell."""

    created: tuple[Entry, ...]
    changed: tuple[tuple[Figure, Entry], ...]
    removed: tuple[tuple[Figure, Entry], ...]
    unchanged: int

    @property
    def is_empty(self) -> bool:
        return not (self.created or self.changed or self.removed)

    @property
    def pairs(self) -> list[tuple[Figure | None, Entry]]:
        """Before and after of every cell that differs."""
        return [*((None, entry) for entry in self.created), *self.changed, *self.removed]

    @property
    def written(self) -> list[Entry]:
        return [*self.created, *(entry for _, entry in self.changed)]


def compare(
    report: Report, entries: Iterable[Entry], stored: Mapping[Key, Figure] | None = None
) -> Comparison:
    """Which entries are new, which change or remove something stored, how many are the same.

    One query, none where the caller hands over the `stored` figures of the entries' cells.
    """
    entries = list(entries)
    if stored is None:
        stored = stored_figures(report, [entry.key for entry in entries])
    pairs = [(stored.get(entry.key), entry) for entry in entries]
    differing = [(figure, entry) for figure, entry in pairs if not is_same(figure, entry)]
    return Comparison(
        created=tuple(entry for figure, entry in differing if figure is None),
        changed=tuple(pair for pair in differing if pair[0] and pair[1].value is not None),
        removed=tuple(pair for pair in differing if pair[0] and pair[1].value is None),
        unchanged=len(entries) - len(differing),
    )


def is_same(figure: Figure | None, entry: Entry) -> bool:
    """Whether storing the entry would leave the cell as it is."""
    if figure is None or entry.value is None:
        return figure is None and entry.value is None
    return (figure.value, figure.is_nil, figure.status, figure.note) == (
        entry.value,
        entry.is_nil,
        entry.status,
        entry.note,
    )


def stored_figures(
    report: Report, keys: Iterable[Key], measures: Mapping[int, Measure] | None = None
) -> dict[Key, Figure]:
    """The figures of these cells' rows, in no order. Where the caller has the `measures` already
    these are not made once more for each figure, and figures of no other are fetched."""
    areas = {area for _, area in keys}
    rows = Figure.objects.filter(period=report.period_id, area__in=areas).order_by()
    if measures is None:
        found = rows.select_related("measure")
        return {(figure.measure_id, figure.area_id): figure for figure in found}
    stored = {}
    for figure in rows.filter(measure__in=measures):
        figure.measure = measures[figure.measure_id]
        stored[figure.measure_id, figure.area_id] = figure
    return stored
