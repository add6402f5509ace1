"""Until when a year's capital may be disbursed."""

from datetime import date

from django.db.models import Max

from programs.models import BudgetYear


def books_close(year: int) -> date | None:
    """The last day for any of the year's capital, extended or not; None for a year that is not
    kept. One query."""
    years = BudgetYear.objects.annotate(extended_to=Max("extensions__closes_on"))
    budget = years.filter(year=year).first()
    if budget is None:
        return None
    return max(budget.closes_on, budget.extended_to or budget.closes_on)
