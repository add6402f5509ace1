"""What the pages of every district's sheet share, of capital or of obstacles."""

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from indicators.forms import UndoForm
from indicators.models import Area, AreaKind, Period
from indicators.permissions import access_of, found_or_404, writable_areas
from indicators.services.keeping import Upload
from indicators.sheets.spec import ReadRequest
from programs.models import BatchKind, ProgrammeBatch
from programs.permissions import readable_batches
from programs.services.sheets import SheetRefused
from programs.sheet_forms import DistrictFileForm

ON_ONE_PAGE = 50
OUTDATED = "Trang này đã cũ. Hãy xem lại rồi thực hiện lần nữa."
READ_AGAIN = "Đã đọc lại tệp. Hãy xem lại rồi xác nhận."


def require_writer(request: HttpRequest) -> None:
    if not access_of(request.user).can_import:
        raise PermissionDenied("Vai trò của bạn chỉ xem, không nhập số liệu.")


def batch_or_404(request: HttpRequest, pk: int, kind: BatchKind) -> ProgrammeBatch:
    batches = readable_batches(access_of(request.user)).filter(kind=kind)
    shown = ("area", "period", "uploaded_by", "applied_by", "undone_by")
    return found_or_404(batches.select_related(*shown), pk=pk)


def writable_batch_or_404(request: HttpRequest, pk: int, kind: BatchKind) -> ProgrammeBatch:
    require_writer(request)
    return batch_or_404(request, pk, kind)


def own_districts(request: HttpRequest) -> QuerySet[Area]:
    return writable_areas(access_of(request.user)).filter(kind=AreaKind.DISTRICT).order_by("code")


def upload_page(
    request: HttpRequest,
    form: DistrictFileForm,
    preview: Callable[..., ProgrammeBatch],
    asked: Callable[[Area, Period], ReadRequest],
    template: str,
    section: str,
) -> HttpResponse:
    """The form, or the preview of what it sent; a refusal stands beside the district."""
    if form.is_valid():
        chosen = form.cleaned_data
        area, period, file = chosen["area"], chosen["period"], chosen["file"]
        try:
            batch = preview(
                area=area,
                period=period,
                upload=Upload(file.name, file),
                request=asked(area, period),
                by=request.user,
                now=timezone.now(),
            )
        except SheetRefused as refused:
            form.add_error("area", str(refused))
        else:
            return redirect(batch)
    status = 422 if form.is_bound else 200
    return render(request, template, {"section": section, "form": form}, status=status)


def reread_and_back(
    request: HttpRequest,
    batch: ProgrammeBatch,
    reread: Callable[..., ProgrammeBatch],
    asked: Callable[[Area, Period], ReadRequest],
) -> HttpResponse:
    wanted = asked(batch.area, batch.period)
    try:
        reread(batch=batch, request=wanted, by=request.user, now=timezone.now())
    except SheetRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, READ_AGAIN)
    return redirect(batch)


def undone_and_back(
    request: HttpRequest, batch: ProgrammeBatch, undo: Callable[..., ProgrammeBatch]
) -> HttpResponse:
    form = UndoForm(request.POST)
    form.is_valid()
    reason = form.cleaned_data.get("reason", "")
    try:
        undo(batch=batch, by=request.user, now=timezone.now(), reason=reason)
    except SheetRefused as refused:
        messages.error(request, str(refused))
    return redirect(batch)


def page_of_batches(request: HttpRequest, kinds: Iterable[BatchKind]) -> Page:
    rows = readable_batches(access_of(request.user)).filter(kind__in=kinds)
    rows = rows.select_related("area", "period", "uploaded_by", "applied_by", "undone_by")
    return Paginator(rows.defer("reading"), ON_ONE_PAGE).get_page(request.GET.get("trang"))
