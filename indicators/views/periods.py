"""Reporting periods: everyone sees them, the province keeps them."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.models import Period, PeriodKind
from indicators.period_forms import (
    BoundariesForm,
    ClosingForm,
    DueDateForm,
    ExtensionForm,
    PeriodForm,
)
from indicators.permissions import access_of, found_or_404, readable_reports, reviewable_reports
from indicators.selectors.periods import following_period, period_page, period_years
from indicators.services.periods import (
    PeriodRefused,
    change_boundaries,
    close_period,
    create_period,
    open_period,
    set_due_date,
)
from indicators.services.reports import ReportRefused, extend_report
from lsdash.lib.text import lower_first

# Beside which field a refusal is said; without one here, at the top.
FIELDS = {
    "no_reason": "reason",
    "taken": "number",
    "overlap": "starts_on",
    "wrong_date": "due_on",
    "past_end": "until",
}
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


def _require_keeper(request: HttpRequest) -> None:
    if not access_of(request.user).keeps_periods:
        raise PermissionDenied("Chỉ cán bộ tỉnh và quản trị mới được sửa kỳ báo cáo.")


def _period(code: str) -> Period:
    return found_or_404(Period.objects.all(), code=code)


def _refuse(form: forms.Form, refused: PeriodRefused | ReportRefused) -> None:
    field = FIELDS.get(refused.code)
    form.add_error(field if field in form.fields else None, str(refused))


def _step(
    request: HttpRequest, form: forms.Form, period: Period | None, words: Mapping[str, str]
) -> HttpResponse:
    return render(
        request,
        "indicators/period_step.html",
        {"section": "keeping", "form": form, "period": period, **words},
        status=422 if form.is_bound else 200,
    )


@require_safe
def period_list(request: HttpRequest) -> HttpResponse:
    years = period_years(readable_reports(access_of(request.user)))
    return render(request, "indicators/period_list.html", {"section": "keeping", "years": years})


@require_safe
def period_detail(request: HttpRequest, code: str) -> HttpResponse:
    page = period_page(_period(code), readable_reports(access_of(request.user)))
    return render(
        request,
        "indicators/period_detail.html",
        {"section": "keeping", "page": page, "period": page.period, "now": timezone.now()},
    )


@read_or_write
def period_create(request: HttpRequest) -> HttpResponse:
    _require_keeper(request)
    kind = request.GET.get("loai", "")
    kind = PeriodKind(kind) if kind in PeriodKind.values else PeriodKind.QUARTER
    form = PeriodForm(request.POST or None, initial=PeriodForm.values_of(following_period(kind)))
    if form.is_valid():
        what = {name: form.cleaned_data[name] for name in ("kind", "year", "number")}
        try:
            period = create_period(**what, dates=form.dates, by=request.user, now=timezone.now())
        except PeriodRefused as refused:
            _refuse(form, refused)
        else:
            messages.success(
                request, f"Đã tạo {lower_first(period.label)}. Kỳ chưa mở, chưa nhận báo cáo."
            )
            return redirect(period)
    return render(
        request,
        "indicators/period_create.html",
        {"section": "keeping", "form": form, "kinds": PeriodKind.choices, "kind": kind},
        status=422 if form.is_bound else 200,
    )


@require_POST
def period_open(request: HttpRequest, code: str) -> HttpResponse:
    _require_keeper(request)
    period = _period(code)
    reports = open_period(period=period, by=request.user, now=timezone.now())
    messages.success(
        request, f"Đã mở {lower_first(period.label)}: {len(reports)} báo cáo phải nộp."
    )
    return redirect(period)


@read_or_write
def period_close(request: HttpRequest, code: str) -> HttpResponse:
    _require_keeper(request)
    period = _period(code)
    form = ClosingForm(request.POST or None)
    if form.is_valid():
        try:
            close_period(period=period, by=request.user, now=timezone.now(), **form.cleaned_data)
        except PeriodRefused as refused:
            _refuse(form, refused)
        else:
            messages.success(request, f"Đã đóng {lower_first(period.label)}.")
            return redirect(period)
    return _step(
        request,
        form,
        period,
        {
            "title": "Đóng kỳ",
            "lead": "Từ lúc đóng, không báo cáo nào của kỳ nhận số liệu, trừ báo cáo được gia hạn "
            "hoặc mở chốt riêng. Kỳ đã đóng có thể mở lại.",
            "button": "Đóng kỳ",
        },
    )


@read_or_write
def period_due_date(request: HttpRequest, code: str) -> HttpResponse:
    _require_keeper(request)
    period = _period(code)
    form = DueDateForm(request.POST or None, initial={"due_on": period.due_on})
    if form.is_valid():
        try:
            set_due_date(period=period, by=request.user, now=timezone.now(), **form.cleaned_data)
        except PeriodRefused as refused:
            _refuse(form, refused)
        else:
            messages.success(
                request, f"Hạn gửi của kỳ nay là hết ngày {form.cleaned_data['due_on']:%d/%m/%Y}."
            )
            return redirect(period)
    return _step(
        request,
        form,
        period,
        {
            "title": "Đổi hạn gửi",
            "lead": f"Hạn gửi hiện nay: hết ngày {period.due_on:%d/%m/%Y}. Muốn lùi hạn cho riêng "
            "một địa bàn, hãy gia hạn báo cáo của địa bàn đó ở trang của kỳ.",
            "button": "Lưu hạn gửi",
        },
    )


@read_or_write
def period_boundaries(request: HttpRequest, code: str) -> HttpResponse:
    _require_keeper(request)
    period = _period(code)
    form = BoundariesForm(request.POST or None, initial=PeriodForm.values_of(period))
    if form.is_valid():
        try:
            change_boundaries(
                period=period,
                dates=form.dates,
                reason=form.cleaned_data["reason"],
                by=request.user,
                now=timezone.now(),
            )
        except PeriodRefused as refused:
            _refuse(form, refused)
        else:
            messages.success(request, f"Đã lưu mốc thời gian của {lower_first(period.label)}.")
            return redirect(period)
    return _step(
        request,
        form,
        period,
        {
            "title": "Đổi mốc thời gian",
            "lead": "Chỉ đổi được khi kỳ chưa có số liệu nào. Nếu kỳ đã mở, danh sách báo cáo phải "
            "nộp theo địa bàn có hiệu lực vào ngày cuối kỳ mới.",
            "button": "Lưu mốc thời gian",
        },
    )


@read_or_write
def report_extend(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    _require_keeper(request)
    reports = reviewable_reports(access_of(request.user)).select_related("form", "area", "period")
    report = found_or_404(reports, pk=pk, period__code=code)
    now = timezone.now()
    form = ExtensionForm(request.POST or None, initial=ExtensionForm.proposed(now))
    if form.is_valid():
        try:
            extend_report(report=report, by=request.user, now=now, **form.cleaned_data)
        except ReportRefused as refused:
            _refuse(form, refused)
        else:
            messages.success(request, f"Đã gia hạn báo cáo của {report.area.name}.")
            return redirect(report.period)
    return _step(
        request,
        form,
        report.period,
        {
            "title": f"Gia hạn cho {report.area.name}",
            "lead": f"Báo cáo biểu {report.form.code}, {lower_first(report.period.label)}, hạn gửi "
            f"chung hết ngày {report.period.due_on:%d/%m/%Y}. Chỉ báo cáo này được nộp muộn.",
            "button": "Gia hạn",
        },
    )
