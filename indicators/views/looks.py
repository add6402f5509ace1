"""A file of a programme's form that has no place of its own yet, read and shown; nothing of it is
kept."""

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from indicators.forms import LookForm
from indicators.models import AreaKind, Period
from indicators.permissions import access_of, writable_areas
from indicators.selectors.form_look import LookPage, look_page
from indicators.selectors.reading import programme_request
from indicators.sheets.process import read_report_file
from indicators.sheets.programme import OBSTACLE_FORM
from indicators.sheets.spec import ReadRequest

from .imports import require_writer

FORMS = {OBSTACLE_FORM.code: OBSTACLE_FORM}


@require_http_methods(["GET", "HEAD", "POST"])
def form_look(request: HttpRequest) -> HttpResponse:
    require_writer(request)
    form = LookForm(
        request.POST or None,
        request.FILES or None,
        forms_offered=[(code, f"{code} – {spec.name}") for code, spec in FORMS.items()],
        areas=writable_areas(access_of(request.user)).of_kind(AreaKind.DISTRICT),
        periods=Period.objects.filter(starts_on__lte=timezone.localdate()).order_by("-ends_on"),
    )
    page = None
    if form.is_valid():
        chosen = form.cleaned_data
        asked = programme_request(
            form=FORMS[chosen["form"]], area=chosen["area"], period=chosen["period"]
        )
        page = _look(chosen["file"], asked)
    status = 422 if form.is_bound and not page else 200
    context = {"section": "imports", "form": form, "page": page}
    return render(request, "indicators/form_look.html", context, status=status)


def _look(file: UploadedFile, asked: ReadRequest) -> LookPage:
    """Read from a file of its own, which is gone when the page is."""
    with tempfile.NamedTemporaryFile() as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        reading = read_report_file(Path(kept.name), asked)
    return look_page(reading, asked)
