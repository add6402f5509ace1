"""Programme → project → sub-project → agency, each with what lies below it added up."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from programs.models import FundKind

from .book import Book, Key, Row, book
from .narrowing import Narrowing
from .question import Question


@dataclass(frozen=True)
class Branch:
    """A row of the table at its depth (0 a programme); `code` is what opens it, "" for an agency,
    below which there is nothing. All rows of the tree come in reading order, closed or not."""

    depth: int
    code: str
    row: Row
    investment: Row
    recurrent: Row
    above: tuple[str, ...]


@dataclass(frozen=True)
class CapitalTree:
    question: Question
    total: Branch
    branches: tuple[Branch, ...]

    def shown(self, opened: Collection[str]) -> list[Branch]:
        """Those of which everything above is open."""
        return [one for one in self.branches if all(code in opened for code in one.above)]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(branch.code for branch in self.branches if branch.code)


def capital_tree(asked: Question) -> CapitalTree:
    """Five queries, however many rows."""
    found = book(asked)
    programme = asked.programme.code if asked.programme else ""
    grower = _Grower(found)
    return CapitalTree(
        question=asked,
        total=grower.branch("Tổng cộng", lambda key: True, Narrowing(programme=programme)),
        branches=tuple(grower.grown()),
    )


class _Grower:
    """Sums by component and agency once, then walks down the tree."""

    def __init__(self, found: Book) -> None:
        self.found = found
        self.children: Mapping[int, list[int]] = _children(found)
        self.keys: dict[int, list[Key]] = defaultdict(list)
        for key in found.cells:
            self.keys[key.component].append(key)

    def grown(self) -> list[Branch]:
        branches: list[Branch] = []
        roots = [row for row in self.found.components.values() if row.parent_id is None]
        by_programme: dict[int, list[int]] = defaultdict(list)
        for row in sorted(roots, key=lambda row: (row.programme.position, row.position, row.code)):
            if self._has_money(row.pk):
                by_programme[row.programme_id].append(row.pk)
        for pks in by_programme.values():
            programme = self.found.components[pks[0]].programme
            keys = [key for pk in pks for key in self._below(pk)]
            narrowing = Narrowing(programme=programme.code)
            branches.append(
                self._branch(programme.short_name, keys, narrowing, programme.name, programme.code)
            )
            for pk in pks:
                branches += self._grow(pk, above=(programme.code,))
        return branches

    def _grow(self, pk: int, above: tuple[str, ...]) -> list[Branch]:
        component = self.found.components[pk]
        code = f"{component.programme.code}.{component.code}"
        narrowing = Narrowing(programme=component.programme.code, component=component.code)
        mine = self._branch(
            component.short_name, self._below(pk), narrowing, component.name, code, above
        )
        inside = (*above, code)
        branches = [mine]
        for child in self.children.get(pk, ()):
            if self._has_money(child):
                branches += self._grow(child, inside)
        return branches + self._agencies(pk, narrowing, inside)

    def _agencies(self, pk: int, narrowing: Narrowing, above: tuple[str, ...]) -> list[Branch]:
        by_agency: dict[int, list[Key]] = defaultdict(list)
        for key in self.keys.get(pk, ()):
            by_agency[key.agency].append(key)
        agencies = sorted(
            (self.found.agencies[agency] for agency in by_agency),
            key=lambda one: (one.position, one.name),
        )
        return [
            self._branch(
                one.short_name,
                by_agency[one.pk],
                Narrowing(narrowing.programme, narrowing.component, one.code),
                one.name,
                above=above,
            )
            for one in agencies
        ]

    def branch(self, name: str, where: Callable[[Key], bool], narrowing: Narrowing) -> Branch:
        return self._branch(name, [key for key in self.found.cells if where(key)], narrowing)

    def _branch(
        self,
        name: str,
        keys: Collection[Key],
        narrowing: Narrowing,
        full_name: str = "",
        code: str = "",
        above: tuple[str, ...] = (),
    ) -> Branch:
        row = self.found.row(name, self.found.sum(keys), narrowing, full_name=full_name)
        parts = [self._of_kind(row, keys, kind) for kind in FundKind]
        return Branch(len(above), code, row, *parts, above=above)

    def _of_kind(self, row: Row, keys: Collection[Key], kind: FundKind) -> Row:
        amounts = self.found.sum([key for key in keys if key.fund_kind == kind])
        codes = vars(row.narrowing) | {"fund_kind": kind.value}
        return self.found.row(f"{row.name}, {kind.label}", amounts, Narrowing(**codes))

    def _below(self, pk: int) -> list[Key]:
        found = list(self.keys.get(pk, ()))
        for child in self.children.get(pk, ()):
            found += self._below(child)
        return found

    def _has_money(self, pk: int) -> bool:
        return bool(self._below(pk))


def _children(found: Book) -> dict[int, list[int]]:
    children: dict[int, list[int]] = defaultdict(list)
    rows = sorted(found.components.values(), key=lambda row: (row.position, row.code))
    for row in rows:
        if row.parent_id is not None:
            children[row.parent_id].append(row.pk)
    return children
