"""Results kept ready: recomputed for what changed and its ancestors, in the writer's transaction.

The sums themselves are made in `indicators.rollup`; this module fetches what they need.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from indicators import rollup
from indicators.models import Indicator, Period, Result

from .bulk import put, upsert
from .tree import PeriodTree, Stated, own_parts, stated_figures

Key = tuple[int, int]  # indicator, area
ResultRow = tuple[Decimal | int | None, ...]  # indicator, area, period, what is COMPUTED

# What a result holds beside its key: all of it follows from the figures.
COMPUTED = (
    "numerator",
    "denominator",
    "value",
    "reported",
    "expected",
    "approved",
    "children_reported",
    "children_expected",
    "own_numerator",
    "own_denominator",
    "from_own",
    "stated",
    "estimated",
)


def refresh_results(*, tree: PeriodTree, areas: Iterable[int]) -> None:
    """Brings the results of these areas and of all above them up to date, all indicators.

    A fixed number of queries beside those of the tree: the indicators, the forms, the path's
    figures, the ready results on and beside the path, one upsert, and a delete where something
    is no longer reported.
    """
    path = tree.path_of(areas)
    figures = stated_figures(tree.period, tree.measure_ids, path)
    ready = _stored(tree, path)
    fresh: dict[Key, rollup.Rolled] = {}
    for indicator in tree.indicators:
        fresh |= _roll_path(tree, indicator, path, figures, ready)
    _store(tree, fresh)
    _delete([ready[key].pk for key in fresh.keys() & ready.keys() if not fresh[key].reported])


def _stored(tree: PeriodTree, path: list[int]) -> dict[Key, Result]:
    """Ready results of the path and of its children."""
    wanted = {child for area in path for child in tree.children[area]} | set(path)
    rows = Result.objects.of_period(tree.period).filter(area__in=wanted)
    return {(row.indicator_id, row.area_id): row for row in rows}


def as_rolled(row: Result) -> rollup.Rolled:
    return rollup.Rolled(
        numerator=row.numerator,
        denominator=row.denominator,
        reported=row.reported,
        expected=row.expected,
        approved=row.approved,
        children_reported=row.children_reported,
        children_expected=row.children_expected,
        own_numerator=row.own_numerator,
        own_denominator=row.own_denominator,
        from_own=row.from_own,
        stated=row.stated,
        estimated=row.estimated,
    )


def _roll_path(
    tree: PeriodTree,
    indicator: Indicator,
    path: list[int],
    figures: Mapping[int, Mapping[int, Stated]],
    ready: Mapping[Key, Result],
) -> dict[Key, rollup.Rolled]:
    owing = tree.owing(indicator)
    done: dict[int, rollup.Rolled] = {}
    for area in path:
        own = own_parts(indicator, figures.get(area, {}))
        if below := tree.children[area]:
            units = [
                done[child]
                if child in done
                else _beside(tree, child, owing, ready.get((indicator.pk, child)))
                for child in below
            ]
            done[area] = rollup.combine(units, own, area in owing)
        else:
            done[area] = rollup.leaf(own, area in owing)
    return {(indicator.pk, area): rolled for area, rolled in done.items()}


def _beside(tree: PeriodTree, area: int, owing: set[int], row: Result | None) -> rollup.Rolled:
    """An area that lies beside the path: its ready result, else its silence."""
    return _silent(tree, area, owing) if row is None else as_rolled(row)


def _silent(tree: PeriodTree, area: int, owing: set[int]) -> rollup.Rolled:
    """An area that has reported nothing: what is expected of it still counts."""
    below = [_silent(tree, child, owing) for child in tree.children[area]]
    return rollup.combine(below, None, area in owing) if below else rollup.leaf(None, area in owing)


def compute_period(period: Period) -> dict[Key, rollup.Rolled]:
    """Every result of a period from nothing but its figures; keys (indicator, area)."""
    tree = PeriodTree(period)
    figures = stated_figures(period, tree.measure_ids, None)
    computed: dict[Key, rollup.Rolled] = {}
    for indicator in tree.indicators:
        owing = tree.owing(indicator)
        own = {area: own_parts(indicator, figures[area]) for area in figures if area in tree.kinds}
        stated = {area: parts for area, parts in own.items() if parts is not None}
        for area, rolled in rollup.roll_tree(tree.parents, stated, owing).items():
            if rolled.reported:
                computed[indicator.pk, area] = rolled
    return computed


def rebuild_results(*, period: Period) -> None:
    """Replaces all results of a period by freshly computed ones."""
    replace_results(periods=[period], rows=fresh_results(period))


def fresh_results(period: Period) -> list[ResultRow]:
    """Every result of a period from nothing but its figures, as `replace_results` takes them."""
    factors = dict(Indicator.objects.values_list("pk", "factor"))
    return [
        (*key, period.pk, *_computed(rolled, factors[key[0]]))
        for key, rolled in compute_period(period).items()
    ]


def replace_results(*, periods: Sequence[Period], rows: Sequence[ResultRow]) -> None:
    """Puts these results in the place of all that the periods have: two statements."""
    Result.objects.filter(period__in=periods).delete()
    put(Result, ("indicator", "area", "period", *COMPUTED), rows)


def _store(tree: PeriodTree, fresh: Mapping[Key, rollup.Rolled]) -> None:
    factors = {indicator.pk: indicator.factor for indicator in tree.indicators}
    rows = [
        as_row(tree.period.pk, key, rolled, factors[key[0]])
        for key, rolled in fresh.items()
        if rolled.reported
    ]
    upsert(rows, unique=["indicator", "area", "period"], update=COMPUTED)


def _delete(stale: list[int]) -> None:
    """What was reported before and no longer is."""
    if stale:
        Result.objects.filter(pk__in=stale).delete()


def as_row(period_id: int, key: Key, rolled: rollup.Rolled, factor: Decimal) -> Result:
    indicator, area = key
    computed = dict(zip(COMPUTED, _computed(rolled, factor), strict=True))
    return Result(indicator_id=indicator, area_id=area, period_id=period_id, **computed)


def _computed(rolled: rollup.Rolled, factor: Decimal) -> tuple[Decimal | int | None, ...]:
    """In the order of COMPUTED."""
    return (
        rolled.numerator,
        rolled.denominator,
        rollup.ratio(rolled, factor),
        rolled.reported,
        rolled.expected,
        rolled.approved,
        rolled.children_reported,
        rolled.children_expected,
        rolled.own_numerator,
        rolled.own_denominator,
        rolled.from_own,
        rolled.stated,
        rolled.estimated,
    )
