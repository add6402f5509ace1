"""Report forms and their versions, kept by the province."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from indicators.column_forms import Columns, NewFormForm, NewVersionForm, column_set
from indicators.models import ReportForm
from indicators.permissions import access_of, found_or_404
from indicators.selectors.forms import form_page, form_rows
from indicators.services.forms import FormRefused, Kept, create_form, revise_form

# Beside which field a refusal is said; without one here, at the top.
FIELDS = {
    "taken": "code",
    "rows_above": "row_kind",
    "too_early": "valid_from",
    "has_figures": "valid_from",
}


def _require_keeper(request: HttpRequest) -> None:
    if not access_of(request.user).keeps_periods:
        raise PermissionDenied("Chỉ cán bộ tỉnh và quản trị mới được xem và sửa biểu báo cáo.")


def _refuse(form: forms.Form, refused: FormRefused) -> None:
    field = FIELDS.get(refused.code)
    form.add_error(field if field in form.fields else None, str(refused))


def _tell(request: HttpRequest, kept: Kept, done: str) -> None:
    words = [f"{done}, áp dụng từ {kept.form.valid_from:%d/%m/%Y}."]
    if kept.moved:
        words.append(f"{kept.moved} báo cáo chưa có số liệu đã chuyển sang mẫu mới.")
    if kept.created:
        words.append(f"{kept.created} báo cáo phải nộp được tạo trong các kỳ đang mở.")
    messages.success(request, " ".join(words))


@require_safe
def form_list(request: HttpRequest) -> HttpResponse:
    _require_keeper(request)
    return render(request, "indicators/form_list.html", {"section": "keeping", "rows": form_rows()})


@require_safe
def form_latest(request: HttpRequest, code: str) -> HttpResponse:
    """A code alone leads to the version that is, or comes, in force last."""
    _require_keeper(request)
    return redirect(found_or_404(ReportForm.objects.order_by("-valid_from"), code=code))


@require_safe
def form_detail(request: HttpRequest, code: str, valid_from) -> HttpResponse:
    _require_keeper(request)
    form = found_or_404(ReportForm.objects.all(), code=code, valid_from=valid_from)
    return render(
        request, "indicators/form_detail.html", {"section": "keeping", "page": form_page(form)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def form_revise(request: HttpRequest, code: str) -> HttpResponse:
    _require_keeper(request)
    page = form_page(found_or_404(ReportForm.objects.order_by("-valid_from"), code=code))
    form = NewVersionForm(request.POST or None, initial={"name": page.form.name})
    columns = column_set(request.POST or None, page)
    if form.is_valid() & columns.is_valid():
        try:
            kept = revise_form(
                form=page.form,
                columns=columns.columns,
                by=request.user,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except FormRefused as refused:
            _refuse(form, refused)
        else:
            _tell(request, kept, f"Đã lưu mẫu mới của biểu {code}")
            return redirect(kept.form)
    return _edit(request, form, columns, page.form)


@require_http_methods(["GET", "HEAD", "POST"])
def form_create(request: HttpRequest) -> HttpResponse:
    _require_keeper(request)
    form, columns = NewFormForm(request.POST or None), column_set(request.POST or None)
    if form.is_valid() & columns.is_valid():
        try:
            kept = create_form(
                head=form.head,
                valid_from=form.cleaned_data["valid_from"],
                columns=columns.columns,
                by=request.user,
                now=timezone.now(),
            )
        except FormRefused as refused:
            _refuse(form, refused)
        else:
            _tell(request, kept, f"Đã tạo biểu {kept.form.code}")
            return redirect(kept.form)
    return _edit(request, form, columns, None)


def _edit(
    request: HttpRequest, form: forms.Form, columns: Columns, revised: ReportForm | None
) -> HttpResponse:
    return render(
        request,
        "indicators/form_edit.html",
        {"section": "keeping", "form": form, "columns": columns, "revised": revised},
        status=422 if form.is_bound else 200,
    )
