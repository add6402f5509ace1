"""A district's sheet of obstacles on its way: read, shown, sorted, confirmed, undone."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.models import Area, Period
from indicators.selectors.batch import marks_of
from indicators.selectors.reading import programme_request
from indicators.sheets.programme import OBSTACLE_FORM
from indicators.sheets.spec import ReadRequest
from indicators.views.kept import as_attachment, as_marked_copy
from programs.models import BatchKind
from programs.obstacle_sheet import shown_obstacles
from programs.selectors.obstacle_sheets import obstacle_sheet_page
from programs.services.obstacle_sheets import (
    confirm_obstacles,
    preview_obstacles,
    reread_obstacles,
    undo_obstacles,
)
from programs.services.sheets import SheetRefused
from programs.sheet_forms import ObstacleConfirmForm, ObstacleUploadForm

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

KIND = BatchKind.OBSTACLE_SHEET


def _quarters() -> QuerySet[Period]:
    """Those that have begun, the newest first."""
    begun = Period.objects.quarters().filter(starts_on__lte=timezone.localdate())
    return begun.order_by("-ends_on")


def _request_of(area: Area, period: Period) -> ReadRequest:
    return programme_request(form=OBSTACLE_FORM, area=area, period=period)


@require_safe
def obstacle_batch_list(request: HttpRequest) -> HttpResponse:
    page = page_of_batches(request, [KIND])
    context = {"section": "obstacles", "page": page, "tab": "imports"}
    return render(request, "programs/obstacle_batch_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def obstacle_batch_upload(request: HttpRequest) -> HttpResponse:
    require_writer(request)
    form = ObstacleUploadForm(
        request.POST or None,
        request.FILES or None,
        areas=own_districts(request),
        periods=_quarters(),
        initial={"area": request.GET.get("huyen"), "period": request.GET.get("ky")},
    )
    return upload_page(
        request,
        form,
        preview_obstacles,
        _request_of,
        "programs/obstacle_batch_upload.html",
        "obstacles",
    )


@require_safe
def obstacle_batch_detail(request: HttpRequest, pk: int) -> HttpResponse:
    page = obstacle_sheet_page(batch_or_404(request, pk, KIND))
    context = {"section": "obstacles", "page": page}
    return render(request, "programs/obstacle_batch_detail.html", context)


@require_POST
def obstacle_batch_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Refused with what was chosen still on the page."""
    batch = writable_batch_or_404(request, pk, KIND)
    form = ObstacleConfirmForm(request.POST)
    if not form.is_valid():
        messages.error(request, OUTDATED)
        return redirect(batch)
    answers = form.answers(shown_obstacles(batch).to_raise)
    try:
        confirm_obstacles(
            batch=batch,
            by=request.user,
            now=timezone.now(),
            refused_seen=form.cleaned_data["seen"],
            fingerprint=form.cleaned_data["fingerprint"],
            answers=answers,
        )
    except SheetRefused as refused:
        page = obstacle_sheet_page(batch, answers=answers)
        context = {"section": "obstacles", "page": page, "refused": refused}
        return render(request, "programs/obstacle_batch_detail.html", context, status=422)
    return redirect(batch)


@require_POST
def obstacle_batch_reread(request: HttpRequest, pk: int) -> HttpResponse:
    batch = writable_batch_or_404(request, pk, KIND)
    return reread_and_back(request, batch, reread_obstacles, _request_of)


@require_POST
def obstacle_batch_undo(request: HttpRequest, pk: int) -> HttpResponse:
    batch = writable_batch_or_404(request, pk, KIND)
    return undone_and_back(request, batch, undo_obstacles)


@require_safe
def obstacle_batch_file(request: HttpRequest, pk: int) -> FileResponse:
    """The sender's file as it came, as an attachment, never shown in the browser."""
    return as_attachment(batch_or_404(request, pk, KIND))


@require_safe
def obstacle_batch_marked(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    batch = batch_or_404(request, pk, KIND)
    return as_marked_copy(request, batch, marks_of(batch))
