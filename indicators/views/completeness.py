"""Which reports came in and who still owes what, as a page and as a workbook."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.exports.completeness import completeness_workbook
from indicators.permissions import access_of, readable_reports
from indicators.revalidation import revalidated_by_minute
from indicators.selectors.completeness import Completeness, completeness
from lsdash.lib.headers import XLSX


def _page(request: HttpRequest) -> Completeness:
    reports = readable_reports(access_of(request.user))
    try:
        return completeness(reports, now=timezone.now(), form=request.GET.get("bieu", ""))
    except LookupError as missing:
        raise Http404(f"Không có biểu “{missing}”.") from missing


@require_safe
@revalidated_by_minute
def completeness_page(request: HttpRequest) -> HttpResponse:
    context = {"section": "completeness", "page": _page(request)}
    return render(request, "indicators/completeness.html", context)


@require_safe
def completeness_file(request: HttpRequest) -> HttpResponse:
    page = _page(request)
    content = completeness_workbook(page, day=timezone.localdate())
    name = f"tien-do-{page.form.code if page.form else 'trong'}.xlsx"
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
