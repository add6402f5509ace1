"""A district's sheet of capital on its way: read, shown, explained, confirmed, undone."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.models import Area, Period
from indicators.selectors.reading import programme_request
from indicators.sheets.programme import CAPITAL_FORM
from indicators.sheets.spec import ReadRequest
from indicators.views.kept import as_attachment, as_marked_copy
from programs.district_sheet import shown_of
from programs.models import CAPITAL_KINDS, BatchKind
from programs.selectors.sheets import sheet_marks, sheet_page
from programs.services.sheets import (
    SheetRefused,
    confirm_sheet,
    preview_sheet,
    reread_sheet,
    undo_sheet,
)
from programs.sheet_forms import SheetConfirmForm, SheetUploadForm

from .batches import (
    OUTDATED,
    batch_or_404,
    own_districts,
    page_of_batches,
    require_writer,
    reread_and_back,
    undone_and_back,
    upload_page,
    writable_batch_or_404,
)

KIND = BatchKind.DISTRICT_SHEET


def _quarters() -> QuerySet[Period]:
    """Those that have ended, the newest first."""
    return Period.objects.quarters().filter(ends_on__lte=timezone.localdate()).order_by("-ends_on")


def _request_of(area: Area, period: Period) -> ReadRequest:
    return programme_request(form=CAPITAL_FORM, area=area, period=period)


@require_safe
def batch_list(request: HttpRequest) -> HttpResponse:
    context = {"section": "imports", "page": page_of_batches(request, CAPITAL_KINDS)}
    return render(request, "programs/batch_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def batch_upload(request: HttpRequest) -> HttpResponse:
    require_writer(request)
    form = SheetUploadForm(
        request.POST or None,
        request.FILES or None,
        areas=own_districts(request),
        periods=_quarters(),
        initial={"area": request.GET.get("huyen"), "period": request.GET.get("ky")},
    )
    return upload_page(
        request, form, preview_sheet, _request_of, "programs/batch_upload.html", "imports"
    )


@require_safe
def batch_detail(request: HttpRequest, pk: int) -> HttpResponse:
    page = sheet_page(batch_or_404(request, pk, KIND))
    return render(request, "programs/batch_detail.html", {"section": "imports", "page": page})


@require_POST
def batch_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Refused with what was typed still on the page."""
    batch = writable_batch_or_404(request, pk, KIND)
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
    batch = writable_batch_or_404(request, pk, KIND)
    return reread_and_back(request, batch, reread_sheet, _request_of)


@require_POST
def batch_undo(request: HttpRequest, pk: int) -> HttpResponse:
    batch = writable_batch_or_404(request, pk, KIND)
    return undone_and_back(request, batch, undo_sheet)


@require_safe
def batch_file(request: HttpRequest, pk: int) -> FileResponse:
    """The sender's file as it came, as an attachment, never shown in the browser."""
    batch = batch_or_404(request, pk, KIND)
    return as_attachment(batch)


@require_safe
def batch_marked(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    batch = batch_or_404(request, pk, KIND)
    return as_marked_copy(request, batch, sheet_marks(sheet_page(batch)))
