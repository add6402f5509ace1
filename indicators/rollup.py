"""Adding up figures through areas and time, with their coverage.

Pure: no Django, no database, no clock. A parent's ratio is Σ numerators ÷ Σ denominators, never a
mean of percentages; how many of those who owe a figure gave one travels with every sum. A missing
report is not a zero: it adds nothing, and the sum is partial.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple, TypeVar

# The precision in which results are stored; everything is compared and shown from there.
STORED = Decimal("0.00000001")

AreaId = TypeVar("AreaId", bound=Hashable)
TimeRule = Literal["stock", "flow", "cumulative"]


class Parts(NamedTuple):
    """What one area stated itself: its numerator and denominator, in the measures' units.

    A denominator of None says that the indicator has none (a plain count or amount). An area that
    owes a denominator and has not given it has no Parts: half a ratio is not a report.
    """

    numerator: Decimal
    denominator: Decimal | None
    approved: bool
    estimated: bool = False


class Rolled(NamedTuple):
    """An area's sums and how much of it they cover.

    `reported`, `expected` and `approved` count row units: communes, or districts for what only
    districts report. `children_reported` and `children_expected` count the area's direct children
    with anything reported and with anything expected ("9/11 huyện"). `own_*` is the coarser
    statement that the area made itself, kept to show the difference; `from_own` says that it also
    is the figure, because the areas below are not complete. Of the reported units `stated` are
    covered only by such a statement, and `estimated` gave an estimate (ước), not a final figure.
    `areas` is how many sibling areas the sums stand for, where those were added up already.
    """

    numerator: Decimal | None
    denominator: Decimal | None
    reported: int
    expected: int
    approved: int
    children_reported: int
    children_expected: int
    own_numerator: Decimal | None = None
    own_denominator: Decimal | None = None
    from_own: bool = False
    stated: int = 0
    estimated: int = 0
    areas: int = 1

    @property
    def is_complete(self) -> bool:
        """Everyone who owes a figure gave one; false where nobody owes any."""
        return self.expected > 0 and self.reported == self.expected

    @property
    def is_official(self) -> bool:
        """Made of approved reports only (chính thức); else preliminary (sơ bộ). May be partial."""
        return self.reported > 0 and self.approved == self.reported

    @property
    def is_partial(self) -> bool:
        """Something is reported, but not by everyone who owes it."""
        return 0 < self.reported < self.expected


def leaf(own: Parts | None, in_scope: bool = True) -> Rolled:
    """One row unit. Out of scope (a phường where only xã count) nothing is owed or counted."""
    if not in_scope:
        return _sum([], expected=0)
    if own is None:
        return _sum([], expected=1)
    return Rolled(
        numerator=own.numerator,
        denominator=own.denominator,
        reported=1,
        expected=1,
        approved=int(own.approved),
        children_reported=0,
        children_expected=0,
        estimated=int(own.estimated),
    )


def combine(children: Iterable[Rolled], own: Parts | None = None, in_scope: bool = False) -> Rolled:
    """An area's sums from its direct children, and from its own coarser statement if it made one.

    - Children that are complete win over the own statement, which is kept beside; otherwise the
      own statement wins whole (never mixed with a part of the children) and counts as reported
      for all who owe, approved if it is.
    - Denominators: as soon as one statement has one, the indicator is a ratio, and a statement
      without is half a ratio: left out of the sums and counted as not reported.
    - Where nobody below owes anything, the area is a leaf if it made a statement or itself owes
      one (`in_scope`; a measure that only districts report).

    Eleven districts with 174 of 181 communes between them: 174, 181, 11 of 11 children.
    """
    units = list(children)
    expected = sum(unit.expected for unit in units)
    if not expected and (own is not None or in_scope):
        return leaf(own)
    is_ratio = any(part.denominator is not None for part in (*units, own) if part is not None)
    rolled = _sum([unit for unit in units if _is_whole(unit, is_ratio)], expected)._replace(
        children_expected=sum(unit.areas for unit in units if unit.expected > 0)
    )
    if own is None or (is_ratio and own.denominator is None):
        return rolled
    return _beside(rolled, own) if rolled.is_complete else _instead(rolled, own)


def _is_whole(unit: Rolled, is_ratio: bool) -> bool:
    return unit.numerator is not None and (unit.denominator is not None or not is_ratio)


def _sum(units: Sequence[Rolled], expected: int) -> Rolled:
    return Rolled(
        numerator=_total([unit.numerator for unit in units]),
        denominator=_total([unit.denominator for unit in units]),
        reported=sum(unit.reported for unit in units),
        expected=expected,
        approved=sum(unit.approved for unit in units),
        children_reported=sum(unit.areas for unit in units),
        children_expected=0,
        stated=sum(unit.stated for unit in units),
        estimated=sum(unit.estimated for unit in units),
    )


def _total(values: Sequence[Decimal | None]) -> Decimal | None:
    given = [value for value in values if value is not None]
    return sum(given, Decimal(0)) if given else None


def _beside(rolled: Rolled, own: Parts) -> Rolled:
    return rolled._replace(own_numerator=own.numerator, own_denominator=own.denominator)


def _instead(rolled: Rolled, own: Parts) -> Rolled:
    return _beside(rolled, own)._replace(
        numerator=own.numerator,
        denominator=own.denominator,
        reported=rolled.expected,
        approved=rolled.expected if own.approved else 0,
        from_own=True,
        stated=rolled.expected,
        estimated=rolled.expected if own.estimated else 0,
    )


def ratio(rolled: Rolled, factor: Decimal) -> Decimal | None:
    """Numerator ÷ denominator × factor, half up to the stored 8 places; 100 makes it a %.

    Without a denominator (a count or amount) numerator × factor. None when nothing was reported
    and when the denominator is 0. 174 of 181 communes × 100: 96.13259669 %.
    """
    if rolled.numerator is None or rolled.denominator == 0:
        return None
    value = rolled.numerator * factor
    if rolled.denominator is not None:
        value /= rolled.denominator
    return value.quantize(STORED, ROUND_HALF_UP)


def roll_tree(
    parents: Mapping[AreaId, AreaId | None],
    own: Mapping[AreaId, Parts],
    in_scope: AbstractSet[AreaId],
) -> dict[AreaId, Rolled]:
    """Every area of a tree rolled up, from the leaves; what an area-by-area update must agree with.

    `parents` names each area's parent, None at the top; `own` what areas stated themselves;
    `in_scope` the areas that owe a figure: the leaves, or an area above where nobody below it owes
    (a measure that only districts report). Any depth; several tops are several trees.
    ValueError when a parent, a statement or an area in scope is not in the tree, for it would be
    lost in silence, and when the parents go round in a circle.
    """
    _refuse_strays(parents, own, in_scope)
    children: dict[AreaId, list[AreaId]] = {area: [] for area in parents}
    for area, parent in parents.items():
        if parent is not None:
            children[parent].append(area)
    rolled: dict[AreaId, Rolled] = {}
    for area in _upwards(parents, children):
        below = [rolled[child] for child in children[area]]
        statement, owes = own.get(area), area in in_scope
        rolled[area] = combine(below, statement, owes) if below else leaf(statement, owes)
    return rolled


def _refuse_strays(
    parents: Mapping[AreaId, AreaId | None],
    own: Mapping[AreaId, Parts],
    in_scope: AbstractSet[AreaId],
) -> None:
    above = {parent for parent in parents.values() if parent is not None}
    strays = (above | own.keys() | in_scope) - parents.keys()
    if strays:
        raise ValueError(f"areas that are not in the tree: {sorted(map(str, strays))}")


def _upwards(
    parents: Mapping[AreaId, AreaId | None], children: Mapping[AreaId, Sequence[AreaId]]
) -> list[AreaId]:
    """Each area after all areas below it."""
    downwards = [area for area, parent in parents.items() if parent is None]
    for area in downwards:  # grows while it is read: level after level
        downwards.extend(children[area])
    if len(downwards) < len(parents):
        circle = sorted(map(str, parents.keys() - set(downwards)))
        raise ValueError(f"areas whose parents go round in a circle: {circle}")
    return downwards[::-1]


def time_value(rule: TimeRule, values: Sequence[Decimal | None]) -> Decimal | None:
    """A measure's value for the year up to a period, from the year's quarters in order.

    stock: what stands at the period's end, its own value. cumulative: a running total since the
    start, which the figure is already, so also its own value. flow: the sum of the quarters
    reported so far. None where the period (for a flow: every quarter) has not been reported;
    earlier quarters never stand in for a stock. ValueError for another rule.

    Communes with a road reported as 170, 172, 174: 174. Houses built, 10, none reported, 5: 15.
    """
    if rule == "flow":
        return _total(values)
    if rule in ("stock", "cumulative"):
        return values[-1] if values else None
    raise ValueError(f"no such time rule: {rule}")


def cumulative_falls(previous: Decimal | None, current: Decimal | None) -> bool:
    """Whether a running total went down, which it cannot: a warning that needs a note."""
    return previous is not None and current is not None and current < previous
