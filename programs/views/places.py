"""One place: its indicators, its money, what holds it back, what is to be done, its reports."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from indicators.asked import asked_area, no_period, of
from indicators.charts import REPORTS, standings_table
from indicators.choice import asked_period, only_official
from indicators.models import Area, AreaKind
from indicators.permissions import access_of, readable_areas
from indicators.revalidation import revalidated
from indicators.selectors.area import area_page
from indicators.selectors.missing import NoPeriod
from indicators.views.charts import render_with_charts
from lsdash.lib.theme import Extract
from programs.selectors.place import place_work
from programs.selectors.sample import has_sample


@require_safe
@revalidated
def area_detail(request: HttpRequest, code: str, valid_from: date) -> HttpResponse:
    access, today = access_of(request.user), localdate()
    readable = readable_areas(access)
    area = asked_area(readable, f"{code}/{valid_from.isoformat()}", Area.get_absolute_url)
    try:
        page = area_page(
            area=area,
            readable=readable,
            today=today,
            period_code=asked_period(request.GET),
            only_official=only_official(request.GET),
        )
    except NoPeriod as missing:
        raise no_period(request, missing) from missing
    past_day = page.period.ends_on if page.period and page.period.ends_on < today else None
    extract = Extract("chi-tieu", standings_table(area, page.standings, page.provincial), REPORTS)
    context = {
        "section": "areas",
        "extract": extract,
        "page": page,
        "work": place_work(area=area, access=access, today=today, past_day=past_day),
        "past_day": past_day,
        "heat_href": f"{reverse('indicators:heatmap')}?{urlencode(of(area), safe='/')}",
        "obstacles_href": _obstacles_href(area, past_day),
        "kept_period": asked_period(request.GET),
    }
    return render_with_charts(
        request, "programs/area_detail.html", context, charts=(extract,), has_sample=has_sample
    )


def _obstacles_href(area: Area, past_day: date | None) -> str:
    """The list, narrowed to the place where it can be: a commune of a district is none of its
    choices."""
    is_choice = area.kind == AreaKind.DISTRICT or (
        area.kind == AreaKind.COMMUNE and area.parent.kind == AreaKind.PROVINCE
    )
    query = {"dia_ban": area.code} if is_choice else {}
    if past_day:
        query["ngay"] = past_day.isoformat()
    address = reverse("programs:obstacle_list")
    return f"{address}?{urlencode(query)}" if query else address
