"""Results kept ready: recomputed for what changed and its ancestors, in the writer's transaction.

The sums themselves are made in `indicators.rollup`; this module fetches what they need.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from indicators import rollup
from indicators.models import Indicator, Period, Result

from .beside import Beside
from .bulk import put, upsert
from .tree import Formula, PeriodTree, Stated, own_parts, stated_figures

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
ROW = ("indicator", "area", "period", *COMPUTED)


def refresh_results(*, tree: PeriodTree, areas: Iterable[int]) -> None:
    """Brings the results of these areas and of all above them up to date, all indicators, while the
    caller holds the period.

    A fixed number of queries beside those of the tree: the formulas, the forms, the path's
    figures, the sums of the ready results beside the path, where something is silent the keys of
    what is ready, one upsert, and a delete where something is no longer reported.
    """
    path = tree.path_of(areas)
    figures = stated_figures(tree.period, tree.measure_ids, path)
    beside = Beside(tree, path)
    fresh: dict[Key, rollup.Rolled] = {}
    for formula in tree.formulas:
        fresh |= _roll_path(tree, formula, path, figures, beside)
    _store(tree, fresh)
    silent = [key for key, rolled in fresh.items() if not rolled.reported]
    _delete([beside.ready[key] for key in silent if key in beside.ready])


def _roll_path(
    tree: PeriodTree,
    formula: Formula,
    path: list[int],
    figures: Mapping[int, Mapping[int, Stated]],
    beside: Beside,
) -> dict[Key, rollup.Rolled]:
    indicator, owing = formula.indicator, tree.owing(formula)
    done: dict[int, rollup.Rolled] = {}
    for area in path:
        own = own_parts(formula, figures[area]) if area in figures else None
        if below := tree.children.get(area):
            units = [done[child] for child in below if child in done]
            units += beside.of(indicator, area, owing)
            done[area] = rollup.combine(units, own, area in owing)
        else:
            done[area] = rollup.leaf(own, area in owing)
    return {(indicator, area): rolled for area, rolled in done.items()}


def compute_period(period: Period) -> dict[Key, rollup.Rolled]:
    """Every result of a period from nothing but its figures; keys (indicator, area)."""
    tree = PeriodTree(period)
    figures = stated_figures(period, tree.measure_ids, None)
    computed: dict[Key, rollup.Rolled] = {}
    for formula in tree.formulas:
        owing = tree.owing(formula)
        own = {area: own_parts(formula, figures[area]) for area in figures if area in tree.kinds}
        stated = {area: parts for area, parts in own.items() if parts is not None}
        for area, rolled in rollup.roll_tree(tree.parents, stated, owing).items():
            if rolled.reported:
                computed[formula.indicator, area] = rolled
    return computed


def rebuild_results(*, period: Period) -> None:
    """Replaces all results of a period by freshly computed ones."""
    replace_results(periods=[period], rows=fresh_results(period))


def fresh_results(period: Period) -> list[ResultRow]:
    """Every result of a period from nothing but its figures, as `replace_results` takes them.

    Nobody else stores in the period until the end of the transaction.
    """
    Period.objects.select_for_update(no_key=True).get(pk=period.pk)
    factors = dict(Indicator.objects.values_list("pk", "factor"))
    return [
        (*key, period.pk, *_computed(rolled, factors[key[0]]))
        for key, rolled in compute_period(period).items()
    ]


def replace_results(*, periods: Sequence[Period], rows: Sequence[ResultRow]) -> None:
    """Puts these results in the place of all that the periods have: two statements."""
    Result.objects.filter(period__in=periods).delete()
    put(Result, ROW, rows)


def _store(tree: PeriodTree, fresh: Mapping[Key, rollup.Rolled]) -> None:
    factors = {formula.indicator: formula.factor for formula in tree.formulas}
    upsert(
        Result,
        ("indicator", "area", *COMPUTED),
        [
            (*key, *_computed(rolled, factors[key[0]]))
            for key, rolled in fresh.items()
            if rolled.reported
        ],
        unique=("indicator", "area", "period"),
        same={"period": tree.period.pk},
    )


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
