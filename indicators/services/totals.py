"""Do the stored results still follow from the figures? What `check_totals` answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from indicators.models import Area, Figure, Indicator, Period, Result
from indicators.rollup import Rolled

from .results import COMPUTED, Key, as_row, compute_period


@dataclass(frozen=True)
class ResultDifference:
    """One stored result that does not follow from its figures."""

    indicator: str
    area: str
    period: str
    field: str
    stored: str
    computed: str

    def __str__(self) -> str:
        return (
            f"{self.indicator}, {self.area}, {self.period}, {self.field}: "
            f"đang lưu {self.stored}, tính lại là {self.computed}"
        )


def check_results() -> tuple[int, list[ResultDifference]]:
    """Recomputes every result from nothing; returns how many there are and all differences."""
    figures = Figure.objects.filter(period=OuterRef("pk"))
    results = Result.objects.filter(period=OuterRef("pk"))
    checked, differences = 0, []
    for period in Period.objects.filter(Exists(figures) | Exists(results)):
        computed = compute_period(period)
        stored = {(r.indicator_id, r.area_id): r for r in Result.objects.of_period(period)}
        checked += len(computed.keys() | stored.keys())
        differences += _differences(period, stored, computed)
    return checked, differences


def _differences(
    period: Period, stored: Mapping[Key, Result], computed: Mapping[Key, Rolled]
) -> list[ResultDifference]:
    indicators = Indicator.objects.in_bulk()
    fresh = {
        key: as_row(period.pk, key, rolled, indicators[key[0]].factor)
        for key, rolled in computed.items()
    }
    found = [
        (key, field, old, new)
        for key in sorted(stored.keys() | fresh.keys())
        for field, old, new in _unequal(stored.get(key), fresh.get(key))
    ]
    areas = Area.objects.in_bulk({key[1] for key, *_ in found})
    return [
        ResultDifference(
            indicators[indicator].short_name, str(areas[area]), period.code, field, old, new
        )
        for (indicator, area), field, old, new in found
    ]


def _unequal(stored: Result | None, fresh: Result | None) -> list[tuple[str, str, str]]:
    if stored is None or fresh is None:
        there = ("không có", "có")
        return [("kết quả", there[stored is not None], there[fresh is not None])]
    return [
        (field, str(getattr(stored, field)), str(getattr(fresh, field)))
        for field in COMPUTED
        if getattr(stored, field) != getattr(fresh, field)
    ]
