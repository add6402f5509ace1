"""Our own templates of forms F3 and F4: a quarter is chosen, and one or all districts' taken."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.exports.templates import TemplateFile, archive
from indicators.models import Area, Period
from indicators.permissions import found_or_404
from indicators.views.templates import attached
from lsdash.lib.headers import XLSX
from programs.exports.sheet_templates import FORMS, sheet_templates

from .batches import own_districts, require_writer


def _quarters() -> QuerySet[Period]:
    """Those that have begun, the newest first."""
    begun = Period.objects.quarters().filter(starts_on__lte=timezone.localdate())
    return begun.order_by("-ends_on")


def _districts(request: HttpRequest, period: Period) -> list[Area]:
    return [area for area in own_districts(request) if area.is_valid_on(period.ends_on)]


def _chosen(request: HttpRequest) -> tuple[list[Period], Period | None]:
    """The quarters in which the person has districts, and the one asked for, else the newest."""
    own = list(own_districts(request))
    quarters = [
        period for period in _quarters() if any(area.is_valid_on(period.ends_on) for area in own)
    ]
    asked = request.GET.get("quy", "")
    newest = quarters[0] if quarters else None
    return quarters, next((period for period in quarters if period.code == asked), newest)


@require_safe
def sheet_template_list(request: HttpRequest) -> HttpResponse:
    require_writer(request)
    quarters, period = _chosen(request)
    context = {
        "section": "imports",
        "quarters": quarters,
        "period": period,
        "areas": _districts(request, period) if period else [],
        "forms": FORMS,
    }
    return render(request, "programs/sheet_template_list.html", context)


@require_safe
def sheet_template_file(request: HttpRequest, period: str, form: str, area: str) -> HttpResponse:
    require_writer(request)
    quarter, form = _asked(period, form)
    found = found_or_404(own_districts(request).valid_on(quarter.ends_on), code=area)
    (file,) = sheet_templates(form, period=quarter, areas=[found])
    return attached(file, XLSX)


@require_safe
def sheet_template_archive(request: HttpRequest, period: str, form: str) -> HttpResponse:
    """Those of all the person's districts of the quarter."""
    require_writer(request)
    quarter, form = _asked(period, form)
    areas = _districts(request, quarter)
    if not areas:
        raise Http404("Không tìm thấy, hoặc ngoài phạm vi được xem.")
    files = sheet_templates(form, period=quarter, areas=areas)
    name = f"{form}_{quarter.code}.zip"
    return attached(TemplateFile(name, archive(files)), "application/zip")


def _asked(period: str, form: str) -> tuple[Period, str]:
    if form.upper() not in FORMS:
        raise Http404("Không có mẫu của biểu này.")
    return found_or_404(_quarters(), code=period), form.upper()
