from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views import csrf
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.choice import only_official
from indicators.models import Area
from indicators.permissions import access_of
from indicators.revalidation import revalidated
from indicators.selectors.overview import overview
from indicators.unchanged import unchanged
from indicators.views.charts import render_with_charts
from lsdash.lib.headers import asks_for_json
from programs.charts import year_curve
from programs.selectors.overview import latest_overview


@require_safe
@revalidated
def home(request: HttpRequest) -> HttpResponse:
    try:
        page = unchanged(
            overview,
            today=localdate(),
            period_code=request.GET.get("ky", ""),
            only_official=only_official(request.GET),
        )
    except Area.DoesNotExist:
        return render(request, "home_empty.html", {"section": "overview"})
    except LookupError as missing:
        raise Http404(f"Không có kỳ “{missing}”.") from missing
    capital = unchanged(latest_overview, access=access_of(request.user), today=localdate())
    curve = year_curve(capital, height=200) if capital else None
    context = {"section": "overview", "page": page, "capital": capital, "capital_curve": curve}
    return render_with_charts(request, "home.html", context, charts=(curve,))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page of 403_csrf.html; a script, whose page is older than the last sign-in, is told in
    JSON to take the token from the cookie and send again."""
    if asks_for_json(request.headers):
        told = "Trang mở từ trước lần đăng nhập gần nhất nên chưa lưu được. Hãy gửi lại."
        return JsonResponse({"message": told}, status=403)
    return csrf.csrf_failure(request, reason)


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """For the office's monitoring: answers 200 when the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
