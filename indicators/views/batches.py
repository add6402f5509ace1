"""All uploads and their files."""

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.forms import BatchFilterForm
from indicators.permissions import access_of, readable_batches
from indicators.selectors.batch import marks_of

from .imports import batch_or_404
from .kept import as_attachment, as_marked_copy

ON_ONE_PAGE = 50


@require_safe
def batch_list(request: HttpRequest) -> HttpResponse:
    batches = readable_batches(access_of(request.user))
    form = BatchFilterForm(request.GET or None, batches=batches)
    chosen = batches.filter(**form.filters) if form.is_bound else batches
    rows = chosen.select_related(
        "form", "area", "period", "uploaded_by", "applied_by", "undone_by"
    ).defer("reading")
    query = request.GET.copy()
    query.pop("trang", None)
    return render(
        request,
        "indicators/batch_list.html",
        {
            "section": "imports",
            "form": form,
            "page": Paginator(rows, ON_ONE_PAGE).get_page(request.GET.get("trang")),
            "query": query.urlencode(),
        },
    )


@require_safe
def batch_file(request: HttpRequest, pk: int) -> FileResponse:
    """The sender's file as it came, as an attachment, never shown in the browser."""
    batch = batch_or_404(request, pk)
    return as_attachment(batch)


@require_safe
def batch_marked(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    batch = batch_or_404(request, pk)
    return as_marked_copy(request, batch, marks_of(batch))
