"""Who must be reminded of which reports on a day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from indicators.models import Area, Membership, Reminder, ReminderKind, Report, Role, User

from .completeness import Owed, owed_reports


@dataclass(frozen=True)
class Letter:
    """One mail to one person: all that is owed (or late), and the rows, not yet stored, that say
    for which reports this is the day."""

    to: User
    kind: ReminderKind
    owed: tuple[Owed, ...]
    reminders: tuple[Reminder, ...]


def letters_for(*, now: datetime, days: Collection[int]) -> tuple[Letter, ...]:
    """The letters of the day of `now`: to everyone who owes a report whose last day is one of
    `days` away (negative: over), with all that this person owes; and to provincial officers, on
    one of the days after, with all that is late. What was sent already is left out. Three queries.
    """
    owed = owed_reports(Report.objects.all(), now=now)
    known = set(
        Reminder.objects.filter(report__in=[one.report for one in owed]).values_list(
            "kind", "report_id", "to_id", "last_day", "days_left"
        )
    )
    late = tuple(one for one in owed if one.is_overdue)
    letters = []
    for user, memberships in _people():
        own = tuple(one for one in owed if _owes(memberships, one.report))
        letters.append(_letter(user, ReminderKind.OWED, own, days, known))
        if any(m.role == Role.PROVINCIAL_OFFICER for m in memberships):
            letters.append(_letter(user, ReminderKind.LATE, late, days, known))
    return tuple(letter for letter in letters if letter.reminders)


def _people() -> Iterable[tuple[User, list[Membership]]]:
    """Active people with an address, and what they may do where."""
    memberships: QuerySet[Membership] = (
        Membership.objects.filter(
            user__is_active=True, role__in=[Role.DISTRICT_OFFICER, Role.PROVINCIAL_OFFICER]
        )
        .exclude(user__email="")
        .select_related("user")
        .order_by("user__username", "pk")
    )
    found: dict[User, list[Membership]] = {}
    for membership in memberships:
        found.setdefault(membership.user, []).append(membership)
    return found.items()


def _owes(memberships: Iterable[Membership], report: Report) -> bool:
    """A district's officer owes for all below too, the province's for the province alone."""
    line = _line(report.area)
    return any(
        m.area_id == report.area_id if m.role == Role.PROVINCIAL_OFFICER else m.area_id in line
        for m in memberships
    )


def _line(area: Area) -> set[int]:
    """The area and everything above it, which came with it."""
    line, step = set(), area
    while step is not None:
        line.add(step.pk)
        step = step.parent
    return line


def _letter(
    to: User,
    kind: ReminderKind,
    owed: tuple[Owed, ...],
    days: Collection[int],
    known: Collection[tuple],
) -> Letter:
    fresh = (
        Reminder(
            kind=kind, report=one.report, to=to, last_day=one.last_day, days_left=one.days_left
        )
        for one in owed
        if one.days_left in days
        and (kind, one.report.pk, to.pk, one.last_day, one.days_left) not in known
    )
    return Letter(to, kind, owed, tuple(fresh))
