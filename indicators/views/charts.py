"""Pages with charts, and each chart of a page as a file: the page's own address with
`tep=dien-bien.png`, so that the file has the rights, the choices and the numbers of the page."""

from collections.abc import Callable, Iterable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from indicators.exports.charts import drawing_file, picture_file, table_file
from lsdash.lib.drawing import NothingToDraw
from lsdash.lib.headers import XLSX
from lsdash.lib.text import strip_marks
from lsdash.lib.theme import Chart


def _workbook(chart: Chart) -> bytes:
    return table_file(chart.table, subtitle=chart.subtitle, source=chart.source)


FILES: Mapping[str, tuple[str, Callable[[Chart], bytes]]] = {
    "png": ("image/png", picture_file),
    "svg": ("image/svg+xml", drawing_file),
    "xlsx": (XLSX, _workbook),
}


def render_with_charts(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    charts: Iterable[Chart | None],
    status: int = 200,
) -> HttpResponse:
    """The page, or the file of one of its charts where the address asks for one."""
    if "tep" not in request.GET:
        return render(request, template, context, status=status)
    slug, _, kind = request.GET["tep"].rpartition(".")
    chart = next((one for one in charts if one is not None and one.slug == slug), None)
    if chart is None or kind not in FILES:
        raise Http404("Trang này không có hình hoặc loại tệp như vậy.")
    content_type, made = FILES[kind]
    try:
        content = made(chart)
    except NothingToDraw as nothing:
        raise Http404("Hình này chưa có số liệu để vẽ.") from nothing
    name = slugify(strip_marks(chart.title))[:80].strip("-") or chart.slug
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{kind}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
