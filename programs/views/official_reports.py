"""Periodic reports on pages: begun, edited paragraph by paragraph, refreshed, frozen."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from indicators.permissions import access_of, found_or_404
from programs.documents import layout
from programs.models import OfficialReport
from programs.permissions import keeps_capital, readable_official_reports
from programs.report_forms import AddForm, LetterForm, ParagraphForm, StartForm, VersionedForm
from programs.selectors.official_report import report_data
from programs.selectors.official_reports import (
    history_of,
    letterhead_of,
    recipients_of,
    reports_listed,
    startable_areas,
    startable_periods,
)
from programs.services.official_reports import (
    OfficialReportRefused,
    add_paragraph,
    edit_paragraph,
    freeze_report,
    refresh_report,
    set_letter,
    start_report,
)

from .official_content import data_now, report_or_404, shown_parts, shown_table, whole_of

SECTION = {"section": "official_reports"}
LETTER, FREEZE = "so-ngay", "chot"  # keys of refused forms that belong to no paragraph


def _require_writer(request: HttpRequest) -> None:
    if not keeps_capital(access_of(request.user)):
        raise PermissionDenied("Chỉ cán bộ tỉnh lập và sửa báo cáo định kỳ.")


def _refuse(form: forms.Form, refused: OfficialReportRefused) -> None:
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    return _list(request, None)


def _list(request: HttpRequest, form: StartForm | None) -> HttpResponse:
    access = access_of(request.user)
    can_write = keeps_capital(access)
    if form is None and can_write:
        form = _start_form()
    return render(
        request,
        "programs/official_report_list.html",
        {
            **SECTION,
            "reports": reports_listed(readable_official_reports(access)),
            "can_write": can_write,
            "form": form,
        },
        status=422 if form is not None and form.is_bound else 200,
    )


def _start_form(data: Mapping[str, str] | None = None) -> StartForm:
    periods = startable_periods(timezone.localdate())
    return StartForm(data, periods=periods, areas=startable_areas())


@require_POST
def report_start(request: HttpRequest) -> HttpResponse:
    _require_writer(request)
    form = _start_form(request.POST)
    if form.is_valid():
        asked = {"period": form.cleaned_data["period"], "area": form.cleaned_data["area"]}
        data = report_data(**asked, today=timezone.localdate())
        try:
            report = start_report(**asked, data=data, by=request.user, now=timezone.now())
        except OfficialReportRefused as refused:
            _refuse(form, refused)
        else:
            messages.success(request, "Đã lập bản nháp từ số liệu hiện có.")
            return redirect(report)
    return _list(request, form)


@require_safe
def report_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, report_or_404(request, pk))


def _page(
    request: HttpRequest, report: OfficialReport, bound: Mapping[object, forms.Form] | None = None
) -> HttpResponse:
    """The report; `bound` holds the form that was refused, by what it belongs to."""
    bound = bound or {}
    access = access_of(request.user)
    can_write = keeps_capital(access) and not report.is_frozen
    whole = whole_of(report)
    head = letterhead_of(report, timezone.localdate())
    letter = bound.get(LETTER) or LetterForm.of(report)
    return render(
        request,
        "programs/official_report.html",
        {
            **SECTION,
            "report": report,
            "whole": whole,
            "parts": shown_parts(whole, can_write=can_write, bound=bound),
            "annexes": [
                (annex.title, [shown_table(t) for t in annex.blocks])
                for annex in whole.content.annexes
            ],
            "head": head,
            "number_line": layout.number_line(head.number, head.suffix),
            "place_and_date": layout.place_and_date(head.place, head.on),
            "recipients": recipients_of(report),
            "can_write": can_write,
            "can_start_anew": keeps_capital(access) and report.is_frozen,
            "letter": letter,
            "freezing": bound.get(FREEZE),
            "refused": next(iter(bound.values()), None),
            "history": history_of(report) if access.sees_everything else None,
        },
        status=422 if bound else 200,
    )


def _draft(request: HttpRequest, pk: int) -> OfficialReport:
    report = report_or_404(request, pk)
    _require_writer(request)
    return report


def _back(report: OfficialReport, place: str) -> HttpResponse:
    return redirect(f"{report.get_absolute_url()}#{place}")


@require_POST
def paragraph_edit(request: HttpRequest, pk: int, paragraph: int) -> HttpResponse:
    report = _draft(request, pk)
    row = found_or_404(report.paragraphs.all(), pk=paragraph)
    form = ParagraphForm(request.POST, auto_id=f"doan{row.pk}-%s")
    if form.is_valid():
        try:
            edit_paragraph(paragraph=row, **form.cleaned_data, by=request.user, now=timezone.now())
        except OfficialReportRefused as refused:
            _refuse(form, refused)
        else:
            messages.success(request, "Đã lưu đoạn.")
            return _back(report, f"doan{row.pk}")
    return _page(request, report_or_404(request, pk), {row.pk: form})


@require_POST
def paragraph_add(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    report = _draft(request, pk)
    if not report.is_frozen and section not in _sections(report):
        raise Http404("Báo cáo không có mục này.")
    form = AddForm(request.POST, auto_id=f"them-{section}-%s")
    if form.is_valid():
        asked = {"section": section, "text": form.cleaned_data["text"]}
        try:
            row = add_paragraph(report=report, **asked, by=request.user, now=timezone.now())
        except OfficialReportRefused as refused:
            _refuse(form, refused)
        else:
            messages.success(request, "Đã thêm đoạn.")
            return _back(report, f"doan{row.pk}")
    return _page(request, report, {section: form})


def _sections(report: OfficialReport) -> set[str]:
    return {part.key for part in whole_of(report).content.parts}


@require_POST
def report_refresh(request: HttpRequest, pk: int) -> HttpResponse:
    report = _draft(request, pk)
    try:
        changed = refresh_report(
            report=report, data=data_now(report), by=request.user, now=timezone.now()
        )
    except OfficialReportRefused as refused:
        messages.error(request, str(refused))
        return redirect(report)
    told = f"{len(changed)} đoạn có số liệu đổi, xem bên dưới." if changed else "Không có gì đổi."
    messages.success(request, f"Đã tổng hợp lại số liệu: {told}")
    return _back(report, "da-doi" if changed else "noi-dung")


@require_POST
def letter_set(request: HttpRequest, pk: int) -> HttpResponse:
    report = _draft(request, pk)
    form = LetterForm(request.POST)
    if form.is_valid():
        try:
            set_letter(report=report, **form.cleaned_data, by=request.user, now=timezone.now())
        except OfficialReportRefused as refused:
            _refuse(form, refused)
        else:
            messages.success(request, "Đã lưu số, ngày, người ký, nơi nhận.")
            return redirect(report)
    return _page(request, report_or_404(request, pk), {LETTER: form})


@require_POST
def report_freeze(request: HttpRequest, pk: int) -> HttpResponse:
    report = _draft(request, pk)
    form = VersionedForm(request.POST)
    if form.is_valid():
        asked = {
            "report": report,
            "data": data_now(report),
            "version": form.cleaned_data["version"],
        }
        try:
            report = freeze_report(**asked, by=request.user, now=timezone.now())
        except OfficialReportRefused as refused:
            _refuse(form, refused)
        else:
            messages.success(request, "Đã chốt báo cáo. Từ nay nội dung không đổi nữa.")
            return redirect(report)
    return _page(request, report_or_404(request, pk), {FREEZE: form})
