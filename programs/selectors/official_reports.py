"""Periodic reports as their pages show them: the list, who signs, what changed, the history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from indicators.models import Area, AreaKind, Period
from programs.documents import Letterhead
from programs.models import Agency, OfficialReport, OfficialReportEvent, ReportParagraph
from programs.models.programme import valid_on
from programs.official import Draft

REFRESHED = "Tổng hợp lại số liệu"  # as the service tells it
PLACE = "Lạng Sơn"
PARENT_BODY = "Ủy ban nhân dân\ntỉnh Lạng Sơn"  # on two lines: one is too long for its half
# The office that issues the report, and its sign.
OFFICES = {"ban-dan-toc": "BC-BDT", "so-dan-toc-ton-giao": "BC-SDTTG"}
KEPT_EVENTS = 100


@dataclass(frozen=True)
class Change:
    """A paragraph that a step changed; empty where there was none."""

    before: str
    after: str


@dataclass(frozen=True)
class Event:
    event: OfficialReportEvent
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class History:
    """The newest first; `refreshed` is the newest refreshing that changed anything."""

    events: tuple[Event, ...]

    @property
    def refreshed(self) -> Event | None:
        told = (one for one in self.events if one.event.what == REFRESHED)
        newest = next(told, None)
        return newest if newest is not None and newest.changes else None


def reports_listed(reports: QuerySet[OfficialReport]) -> QuerySet[OfficialReport]:
    """One query."""
    return reports.select_related("period", "area", "created_by", "frozen_by").defer("document")


def startable_periods(today: date) -> list[Period]:
    """Those that have begun, the newest first; one query."""
    return list(Period.objects.filter(starts_on__lte=today).order_by("-ends_on", "starts_on"))


def startable_areas() -> list[Area]:
    """The province, then its districts; one query."""
    kinds = (AreaKind.PROVINCE, AreaKind.DISTRICT)
    rows = Area.objects.filter(kind__in=kinds)
    return sorted(rows, key=lambda area: (area.kind != AreaKind.PROVINCE, area.code))


def history_of(report: OfficialReport) -> History:
    """One query."""
    rows = report.events.select_related("by").order_by("-at", "-pk")[:KEPT_EVENTS]
    return History(tuple(Event(row, _told(row.changes)) for row in rows))


def _told(changes: Mapping[str, list[str]]) -> tuple[Change, ...]:
    return tuple(Change(before, after) for before, after in changes.values())


def outdated_count(draft: Draft, paragraphs: list[ReportParagraph]) -> int:
    """How many statements the data would put differently now."""
    now = {one.key: one.text for one in draft.statements}
    then = {one.key: one.composed for one in paragraphs if one.composed}
    return sum(now.get(key) != then.get(key) for key in {*now, *then})


def letterhead_of(report: OfficialReport, today: date) -> Letterhead:
    """Of the office as it was called on the day of signing, or is today; one query."""
    frozen_on = localdate(report.frozen_at) if report.frozen_at else today
    day = report.signed_on or frozen_on
    office = Agency.objects.filter(Q(code__in=OFFICES) & valid_on(day)).first()
    return Letterhead(
        parent_body=PARENT_BODY,
        issuing_body=office.name if office else "",
        number=report.letter_number,
        suffix=OFFICES[office.code] if office else "BC",
        place=PLACE,
        on=report.signed_on,
    )


def recipients_of(report: OfficialReport) -> tuple[str, ...]:
    """One a line, without the dash that the layout sets."""
    lines = (line.strip("-– ") for line in report.recipients.splitlines())
    return tuple(line for line in lines if line)
