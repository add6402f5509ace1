"""The rules of disbursement: read by all, kept by the province."""

from collections.abc import Callable, Mapping

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from indicators.permissions import found_or_404
from programs.decision_forms import ReasonForm
from programs.models import BudgetExtension, BudgetYear, DisbursementRequirement
from programs.rule_forms import (
    BudgetYearForm,
    ClosingForm,
    ExtensionForm,
    RequirementChangeForm,
    RequirementForm,
)
from programs.selectors.rules import rules_by_year
from programs.services.rules import (
    RuleRefused,
    add_extension,
    add_requirement,
    change_requirement,
    create_budget_year,
    remove_extension,
    remove_requirement,
    set_closing,
)

from .keeping import plan_context, read_or_write, require_keeper, status_of


@require_safe
def rule_list(request: HttpRequest) -> HttpResponse:
    context = plan_context(request, "rules", years=rules_by_year(), today=localdate())
    return render(request, "programs/rule_list.html", context)


def _step(
    request: HttpRequest,
    form: forms.Form,
    words: Mapping[str, str],
    store: Callable[[], object],
) -> HttpResponse:
    """One form, one service call; what it refuses stands beside its field."""
    if form.is_valid():
        try:
            store()
        except RuleRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, words["done"])
            return redirect("programs:rule_list")
    context = plan_context(request, "rules", form=form, back=reverse("programs:rule_list"), **words)
    return render(request, "programs/step.html", context, status=status_of(form))


@read_or_write
def budget_year_create(request: HttpRequest) -> HttpResponse:
    require_keeper(request)
    form = BudgetYearForm(request.POST or None)
    words = {"title": "Tạo năm ngân sách", "button": "Tạo", "done": "Đã tạo năm ngân sách."}
    return _step(
        request,
        form,
        words,
        lambda: create_budget_year(by=request.user, now=timezone.now(), **form.cleaned_data),
    )


@read_or_write
def budget_year_edit(request: HttpRequest, year: int) -> HttpResponse:
    require_keeper(request)
    row = found_or_404(BudgetYear.objects.all(), year=year)
    form = ClosingForm(request.POST or None, initial=ClosingForm.values_of(row))
    words = {
        "title": f"Đổi ngày khóa sổ năm {year}",
        "button": "Lưu",
        "done": f"Đã lưu ngày khóa sổ năm {year}.",
    }
    return _step(
        request,
        form,
        words,
        lambda: set_closing(
            budget_year=row, by=request.user, now=timezone.now(), **form.cleaned_data
        ),
    )


@read_or_write
def extension_create(request: HttpRequest, year: int) -> HttpResponse:
    require_keeper(request)
    row = found_or_404(BudgetYear.objects.all(), year=year)
    form = ExtensionForm(request.POST or None)
    words = {
        "title": f"Gia hạn giải ngân năm {year}",
        "lead": f"Ngày khóa sổ của năm: {row.closes_on:%d/%m/%Y}.",
        "button": "Gia hạn",
        "done": f"Đã gia hạn giải ngân năm {year}.",
    }
    return _step(
        request,
        form,
        words,
        lambda: add_extension(
            budget_year=row, by=request.user, now=timezone.now(), **form.cleaned_data
        ),
    )


@read_or_write
def extension_remove(request: HttpRequest, pk: int) -> HttpResponse:
    require_keeper(request)
    rows = BudgetExtension.objects.select_related("budget_year", "decision")
    row = found_or_404(rows, pk=pk)
    form = ReasonForm(request.POST or None)
    words = {
        "title": f"Bỏ gia hạn đến {row.closes_on:%d/%m/%Y}",
        "lead": f"Năm ngân sách {row.budget_year.year}, theo {row.decision}.",
        "button": "Bỏ gia hạn",
        "done": "Đã bỏ gia hạn.",
    }
    return _step(
        request,
        form,
        words,
        lambda: remove_extension(
            extension=row, by=request.user, now=timezone.now(), **form.cleaned_data
        ),
    )


@read_or_write
def requirement_create(request: HttpRequest) -> HttpResponse:
    require_keeper(request)
    form = RequirementForm(request.POST or None, initial={"year": request.GET.get("nam", "")})
    words = {"title": "Thêm tỷ lệ yêu cầu", "button": "Thêm", "done": "Đã thêm tỷ lệ yêu cầu."}
    return _step(
        request,
        form,
        words,
        lambda: add_requirement(requirement=form.requirement, by=request.user, now=timezone.now()),
    )


def _requirement(pk: int) -> DisbursementRequirement:
    return found_or_404(DisbursementRequirement.objects.select_related("decision"), pk=pk)


@read_or_write
def requirement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    require_keeper(request)
    row = _requirement(pk)
    form = RequirementChangeForm(request.POST or None, initial=RequirementChangeForm.values_of(row))
    words = {"title": "Sửa tỷ lệ yêu cầu", "button": "Lưu", "done": "Đã lưu tỷ lệ yêu cầu."}
    return _step(
        request,
        form,
        words,
        lambda: change_requirement(
            row=row,
            requirement=form.requirement,
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
        ),
    )


@read_or_write
def requirement_remove(request: HttpRequest, pk: int) -> HttpResponse:
    require_keeper(request)
    row = _requirement(pk)
    form = ReasonForm(request.POST or None)
    words = {
        "title": f"Bỏ tỷ lệ yêu cầu đến {row.on:%d/%m/%Y}",
        "lead": f"Năm {row.year}. Đường yêu cầu của năm được vẽ lại không có mốc này.",
        "button": "Bỏ",
        "done": "Đã bỏ tỷ lệ yêu cầu.",
    }
    return _step(
        request,
        form,
        words,
        lambda: remove_requirement(
            row=row, by=request.user, now=timezone.now(), **form.cleaned_data
        ),
    )
