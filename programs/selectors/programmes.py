"""The programmes' trees and what each node became in a later programme; the agencies."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from programs.models import Agency, AgencyKind, Component, ComponentSuccession, Programme


@dataclass(frozen=True)
class Node:
    """`successors` are what it became in a later programme."""

    component: Component
    depth: int
    successors: tuple[ComponentSuccession, ...]


@dataclass(frozen=True)
class Tree:
    programme: Programme
    nodes: tuple[Node, ...]

    @property
    def has_successors(self) -> bool:
        return any(node.successors for node in self.nodes)


@dataclass(frozen=True)
class AgencyGroup:
    label: str
    agencies: tuple[Agency, ...]


def programme_trees() -> tuple[Tree, ...]:
    """Every programme with its nodes, parents before children; three queries."""
    became: dict[int, list[ComponentSuccession]] = defaultdict(list)
    mapping = ComponentSuccession.objects.select_related("successor__programme", "decision")
    for row in mapping.order_by("successor__position"):
        became[row.predecessor_id].append(row)
    children: dict[tuple[int, int | None], list[Component]] = defaultdict(list)
    for component in Component.objects.order_by("position", "code"):
        children[component.programme_id, component.parent_id].append(component)
    programmes = Programme.objects.select_related("decision").order_by("position", "code")
    return tuple(Tree(one, tuple(_nodes(one.pk, None, 0, children, became))) for one in programmes)


def _nodes(
    programme: int,
    parent: int | None,
    depth: int,
    children: dict[tuple[int, int | None], list[Component]],
    became: dict[int, list[ComponentSuccession]],
) -> Iterable[Node]:
    for component in children[programme, parent]:
        yield Node(component, depth, tuple(became[component.pk]))
        yield from _nodes(programme, component.pk, depth + 1, children, became)


def agency_groups(*, only_valid_on: date | None = None) -> tuple[AgencyGroup, ...]:
    """The agencies by kind, those of a day only if one is given; one query."""
    groups: dict[str, list[Agency]] = {kind.value: [] for kind in AgencyKind}
    for agency in Agency.objects.select_related("area").order_by("position", "name"):
        if only_valid_on is None or agency.is_valid_on(only_valid_on):
            groups[agency.kind].append(agency)
    return tuple(
        AgencyGroup(AgencyKind(kind).label, tuple(rows)) for kind, rows in groups.items() if rows
    )
