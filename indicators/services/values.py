"""Which values a report takes: of its form and rows, within limits, no part over its whole."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal

from indicators.entries import BEYOND, Entry, Key, StoredFigure
from indicators.models import Area, Measure, MeasureKind
from lsdash.lib.numbers import format_number

from .checks import FiguresRefused

Cell = Entry | StoredFigure
STORED_PLACES = 4  # what the columns of the tables hold


def check_values(entries: Sequence[Entry], check: "ValueCheck") -> None:
    """Raises on the first value that its measure, its area or its whole does not allow."""
    if len({entry.key for entry in entries}) < len(entries):
        raise FiguresRefused("cell_twice", "Có ô được gửi hai lần trong một lượt lưu.")
    for refused in check.refusals(entries).values():
        raise refused


class ValueCheck:
    """What holds between the cells of one report, with the figures stored there now."""

    def __init__(
        self,
        *,
        measures: Iterable[Measure],
        rows: AbstractSet[int],
        stored: Mapping[Key, StoredFigure],
    ) -> None:
        self.columns = {measure.pk: measure for measure in measures}
        self.pairs = [(pk, m.part_of_id) for pk, m in self.columns.items() if m.part_of_id]
        self.rows = rows
        self.stored = stored

    def refusals(self, entries: Iterable[Entry]) -> dict[Key, FiguresRefused]:
        """Why which of the entries may not be stored, each by its cell; empty if all may."""
        entries = list(entries)
        found: dict[Key, FiguresRefused] = {}
        for entry in entries:
            refused = self._place(entry) or self._size(entry)
            if refused:
                found[entry.key] = refused
        sound = {entry.key: entry for entry in entries if entry.key not in found}
        return found | self._parts(sound)

    def _place(self, entry: Entry) -> FiguresRefused | None:
        if entry.measure.pk not in self.columns:
            return FiguresRefused(
                "foreign_measure", f"Biểu này không có cột “{entry.measure.name}”."
            )
        if entry.area_id not in self.rows:
            return FiguresRefused(
                "foreign_area",
                "Có dòng không thuộc địa bàn báo cáo hoặc không còn hiệu lực trong kỳ.",
            )
        return None

    def _size(self, entry: Entry) -> FiguresRefused | None:
        measure, value = entry.measure, entry.value
        if value is None:
            return None
        if not value.is_finite() or abs(value) >= BEYOND:
            return self._refused("not_storable", entry, "quá lớn hoặc không phải là số")
        low, high = measure.minimum, measure.maximum
        if (low is not None and value < low) or (high is not None and value > high):
            said = f"là {format_number(value)}, phải {_limits(low, high)}"
            return self._refused("out_of_limits", entry, said)
        # A stated rate may carry more places than it is shown with, never more than are stored.
        places = STORED_PLACES if measure.kind == MeasureKind.RATE else measure.decimals
        if round(value, places) != value:
            said = f"là {format_number(value)}, chỉ nhận {places} chữ số thập phân"
            return self._refused("too_many_decimals", entry, said)
        return None

    def _refused(self, code: str, entry: Entry, what: str) -> FiguresRefused:
        return FiguresRefused(code, f"{_cell(entry.measure, entry.area_id)} {what}.")

    def _parts(self, new: Mapping[Key, Entry]) -> dict[Key, FiguresRefused]:
        """No part above its whole, whichever of the two is being changed."""
        found = {}
        now = {**self.stored, **new}
        for area in {area for _, area in new}:
            for measure, whole_id in self.pairs:
                keys = (measure, area), (whole_id, area)
                part, whole = map(now.get, keys)
                if _exceeds(part, whole) and (changed := [key for key in keys if key in new]):
                    found[changed[0]] = _part_over_whole(part, whole, area)
        return found


def _limits(low: Decimal | None, high: Decimal | None) -> str:
    if low is None:
        return f"không quá {format_number(high)}"
    end = "trở lên" if high is None else f"đến {format_number(high)}"
    return f"từ {format_number(low)} {end}"


def _cell(measure: Measure, area: int) -> str:
    """How a sentence names a cell; the place is looked up only for a refusal."""
    name = Area.objects.filter(pk=area).values_list("name", flat=True).first()
    return f"“{measure.name}” của {name}"


def _exceeds(part: Cell | None, whole: Cell | None) -> bool:
    if part is None or whole is None or part.value is None or whole.value is None:
        return False
    return part.value > whole.value


def _part_over_whole(part: Cell, whole: Cell, area: int) -> FiguresRefused:
    return FiguresRefused(
        "part_over_whole",
        f"{_cell(part.measure, area)} là {format_number(part.value)}, "
        f"lớn hơn “{whole.measure.name}” là {format_number(whole.value)}.",
    )
