"""Reports under review: the queue, one report, and what becomes of it."""

from collections.abc import Callable
from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.entries import Key
from indicators.models import Report, ReportState
from indicators.permissions import (
    access_of,
    found_or_404,
    readable_reports,
    reviewable_reports,
)
from indicators.review_forms import ApproveForm, ReturnForm, UntilForm
from indicators.selectors.queue import review_queue as waiting_reports
from indicators.selectors.review import review_page
from indicators.services.reports import (
    Remark,
    ReportRefused,
    approve_clean_reports,
    approve_report,
    extend_report,
    lock_report,
    return_report,
    unlock_report,
)
from lsdash.lib.text import lower_first

DAYS_TO_CORRECT = 5
FIELDS = {"no_reason": "reason", "past_end": "until", "no_time": "until"}


def _require_province(request: HttpRequest) -> None:
    if not access_of(request.user).sees_everything:
        raise PermissionDenied("Trang duyệt dành cho cán bộ tỉnh và lãnh đạo tỉnh.")


def _require_reviewer(request: HttpRequest) -> None:
    if not access_of(request.user).reviews:
        raise PermissionDenied("Chỉ cán bộ tỉnh mới trả lại, duyệt, chốt và mở chốt báo cáo.")


def _report(request: HttpRequest, pk: int) -> Report:
    reports = readable_reports(access_of(request.user)).select_related(
        "form", "area", "period", "sent_by", "approved_by"
    )
    return found_or_404(reports, pk=pk)


def _chosen(request: HttpRequest) -> dict[str, str]:
    """The filter of the queue, which every address of the review carries along."""
    return {key: request.GET[key] for key in ("ky", "bieu") if request.GET.get(key)}


def _queue_address(request: HttpRequest) -> str:
    query = urlencode(_chosen(request))
    return reverse("indicators:review_queue") + (f"?{query}" if query else "")


@require_http_methods(["GET", "HEAD", "POST"])
def review_queue(request: HttpRequest) -> HttpResponse:
    _require_province(request)
    error, ticked = "", []
    if request.method == "POST":
        _require_reviewer(request)
        ticked = [int(pk) for pk in request.POST.getlist("bao_cao") if pk.isdecimal()]
        error = _approve_clean(request, ticked)
        if not error:
            return redirect(_queue_address(request))
    chosen = _chosen(request)
    queue = waiting_reports(
        readable_reports(access_of(request.user)),
        period=chosen.get("ky", ""),
        form=chosen.get("bieu", ""),
    )
    context = {
        "section": "review",
        "queue": queue,
        "query": urlencode(chosen),
        "error": error,
        "ticked": ticked,
    }
    return render(request, "indicators/review_queue.html", context, status=422 if error else 200)


def _approve_clean(request: HttpRequest, ticked: list[int]) -> str:
    """Why nothing was approved; empty where all of them were."""
    reports = list(
        reviewable_reports(access_of(request.user))
        .filter(pk__in=ticked)
        .select_related("form", "area", "period")
        .order_by("pk")
    )
    if not reports:
        return "Hãy đánh dấu ít nhất một báo cáo sạch để duyệt."
    try:
        approved = approve_clean_reports(reports=reports, by=request.user, now=timezone.now())
    except ReportRefused as refused:
        return str(refused)
    names = ", ".join(report.area.name for report in approved)
    messages.success(request, f"Đã duyệt {len(approved)} báo cáo: {names}.")
    return ""


@require_safe
def review_detail(request: HttpRequest, pk: int) -> HttpResponse:
    _require_province(request)
    return _shown(request, _report(request, pk))


def _shown(
    request: HttpRequest,
    report: Report,
    *,
    form: forms.Form | None = None,
    step: str = "",
    status: int = 200,
) -> HttpResponse:
    """The report's page; `form` is what was typed into the form of `step`."""
    marked = form.marks() if isinstance(form, ReturnForm) else []
    first = {"until": _days_on(DAYS_TO_CORRECT)}
    context = {
        "section": "review",
        "page": review_page(report, marked=marked),
        "queue_address": _queue_address(request),
        "query": urlencode(_chosen(request)),
        "step": step,
        "bound": form,
        "return_form": form if step == "return" else ReturnForm(initial=first),
        "unlock_form": form if step == "unlock" else UntilForm(initial=first),
        "extend_form": form if step == "extend" else UntilForm(initial=first),
        "marking": access_of(request.user).reviews and report.state == ReportState.SENT,
        "marked": _names(marked),
        "texts": form.texts() if isinstance(form, ReturnForm) else {},
    }
    return render(request, "indicators/review_detail.html", context, status=status)


def _names(keys: list[Key]) -> set[str]:
    return {f"{measure}-{area}" for measure, area in keys}


def _days_on(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def _taken(
    request: HttpRequest,
    report: Report,
    form: forms.Form,
    step: str,
    act: Callable[[dict], None],
    done: str,
) -> HttpResponse:
    """Does `act` with what the form says; else the page again, with what was typed and why."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except ReportRefused as refused:
            field = FIELDS.get(refused.code)
            form.add_error(field if field in form.fields else None, str(refused))
        else:
            messages.success(request, f"{done} {_named(report)}.")
            return redirect(_queue_address(request))
    return _shown(request, _report(request, report.pk), form=form, step=step, status=422)


def _named(report: Report) -> str:
    return f"biểu {report.form.code} {lower_first(report.period.label)} của {report.area.name}"


@require_POST
def review_approve(request: HttpRequest, pk: int) -> HttpResponse:
    _require_reviewer(request)
    report = _report(request, pk)

    def act(said: dict) -> None:
        approve_report(
            report=report, by=request.user, now=timezone.now(), expected_version=said["version"]
        )

    return _taken(request, report, ApproveForm(request.POST), "approve", act, "Đã duyệt")


@require_POST
def review_return(request: HttpRequest, pk: int) -> HttpResponse:
    _require_reviewer(request)
    report, form = _report(request, pk), ReturnForm(request.POST)
    if "ghi-tung-o" in request.POST:  # to write what is wrong in each of the marked cells
        return _shown(request, report, form=form, step="return")

    def act(said: dict) -> None:
        return_report(
            report=report,
            by=request.user,
            now=timezone.now(),
            reason=said["reason"],
            until=said["until"],
            remarks=[Remark(key, text) for key, text in form.texts().items()],
        )

    return _taken(request, report, form, "return", act, "Đã trả lại")


@require_POST
def review_lock(request: HttpRequest, pk: int) -> HttpResponse:
    _require_reviewer(request)
    report = _report(request, pk)

    def act(said: dict) -> None:
        lock_report(report=report, by=request.user, now=timezone.now())

    return _taken(request, report, forms.Form(request.POST), "lock", act, "Đã chốt")


@require_POST
def review_unlock(request: HttpRequest, pk: int) -> HttpResponse:
    _require_reviewer(request)
    report = _report(request, pk)

    def act(said: dict) -> None:
        unlock_report(report=report, by=request.user, now=timezone.now(), **said)

    return _taken(request, report, UntilForm(request.POST), "unlock", act, "Đã mở chốt")


@require_POST
def review_extend(request: HttpRequest, pk: int) -> HttpResponse:
    _require_reviewer(request)
    report = _report(request, pk)

    def act(said: dict) -> None:
        extend_report(report=report, by=request.user, now=timezone.now(), **said)

    return _taken(request, report, UntilForm(request.POST), "extend", act, "Đã gia hạn")
