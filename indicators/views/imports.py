"""One upload on its way: read, shown, answered about, confirmed, undone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.forms import ConfirmForm, TeachingForm, UndoForm, UploadForm
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
from indicators.services.imports import (
    ImportRefused,
    TeachingRefused,
    confirm_import,
    preview_import,
    reread_import,
    teach_layout,
    undo_import,
)
from indicators.services.keeping import Upload
from indicators.sheets.spec import ReadRequest

REFUSED = (FiguresRefused, ImportRefused, TeachingRefused)
OUTDATED = "Trang này đã cũ. Hãy xem lại rồi thực hiện lần nữa."


def _reports(request: HttpRequest) -> QuerySet[Report]:
    return reports_taking_figures(writable_reports(access_of(request.user)), now=timezone.now())


def batch_or_404(request: HttpRequest, pk: int) -> ImportBatch:
    batches = readable_batches(access_of(request.user)).select_related(
        "report__approved_by", "form", "area", "period", "uploaded_by", "applied_by", "undone_by"
    )
    return found_or_404(batches, pk=pk)


def require_writer(request: HttpRequest) -> None:
    if not access_of(request.user).can_import:
        raise PermissionDenied("Vai trò của bạn chỉ xem, không nhập số liệu.")


def _request_of(report: Report) -> ReadRequest:
    return read_request(form=report.form, area=report.area, period=report.period)


@require_http_methods(["GET", "HEAD", "POST"])
def batch_upload(request: HttpRequest) -> HttpResponse:
    require_writer(request)
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
                request=_request_of(report),
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
    number = request.GET.get("trang", "1")
    page = batch_page(batch_or_404(request, pk), number=int(number) if number.isdecimal() else 1)
    return render(request, "indicators/batch_detail.html", {"section": "imports", "page": page})


@require_POST
def batch_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    require_writer(request)
    batch = batch_or_404(request, pk)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        messages.error(request, OUTDATED)
        return redirect(batch)
    try:
        confirm_import(
            batch=batch,
            by=request.user,
            now=timezone.now(),
            refused_seen=form.cleaned_data["seen"],
            revision=form.cleaned_data["revision"],
        )
    except REFUSED as refused:
        messages.error(request, str(refused))
    return redirect(batch)


@require_POST
def batch_reread(request: HttpRequest, pk: int) -> HttpResponse:
    require_writer(request)
    batch = batch_or_404(request, pk)
    try:
        reread_import(
            batch=batch, request=_request_of(batch.report), by=request.user, now=timezone.now()
        )
    except REFUSED as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Đã đọc lại tệp. Hãy xem lại rồi xác nhận.")
    return redirect(batch)


@require_POST
def batch_teach(request: HttpRequest, pk: int) -> HttpResponse:
    """The answers are remembered, and the file is read again with them at once."""
    require_writer(request)
    batch = batch_or_404(request, pk)
    form = TeachingForm(request.POST, questions=batch_page(batch).questions)
    if not form.is_valid():
        messages.error(request, OUTDATED)
        return redirect(batch)
    now = timezone.now()
    try:
        taught = teach_layout(
            batch=batch,
            answers=form.answers,
            revision=form.cleaned_data["revision"],
            by=request.user,
            now=now,
        )
        reread_import(batch=batch, request=_request_of(batch.report), by=request.user, now=now)
    except REFUSED as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, f"Đã ghi nhớ {taught} lựa chọn cho bảng tính của {batch.area.name} và đọc lại."
        )
    return redirect(batch)


@require_POST
def batch_undo(request: HttpRequest, pk: int) -> HttpResponse:
    require_writer(request)
    batch = batch_or_404(request, pk)
    form = UndoForm(request.POST)
    form.is_valid()
    try:
        undo_import(
            batch=batch,
            by=request.user,
            now=timezone.now(),
            reason=form.cleaned_data.get("reason", ""),
        )
    except REFUSED as refused:
        messages.error(request, str(refused))
    return redirect(batch)
