"""What people taught of the sheets that districts send."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from indicators.models import ColumnChoice, NameChoice, SheetLayout


@dataclass(frozen=True)
class LayoutsPage:
    layouts: tuple[SheetLayout, ...]  # each with its columns
    names: tuple[NameChoice, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.layouts or self.names)


def layouts_page(*, layouts: QuerySet[SheetLayout], names: QuerySet[NameChoice]) -> LayoutsPage:
    """Of what the person may see. Three queries."""
    return LayoutsPage(
        layouts=tuple(
            layouts.select_related("area", "form").prefetch_related(
                Prefetch("columns", ColumnChoice.objects.select_related("measure", "taught_by"))
            )
        ),
        names=tuple(names.select_related("sender", "form", "area", "measure", "taught_by")),
    )
