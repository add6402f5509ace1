"""What has changed: in all reports, in one, in one cell. A district reads its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.exports.history import LIMIT, changes_workbook
from indicators.history_forms import HistoryFilter
from indicators.models import Report
from indicators.permissions import access_of, found_or_404, readable_changes, readable_reports
from indicators.selectors import history as selectors
from indicators.selectors.history import first_of, found_changes, history_options, page_of
from lsdash.lib.headers import XLSX


def _filter(request: HttpRequest) -> HistoryFilter:
    return HistoryFilter(request.GET, history_options(readable_changes(access_of(request.user))))


def _report(request: HttpRequest, pk: int) -> Report:
    reports = readable_reports(access_of(request.user)).select_related("form", "area", "period")
    return found_or_404(reports, pk=pk)


def _without_page(request: HttpRequest) -> str:
    """The filter as it stands in the address, for the links to other pages of the list."""
    query = request.GET.copy()
    query.pop("trang", None)
    return query.urlencode()


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    chosen, page = _filter(request), None
    if chosen.is_valid():
        changes = found_changes(readable_changes(access_of(request.user)), chosen.wanted)
        page = page_of(changes, request.GET.get("trang", "1"))
    return render(
        request,
        "indicators/history.html",
        {
            "section": "history",
            "form": chosen,
            "page": page,
            "query": _without_page(request),
            "limit": LIMIT,
        },
        status=200 if page is not None else 422,
    )


@require_safe
def history_xlsx(request: HttpRequest) -> HttpResponse:
    """The same rows as a workbook; a filter that makes no sense is answered by the page."""
    chosen = _filter(request)
    if not chosen.is_valid():
        return history(request)
    changes = found_changes(readable_changes(access_of(request.user)), chosen.wanted)
    now = timezone.now()
    content = changes_workbook(
        first_of(changes, LIMIT), total=changes.count(), said=chosen.said, now=now
    )
    name = f"thay-doi-so-lieu-{timezone.localtime(now):%Y%m%d-%H%M}.xlsx"
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
def report_history(request: HttpRequest, pk: int) -> HttpResponse:
    page = selectors.report_history(_report(request, pk), request.GET.get("trang", "1"))
    return render(
        request,
        "indicators/report_history.html",
        {"section": "history", "page": page, "report": page.report, "query": ""},
    )


@require_safe
def cell_history(request: HttpRequest, report: int, area: int, measure: int) -> HttpResponse:
    """A page; with ?manh=1 only its table, for a dialog."""
    found = _report(request, report)
    try:
        cell = selectors.cell_history(found, area=area, measure=measure)
    except LookupError as missing:
        raise Http404("Báo cáo này không có ô đó.") from missing
    whole = "indicators/cell_history.html"
    template = "indicators/_cell_history.html" if request.GET.get("manh") == "1" else whole
    return render(request, template, {"section": "history", "cell": cell, "report": found})
