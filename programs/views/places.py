"""One place: its indicators, its money, what holds it back, what is to be done, its reports."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from indicators.asked import asked_area
from indicators.choice import only_official
from indicators.models import Area
from indicators.permissions import access_of, readable_areas
from indicators.revalidation import revalidated
from indicators.selectors.area import area_page
from programs.selectors.place import place_work


@require_safe
@revalidated
def area_detail(request: HttpRequest, code: str, valid_from: date) -> HttpResponse:
    access, today = access_of(request.user), localdate()
    readable = readable_areas(access)
    area = asked_area(readable, f"{code}/{valid_from.isoformat()}", Area.get_absolute_url)
    page = area_page(
        area=area, readable=readable, today=today, only_official=only_official(request.GET)
    )
    work = place_work(area=area, access=access, today=today)
    return render(
        request,
        "programs/area_detail.html",
        {"section": "areas", "page": page, "work": work, "today": today},
    )
