"""What the pages of every district's sheet share, of capital or of obstacles."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect

from indicators.models import Area, AreaKind
from indicators.permissions import access_of, found_or_404, writable_areas
from indicators.sheets.marks import Mark
from indicators.sheets.process import MarkingFailed, marked_copy
from lsdash.lib.headers import XLSX
from programs.models import BatchKind, ProgrammeBatch
from programs.permissions import readable_batches

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


def page_of_batches(request: HttpRequest, kinds: Iterable[BatchKind]) -> Page:
    rows = readable_batches(access_of(request.user)).filter(kind__in=kinds)
    rows = rows.select_related("area", "period", "uploaded_by", "applied_by", "undone_by")
    return Paginator(rows.defer("reading"), ON_ONE_PAGE).get_page(request.GET.get("trang"))


def marked_file(
    request: HttpRequest, batch: ProgrammeBatch, marks: Sequence[Mark]
) -> HttpResponse | FileResponse:
    """The sender's workbook with what was refused or is to be looked at marked in its cells."""
    try:
        content = marked_copy(Path(batch.file.path), marks)
    except MarkingFailed as failed:
        messages.error(request, str(failed))
        return redirect(batch)
    return FileResponse(
        BytesIO(content),
        as_attachment=True,
        filename=f"{Path(batch.file_name).stem} - cần sửa.xlsx",
        content_type=XLSX,
    )
