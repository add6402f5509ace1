from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.choice import only_official
from indicators.models import Area
from indicators.selectors.overview import overview


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    try:
        page = overview(
            today=localdate(),
            period_code=request.GET.get("ky", ""),
            only_official=only_official(request.GET),
        )
    except Area.DoesNotExist:
        return render(request, "home_empty.html", {"section": "overview"})
    except LookupError as missing:
        raise Http404(f"Không có kỳ “{missing}”.") from missing
    return render(request, "home.html", {"section": "overview", "page": page})


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """For the office's monitoring: answers 200 when the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
