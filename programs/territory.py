"""Where an agency's money belongs on the map of the eleven districts, before and after they ended.

Pure: no Django, no database. Districts were abolished on 2025-07-01; a commune of today is put to
the district in which its predecessors lay, so that years can be read side by side. Nothing is
shared out: a commune made of several former districts' communes stands apart, whole.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    DISTRICT = "district"  # a district, or what once was one
    MIXED = "mixed"  # a unit made of several former districts
    PROVINCE = "province"  # the province's own departments and owners
    UNKNOWN = "unknown"  # a unit of which no predecessor is on record


@dataclass(frozen=True)
class Place:
    """`district` is that of a DISTRICT: a district and what it became are one place."""

    kind: PlaceKind
    district: Hashable = None


@dataclass(frozen=True)
class Seat:
    """Where an agency sits: its district, or None when its unit lies right below the province.
    `area` None is the province itself."""

    area: Hashable
    district: Hashable = None


PROVINCE = Place(PlaceKind.PROVINCE)
MIXED = Place(PlaceKind.MIXED)
UNKNOWN = Place(PlaceKind.UNKNOWN)


def places(
    seats: Mapping[Hashable, Seat], precedents: Iterable[tuple[Hashable, Hashable]]
) -> dict[Hashable, Place]:
    """The place of each agency of `seats`.

    `precedents` are pairs of a unit and the district of one of its predecessors, parts included.
    Phường Tam Thanh (2025) came from Thành phố Lạng Sơn alone: that district, former. Phường Kỳ
    Lừa came from the city and from Cao Lộc: mixed, one of four (Đông Kinh, Khánh Khê, Tân Đoàn).
    """
    origins: dict[Hashable, set[Hashable]] = {}
    for area, district in precedents:
        origins.setdefault(area, set()).add(district)
    return {agency: _place(seat, origins.get(seat.area, set())) for agency, seat in seats.items()}


def _place(seat: Seat, origins: set[Hashable]) -> Place:
    if seat.district is not None:
        return Place(PlaceKind.DISTRICT, seat.district)
    if seat.area is None:
        return PROVINCE
    if len(origins) > 1:
        return MIXED
    return Place(PlaceKind.DISTRICT, next(iter(origins))) if origins else UNKNOWN
