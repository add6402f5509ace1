"""A country to measure with: provinces, communes, measures, indicators, quarters, and figures that
fit together, the same in every run.

The country stands where a province does, a province where a district does: what is measured is
size, not words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from indicators.models import (
    Area,
    AreaKind,
    Indicator,
    IndicatorGroup,
    Measure,
    Period,
    PeriodKind,
    ReportForm,
    Role,
    User,
)
from lsdash.lib.quarters import PeriodCode
from tests.factories.people import member

MEASURES, FIRST_YEAR, LAST_YEAR = 40, 2015, 2024
BEGIN = date(FIRST_YEAR, 1, 1)
READER = "canbotinh"
Row = tuple[object, ...]


@dataclass(frozen=True)
class Scale:
    """How many units report, and how many communes they have between them."""

    name: str
    districts: int
    communes: int

    @property
    def figures(self) -> int:
        return self.communes * MEASURES * 4 * (LAST_YEAR - FIRST_YEAR + 1)


PROVINCE = Scale("province", 11, 220)
NATION = Scale("national", 34, 3_321)


def build_frame(scale: Scale) -> User:
    """Everything that figures hang on; again, it changes nothing. The officer who keeps it all."""
    top = _area("00", scale.name, AreaKind.PROVINCE, None)
    if not ReportForm.objects.exists():
        _areas(scale, top)
        _measures()
        _periods()
    return member(READER, Role.PROVINCIAL_OFFICER, top)


def _areas(scale: Scale, top: Area) -> None:
    above = [
        _area(f"{number:02}", f"Đơn vị {number}", AreaKind.DISTRICT, top)
        for number in range(1, scale.districts + 1)
    ]
    Area.objects.bulk_create(
        Area(
            **_values(f"{number:05}", f"Xã {number}", AreaKind.COMMUNE, above[number % len(above)])
        )
        for number in range(scale.communes)
    )


def _area(code: str, name: str, kind: str, parent: Area | None) -> Area:
    values = _values(code, name, kind, parent)
    return Area.objects.get_or_create(code=code, kind=kind, defaults=values)[0]


def _values(code: str, name: str, kind: str, parent: Area | None) -> dict[str, object]:
    unit_type = {AreaKind.PROVINCE: "tinh", AreaKind.DISTRICT: "huyen", AreaKind.COMMUNE: "xa"}
    return {
        "code": code,
        "name": name,
        "short_name": name,
        "kind": kind,
        "unit_type": unit_type[kind],
        "parent": parent,
        "valid_from": BEGIN,
    }


def _measures() -> None:
    """One whole, of which the others are parts and by which every second one is a rate."""
    form = ReportForm.objects.create(
        code="F1",
        name="Biểu để đo",
        owed_by=AreaKind.DISTRICT,
        row_kind=AreaKind.COMMUNE,
        period_kind=PeriodKind.QUARTER,
        valid_from=BEGIN,
    )
    whole = None
    for number in range(MEASURES):
        measure = Measure.objects.create(
            code=f"m{number}",
            name=f"Số đo {number}",
            unit="hộ",
            kind="count",
            minimum=0,
            area_rule="sum",
            time_rule="stock",
            part_of=whole,
        )
        whole = whole or measure
        form.form_measures.create(measure=measure, position=number, header=measure.name)
        is_rate = number % 2 == 1
        Indicator.objects.create(
            code=f"chi-tieu-{number}",
            name=f"Chỉ tiêu {number}",
            short_name=f"Chỉ tiêu {number}",
            group=IndicatorGroup.values[number % 4],
            position=number,
            is_headline=number < 8,
            unit="%" if is_rate else "hộ",
            numerator=measure,
            denominator=whole if is_rate else None,
            factor=100 if is_rate else 1,
            direction="fall" if is_rate else "rise",
            definition="Để đo.",
            scope="Mọi đơn vị",
            valid_from=BEGIN,
        )


def _periods() -> None:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for number in range(1, 5):
            starts_on = date(year, 3 * number - 2, 1)
            after = date(year + number // 4, 3 * number % 12 + 1, 1)
            Period.objects.create(
                code=str(PeriodCode(PeriodKind.QUARTER, year, number)),
                kind=PeriodKind.QUARTER,
                year=year,
                number=number,
                starts_on=starts_on,
                ends_on=after - timedelta(days=1),
                opens_on=after - timedelta(days=15),
                due_on=after + timedelta(days=10),
            )


def figures_of(period: Period) -> Iterator[Row]:
    """Of every commune and measure, as `staged` takes them, in the order of the figures' index."""
    form = ReportForm.objects.get()
    columns = list(form.measures.order_by("pk").values_list("pk", flat=True))
    communes = list(
        Area.objects.of_kind(AreaKind.COMMUNE).order_by("pk").values_list("pk", "parent_id")
    )
    step = period.year * 4 + period.number
    for place, measure in enumerate(columns):
        for row, (area, owner) in enumerate(communes):
            whole = 300 + row * 37 % 1_700
            share = 100 if place == 0 else 10 + (row * 7 + place * 13 + step * 5) % 80
            value = whole * share // 100
            line = place * len(communes) + row
            yield line, area, measure, period.pk, form.pk, owner, value, False, "final", ""
