"""A district's sheet of capital on its way: read, shown, explained, confirmed, undone."""

from io import BytesIO
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.forms import UndoForm
from indicators.models import Area, AreaKind, Period
from indicators.permissions import access_of, found_or_404, writable_areas
from indicators.selectors.reading import programme_request
from indicators.services.imports import Upload
from indicators.sheets.process import MarkingFailed, marked_copy
from indicators.sheets.programme import CAPITAL_FORM
from indicators.sheets.spec import ReadRequest
from indicators.views.kept import as_attachment
from lsdash.lib.headers import XLSX
from programs.district_sheet import shown_of
from programs.models import BatchKind, CapitalBatch
from programs.permissions import readable_batches
from programs.selectors.sheets import sheet_marks, sheet_page
from programs.services.sheets import (
    SheetRefused,
    confirm_sheet,
    preview_sheet,
    reread_sheet,
    undo_sheet,
)
from programs.sheet_forms import SheetConfirmForm, SheetUploadForm

ON_ONE_PAGE = 50
OUTDATED = "Trang này đã cũ. Hãy xem lại rồi thực hiện lần nữa."


def sheet_or_404(request: HttpRequest, pk: int) -> CapitalBatch:
    batches = readable_batches(access_of(request.user)).filter(kind=BatchKind.DISTRICT_SHEET)
    shown = ("area", "period", "uploaded_by", "applied_by", "undone_by")
    return found_or_404(batches.select_related(*shown), pk=pk)


def writable_sheet_or_404(request: HttpRequest, pk: int) -> CapitalBatch:
    require_writer(request)
    return sheet_or_404(request, pk)


def require_writer(request: HttpRequest) -> None:
    if not access_of(request.user).can_import:
        raise PermissionDenied("Vai trò của bạn chỉ xem, không nhập số liệu.")


def _districts(request: HttpRequest) -> QuerySet[Area]:
    return writable_areas(access_of(request.user)).filter(kind=AreaKind.DISTRICT).order_by("code")


def _quarters() -> QuerySet[Period]:
    """Those that have ended, the newest first."""
    return Period.objects.quarters().filter(ends_on__lte=timezone.localdate()).order_by("-ends_on")


def _request_of(area: Area, period: Period) -> ReadRequest:
    return programme_request(form=CAPITAL_FORM, area=area, period=period)


@require_safe
def batch_list(request: HttpRequest) -> HttpResponse:
    batches = readable_batches(access_of(request.user))
    rows = batches.select_related("area", "period", "uploaded_by", "applied_by", "undone_by")
    pages = Paginator(rows.defer("reading"), ON_ONE_PAGE)
    return render(
        request,
        "programs/batch_list.html",
        {"section": "imports", "page": pages.get_page(request.GET.get("trang"))},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def batch_upload(request: HttpRequest) -> HttpResponse:
    require_writer(request)
    form = SheetUploadForm(
        request.POST or None,
        request.FILES or None,
        areas=_districts(request),
        periods=_quarters(),
        initial={"area": request.GET.get("huyen"), "period": request.GET.get("ky")},
    )
    if form.is_valid():
        chosen = form.cleaned_data
        try:
            batch = preview_sheet(
                area=chosen["area"],
                period=chosen["period"],
                upload=Upload(chosen["file"].name, chosen["file"]),
                request=_request_of(chosen["area"], chosen["period"]),
                by=request.user,
                now=timezone.now(),
            )
        except SheetRefused as refused:
            form.add_error("area", str(refused))
        else:
            return redirect(batch)
    status = 422 if form.is_bound else 200
    context = {"section": "imports", "form": form}
    return render(request, "programs/batch_upload.html", context, status=status)


@require_safe
def batch_detail(request: HttpRequest, pk: int) -> HttpResponse:
    page = sheet_page(sheet_or_404(request, pk))
    return render(request, "programs/batch_detail.html", {"section": "imports", "page": page})


@require_POST
def batch_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Refused with what was typed still on the page."""
    batch = writable_sheet_or_404(request, pk)
    form = SheetConfirmForm(request.POST)
    if not form.is_valid():
        messages.error(request, OUTDATED)
        return redirect(batch)
    notes = form.notes([line.code for line in shown_of(batch).to_explain])
    try:
        confirm_sheet(
            batch=batch,
            by=request.user,
            now=timezone.now(),
            refused_seen=form.cleaned_data["seen"],
            fingerprint=form.cleaned_data["fingerprint"],
            notes=notes,
        )
    except SheetRefused as refused:
        context = {
            "section": "imports",
            "page": sheet_page(batch, notes=notes),
            "refused": refused,
            "common_note": notes[""],
        }
        return render(request, "programs/batch_detail.html", context, status=422)
    return redirect(batch)


@require_POST
def batch_reread(request: HttpRequest, pk: int) -> HttpResponse:
    batch = writable_sheet_or_404(request, pk)
    asked = _request_of(batch.area, batch.period)
    try:
        reread_sheet(batch=batch, request=asked, by=request.user, now=timezone.now())
    except SheetRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Đã đọc lại tệp. Hãy xem lại rồi xác nhận.")
    return redirect(batch)


@require_POST
def batch_undo(request: HttpRequest, pk: int) -> HttpResponse:
    batch = writable_sheet_or_404(request, pk)
    form = UndoForm(request.POST)
    form.is_valid()
    reason = form.cleaned_data.get("reason", "")
    try:
        undo_sheet(batch=batch, by=request.user, now=timezone.now(), reason=reason)
    except SheetRefused as refused:
        messages.error(request, str(refused))
    return redirect(batch)


@require_safe
def batch_file(request: HttpRequest, pk: int) -> FileResponse:
    """The sender's file as it came, as an attachment, never shown in the browser."""
    batch = sheet_or_404(request, pk)
    return as_attachment(batch)


@require_safe
def batch_marked(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The sender's workbook with what was refused or is to be looked at marked in its cells."""
    batch = sheet_or_404(request, pk)
    try:
        content = marked_copy(Path(batch.file.path), sheet_marks(sheet_page(batch)))
    except MarkingFailed as failed:
        messages.error(request, str(failed))
        return redirect(batch)
    return FileResponse(
        BytesIO(content),
        as_attachment=True,
        filename=f"{Path(batch.file_name).stem} - cần sửa.xlsx",
        content_type=XLSX,
    )
