"""All reference data of fixtures/: what `indicators` knows of, then programmes, agencies, budget
years, published capital, the kinds of obstacles, tasks and counts of area classes."""

from pathlib import Path

from django.db import transaction

from indicators.services import reference
from indicators.services.reference import LoadCount, ReferenceRefused, TableFile
from programs import resources

from .search import refill_search

__all__ = ["FILES", "LoadCount", "ReferenceRefused", "load_reference"]

FILES: tuple[TableFile, ...] = (
    *reference.FILES,
    ("programmes", resources.ProgrammeResource),
    ("components", resources.ComponentResource),
    ("component_successions", resources.ComponentSuccessionResource),
    ("agencies", resources.AgencyResource),
    ("budget_years", resources.BudgetYearResource),
    ("published_capital", resources.PublishedCapitalResource),
    ("obstacle_categories", resources.ObstacleCategoryResource),
    ("tasks", resources.TaskResource),
    ("published_class_counts", resources.PublishedClassCountResource),
)


@transaction.atomic
def load_reference(*, folder: Path) -> list[LoadCount]:
    """Loads every file in its order, all or nothing, and what the search finds of them; a second
    run changes nothing."""
    counts = reference.load_files(folder=folder, files=FILES)
    refill_search()
    return counts
