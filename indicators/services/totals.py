"""Do the stored results still follow from the figures? What `check_totals` answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, OuterRef

from indicators.models import Area, Figure, Indicator, Period, Result
from indicators.rollup import Rolled
from lsdash.lib.numbers import format_number

from .results import COMPUTED, Key, as_row, compute_period, rebuild_results


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
    checked, differences = 0, []
    for period in _periods():
        computed = compute_period(period)
        stored = {(r.indicator_id, r.area_id): r for r in Result.objects.of_period(period)}
        checked += len(computed.keys() | stored.keys())
        differences += _differences(period, stored, computed)
    return checked, differences


def _periods() -> list[Period]:
    figures = Figure.objects.filter(period=OuterRef("pk"))
    results = Result.objects.filter(period=OuterRef("pk"))
    return list(Period.objects.filter(Exists(figures) | Exists(results)))


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
        (Result._meta.get_field(name).verbose_name, _shown(old), _shown(new))
        for name in COMPUTED
        if (old := getattr(stored, name)) != (new := getattr(fresh, name))
    ]


def _shown(value: Decimal | int | bool | None) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    return format_number(value)


@transaction.atomic
def repair_results() -> int:
    """Rebuilds every period that has figures or results: after a change of reference data, such as
    a factor or a place's validity, which the stored results do not follow by themselves."""
    periods = _periods()
    for period in periods:
        rebuild_results(period=period)
    return len(periods)
