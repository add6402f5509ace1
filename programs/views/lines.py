"""The lines of a decision: entered, reversed, and what they made of the plan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from indicators.models import Decision
from indicators.permissions import access_of
from programs.decision_forms import ReasonForm
from programs.line_forms import Lines, TotalForm, line_set, with_blank_rows, with_pasted_rows
from programs.models import Allocation
from programs.permissions import readable_accounts
from programs.selectors.decisions import blocks_of, last_recording, lines_of
from programs.selectors.line_choices import line_choices
from programs.services.allocations import reverse_allocations
from programs.services.entering import AGAIN, enter_lines
from programs.services.refusals import CapitalRefused, Problem

from .decisions import decision_or_404
from .keeping import plan_context, read_or_write, require_keeper


@read_or_write
def allocation_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """The table of lines. More rows and pasted text come back as a page to go on with; only saving
    stores."""
    require_keeper(request)
    decision = decision_or_404(pk)
    choices = line_choices(decision.signed_on)
    data, action = request.POST or None, request.POST.get("viec", "luu")
    if data and action == "them":
        data = with_blank_rows(data)
    elif data and action == "dan":
        data = with_pasted_rows(data, data.get("dan", ""), choices)
    is_final = action == "luu"
    head, lines = TotalForm(data), line_set(data, choices, decision, is_final=is_final)
    is_valid = data and is_final and head.is_valid() & lines.is_valid()
    if is_valid and _stored(request, decision, head, lines):
        return redirect("programs:allocation_result", pk=pk)
    return render(
        request,
        "programs/allocation_entry.html",
        plan_context(
            request, "decisions", decision=decision, head=head, lines=lines, action=action
        ),
        status=422 if data and is_final else 200,
    )


def _stored(request: HttpRequest, decision: Decision, head: TotalForm, lines: Lines) -> bool:
    """Whether the lines were stored; what was wrong stands beside each of them."""
    try:
        enter_lines(
            decision=decision,
            lines=lines.lines,
            by=request.user,
            now=timezone.now(),
            **head.cleaned_data,
        )
    except CapitalRefused as refused:
        for problem in refused.problems:
            if problem.place is not None:
                lines.filled[problem.place].add_error(None, problem.message)
            else:
                head.add_error("stated_total" if problem.code == "total" else None, problem.message)
        if any(problem.code == AGAIN for problem in refused.problems):
            head.offer_repetition()
        return False
    return True


@read_or_write
def allocation_reverse(request: HttpRequest, pk: int) -> HttpResponse:
    require_keeper(request)
    decision = decision_or_404(pk)
    lines = lines_of(decision, readable_accounts(access_of(request.user)))
    chosen = {int(text) for text in request.POST.getlist("dong") if text.isdecimal()}
    form = ReasonForm(request.POST or None)
    wanted = [line for line in lines if line.pk in chosen]
    if form.is_valid():
        try:
            _require_some(wanted)
            reversed_lines = reverse_allocations(
                lines=wanted,
                reason=form.cleaned_data["reason"],
                by=request.user,
                now=timezone.now(),
            )
        except CapitalRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã hủy {reversed_lines} dòng.")
            return redirect("programs:allocation_result", pk=pk)
    return render(
        request,
        "programs/allocation_reverse.html",
        plan_context(
            request,
            "decisions",
            decision=decision,
            blocks=blocks_of(lines),
            form=form,
            chosen=chosen,
        ),
        status=422 if form.is_bound else 200,
    )


def _require_some(lines: list[Allocation]) -> None:
    if not lines:
        raise CapitalRefused([Problem("no_lines", "Hãy chọn ít nhất một dòng để hủy.")])


@require_safe
def allocation_result(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan in force before and after the newest lines of the decision."""
    decision = decision_or_404(pk)
    accounts = readable_accounts(access_of(request.user))
    recording = last_recording(decision, accounts, today=localdate())
    return render(
        request,
        "programs/allocation_result.html",
        plan_context(request, "decisions", decision=decision, recording=recording),
    )
