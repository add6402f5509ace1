"""The register of decisions: found, read, registered, corrected, their files."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from indicators.models import Decision
from indicators.permissions import access_of, found_or_404
from indicators.revalidation import revalidated
from indicators.views.kept import as_attachment
from programs.decision_forms import AttachForm, CorrectForm, ReasonForm, RegisterForm, SearchForm
from programs.models import DecisionFile
from programs.permissions import readable_accounts
from programs.selectors.decisions import choices, decision_page, decision_rows, found_decisions
from programs.services.attachments import attach_file, checked, remove_file
from programs.services.decision_rules import DecisionRefused
from programs.services.decisions import correct_decision, register_decision

from .keeping import plan_context, read_or_write, require_keeper, status_of

ON_ONE_PAGE = 50


def decision_or_404(pk: int) -> Decision:
    """Decisions are public documents: whoever signs in may read them, not the amounts of others."""
    return found_or_404(Decision.objects.all(), pk=pk)


def _refuse(form: forms.Form, refused: DecisionRefused) -> None:
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    if refused.may_confirm:
        form.offer_confirmation()


@require_safe
@revalidated
def decision_list(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET, choices=choices())
    page = Paginator(found_decisions(form.search), ON_ONE_PAGE).get_page(request.GET.get("trang"))
    rows = decision_rows(page.object_list, readable_accounts(access_of(request.user)))
    query = request.GET.copy()
    query.pop("trang", None)
    context = {"form": form, "page": page, "rows": rows, "query": query.urlencode()}
    return render(
        request, "programs/decision_list.html", plan_context(request, "decisions", **context)
    )


@require_safe
def decision_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _detail(request, decision_or_404(pk), AttachForm())


def _detail(request: HttpRequest, decision: Decision, form: forms.Form) -> HttpResponse:
    page = decision_page(decision, readable_accounts(access_of(request.user)))
    return render(
        request,
        "programs/decision_detail.html",
        plan_context(request, "decisions", page=page, form=form),
        status=status_of(form),
    )


@read_or_write
def decision_create(request: HttpRequest) -> HttpResponse:
    require_keeper(request)
    form = RegisterForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            decision = register_decision(
                fields=form.decision_fields,
                attachment=checked(file) if file else None,
                is_confirmed=form.cleaned_data["is_confirmed"],
                by=request.user,
                now=timezone.now(),
            )
        except DecisionRefused as refused:
            _refuse(form, refused)
        else:
            messages.success(request, f"Đã đăng ký {decision}. Nay có thể ghi vốn giao.")
            return redirect(decision)
    return _edit(request, form, None)


@read_or_write
def decision_edit(request: HttpRequest, pk: int) -> HttpResponse:
    require_keeper(request)
    decision = decision_or_404(pk)
    form = CorrectForm(request.POST or None, initial=CorrectForm.values_of(decision))
    if form.is_valid():
        try:
            decision = correct_decision(
                decision=decision,
                fields=form.decision_fields,
                reason=form.cleaned_data["reason"],
                is_confirmed=form.cleaned_data["is_confirmed"],
                by=request.user,
                now=timezone.now(),
            )
        except DecisionRefused as refused:
            _refuse(form, refused)
        else:
            messages.success(request, f"Đã lưu {decision}.")
            return redirect(decision)
    return _edit(request, form, decision)


def _edit(request: HttpRequest, form: forms.Form, decision: Decision | None) -> HttpResponse:
    return render(
        request,
        "programs/decision_edit.html",
        plan_context(request, "decisions", form=form, decision=decision),
        status=status_of(form),
    )


@require_POST
def decision_attach(request: HttpRequest, pk: int) -> HttpResponse:
    require_keeper(request)
    decision = decision_or_404(pk)
    form = AttachForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            file = attach_file(
                decision=decision,
                attachment=checked(form.cleaned_data["file"]),
                by=request.user,
                now=timezone.now(),
            )
        except DecisionRefused as refused:
            _refuse(form, refused)
        else:
            messages.success(request, f"Đã đính kèm “{file.file_name}”.")
            return redirect(decision)
    return _detail(request, decision, form)


@require_safe
def decision_file(request: HttpRequest, pk: int, file: int) -> FileResponse:
    """As it was handed in, as an attachment, never shown in the browser."""
    kept = found_or_404(DecisionFile.objects.all(), pk=file, decision=pk)
    return as_attachment(kept)


@read_or_write
def decision_file_remove(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    require_keeper(request)
    kept = found_or_404(DecisionFile.objects.select_related("decision"), pk=file, decision=pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        remove_file(file=kept, reason=reason, by=request.user, now=timezone.now())
        messages.success(request, f"Đã bỏ tệp “{kept.file_name}”.")
        return redirect(kept.decision)
    words = {
        "title": f"Bỏ tệp “{kept.file_name}”",
        "lead": f"Tệp của {kept.decision} bị xóa; việc đính kèm và bỏ tệp còn trong lịch sử.",
        "button": "Bỏ tệp",
        "back": kept.decision.get_absolute_url(),
    }
    return render(
        request,
        "programs/step.html",
        plan_context(request, "decisions", form=form, **words),
        status=status_of(form),
    )
