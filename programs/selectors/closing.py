"""Until when a year's capital may be disbursed."""

from datetime import date

from django.db.models import Max

from programs.models import BudgetYear


def closings() -> dict[int, date]:
    """Of each year that is kept the last day for any of its capital, extended or not; one query."""
    years = BudgetYear.objects.annotate(extended_to=Max("extensions__closes_on"))
    return {row.year: max(row.closes_on, row.extended_to or row.closes_on) for row in years}


def books_close(year: int) -> date | None:
    """That of one year; None where it is not kept. One query."""
    return closings().get(year)
