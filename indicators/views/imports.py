"""Upload, preview, confirm."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.forms import UploadForm
from indicators.models import ImportBatch, Report
from indicators.permissions import (
    access_of,
    found_or_404,
    readable_batches,
    writable_reports,
)
from indicators.selectors.batch import batch_page
from indicators.selectors.reading import read_request
from indicators.selectors.reports import reports_taking_figures
from indicators.services.checks import FiguresRefused
from indicators.services.imports import ImportRefused, Upload, confirm_import, preview_import

RECENT = 50


def _reports(request: HttpRequest) -> QuerySet[Report]:
    return reports_taking_figures(writable_reports(access_of(request.user)), now=timezone.now())


def _batch(request: HttpRequest, pk: int) -> ImportBatch:
    batches = readable_batches(access_of(request.user)).select_related(
        "report", "form", "area", "period", "uploaded_by", "applied_by"
    )
    return found_or_404(batches, pk=pk)


def _require_writer(request: HttpRequest) -> None:
    if not access_of(request.user).can_import:
        raise PermissionDenied("Vai trò của bạn chỉ xem, không nhập số liệu.")


@require_safe
def batch_list(request: HttpRequest) -> HttpResponse:
    batches = readable_batches(access_of(request.user)).select_related(
        "form", "area", "period", "uploaded_by"
    )
    return render(
        request,
        "indicators/batch_list.html",
        {"section": "imports", "batches": batches[:RECENT], "recent": RECENT},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def batch_upload(request: HttpRequest) -> HttpResponse:
    _require_writer(request)
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        reports=_reports(request),
        initial={"report": request.GET.get("bao-cao")},
    )
    if form.is_valid():
        report, file = form.cleaned_data["report"], form.cleaned_data["file"]
        try:
            batch = preview_import(
                report=report,
                upload=Upload(file.name, file),
                request=read_request(form=report.form, area=report.area, period=report.period),
                by=request.user,
                now=timezone.now(),
            )
        except FiguresRefused as refused:
            form.add_error("report", str(refused))
        else:
            return redirect(batch)
    status = 422 if form.is_bound else 200
    context = {"section": "imports", "form": form}
    return render(request, "indicators/batch_upload.html", context, status=status)


@require_safe
def batch_detail(request: HttpRequest, pk: int) -> HttpResponse:
    page = batch_page(_batch(request, pk))
    return render(request, "indicators/batch_detail.html", {"section": "imports", "page": page})


@require_POST
def batch_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    _require_writer(request)
    batch = _batch(request, pk)
    try:
        confirm_import(batch=batch, by=request.user, now=timezone.now())
    except (ImportRefused, FiguresRefused) as refused:
        messages.error(request, str(refused))
    return redirect(batch)


@require_safe
def batch_file(request: HttpRequest, pk: int) -> FileResponse:
    """The sender's file as it came, as an attachment, never shown in the browser."""
    batch = _batch(request, pk)
    return FileResponse(
        batch.file.open("rb"),
        as_attachment=True,
        filename=batch.file_name,
        content_type="application/octet-stream",
    )
