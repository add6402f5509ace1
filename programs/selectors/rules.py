"""The rules of disbursement by budget year: closing days, extensions, required shares."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch

from programs.models import (
    BudgetExtension,
    BudgetYear,
    DisbursementRequirement,
    RuleChange,
)


@dataclass(frozen=True)
class YearRules:
    """What holds for a year; `budget_year` is None where requirements stand without one."""

    year: int
    budget_year: BudgetYear | None
    extensions: tuple[BudgetExtension, ...]
    requirements: tuple[DisbursementRequirement, ...]
    changes: tuple[RuleChange, ...]  # the newest first


def rules_by_year() -> tuple[YearRules, ...]:
    """Every year that has a rule, the newest first; four queries."""
    extensions = BudgetExtension.objects.select_related("decision")
    kept = BudgetYear.objects.prefetch_related(Prefetch("extensions", extensions))
    years = {one.year: one for one in kept}
    required: dict[int, list[DisbursementRequirement]] = defaultdict(list)
    for row in DisbursementRequirement.objects.select_related("decision").order_by(
        "fund_kind", "on"
    ):
        required[row.year].append(row)
    changes: dict[int, list[RuleChange]] = defaultdict(list)
    for change in RuleChange.objects.select_related("by"):
        changes[change.year].append(change)
    return tuple(
        YearRules(
            year,
            years.get(year),
            tuple(years[year].extensions.all()) if year in years else (),
            tuple(required[year]),
            tuple(changes[year]),
        )
        for year in sorted({*years, *required, *changes}, reverse=True)
    )
