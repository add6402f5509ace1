"""Outlines of places, loaded from a file as a whole or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from indicators.models import BOUNDED_KINDS, Area, AreaKind, Boundary, BoundarySet, User
from indicators.outlines import (
    Outline,
    OutlineProblem,
    OutlinesRefused,
    label_point,
    read_outlines,
    simplified,
)

STEPS = 450  # the picture is some 600 pixels wide: what is smaller than a step is not seen


@dataclass(frozen=True)
class Loaded:
    """What was stored, and whose outline the file did not hold."""

    boundary_set: BoundarySet
    count: int
    missing: tuple[Area, ...]
    points_read: int
    points_kept: int


@transaction.atomic
def load_boundaries(
    *, content: bytes, source: str, by: User | None, now: datetime, on: date | None = None
) -> Loaded:
    """Replaces the outlines of the level that the file is of.

    `on` is the day on which its codes are those of places; without it, the newest day on which
    they all are. Raises OutlinesRefused, and then nothing has changed.
    """
    outlines = read_outlines(content)
    codes = [outline.code for outline in outlines]
    candidates = list(Area.objects.filter(code__in=codes, kind__in=BOUNDED_KINDS))
    day = on or _newest_day(outlines, candidates, now.date())
    areas = _areas_of(outlines, candidates, day)
    kind = _one_kind(outlines, areas)
    missing = tuple(
        Area.objects.valid_on(day).of_kind(kind).exclude(pk__in=[a.pk for a in areas.values()])
    )
    BoundarySet.objects.filter(kind=kind).delete()
    boundary_set = BoundarySet(kind=kind, on=day, source=source, loaded_at=now, loaded_by=by)
    boundary_set.full_clean()
    boundary_set.save()
    shapes = simplified([o.polygons for o in outlines], _tolerance(outlines))
    rows = []
    for outline, shape in zip(outlines, shapes, strict=True):
        longitude, latitude = label_point(outline.polygons)
        rows.append(
            Boundary(
                set=boundary_set,
                area=areas[outline.code],
                polygons=shape,
                label_longitude=Decimal(str(longitude)),
                label_latitude=Decimal(str(latitude)),
            )
        )
    Boundary.objects.bulk_create(rows)
    return Loaded(
        boundary_set, len(rows), missing, _points(o.polygons for o in outlines), _points(shapes)
    )


def _newest_day(outlines: Sequence[Outline], found: Sequence[Area], today: date) -> date:
    """Today, or the last day on which every code of the file was that of a place."""
    codes = {outline.code for outline in outlines}
    days = {today} | {area.last_day for area in found if area.last_day}
    for day in sorted((day for day in days if day <= today), reverse=True):
        if codes <= {area.code for area in found if area.is_valid_on(day)}:
            return day
    return today


def _areas_of(outlines: Sequence[Outline], found: Sequence[Area], day: date) -> dict[str, Area]:
    areas = {area.code: area for area in found if area.is_valid_on(day)}
    unknown = [o for o in outlines if o.code not in areas]
    if unknown:
        raise OutlinesRefused(
            *(
                OutlineProblem(
                    f"không có huyện hoặc xã nào mang mã này vào ngày {day:%d/%m/%Y}.",
                    o.number,
                    o.code,
                )
                for o in unknown
            )
        )
    return areas


def _one_kind(outlines: Sequence[Outline], areas: dict[str, Area]) -> str:
    kind = areas[outlines[0].code].kind
    others = [o for o in outlines if areas[o.code].kind != kind]
    if others:
        first = AreaKind(kind).label.lower()
        raise OutlinesRefused(
            *(
                OutlineProblem(
                    f"khác cấp với đối tượng đầu tiên ({first}); mỗi tệp chỉ một cấp.",
                    o.number,
                    o.code,
                )
                for o in others
            )
        )
    return kind


def _tolerance(outlines: Sequence[Outline]) -> float:
    points = [p for o in outlines for polygon in o.polygons for p in polygon[0]]
    sides = [max(p[axis] for p in points) - min(p[axis] for p in points) for axis in (0, 1)]
    return max(sides) / STEPS


def _points(shapes: Iterable) -> int:
    return sum(len(ring) for shape in shapes for polygon in shape for ring in polygon)
