"""What lies beside the areas whose results are made anew: the ready results of their siblings,
added up by the database, because a country has thousands of them for one report."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property

from django.db.models import BigIntegerField, Count, F, IntegerField, Q, QuerySet, Sum
from django.db.models.functions import Cast, Round

from indicators import rollup
from indicators.models import Result

from .tree import PeriodTree

PLACES = 4  # of numerators and denominators as they are stored
COUNTED = ("reported", "expected", "approved", "stated", "estimated")


def _exact(name: str) -> Sum:
    """Whole numbers of the last place: SQLite would add up decimals as floats."""
    scaled = Round(F(name) * 10**PLACES, output_field=IntegerField())
    return Sum(Cast(scaled, BigIntegerField()))


class Beside:
    """For each area of a path, its parts that are not on the path."""

    def __init__(self, tree: PeriodTree, path: Sequence[int]) -> None:
        on_path = set(path)
        self._tree = tree
        self._indicators = [formula.indicator for formula in tree.formulas]
        self._parts = {area: set(tree.children[area]) - on_path for area in path}
        self._beside: set[int] = set().union(*self._parts.values())
        self._sums = self._added_up()
        self._silence: dict[tuple[int, frozenset[int]], rollup.Rolled] = {}

    def of(self, indicator: int, area: int, owing: frozenset[int]) -> list[rollup.Rolled]:
        """Of one indicator: the sums of those that reported, and each one's silence of the rest."""
        parts = self._parts[area]
        sums = self._sums[indicator, area]
        if sum(one.areas for one in sums) == len(parts):
            return sums
        silent = [part for part in parts if (indicator, part) not in self.ready]
        return [*sums, *(self._silent(part, owing) for part in silent)]

    def _results(self, areas: set[int]) -> QuerySet[Result]:
        """The indicators are named so that an index leads to each row: of a period there are a
        hundred thousand, of an area those of ten years."""
        rows = Result.objects.of_period(self._tree.period)
        return rows.filter(indicator__in=self._indicators, area__in=areas).order_by()

    def _added_up(self) -> dict[tuple[int, int], list[rollup.Rolled]]:
        """With and without a denominator apart, because half a ratio is not added to ratios."""
        found: dict[tuple[int, int], list[rollup.Rolled]] = defaultdict(list)
        groups = (
            self._results(self._beside)
            .annotate(is_whole=Q(denominator__isnull=False))
            .values("indicator_id", "area__parent_id", "is_whole")
            .annotate(
                number=Count("pk"),
                over=_exact("numerator"),
                under=_exact("denominator"),
                **{f"all_{name}": Sum(name) for name in COUNTED},
            )
        )
        columns = "indicator_id", "area__parent_id", "number", "over", "under"
        rows = groups.values_list(*columns, *(f"all_{name}" for name in COUNTED))
        for indicator, parent, *sums in rows:
            found[indicator, parent].append(_bundle(*sums))
        return found

    @cached_property
    def ready(self) -> dict[tuple[int, int], int]:
        """The keys of all ready results on and beside the path, by indicator and area; asked only
        where some are silent."""
        areas = {*self._parts, *self._beside}
        found = self._results(areas).values_list("indicator_id", "area_id", "pk")
        return {(indicator, area): pk for indicator, area, pk in found}

    def _silent(self, area: int, owing: frozenset[int]) -> rollup.Rolled:
        """An area that has reported nothing: what is expected of it still counts."""
        if (area, owing) not in self._silence:
            below = [self._silent(child, owing) for child in self._tree.children[area]]
            self._silence[area, owing] = (
                rollup.combine(below, None, area in owing)
                if below
                else rollup.leaf(None, area in owing)
            )
        return self._silence[area, owing]


def _bundle(
    number: int, over: Decimal | int | None, under: Decimal | int | None, *counts: Decimal | int
) -> rollup.Rolled:
    """How many of them had which children is not asked of what stands beside."""
    return rollup.Rolled(
        numerator=_decimal(over),
        denominator=_decimal(under),
        children_reported=0,
        children_expected=0,
        areas=number,
        **dict(zip(COUNTED, map(int, counts), strict=True)),
    )


def _decimal(scaled: Decimal | int | None) -> Decimal | None:
    return None if scaled is None else Decimal(int(scaled)).scaleb(-PLACES)
