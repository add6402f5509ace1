"""One reason for many figures: a new survey or a merged commune moves every cell at once."""

from datetime import datetime

from django.db import transaction

from indicators.entries import Entry, StoredFigure, compare, stored_figures
from indicators.models import NOTE_LENGTH, Report, Route, User
from indicators.scrutiny import readiness_of

from .checks import FiguresRefused, check_open
from .figures import locked_report, store
from .tree import PeriodTree


@transaction.atomic
def explain_rest(*, report: Report, note: str, seen: int, by: User, now: datetime) -> int:
    """Notes the reason at every unusual figure that has none yet; returns how many there were.

    `seen` is how many the person was shown: with others nothing is noted, so that nobody answers
    for a figure that came in between. Raises FiguresRefused for that, for a reason that is empty
    or too long, and where the report takes no figures.
    """
    report = locked_report(report)
    check_open(report, by=by, now=now)
    note = " ".join(note.split())
    if not note or len(note) > NOTE_LENGTH:
        raise FiguresRefused("no_note", f"Hãy ghi lý do, không quá {NOTE_LENGTH} ký tự.")
    keys = [finding.key for finding in readiness_of(report).unexplained]
    if len(keys) != seen:
        raise FiguresRefused(
            "not_seen",
            f"Nay có {len(keys)} ô cần giải trình, không phải {seen}, nên chưa ghi gì. "
            "Hãy xem lại danh sách dưới đây rồi ghi lý do.",
        )
    measures = {measure.pk: measure for measure in report.form.measures.all()}
    stored = stored_figures(report, [area for _, area in keys], measures)
    entries = [_noted(stored[key], note) for key in keys]
    comparison = compare(report, entries, stored)
    store(report, comparison, PeriodTree(report.period), by=by, now=now, route=Route.GRID)
    return len(keys)


def _noted(figure: StoredFigure, note: str) -> Entry:
    return Entry(figure.measure, figure.area_id, figure.value, figure.is_nil, figure.status, note)
