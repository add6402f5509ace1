"""Our own templates: chosen, and handed out one by one or all of a form in one archive."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.exports.templates import TemplateFile, archive, template_files
from indicators.models import Report
from indicators.permissions import access_of, found_or_404, writable_reports
from indicators.selectors.reports import reports_taking_figures
from indicators.selectors.templates import template_groups
from lsdash.lib.headers import XLSX


def _writable(request: HttpRequest) -> QuerySet[Report]:
    access = access_of(request.user)
    if not access.can_import:
        raise PermissionDenied("Vai trò của bạn chỉ xem, không nhập số liệu.")
    return writable_reports(access).select_related("form", "area", "period")


def attached(file: TemplateFile, kind: str) -> HttpResponse:
    disposition = f'attachment; filename="{file.name}"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return HttpResponse(file.content, content_type=kind, headers=headers)


@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    waiting = reports_taking_figures(_writable(request), now=timezone.now())
    context = {"section": "imports", "groups": template_groups(waiting)}
    return render(request, "indicators/template_list.html", context)


@require_safe
def template_file(request: HttpRequest, period: str, form: str, area: str) -> HttpResponse:
    report = found_or_404(_writable(request), period__code=period, form__code=form, area__code=area)
    (file,) = template_files(form=report.form, period=report.period, reports=[report])
    return attached(file, XLSX)


@require_safe
def template_archive(request: HttpRequest, period: str, form: str) -> HttpResponse:
    """Those of the person's reports of a form that wait for figures; of all where none waits."""
    rows = _writable(request).filter(period__code=period, form__code=form).order_by("area__code")
    reports = list(reports_taking_figures(rows, now=timezone.now())) or list(rows)
    if not reports:
        raise Http404("Không tìm thấy, hoặc ngoài phạm vi được xem.")
    first = reports[0]
    files = template_files(form=first.form, period=first.period, reports=reports)
    name = f"{first.form.code}_{first.period.code}.zip"
    return attached(TemplateFile(name, archive(files)), "application/zip")
