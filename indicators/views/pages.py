"""What people read: indicators and places."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from indicators import charts
from indicators.choice import kept, only_official
from indicators.models import Area, AreaKind
from indicators.permissions import access_of, found_or_404, readable_areas
from indicators.revalidation import revalidated
from indicators.selectors.area import area_page
from indicators.selectors.indicator import indicator_list as list_indicators
from indicators.selectors.indicator import indicator_page

from .charts import render_with_charts


@require_safe
@revalidated
def indicator_list(request: HttpRequest) -> HttpResponse:
    province = found_or_404(Area.objects.of_kind(AreaKind.PROVINCE))
    groups = list_indicators(
        province=province, today=localdate(), only_official=only_official(request.GET)
    )
    return render(
        request,
        "indicators/indicator_list.html",
        {"section": "indicators", "groups": groups, "province": province},
    )


@require_safe
@revalidated
def indicator_detail(request: HttpRequest, code: str) -> HttpResponse:
    readable = readable_areas(access_of(request.user))
    province = found_or_404(readable.of_kind(AreaKind.PROVINCE))
    try:
        page = indicator_page(
            code=code,
            province=province,
            readable=readable,
            today=localdate(),
            period_code=request.GET.get("ky", ""),
            only_official=only_official(request.GET),
        )
    except LookupError as missing:
        raise Http404(f"Không có chỉ tiêu hoặc kỳ “{missing}”.") from missing
    drawn = charts.indicator_charts(page)
    context = {
        "section": "indicators",
        "page": page,
        "standing": page.standing,
        "charts": drawn,
        "ranking": charts.ranking_table(page),
        "left_out": charts.left_out_text(page) if page.left_out else "",
    }
    return render_with_charts(request, "indicators/indicator_detail.html", context, charts=drawn)


@require_safe
def area_home(request: HttpRequest) -> HttpResponse:
    """The person's own place: a district's officer starts at the district."""
    access = access_of(request.user)
    own = None if access.sees_everything else next(iter(access.own_areas), None)
    return _to(request, own or found_or_404(Area.objects.of_kind(AreaKind.PROVINCE)))


@require_safe
def area_latest(request: HttpRequest, code: str) -> HttpResponse:
    """A code alone is no identity: it leads to the newest unit that bears it."""
    areas = readable_areas(access_of(request.user)).order_by("-valid_from")
    return _to(request, found_or_404(areas, code=code))


def _to(request: HttpRequest, area: Area) -> HttpResponse:
    return redirect(kept(area.get_absolute_url(), only_official(request.GET)))


@require_safe
@revalidated
def area_detail(request: HttpRequest, code: str, valid_from: date) -> HttpResponse:
    readable = readable_areas(access_of(request.user))
    area = found_or_404(readable.select_related("parent__parent"), code=code, valid_from=valid_from)
    page = area_page(
        area=area,
        readable=readable,
        today=localdate(),
        only_official=only_official(request.GET),
    )
    return render(request, "indicators/area_detail.html", {"section": "areas", "page": page})
