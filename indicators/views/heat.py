"""The lights of all areas and indicators in one table."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from indicators import asked, charts
from indicators.choice import asked_period, kept, only_official
from indicators.models import Area, AreaKind, Indicator, Period
from indicators.permissions import access_of, found_or_404, readable_areas
from indicators.revalidation import revalidated
from indicators.selectors.heatmap import BY_NAME, HeatLine, Heatmap, heatmap, sorted_rows
from indicators.selectors.missing import NoPeriod
from indicators.selectors.standing import Standing

from .charts import render_with_charts

PROGRESS, COMMUNES, BEST = "tien-do", "xa", "tot"


@dataclass(frozen=True)
class Heading:
    indicator: Indicator
    href: str
    state: str  # as aria-sort has it, empty where it is not sorted by


@dataclass(frozen=True)
class HeatCell:
    standing: Standing
    href: str


@dataclass(frozen=True)
class ShownRow:
    line: HeatLine
    href: str
    cells: tuple[HeatCell, ...]


@require_safe
@revalidated
def heat(request: HttpRequest) -> HttpResponse:
    readable = readable_areas(access_of(request.user))
    area = _asked_area(request, readable)
    try:
        page = heatmap(
            area=area,
            readable=readable,
            today=localdate(),
            period_code=asked_period(request.GET),
            only_official=only_official(request.GET),
            communes=request.GET.get("cap") == COMMUNES,
        )
    except NoPeriod as missing:
        raise asked.no_period(request, missing) from missing
    by_progress = request.GET.get("xem") == PROGRESS
    rows = sorted_rows(
        page,
        request.GET.get("xep", ""),
        best_first=request.GET.get("chieu") == BEST,
        by_progress=by_progress,
    )
    context = {
        "section": "heat",
        "page": page,
        "period": _period(page),
        "kept_period": asked_period(request.GET),
        "by_progress": by_progress,
        "is_province": area.kind == AreaKind.PROVINCE,
        "communes": request.GET.get("cap") == COMMUNES,
        "whole": _row(page.whole, page, request),
        "rows": [_row(row, page, request) for row in rows],
        "headings": list(_headings(page, request)),
        "name_href": _sort_link(request, BY_NAME),
        "name_state": _state(request, BY_NAME),
        "hidden": [(k, v) for k, v in request.GET.items() if k not in ("ky", "dia-ban", "cap")],
        "areas": readable.filter(kind__in=(AreaKind.PROVINCE, AreaKind.DISTRICT)).order_by("code"),
    }
    chart = charts.lights_chart(page, rows, by_progress=by_progress)
    context["chart"] = chart
    return render_with_charts(request, "indicators/heatmap.html", context, [chart])


def _asked_area(request: HttpRequest, readable) -> Area:
    key = request.GET.get(asked.AREA, "").strip()
    if not key:
        return found_or_404(readable.of_kind(AreaKind.PROVINCE))
    return asked.asked_area(readable, key, lambda one: asked.with_choice(request, **asked.of(one)))


def _period(page: Heatmap) -> Period | None:
    return next((one for one in page.periods if one.ends_on == page.upto), None)


def _row(line: HeatLine, page: Heatmap, request: HttpRequest) -> ShownRow:
    """Every cell leads to the indicator at that place, in the period that is shown where the place
    reported for it."""
    period, chosen = _period(page), only_official(request.GET)
    there = urlencode(asked.of(line.area), safe="/")

    def address(standing: Standing) -> str:
        known = period.code if period and standing.case.is_told_of(period.code) else ""
        return kept(f"{standing.indicator.get_absolute_url()}?{there}", chosen, known)

    return ShownRow(
        line,
        kept(line.area.get_absolute_url(), chosen, asked_period(request.GET)),
        tuple(HeatCell(standing, address(standing)) for standing in line.standings),
    )


def _headings(page: Heatmap, request: HttpRequest) -> Iterator[Heading]:
    for one in page.indicators:
        yield Heading(one, _sort_link(request, one.code), _state(request, one.code))


def _sort_link(request: HttpRequest, code: str) -> str:
    """The worst first; where it is so already, the best."""
    again = request.GET.get("xep") == code and request.GET.get("chieu") != BEST
    return asked.with_choice(request, xep=code, chieu=BEST if again else "")


def _state(request: HttpRequest, code: str) -> str:
    if request.GET.get("xep") != code:
        return ""
    return "descending" if request.GET.get("chieu") == BEST else "ascending"
