"""What has changed, and by whom: figures of many reports, one report, one cell."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import get_default_timezone

from indicators.models import (
    Area,
    AreaKind,
    FigureChange,
    Measure,
    Period,
    Report,
    ReportEvent,
    User,
)

ROWS = 100  # on one page
# What a row shows beside the change itself.
SHOWN = (
    "report__period",
    "report__area",
    "report__form",
    "measure",
    "area__parent",
    "by",
    "batch",
    "long_table",
)


@dataclass(frozen=True)
class Wanted:
    """Which changes; what is left open lets everything through."""

    period: str = ""  # its code
    area: int | None = None  # it and everything below
    person: int | None = None
    route: str = ""
    since: date | None = None
    until: date | None = None  # with its whole day


@dataclass(frozen=True)
class Options:
    """What there is to choose from, among the changes that a person may read."""

    periods: tuple[Period, ...]  # the newest first
    areas: tuple[tuple[str, tuple[Area, ...]], ...]  # by district, itself first
    people: tuple[User, ...]


@dataclass(frozen=True)
class ReportHistory:
    report: Report
    events: tuple[ReportEvent, ...]  # the newest first, with what was marked
    changes: Page


@dataclass(frozen=True)
class CellHistory:
    report: Report
    area: Area
    measure: Measure
    changes: tuple[FigureChange, ...]  # in their order


def found_changes(changes: QuerySet[FigureChange], wanted: Wanted) -> QuerySet[FigureChange]:
    """Those of these changes, the newest first."""
    if wanted.period:
        changes = changes.filter(report__period__code=wanted.period)
    if wanted.area:
        paths = ("area", "area__parent", "area__parent__parent")
        changes = changes.filter(Q(*((path, wanted.area) for path in paths), _connector=Q.OR))
    if wanted.person:
        changes = changes.filter(by=wanted.person)
    if wanted.route:
        changes = changes.filter(route=wanted.route)
    if wanted.since:
        changes = changes.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        changes = changes.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return changes.order_by("-at", "-pk")


def page_of(changes: QuerySet[FigureChange], number: str) -> Page:
    """A hundred changes with all that a row shows; two queries, however many there are. A number
    out of reach is brought back to the nearest page."""
    return Paginator(changes.select_related(*SHOWN), ROWS).get_page(number)


def first_of(changes: QuerySet[FigureChange], limit: int) -> list[FigureChange]:
    """The first thousands of changes for a file; ten queries. What many rows share, such as their
    report, is fetched and built once: a join would build it anew for every row."""
    return list(changes.prefetch_related(*SHOWN)[:limit])


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_default_timezone())


def history_options(changes: QuerySet[FigureChange]) -> Options:
    """What can be chosen among these changes; three queries."""
    of_area = changes.filter(area=OuterRef("pk"))
    areas = Area.objects.filter(Exists(of_area)).select_related("parent")
    return Options(
        periods=tuple(
            Period.objects.filter(Exists(changes.filter(report__period=OuterRef("pk")))).order_by(
                "-ends_on", "-starts_on"
            )
        ),
        areas=_by_district(areas.order_by("code", "valid_from")),
        people=tuple(
            User.objects.filter(Exists(changes.filter(by=OuterRef("pk")))).order_by(
                "last_name", "first_name", "username"
            )
        ),
    )


def _by_district(areas: QuerySet[Area]) -> tuple[tuple[str, tuple[Area, ...]], ...]:
    """Communes below their district; what hangs on the province itself stands under its name."""
    groups: dict[str, list[Area]] = defaultdict(list)
    for area in areas:
        above = area.parent or area
        if area.kind == AreaKind.DISTRICT:
            groups[area.name].insert(0, area)
        else:
            if not groups[above.name] and above.kind == AreaKind.DISTRICT:
                groups[above.name].append(above)
            groups[above.name].append(area)
    return tuple((name, tuple(dict.fromkeys(found))) for name, found in groups.items())


def report_history(report: Report, number: str) -> ReportHistory:
    """A report's steps and the changes of its figures; five queries."""
    events = report.events.select_related("by").prefetch_related(
        "remarks__measure", "remarks__area"
    )
    return ReportHistory(
        report=report,
        events=tuple(events.order_by("-at", "-pk")),
        changes=page_of(found_changes(report.changes.all(), Wanted()), number),
    )


def cell_history(report: Report, *, area: int, measure: int) -> CellHistory:
    """All changes of one cell; three queries.

    Raises LookupError where the report has no such cell and never had one.
    """
    changes = tuple(
        report.changes.filter(area=area, measure=measure)
        .select_related(*SHOWN)
        .order_by("at", "pk")
    )
    if changes:
        return CellHistory(report, changes[0].area, changes[0].measure, changes)
    place = _rows_of(report).filter(pk=area).first()
    column = Measure.objects.filter(pk=measure, form_measures__form=report.form_id).first()
    if place is None or column is None:
        raise LookupError(f"{area}/{measure}")
    return CellHistory(report, place, column, ())


def _rows_of(report: Report) -> QuerySet[Area]:
    rows = Area.objects.under(report.area).valid_on(report.period.ends_on)
    return rows.of_kind(report.form.row_kind).select_related("parent")
