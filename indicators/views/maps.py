"""One indicator on the map of the province."""

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from indicators import asked, charts
from indicators.charts.place_map import BY_LIGHT, BY_VALUE
from indicators.choice import asked_period, only_official
from indicators.models import AreaKind
from indicators.permissions import access_of, found_or_404, readable_areas
from indicators.selectors.missing import NoIndicator, NoPeriod
from indicators.selectors.place_map import place_map
from lsdash.lib.theme import LIGHTS, Extract

from .charts import render_with_charts

COLOURINGS = {BY_LIGHT: "Đánh giá", BY_VALUE: "Giá trị"}
PICTURES = {"o": "Bản đồ ô", "huyen": "Ranh giới huyện", "xa": "Ranh giới xã"}
LEVELS = {"huyen": AreaKind.DISTRICT, "xa": AreaKind.COMMUNE}


@require_safe
def map_detail(request: HttpRequest) -> HttpResponse:
    readable = readable_areas(access_of(request.user))
    colouring = _choice(request, "mau", BY_LIGHT, COLOURINGS, "cách tô màu")
    picture = _choice(request, "hinh", "o", PICTURES, "kiểu bản đồ")
    try:
        page = place_map(
            province=found_or_404(readable.of_kind(AreaKind.PROVINCE)),
            readable=readable,
            today=localdate(),
            code=request.GET.get("chi-tieu", ""),
            period_code=asked_period(request.GET),
            bounded=LEVELS.get(picture, ""),
            only_official=only_official(request.GET),
        )
    except NoIndicator as missing:
        refused = asked.no_indicator(missing, lambda one: _with(request, "chi-tieu", one.code))
        raise refused from missing
    except NoPeriod as missing:
        raise asked.no_period(request, missing) from missing
    is_bounded = picture != "o"
    chart = charts.outline_chart(page, colouring) if is_bounded else None
    extract = Extract("bang-ban-do", charts.place_table(page), charts.REPORTS)
    return render_with_charts(
        request,
        "indicators/map_detail.html",
        {
            "section": "map",
            "page": page,
            "kept_period": page.period_code,
            "map": None if is_bounded else charts.place_tiles(page, colouring),
            "chart": chart,
            "extract": extract,
            "legend": charts.scale_legend(page) if colouring == BY_VALUE else (),
            "frames": charts.map_frames(page, colouring),
            "lights": LIGHTS,
            "colouring": colouring,
            "colourings": COLOURINGS.items(),
            "picture": picture,
            "pictures": PICTURES.items(),
            "lacks_outlines": is_bounded and page.boundary_set is None,
        },
        [chart, extract],
    )


def _choice(
    request: HttpRequest, name: str, default: str, offered: dict[str, str], what: str
) -> str:
    chosen = request.GET.get(name) or default
    if chosen not in offered:
        near = (asked.Near(words, _with(request, name, code)) for code, words in offered.items())
        raise asked.NotThere(f"Không có {what} “{chosen}”.", near)
    return chosen


def _with(request: HttpRequest, name: str, value: str) -> str:
    return asked.with_choice(request, **{name: value})
