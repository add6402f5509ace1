"""One indicator on the map of the province."""

from difflib import get_close_matches

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from indicators import charts
from indicators.charts.place_map import BY_LIGHT, BY_VALUE
from indicators.choice import only_official
from indicators.models import AreaKind
from indicators.permissions import access_of, found_or_404, readable_areas
from indicators.selectors.place_map import NotOnTheMap, place_map
from lsdash.lib.text import fold, strip_marks
from lsdash.lib.theme import LIGHTS

from .charts import render_with_charts

COLOURINGS = {BY_LIGHT: "Đánh giá", BY_VALUE: "Giá trị"}
PICTURES = {"o": "Bản đồ ô", "huyen": "Ranh giới huyện", "xa": "Ranh giới xã"}
LEVELS = {"huyen": AreaKind.DISTRICT, "xa": AreaKind.COMMUNE}
NEAREST = 3


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
            period_code=request.GET.get("ky", ""),
            bounded=LEVELS.get(picture, ""),
            only_official=only_official(request.GET),
        )
    except NotOnTheMap as missing:
        raise Http404(_unknown(missing.what, missing.asked, dict(missing.offered))) from missing
    is_bounded = picture != "o"
    chart = charts.outline_chart(page, colouring) if is_bounded else None
    return render_with_charts(
        request,
        "indicators/map_detail.html",
        {
            "section": "map",
            "page": page,
            "map": None if is_bounded else charts.place_tiles(page, colouring),
            "chart": chart,
            "table": charts.place_table(page),
            "legend": charts.scale_legend(page) if colouring == BY_VALUE else (),
            "frames": charts.map_frames(page, colouring),
            "lights": LIGHTS,
            "colouring": colouring,
            "colourings": COLOURINGS.items(),
            "picture": picture,
            "pictures": PICTURES.items(),
            "lacks_outlines": is_bounded and page.boundary_set is None,
        },
        [chart],
    )


def _choice(
    request: HttpRequest, name: str, default: str, offered: dict[str, str], what: str
) -> str:
    chosen = request.GET.get(name) or default
    if chosen not in offered:
        raise Http404(_unknown(what, chosen, offered))
    return chosen


def _unknown(what: str, asked: str, offered: dict[str, str]) -> str:
    """“Không có chỉ tiêu “ho-ngheoo”. Gần nhất: Tỷ lệ hộ nghèo (ho-ngheo).”"""
    known = {strip_marks(fold(text)): code for code, text in offered.items()}
    known |= {strip_marks(fold(code)): code for code in offered}
    near = get_close_matches(strip_marks(fold(asked[:60])), known, n=NEAREST, cutoff=0.3)
    names = dict.fromkeys(known[key] for key in near)
    words = ", ".join(f"{offered[code]} ({code})" for code in names)
    return f"Không có {what} “{asked[:60]}”." + (f" Gần nhất: {words}." if words else "")
