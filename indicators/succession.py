"""A place's figures across mergers, splits and the end of the districts.

Pure: no Django, no database. What came whole can be added up; what was split cannot be shared out,
and is not guessed. Links lead one step, from the areas before a date to those after it.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar

AreaId = TypeVar("AreaId", bound=Hashable)
# Numerator and denominator, in the measures' units; no denominator: the indicator has none.
Value = tuple[Decimal, Decimal | None]


@dataclass(frozen=True)
class Link(Generic[AreaId]):
    """One area went into another: `whole`, entirely, or only a part of it."""

    predecessor: AreaId
    successor: AreaId
    whole: bool


class Restated(NamedTuple):
    """A former district's present; approximate when a successor holds more than the district."""

    numerator: Decimal
    denominator: Decimal | None
    approximate: bool


def restated_past(
    predecessors: Sequence[Link[AreaId]], values: Mapping[AreaId, Value]
) -> Value | None:
    """A new unit's past on the present boundaries (quy đổi): the sum of its predecessors.

    `predecessors` are all links into that one unit, `values` what the old areas reported. None,
    so not shown, when a predecessor came only in part, one has no value, or there are none.
    ValueError when the links lead to several units or name a predecessor twice.

    Xã Thiện Long (2025) is the former Thiện Long, Hòa Bình and Tân Hòa, whole: the sum of three.
    Xã Kiên Mộc (2025) took parts of the former Bính Xá and Kiên Mộc: None.
    """
    _refuse_mixed_links(predecessors)
    if not all(link.whole for link in predecessors):
        return None
    return _sum([values.get(link.predecessor) for link in predecessors])


def restated_present(
    successors: Collection[AreaId],
    values: Mapping[AreaId, Value],
    mixes: AbstractSet[AreaId],
) -> Restated | None:
    """A former district's present: the sum of the units that took in any of its communes.

    `mixes` are the units that took in communes of another district as well (`mixed_successors`);
    they are counted whole in each of their districts, so such a sum is marked approximate and the
    districts no longer add up to the province. None when a successor has no value or there is none.

    Former Bắc Sơn is exact; Cao Lộc, which lost Yên Trạch to phường Đông Kinh, is approximate.
    """
    distinct = set(successors)
    total = _sum([values.get(area) for area in distinct])
    return None if total is None else Restated(*total, approximate=not distinct.isdisjoint(mixes))


def mixed_successors(
    links: Iterable[Link[AreaId]], districts: Mapping[AreaId, AreaId]
) -> set[AreaId]:
    """The units whose predecessors lay in more than one district.

    `districts` names the district of each predecessor; KeyError when it lacks one. Of the 65 units
    of 2025-07-01 there are four: Đông Kinh, Kỳ Lừa, Khánh Khê, Tân Đoàn.
    """
    origins: dict[AreaId, set[AreaId]] = {}
    for link in links:
        origins.setdefault(link.successor, set()).add(districts[link.predecessor])
    return {successor for successor, origin in origins.items() if len(origin) > 1}


def _refuse_mixed_links(links: Sequence[Link[AreaId]]) -> None:
    successors = {link.successor for link in links}
    if len(successors) > 1:
        raise ValueError(f"links to several areas: {sorted(map(str, successors))}")
    if len({link.predecessor for link in links}) < len(links):
        raise ValueError(f"a predecessor twice among the links to {next(iter(successors))}")


def _sum(values: Sequence[Value | None]) -> Value | None:
    """Both parts added up; None when a value is missing, or a denominator that others have."""
    given = [value for value in values if value is not None]
    denominators = [denominator for _, denominator in given if denominator is not None]
    if not given or len(given) < len(values) or len(denominators) not in (0, len(given)):
        return None
    numerator = sum((numerator for numerator, _ in given), Decimal(0))
    return numerator, sum(denominators, Decimal(0)) if denominators else None
