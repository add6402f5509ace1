"""Pages with charts, and each chart and table of a page as a file: the page's own address with
`tep=dien-bien.png`, so that the file has the rights, the choices and the numbers of the page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from indicators.exports.charts import drawing_file, picture_file, table_file
from indicators.models import Report
from lsdash.lib.drawing import NothingToDraw
from lsdash.lib.headers import XLSX
from lsdash.lib.text import strip_marks
from lsdash.lib.theme import Chart, Extract

SAMPLE = "có số liệu minh họa"


def _workbook(one: Chart | Extract) -> bytes:
    return table_file(one.table, subtitle=one.subtitle, source=one.source)


TABLES: Mapping[str, tuple[str, Callable]] = {"xlsx": (XLSX, _workbook)}
FILES: Mapping[str, tuple[str, Callable]] = TABLES | {
    "png": ("image/png", picture_file),
    "svg": ("image/svg+xml", drawing_file),
}


def has_sample_reports() -> bool:
    return Report.objects.filter(is_sample=True).exists()


def render_with_charts(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    charts: Iterable[Chart | Extract | None],
    status: int = 200,
    has_sample: Callable[[], bool] = has_sample_reports,
) -> HttpResponse:
    """The page, or the file of one of its charts and tables where the address asks for one; with
    the sample mark beside its source where the page has it."""
    if "tep" not in request.GET:
        return render(request, template, context, status=status)
    slug, _, kind = request.GET["tep"].rpartition(".")
    found = next((one for one in charts if one is not None and one.slug == slug), None)
    files = TABLES if isinstance(found, Extract) else FILES
    if found is None or kind not in files:
        raise Http404("Trang này không có hình, bảng hoặc loại tệp như vậy.")
    if has_sample():
        found = replace(found, source="; ".join(filter(None, (found.source, SAMPLE))))
    content_type, made = files[kind]
    try:
        content = made(found)
    except NothingToDraw as nothing:
        raise Http404("Hình này chưa có số liệu để vẽ.") from nothing
    name = slugify(strip_marks(found.title))[:80].strip("-") or found.slug
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{kind}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
