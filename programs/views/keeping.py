"""What the pages of decisions, plans and rules share."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from indicators.models import Role
from indicators.permissions import access_of
from lsdash.lib.money import BILLION, MILLION, UNITS, MoneyUnit
from programs.permissions import keeps_capital
from programs.saved_view_forms import filters_of
from programs.selectors.saved_views import ViewLink, view_links
from programs.services.refusals import WorkRefused

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


def require_keeper(request: HttpRequest) -> None:
    if not keeps_capital(access_of(request.user)):
        raise PermissionDenied("Chỉ cán bộ tỉnh được ghi văn bản, vốn giao và quy định giải ngân.")


def unit_of(request: HttpRequest) -> MoneyUnit:
    """The unit that the address names; else tỷ for leaders, triệu for those who work with it."""
    chosen = UNITS.get(request.GET.get("don-vi-tinh", ""))
    roles = {one.role for one in access_of(request.user).memberships}
    return chosen or (BILLION if roles == {Role.LEADER} else MILLION)


def plan_context(request: HttpRequest, tab: str, **more: object) -> dict[str, object]:
    """What every page here shows; `tab` is which of them."""
    access = access_of(request.user)
    return {
        "section": "decisions" if tab == "decisions" else "capital",
        "tab": tab,
        "unit": unit_of(request),
        "keeps_capital": keeps_capital(access),
        "sees_everything": access.sees_everything,
        **more,
    }


def status_of(form: forms.BaseForm) -> int:
    return 422 if form.is_bound else 200


def links_above(request: HttpRequest, of: str, form: forms.Form) -> tuple[ViewLink, ...]:
    """The saved views above a list that this form narrows."""
    return view_links(request.user, of, urlencode(filters_of(form)))


def answer(
    request: HttpRequest,
    template: str,
    form: forms.Form,
    store: Callable[[], Model],
    *,
    done: str,
    context: Mapping[str, object],
    row: Model | None = None,
) -> HttpResponse:
    """One form, one service call: what the service refuses stands beside its field; what it stores
    is shown. `row` is what the form changes: who was overtaken gets its new version."""
    if form.is_valid():
        try:
            stored = store()
        except WorkRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
            if row is not None:
                row.refresh_from_db(fields=["version"])
        else:
            messages.success(request, done)
            return redirect(stored)
    return render(request, template, {"form": form, **context}, status=status_of(form))
