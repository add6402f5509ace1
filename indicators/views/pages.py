"""What people read: indicators and places."""

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from indicators import asked, charts
from indicators.choice import asked_period, kept, only_official
from indicators.models import Area, AreaKind, Indicator
from indicators.permissions import access_of, found_or_404, readable_areas
from indicators.revalidation import revalidated
from indicators.selectors.indicator import IndicatorPage, indicator_page
from indicators.selectors.indicator import indicator_list as list_indicators
from indicators.selectors.missing import NoIndicator, NoPeriod

from .charts import render_with_charts


@require_safe
@revalidated
def indicator_list(request: HttpRequest) -> HttpResponse:
    province = found_or_404(Area.objects.of_kind(AreaKind.PROVINCE))
    try:
        page = list_indicators(
            province=province,
            today=localdate(),
            period_code=asked_period(request.GET),
            only_official=only_official(request.GET),
        )
    except NoPeriod as missing:
        raise asked.no_period(request, missing) from missing
    context = {
        "section": "indicators",
        "page": page,
        "province": province,
        "kept_period": asked_period(request.GET),
    }
    return render(request, "indicators/indicator_list.html", context)


@require_safe
@revalidated
def indicator_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Of the province, or of the place that the address names: ?dia-ban=180."""
    readable = readable_areas(access_of(request.user))
    try:
        page = indicator_page(
            code=code,
            area=_asked_place(request, readable),
            readable=readable,
            today=localdate(),
            period_code=asked_period(request.GET),
            only_official=only_official(request.GET),
        )
    except NoPeriod as missing:
        raise asked.no_period(request, missing) from missing
    except NoIndicator as missing:
        raise asked.no_indicator(missing, lambda one: _keeping(request, one)) from missing
    drawn = charts.indicator_charts(page)
    context = {
        "section": "indicators",
        "page": page,
        "standing": page.standing,
        "charts": drawn,
        "ranking": charts.ranking_table(page),
        "compare_href": _compare_href(page),
        "heat_href": f"{reverse('indicators:heatmap')}?{urlencode(asked.of(page.area), safe='/')}",
        "kept_period": page.period_code,
        "multiples": charts.small_multiples(page),
        "left_out": charts.left_out_text(page) if page.left_out else "",
    }
    return render_with_charts(request, "indicators/indicator_detail.html", context, charts=drawn)


def _compare_href(page: IndicatorPage) -> str:
    """The whole beside the three parts that stand last."""
    valued = [row.area for row in page.ranking if row.standing.value is not None]
    keys = [(asked.AREA, asked.area_key(area)) for area in (page.area, *valued[-3:])]
    query = urlencode([*keys, ("chi-tieu", page.indicator.code)], safe="/")
    return f"{reverse('indicators:comparison')}?{query}"


def _asked_place(request: HttpRequest, readable: QuerySet[Area]) -> Area:
    key = request.GET.get(asked.AREA, "").strip()
    if not key:
        return found_or_404(readable.of_kind(AreaKind.PROVINCE))

    def link(area: Area) -> str:
        return asked.with_choice(request, **asked.of(area))

    return asked.asked_area(readable, key, link)


def _keeping(request: HttpRequest, indicator: Indicator) -> str:
    """The same question of another indicator."""
    query = request.GET.urlencode(safe="/")
    return f"{indicator.get_absolute_url()}?{query}" if query else indicator.get_absolute_url()


@require_safe
def area_home(request: HttpRequest) -> HttpResponse:
    """The person's own place: a district's officer starts at the district."""
    access = access_of(request.user)
    own = None if access.sees_everything else next(iter(access.own_areas), None)
    return _to(request, own or found_or_404(Area.objects.of_kind(AreaKind.PROVINCE)))


@require_safe
def area_latest(request: HttpRequest, code: str) -> HttpResponse:
    """A code alone is no identity: it leads to the newest unit that bears it."""
    readable = readable_areas(access_of(request.user))
    return _to(request, asked.asked_area(readable, code, Area.get_absolute_url))


def _to(request: HttpRequest, area: Area) -> HttpResponse:
    address = area.get_absolute_url()
    return redirect(kept(address, only_official(request.GET), asked_period(request.GET)))
