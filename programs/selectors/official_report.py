"""What a periodic report says, from the database, as of the end of its period."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from indicators import wording
from indicators.models import (
    APPROVED_STATES,
    Area,
    AreaKind,
    Decision,
    Period,
    Report,
    ReportState,
)
from indicators.selectors.cases import cases_of_area
from indicators.selectors.standing import Case, Standing, place, stand
from lsdash.lib.text import lower_first
from programs.models import Agency, Allocation, Disbursement, ReviewKind, Task
from programs.official import CapitalState, IndicatorLine, ReportData, ReviewState

from .report_capital import capital_state
from .report_register import (
    ReviewsThen,
    inside,
    obstacles_then,
    reviews_then,
    tasks_then,
)

# The indicators that count who left the list, by what is reviewed.
LEFT_INDICATORS = {
    ReviewKind.COMMUNE.value: "xa-ra-khoi-dbkk",
    ReviewKind.VILLAGE.value: "thon-ra-khoi-dbkk",
}
Told = tuple[Case, Standing, Standing]  # the level that is told, and what is judged


def report_data(*, period: Period, area: Area, today: date) -> ReportData:
    """The report of a province or district. At most 32 queries, however much there is.

    Figures stand as they are known today; obstacles, tasks, reviews and money stand as of the
    period's last day.
    """
    day, year = period.ends_on, period.year
    is_province = area.kind == AreaKind.PROVINCE
    before = period.as_code.previous()
    before_on = Period.objects.filter(code=str(before)).values_list("ends_on", flat=True).first()
    told = _told(area, day, today)
    holders = Q() if is_province else inside(area, "account__agency__area")
    obstacles = obstacles_then(area=area, starts_on=period.starts_on, ends_on=day)
    tasks = tasks_then(area=None if is_province else area, year=year, day=day)
    reviews = reviews_then(area=area, year=year, day=day)
    counts = _report_counts(area, period)
    capital = capital_state(year=year, upto=day, holders=holders)
    has_sample = obstacles.has_sample or tasks.has_sample or reviews.has_sample
    return ReportData(
        period=lower_first(period.label),
        before=lower_first(before.label),
        area=lower_first(area.name),
        ends_on=day,
        reports_in=sum(counts.values()) - counts.get(ReportState.NOT_SENT, 0),
        reports_returned=counts.get(ReportState.RETURNED, 0),
        reports_owed=sum(counts.values()),
        reports_approved=sum(counts.get(state, 0) for state in APPROVED_STATES),
        indicators=tuple(_indicator_lines(told, before_on, today)),
        capital=capital,
        obstacles=obstacles.lines,
        raised=obstacles.raised,
        resolved=obstacles.resolved,
        tasks=tasks.lines,
        reviews=_review_state(year, reviews, told),
        documents=_documents(period, None if is_province else area),
        has_sample=_has_sample_figures(area, day, holders, capital) or has_sample,
    )


def _without_old_parts(case: Case, day: date) -> Case:
    """What a few reported for an earlier period is no value of the area in this one."""
    series = (seen for seen in case.series if seen.on == day or seen.coverage.is_complete)
    return replace(case, series=tuple(series))


def _told(area: Area, day: date, today: date) -> list[Told]:
    """Every indicator in force that has a value or a target, in the office's order; five
    queries."""
    found = []
    for case in cases_of_area(area):
        since, until = case.indicator.valid_from, case.indicator.valid_to
        if since > day or (until is not None and until <= day):
            continue
        case = _without_old_parts(case, day)
        judged = stand(case, upto=day, today=today)
        level = stand(replace(case, targets=()), upto=day, today=today)
        if level.value is not None or judged.value is not None or judged.target is not None:
            found.append((case, level, judged))
    return sorted(found, key=lambda told: place(told[2]))


def _indicator_lines(
    told: Iterable[Told], before_on: date | None, today: date
) -> Iterable[IndicatorLine]:
    for case, level, judged in told:
        indicator, seen, figure = case.indicator, level.observation, level.published
        yield IndicatorLine(
            name=indicator.name,
            unit=indicator.unit,
            decimals=_decimals(level),
            value=level.value,
            as_of=level.as_of,
            coverage=seen.coverage.text if seen else "",
            nature=seen.nature if seen else "",
            before=_before(case, level, before_on, today),
            target=wording.target_text(judged.target, indicator) if judged.target else "",
            plan_percent=None if judged.plan_share is None else judged.plan_share * 100,
            light=judged.light,
            source=figure.source if figure and seen is None else "",
            code=indicator.code,
            is_partial=seen is not None and not seen.coverage.is_complete,
            judged=_change(judged),
        )


def _decimals(level: Standing) -> int:
    """A published figure keeps the decimals of its source: 81 %, not 81,0 %."""
    if level.observation is not None or level.value is None:
        return level.indicator.decimals
    return max(-level.value.normalize().as_tuple().exponent, 0)


def _before(case: Case, level: Standing, on: date | None, today: date) -> Decimal | None:
    """The value of the very end of the period before: nothing older, for the words name that
    period, and no part."""
    if on is None or level.value is None:
        return None
    earlier = stand(replace(case, targets=()), upto=on, today=today)
    seen = earlier.observation
    is_part = seen is not None and not seen.coverage.is_complete
    return None if is_part or earlier.on != on or earlier.on == level.on else earlier.value


def _change(judged: Standing) -> str:
    """“năm 2023 giảm 2,90 điểm %” where the change within a year is what is judged."""
    if not judged.is_change or judged.value is None:
        return ""
    return f"{judged.as_of} {wording.value_text(judged)}"


def _report_counts(area: Area, period: Period) -> Mapping[str, int]:
    """Reports of the period, and of the quarter that ends with it, by state; one query."""
    codes = {period.code, str(period.as_code.closing_quarter)}
    rows = (
        Report.objects.filter(inside(area, "area"), period__code__in=codes)
        .order_by()
        .values("state")
        .annotate(number=Count("pk"))
    )
    return {row["state"]: row["number"] for row in rows}


def _review_state(year: int, then: ReviewsThen, told: Iterable[Told]) -> ReviewState | None:
    """Who left is what the office counts in its indicators; failing that, what the register has."""
    by_code = {case.indicator.code: (level, judged) for case, level, judged in told}

    def counted(kind: ReviewKind) -> tuple[int, int | None, int | None]:
        level, judged = by_code.get(LEFT_INDICATORS[kind.value], (None, None))
        left = then.left.get(kind.value)
        if level is not None and level.value is not None:
            left = int(level.value)
        target = judged.target if judged is not None else None
        return then.registered.get(kind.value, 0), left, int(target.value) if target else None

    communes, villages = counted(ReviewKind.COMMUNE), counted(ReviewKind.VILLAGE)
    if not any((*communes, *villages)):
        return None
    return ReviewState(year, *communes, *villages, lines=then.lines)


def _documents(period: Period, area: Area | None) -> tuple[tuple[str, date, str], ...]:
    """Those signed within the period; for a district those that gave it money or work."""
    rows = Decision.objects.filter(signed_on__range=(period.starts_on, period.ends_on))
    if area is not None:
        own = Agency.objects.filter(inside(area, "area"))
        gave = Allocation.objects.filter(account__agency__in=own).values("decision")
        asked = Task.objects.filter(lead__in=own, decision__isnull=False).values("decision")
        rows = rows.filter(Q(pk__in=gave) | Q(pk__in=asked))
    return tuple((str(row), row.signed_on, row.title) for row in rows.order_by("signed_on", "pk"))


def _has_sample_figures(area: Area, day: date, holders: Q, capital: CapitalState | None) -> bool:
    """Whether any figure until that day is invented; at most two queries."""
    reports = Report.objects.filter(inside(area, "area"), period__ends_on__lte=day, is_sample=True)
    if reports.exists():
        return True
    if capital is None:
        return False
    own = {"account__year": capital.year, "is_sample": True}
    lines = Allocation.objects.filter(holders, **own).order_by().values("is_sample")
    return lines.union(
        Disbursement.objects.filter(holders, **own).order_by().values("is_sample")
    ).exists()
