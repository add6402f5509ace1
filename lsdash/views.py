from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import TypeVar

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import csrf, defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.asked import NotThere, no_period
from indicators.choice import asked_period, only_official
from indicators.models import Area
from indicators.permissions import access_of
from indicators.revalidation import revalidated_for_reader
from indicators.selectors.missing import NoPeriod
from indicators.unchanged import unchanged
from indicators.views.charts import render_with_charts
from lsdash.lib.headers import asks_for_json
from lsdash.overview import addresses
from lsdash.overview.page import Asked, FirstScreen, first_screen
from lsdash.overview.paper import overview_pdf
from lsdash.overview.slides import ON_A_SLIDE, deck
from programs.charts import small_year_curve, year_curve
from programs.selectors.question import unit_for
from programs.selectors.sample import has_sample

Shown = TypeVar("Shown")
View = Callable[[HttpRequest], HttpResponse]


def _needs_reference_data(view: View) -> View:
    """Before the office's places are loaded there is nothing to see, and the page says so."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except Area.DoesNotExist:
            return render(request, "home_empty.html", {"section": "overview"})

    return answer


def _asked(request: HttpRequest) -> Asked:
    return Asked(
        access=access_of(request.user),
        now=timezone.now(),
        period_code=asked_period(request.GET),
        only_official=only_official(request.GET),
    )


@require_safe
@revalidated_for_reader
@_needs_reference_data
def home(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    page = _shown(first_screen, request, asked)
    curve = small_year_curve(page.capital) if page.capital else None
    context = _context(page, asked) | {"capital_curve": curve}
    files = map(year_curve, filter(None, [page.capital]))  # handed out, it says whose money it is
    return render_with_charts(request, "home.html", context, charts=files, has_sample=has_sample)


@require_safe
@revalidated_for_reader
@_needs_reference_data
def overview_paper(request: HttpRequest) -> HttpResponse:
    """The first screen as a PDF, of the same period and choice."""
    asked = _asked(request)
    page = _shown(first_screen, request, asked)
    content = overview_pdf(
        page,
        year_curve(page.capital) if page.capital else None,
        unit=unit_for("", asked.access),
        only_official=asked.only_official,
        has_sample=has_sample(),
        now=asked.now,
    )
    name = f"tong-quan-{page.day:%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
@revalidated_for_reader
@_needs_reference_data
def presentation(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    shown = _shown(deck, request, asked)
    capital = shown.screen.capital
    context = {
        "deck": shown,
        "capital_curve": year_curve(capital, height=400) if capital else None,
        "most": ON_A_SLIDE,
    }
    return render(request, "overview/presentation.html", _context(shown.screen, asked) | context)


def _shown(selector: Callable[[Asked], Shown], request: HttpRequest, asked: Asked) -> Shown:
    """Of those who see the whole province it follows from the day; a district's own reports are
    told by the hour. An unknown period answers 404 with the nearest."""
    midnight = timezone.localtime(asked.now).replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        if not asked.access.sees_everything:
            return selector(asked)
        return unchanged(selector, asked=replace(asked, now=midnight))
    except NoPeriod as missing:
        raise no_period(request, missing) from missing


def _context(page: FirstScreen, asked: Asked) -> dict[str, object]:
    return {
        "section": "overview",
        "page": page,
        "lights": page.lights_in_words,
        "capital": page.capital,
        "unit": unit_for("", asked.access),
        "kept_period": asked.period_code,
        **addresses.of(page, asked),
    }


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page of 404.html; where something near is known, with links to it."""
    if not isinstance(exception, NotThere):
        return defaults.page_not_found(request, exception)
    told = {"exception": str(exception), "near": exception.near}
    return render(request, "404.html", told, status=404)


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
