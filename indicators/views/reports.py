"""A district's own reports: the list, the grid, sending."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.entries import Key, TypedCell
from indicators.grid_wire import (
    cell_name,
    cells_from_form,
    cells_from_json,
    conflict_sentence,
    saved_as_json,
)
from indicators.models import Report
from indicators.permissions import (
    WITH_LINE,
    access_of,
    found_or_404,
    may_write,
    readable_reports,
)
from indicators.selectors.grid import GridPage, grid_page
from indicators.selectors.my_reports import my_reports
from indicators.selectors.sending import sending_page
from indicators.services.checks import FiguresRefused, check_open, state_cause
from indicators.services.explanations import explain_rest
from indicators.services.grid import SavedCells, save_cells
from indicators.services.reports import ReportRefused, send_report


def _report(request: HttpRequest, period: str, form: str, area: str) -> Report:
    reports = readable_reports(access_of(request.user)).select_related(
        "form", "period", "approved_by", *WITH_LINE
    )
    return found_or_404(reports, period__code=period, form__code=form, area__code=area)


def _writable(request: HttpRequest, **address: str) -> Report:
    report = _report(request, **address)
    if not may_write(access_of(request.user), report):
        raise PermissionDenied(f"Bạn không được giao nhập số liệu của {report.area.name}.")
    return report


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    access = access_of(request.user)
    page = my_reports(readable_reports(access), now=timezone.now())
    return render(request, "indicators/report_list.html", {"section": "reports", "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def report_detail(request: HttpRequest, **address: str) -> HttpResponse:
    """The grid; a POST is the plain form of a browser without JavaScript."""
    if request.method != "POST":
        report = _report(request, **address)
        return _grid(request, grid_page(report))
    report = _writable(request, **address)
    typed = cells_from_form(request.POST)
    now = timezone.now()
    try:
        saved = save_cells(report=report, cells=typed, by=request.user, now=now, all_or_none=True)
    except FiguresRefused as refused:
        return _grid(request, grid_page(report), typed=typed, error=str(refused), status=422)
    if not saved.is_complete:
        return _grid(request, grid_page(saved.report), typed=typed, saved=saved, status=422)
    messages.success(request, _stored_sentence(saved))
    return redirect(report)


def _stored_sentence(saved: SavedCells) -> str:
    changed = len(saved.comparison.pairs)
    return f"Đã lưu {changed} ô." if changed else "Không có thay đổi nào để lưu."


def _grid(
    request: HttpRequest,
    page: GridPage,
    *,
    typed: Sequence[TypedCell] = (),
    saved: SavedCells | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    cause = _cause(request, page.report)
    context = {
        "section": "reports",
        "page": page.showing({cell_name(cell.key): cell.text for cell in typed}),
        "report": page.report,
        "can_edit": not cause,
        "cause": cause,
        "error": error,
        "problems": _problems(page, saved) if saved else (),
    }
    return render(request, "indicators/report_detail.html", context, status=status)


def _cause(request: HttpRequest, report: Report) -> str:
    """Why this person may not write to the report now; empty if they may.

    To someone who only looks, "approved" says more than that the due date is over.
    """
    if cause := state_cause(report):
        return cause
    try:
        check_open(report, by=request.user, now=timezone.now())
    except FiguresRefused as refused:
        return str(refused)
    return ""


def _problems(page: GridPage, saved: SavedCells) -> list[tuple[str, str, str]]:
    """The cells that were not stored: name in the page, place, sentence."""
    places = {cell.key: cell for cell in page.cells}
    found: list[tuple[Key, str]] = [(key, r.message) for key, r in saved.refused.items()]
    found += [(key, conflict_sentence(change)) for key, change in saved.conflicts.items()]
    return [(cell.name, cell.place, message) for key, message in found if (cell := places.get(key))]


@require_POST
def report_cells(request: HttpRequest, **address: str) -> JsonResponse:
    """Some cells, as the grid's script sends them; answers what came of each."""
    report = _writable(request, **address)
    try:
        cells = cells_from_json(request.body)
        saved = save_cells(report=report, cells=cells, by=request.user, now=timezone.now())
    except FiguresRefused as refused:
        return JsonResponse({"code": refused.code, "message": str(refused)}, status=409)
    return JsonResponse(saved_as_json(saved, cells))


@require_http_methods(["GET", "HEAD", "POST"])
def report_send(request: HttpRequest, **address: str) -> HttpResponse:
    report = _writable(request, **address)
    error = ""
    if request.method == "POST":
        try:
            send_report(
                report=report,
                by=request.user,
                now=timezone.now(),
                confirmed_blanks=_whole(request.POST.get("o-trong", "0")),
            )
        except ReportRefused as refused:
            error = str(refused)
        else:
            messages.success(request, f"{report.title} đã gửi lên tỉnh.")
            return redirect("indicators:report_list")
    return _sending(request, report, error=error)


def _sending(
    request: HttpRequest, report: Report, *, error: str = "", note: str = ""
) -> HttpResponse:
    context = {
        "section": "reports",
        "page": sending_page(report),
        "report": report,
        "cause": _cause(request, report),
        "error": error,
        "note": note,
    }
    status = 422 if error else 200
    return render(request, "indicators/report_send.html", context, status=status)


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise BadRequest("number")
    return int(text)


@require_POST
def report_explain(request: HttpRequest, **address: str) -> HttpResponse:
    """One reason for every unusual cell that the sending page listed."""
    report = _writable(request, **address)
    note = request.POST.get("ly-do", "")
    try:
        noted = explain_rest(
            report=report,
            note=note,
            seen=_whole(request.POST.get("so-o", "")),
            by=request.user,
            now=timezone.now(),
        )
    except FiguresRefused as refused:
        return _sending(request, report, error=str(refused), note=note)
    messages.success(request, f"Đã ghi lý do cho {noted} ô.")
    return redirect("indicators:report_send", **report.address)


@require_safe
def report_blank(request: HttpRequest, **address: str) -> HttpResponse:
    """The form on paper: headings, rows, last period's figures, and room to write."""
    page = grid_page(_report(request, **address))
    context = {"section": "reports", "page": page, "report": page.report}
    return render(request, "indicators/report_blank.html", context)
