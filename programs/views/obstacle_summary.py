"""All obstacles at once, as a page and as a workbook."""

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from indicators.permissions import access_of
from indicators.revalidation import revalidated
from indicators.views.charts import render_with_charts
from lsdash.lib.headers import XLSX
from programs.charts.obstacles import held_table, obstacle_charts
from programs.exports.obstacles import summary_workbook
from programs.permissions import readable_obstacles
from programs.selectors.obstacles.summary import Summary, summary
from programs.selectors.sample import has_sample

from .keeping import unit_of
from .obstacles import obstacle_context


def _summary(request: HttpRequest) -> Summary:
    return summary(readable_obstacles(access_of(request.user)), today=localdate())


@require_safe
@revalidated
def obstacle_summary(request: HttpRequest) -> HttpResponse:
    found, unit = _summary(request), unit_of(request)
    charts = obstacle_charts(found, unit)
    context = obstacle_context(
        request,
        tab="summary",
        found=found,
        charts=charts,
        by_category=held_table(found.by_category, unit, "nhom", "nhóm khó khăn"),
    )
    return render_with_charts(
        request, "programs/obstacle_summary.html", context, charts=charts, has_sample=has_sample
    )


@require_safe
def obstacle_summary_xlsx(request: HttpRequest) -> HttpResponse:
    day = localdate()
    return HttpResponse(
        summary_workbook(_summary(request), day=day),
        content_type=XLSX,
        headers={
            "Content-Disposition": f'attachment; filename="kho-khan-{day:%Y%m%d}.xlsx"',
        },
    )
