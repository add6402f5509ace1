"""What is asked about capital where nobody typed it: the newest figures, or those of a past day."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_default_timezone

from indicators.permissions import Access

from .plan_steps import plan_steps
from .question import NothingSuch, Question, Wanted, question


def newest_question(*, access: Access, today: date) -> Question | None:
    """About the newest year with disbursement, on its newest date; None without any money."""
    asked = question(Wanted(), access=access, today=today)
    return None if asked.is_empty else asked


def question_then(*, access: Access, day: date, today: date) -> Question | None:
    """About the year of a day, as the ledger told it at that day's end; None where that year has
    no money. Where nothing had been recorded by then, because the ledger was filled in afterwards,
    as it tells of that day now: then `known_at` is None."""
    wanted = Wanted(year=str(day.year), day=f"{day:%d/%m/%Y}")
    after = datetime.combine(day + timedelta(days=1), time.min, tzinfo=get_default_timezone())
    try:
        asked = question(wanted, access=access, today=today, known_at=after - timedelta(seconds=1))
    except NothingSuch:
        return None
    if asked.figures_on is not None or plan_steps(asked.part):
        return asked
    return question(wanted, access=access, today=today)
