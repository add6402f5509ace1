"""Long tables of money: upload, preview, confirm with progress, undo."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from indicators.permissions import access_of, found_or_404
from indicators.services.keeping import Upload
from indicators.views.growing import growing_response
from indicators.views.kept import as_attachment
from programs.models import BatchKind, ProgrammeBatch
from programs.money_table_forms import MoneyTableForm
from programs.permissions import readable_batches
from programs.selectors.money_table import (
    MONEY_KINDS,
    money_causes,
    money_changes,
    money_request,
    money_sums,
)
from programs.services.money_tables import (
    MoneyTableRefused,
    confirm_steps,
    may_import,
    preview_money_table,
    undo_money_table,
)

from .keeping import read_or_write

RECENT = 20


def _batch(request: HttpRequest, pk: int, *, writing: bool = False) -> ProgrammeBatch:
    readable = readable_batches(access_of(request.user)).filter(kind__in=MONEY_KINDS)
    people = ("uploaded_by", "applied_by", "undone_by")
    batch = found_or_404(readable.select_related(*people), pk=pk)
    if writing and not may_import(request.user, batch.kind):
        raise PermissionDenied("Bạn xem được bảng này nhưng không được lưu hay hoàn tác.")
    return batch


@read_or_write
def money_table_upload(request: HttpRequest) -> HttpResponse:
    if not may_import(request.user, BatchKind.DISBURSEMENTS):
        raise PermissionDenied("Chỉ người được giao nhập vốn mới tải bảng lên được.")
    form = MoneyTableForm(request.POST or None, request.FILES or None, user=request.user)
    if form.is_valid():
        file = form.cleaned_data["file"]
        batch = preview_money_table(
            upload=Upload(file.name, file),
            request=money_request(form.cleaned_data["kind"]),
            by=request.user,
            now=timezone.now(),
        )
        return redirect(batch)
    batches = readable_batches(access_of(request.user)).filter(kind__in=MONEY_KINDS)
    context = {
        "section": "capital",
        "form": form,
        "batches": batches.select_related("uploaded_by")[:RECENT],
    }
    status = 422 if form.is_bound else 200
    return render(request, "programs/money_table_upload.html", context, status=status)


@require_safe
def money_table_detail(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    context = {
        "section": "capital",
        "batch": batch,
        "causes": money_causes(batch),
        "sums": money_sums(batch),
        "changes": money_changes(batch),
        "may_write": may_import(request.user, batch.kind),
    }
    return render(request, "programs/money_table_detail.html", context)


@require_POST
def money_table_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """A page that grows while the table is stored, so that the person sees how far it is."""
    batch = _batch(request, pk, writing=True)
    steps = confirm_steps(
        batch=batch,
        request=money_request(batch.kind),
        by=request.user,
        now=timezone.now(),
        partial="partial" in request.POST,
    )
    try:
        first = next(steps)
    except MoneyTableRefused as refused:
        messages.error(request, str(refused))
        return redirect(batch)
    if first.done == first.total:
        return redirect(batch)
    context = {"section": "capital", "batch": batch}
    page = render_to_string("programs/money_table_progress.html", context, request)
    return growing_response(page, first, steps, MoneyTableRefused)


@require_POST
def money_table_undo(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk, writing=True)
    try:
        undo_money_table(
            batch=batch,
            reason=request.POST.get("reason", ""),
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, "Đã hoàn tác: sổ vốn như trước khi lưu bảng này.")
    except MoneyTableRefused as refused:
        messages.error(request, str(refused))
    return redirect(batch)


@require_safe
def money_table_file(request: HttpRequest, pk: int) -> FileResponse:
    """The sender's file as it came, as an attachment, never shown in the browser."""
    batch = _batch(request, pk)
    return as_attachment(batch)
