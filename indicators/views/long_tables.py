"""Long tables of many areas and periods: upload, preview, confirm with progress."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.forms import LongTableForm, UndoForm
from indicators.models import LongTable
from indicators.permissions import access_of, found_or_404
from indicators.selectors.long_table import long_causes, long_request, measure_guide
from indicators.services.keeping import Upload
from indicators.services.long_tables import (
    LongTableRefused,
    Step,
    confirm_steps,
    preview_long_table,
)
from indicators.services.long_undo import undo_steps

from .growing import growing_response
from .kept import as_attachment

RECENT = 20


def _require_keeper(request: HttpRequest) -> None:
    if not access_of(request.user).keeps_periods:
        raise PermissionDenied("Chỉ cán bộ tỉnh mới được nhập bảng dài.")


def _table(request: HttpRequest, pk: int) -> LongTable:
    _require_keeper(request)
    return found_or_404(
        LongTable.objects.select_related("uploaded_by", "applied_by", "undone_by"), pk=pk
    )


@require_http_methods(["GET", "HEAD", "POST"])
def long_table_upload(request: HttpRequest) -> HttpResponse:
    _require_keeper(request)
    form = LongTableForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        table = preview_long_table(
            upload=Upload(file.name, file),
            request=long_request(),
            by=request.user,
            now=timezone.now(),
        )
        return redirect(table)
    context = {
        "section": "imports",
        "form": form,
        "tables": LongTable.objects.select_related("uploaded_by")[:RECENT],
        "measures": measure_guide(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "indicators/long_table_upload.html", context, status=status)


@require_safe
def long_table_detail(request: HttpRequest, pk: int) -> HttpResponse:
    table = _table(request, pk)
    context = {"section": "imports", "table": table, "causes": long_causes(table)}
    return render(request, "indicators/long_table_detail.html", context)


@require_POST
def long_table_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """A page that grows while the table is stored, so that the person sees how far it is."""
    table = _table(request, pk)
    steps = confirm_steps(
        table=table,
        request=long_request(),
        by=request.user,
        now=timezone.now(),
        partial="partial" in request.POST,
    )
    return _grown(request, table, steps, what="lưu")


@require_POST
def long_table_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """The same growing page, while everything goes back to what it was."""
    table = _table(request, pk)
    form = UndoForm(request.POST)
    form.is_valid()
    reason = form.cleaned_data.get("reason", "")
    steps = undo_steps(table=table, by=request.user, now=timezone.now(), reason=reason)
    return _grown(request, table, steps, what="hoàn tác")


def _grown(
    request: HttpRequest, table: LongTable, steps: Iterator[Step], *, what: str
) -> HttpResponse:
    """Back to the table where nothing is to be done, else a page that grows with the steps."""
    try:
        first = next(steps)
    except LongTableRefused as refused:
        messages.error(request, str(refused))
        return redirect(table)
    if first.done == first.total:
        return redirect(table)
    context = {"section": "imports", "table": table, "what": what}
    page = render_to_string("indicators/long_table_progress.html", context, request)
    return growing_response(page, first, steps, LongTableRefused)


@require_safe
def long_table_file(request: HttpRequest, pk: int) -> FileResponse:
    """The sender's file as it came, as an attachment, never shown in the browser."""
    table = _table(request, pk)
    return as_attachment(table)
